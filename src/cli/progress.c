/* progress.c - see progress.h. */
#include "cli/progress.h"
#include "base/escape.h"

#include <string.h>
#include <unistd.h>

static double since(const struct timespec *then)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) +
           (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

static void to_terminal(const struct gp_text *line)
{
    if (gp_text_ok(line) && write(STDERR_FILENO, line->at, line->len) < 0)
        return; /* progress is a courtesy: nothing depends on it */
}

void gp_progress_begin(struct gp_progress *p)
{
    memset(p, 0, sizeof *p);
    clock_gettime(CLOCK_MONOTONIC, &p->begun);
}

void gp_progress_show(void *progress, const char *file, uint64_t bytes, uint64_t total,
                      uint64_t rows)
{
    struct gp_progress *p = progress;
    double gone = since(&p->begun), rate = gone > 0 ? (double)bytes / gone : 0;
    struct gp_text line = {0};

    if (gone < 0.3 || (p->shown.tv_sec != 0 && since(&p->shown) < 0.1))
        return;
    clock_gettime(CLOCK_MONOTONIC, &p->shown);
    gp_text_add(&line, "\r\033[K");
    gp_escape_terminal(&line, gp_slice(file));
    if (total != 0)
        gp_text_addf(&line, "  %.0f %%", 100 * (double)bytes / (double)total);
    gp_text_add(&line, "  ");
    gp_text_add_count(&line, rows);
    gp_text_addf(&line, " rows  %.0f MB/s", rate / 1e6);
    if (total > bytes && rate > 0)
        gp_text_addf(&line, "  %.0f s left", (double)(total - bytes) / rate);
    to_terminal(&line);
    gp_text_release(&line);
}

void gp_progress_end(struct gp_progress *p)
{
    struct gp_text line = {0};

    if (p->shown.tv_sec == 0)
        return;
    gp_text_add(&line, "\r\033[K");
    to_terminal(&line);
    gp_text_release(&line);
}
