/* main.c - goatpath-datagen: event logs that look real, and the truth about them.
 *
 *   plan       which steps each case will take         paths, all as the manual allows
 *   hire       as many people as that work needs
 *   simulate   who does what when                      queues, nights, batches
 *   export     what can be seen on the day of export   departures, open cases
 *   count      the plain count of what is in the log
 *   write      the log, the manual, the truth
 */
#include "company.h"
#include "count.h"
#include "export.h"
#include "log.h"
#include "plan.h"
#include "settings.h"
#include "simulate.h"
#include "sink.h"
#include "truth.h"
#include "write_log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void make_folder(const char *folder)
{
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        perror(folder);
        exit(4);
    }
}

static void write_manual(const struct settings *s)
{
    struct sink sink;
    const char *line = s->process->manual, *end;

    sink_open(&sink, s->folder, "manual.md", UTF_8, false, false);
    for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        sink_put(&sink, line, (size_t)(end - line));
        sink_end_line(&sink);
    }
    sink_close(&sink);
}

int main(int argc, char **argv)
{
    struct settings settings;
    uint64_t work[MAX_POOLS] = {0};
    struct company company;
    struct log log;
    struct export export;
    struct counts *counts;
    static struct written written;

    settings_read(&settings, argc, argv);
    make_folder(settings.folder);
    log = plan_cases(&settings, work);
    company_hire(&company, settings.process, work, settings.weeks - settings.quiet,
                 settings.people);
    simulate(&settings, &company, &log);
    export = export_log(&settings, &company, &log);
    counts = count_log(&settings, &company, &export.log);
    write_log(&settings, &company, &export.log, &written);
    write_manual(&settings);
    truth_write(&(struct story){&settings, &company, &export, counts, &written});
    free(export.log.event);
    free(export.log.first);
    free(counts);
    return 0;
}
