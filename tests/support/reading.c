/* reading.c - see reading.h. */
#include "tests/support/reading.h"

#include "base/mem_refuse.h"
#include "model/read.h"
#include "tests/support/language.h"
#include "tests/support/test.h"

#include <string.h>

struct gp_process *gp_process_from(const char *format, const char *text,
                                   struct gp_err *err)
{
    struct gp_input input = {.name = "text", .bytes = gp_slice(text)};
    struct gp_read_options options = {.format = format};
    struct gp_process *p = NULL;

    if (gp_read_inputs(&input, 1, &options, &p, err) != GP_OK)
        return NULL;
    return p;
}

struct gp_process *reading_of(const char *format, const char *text)
{
    struct gp_err err = {0};
    struct gp_process *p = gp_process_from(format, text, &err);

    if (p == NULL)
        fail_msg("line %llu: %s", (unsigned long long)err.line, err.text);
    return p;
}

void process_runs(const struct gp_process *p, size_t longest, const char *runs)
{
    struct gp_text found = {0};

    gp_naive_language(p, longest, &found);
    assert_string_equal(gp_text_z(&found), runs);
    gp_text_release(&found);
}

void reading_runs(const char *format, const char *text, size_t longest,
                  const char *runs)
{
    struct gp_process *p = reading_of(format, text);

    process_runs(p, longest, runs);
    gp_process_free(p);
}

void reading_refused(const char *format, const char *text, uint64_t line,
                     const char *words)
{
    struct gp_err err = {0};

    assert_null(gp_process_from(format, text, &err));
    assert_int_equal(err.status, GP_INPUT);
    if (err.line != line || strstr(err.text, words) == NULL)
        fail_msg("line %llu: %s", (unsigned long long)err.line, err.text);
}

void reading_survives(const char *format, const char *head, const char *piece, size_t n)
{
    struct gp_text t = {0};
    struct gp_err err = {0};
    size_t i;

    gp_text_add(&t, head);
    for (i = 0; i < n; i++)
        gp_text_add(&t, piece);
    gp_process_free(gp_process_from(format, gp_text_z(&t), &err));
    gp_text_release(&t);
}

uint64_t reading_without_memory(const char *format, const char *text)
{
    uint64_t nth;
    bool refused = true;

    for (nth = 0; refused; nth++) {
        struct gp_err err = {0};
        struct gp_process *p;

        gp_mem_refuse(nth, false);
        p = gp_process_from(format, text, &err);
        refused = gp_mem_refuse_none();
        assert_true(p != NULL || (refused && err.status == GP_SYSTEM));
        gp_process_free(p);
    }
    return nth - 1;
}
