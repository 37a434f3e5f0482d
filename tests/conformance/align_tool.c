/* align_tool - conformance figures of a log against a document, for check_pairs.py.
 *
 *   align_tool DOCUMENT CASE ACTIVITY [dp|astar|auto] [lazy|judge] < log.csv
 *
 * The log is plain CSV on standard input, with the two columns named; quoting as in RFC
 * 4180. Order of rows is order of events. Prints one JSON object.
 */
#include "base/mem.h"
#include "mine/conformance.h"
#include "mine/precision.h"
#include "mine/quality.h"
#include "model/read.h"
#include "tests/support/equal_names.h"
#include "tests/support/replays.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cells {
    struct gp_text text;
    size_t at[256];
    size_t n;
};

/* One record into cells; false at the end of the input. */
static bool read_record(FILE *in, struct cells *c)
{
    int ch = getc(in);
    bool quoted = false;

    gp_text_clear(&c->text);
    c->n = 0;
    c->at[c->n++] = 0;
    if (ch == EOF)
        return false;
    for (; ch != EOF && (quoted || ch != '\n'); ch = getc(in)) {
        if (ch == '"') {
            quoted = !quoted;
        } else if (ch == ',' && !quoted) {
            gp_text_add_char(&c->text, '\0');
            if (c->n < 256)
                c->at[c->n++] = c->text.len;
        } else if (ch != '\r' || quoted) {
            gp_text_add_char(&c->text, (char)ch);
        }
    }
    gp_text_add_char(&c->text, '\0');
    return true;
}

static size_t column(const struct cells *c, const char *name)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        if (strcmp(c->text.at + c->at[i], name) == 0)
            return i;
    fprintf(stderr, "no column %s\n", name);
    exit(2);
}

static struct gp_eventlog *read_log(const char *case_column,
                                    const char *activity_column)
{
    struct gp_eventlog *log = gp_eventlog_new(false, false, false, false);
    struct cells cells = {0};
    size_t c, a;
    uint32_t line = 2;

    if (log == NULL || gp_eventlog_begin_file(log, "stdin", NULL) != GP_OK ||
        !read_record(stdin, &cells))
        exit(4);
    c = column(&cells, case_column);
    a = column(&cells, activity_column);
    for (; read_record(stdin, &cells); line++) {
        struct gp_event e = {0};

        if (cells.n <= c || cells.n <= a)
            continue;
        e.case_id = gp_slice(cells.text.at + cells.at[c]);
        e.activity = gp_slice(cells.text.at + cells.at[a]);
        e.line = line;
        if (gp_eventlog_add(log, &e, NULL) != GP_OK)
            exit(4);
    }
    gp_text_release(&cells.text);
    if (gp_eventlog_group(log, NULL) != GP_OK)
        exit(4);
    return log;
}

static void print_string(struct gp_slice s)
{
    size_t i;

    putchar('"');
    for (i = 0; i < s.len; i++)
        if (s.at[i] == '"' || s.at[i] == '\\')
            printf("\\%c", s.at[i]);
        else
            putchar(s.at[i]);
    putchar('"');
}

/* Every reading must hold; says which does not. */
static size_t broken_readings(const struct gp_conformance *c, unsigned limit)
{
    size_t n = 0, i;

    for (i = 0; i < c->n_items; i++)
        if (c->alignments.of[i].upper != UINT64_MAX &&
            !replays(&c->states->net, limit, NULL, &c->item[i].trace,
                     &c->alignments.of[i], c->alignments.moves))
            n++;
    return n;
}

static void print_variants(const struct gp_conformance *c)
{
    size_t i;

    printf(" \"variants\": [\n");
    for (i = 0; i < c->n_items; i++) {
        const struct gp_variant *v = &c->variants->variant[c->item[i].variant];
        uint32_t first = 0;

        /* the first case of the file that walks it */
        while (c->variants->of_case[first] != c->item[i].variant)
            first++;
        printf("  {\"case\": ");
        print_string(gp_dict_name(&c->log->cases, first));
        printf(", \"cases\": %llu, \"events\": %zu, \"cost\": %llu, \"exact\": %s}%s\n",
               (unsigned long long)c->item[i].cases, v->length,
               (unsigned long long)gp_item_cost(c, i),
               c->alignments.of[i].exact ? "true" : "false",
               i + 1 < c->n_items ? "," : "");
    }
    printf(" ]\n");
}

static void print_all(const struct gp_conformance *c, const struct gp_precision *p,
                      const struct gp_quality *q)
{
    printf("{\"engine\": \"%s\", \"states\": %u, \"edges\": %zu, \"whole\": %s,\n",
           c->engine == GP_ENGINE_DP ? "dp" : "astar", c->states->n_states,
           c->states->row[c->states->n_states], c->states->whole ? "true" : "false");
    printf(" \"shortest_run\": %llu, \"total_cost\": %llu, \"fitting_cases\": %llu,\n",
           (unsigned long long)c->shortest, (unsigned long long)c->closed.total_cost,
           (unsigned long long)c->closed.following);
    printf(" \"average_case_fitness\": %.12f, \"log_fitness\": %.12f,\n",
           c->closed.average, c->closed.log);
    printf(" \"etc_precision\": %.12f, \"prefixes_replayed\": %.12f,\n", p->precision,
           p->replayed);
    printf(" \"generalisation\": %.12f, \"simplicity\": %.12f,\n", q->generalisation,
           q->simplicity);
    printf(" \"replay\": {\"judged\": %s, \"p\": %llu, \"c\": %llu, \"m\": %llu, "
           "\"r\": %llu},\n",
           q->replay.exact ? "true" : "false", (unsigned long long)q->replay.produced,
           (unsigned long long)q->replay.consumed,
           (unsigned long long)q->replay.missing,
           (unsigned long long)q->replay.remaining);
    printf(" \"bounded\": %llu, \"broken\": %zu,\n",
           (unsigned long long)c->closed.bounded, broken_readings(c, 0));
    print_variants(c);
    printf("}\n");
}

static enum gp_status judge(const struct gp_process *process,
                            const struct gp_eventlog *log,
                            const struct gp_conformance_options *o, struct gp_err *err)
{
    struct gp_step_names names = {.label = equal_names(log, process)};
    struct gp_variants variants = {0};
    struct gp_conformance c = {0};
    struct gp_precision precision;
    struct gp_quality quality;
    enum gp_status st = gp_variants_mine(log, NULL, true, &variants, err);

    if (st == GP_OK)
        st = gp_conformance_run(log, &variants, process, &names, o, &c, err);
    if (st == GP_OK)
        st = gp_precision_measure(&c, &precision, err);
    if (st == GP_OK)
        st = gp_quality_measure(&c, &quality, err);
    if (st == GP_OK)
        print_all(&c, &precision, &quality);
    gp_conformance_release(&c);
    gp_variants_release(&variants);
    gp_free((void *)names.label);
    return st;
}

static bool is_word(int argc, char **argv, int at, const char *word)
{
    return argc > at && strcmp(argv[at], word) == 0;
}

int main(int argc, char **argv)
{
    struct gp_conformance_options o = {.all_closed = true};
    struct gp_process *process = NULL;
    struct gp_eventlog *log = NULL;
    struct gp_err err = {0};
    const char *path;
    enum gp_status st;

    if (argc < 4)
        return 2;
    path = argv[1];
    if (is_word(argc, argv, 4, "dp"))
        o.engine = GP_ENGINE_DP;
    if (is_word(argc, argv, 4, "astar"))
        o.engine = GP_ENGINE_ASTAR;
    if (is_word(argc, argv, 5, "lazy"))
        o.states.max_states = 2;
    if (is_word(argc, argv, 5, "judge"))
        o.align.certainty_effort = 100000;
    st = gp_read_files(&path, 1, NULL, &process, &err);
    if (st == GP_OK) {
        log = read_log(argv[2], argv[3]);
        st = judge(process, log, &o, &err);
    }
    if (st != GP_OK)
        fprintf(stderr, "%s\n", err.text);
    gp_eventlog_free(log);
    gp_process_free(process);
    return (int)st;
}
