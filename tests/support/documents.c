/* documents.c - see documents.h. */
#include "tests/support/documents.h"
#include "tests/support/all_runs.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

struct gp_process *document_of(const char *name, const char *text,
                               const struct gp_read_options *options)
{
    struct gp_input input = {name, {text, strlen(text)}};
    struct gp_process *p = NULL;
    struct gp_err err = {0};

    if (gp_read_inputs(&input, 1, options, &p, &err) != GP_OK)
        fail_msg("%s:%llu: %s", err.file, (unsigned long long)err.line, err.text);
    return p;
}

struct gp_process *drawing_of(const char *body)
{
    static char text[64 * 1024];

    snprintf(text, sizeof text,
             "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">"
             "<process id=\"P\">%s</process></definitions>",
             body);
    return document_of("drawing.bpmn", text, NULL);
}

static void collect(void *context, struct gp_slice run)
{
    struct gp_text *t = context;

    if (t->len > 0)
        gp_text_add_char(t, '|');
    if (run.len == 0)
        gp_text_add(t, "()");
    gp_text_add_slice(t, run);
}

static void runs_into(struct gp_text *t, const struct gp_process *p, size_t net,
                      size_t steps, bool keep)
{
    struct gp_states_options options = {.keep_silent = keep};
    struct gp_states *s = NULL;
    struct gp_err err;
    bool all;

    assert_int_equal(gp_states_explore(p, p->nets[net], &options, &s, &err), GP_OK);
    assert_int_equal(all_runs(p, s, steps, 10000, " ", collect, t, &all, &err), GP_OK);
    assert_true(all);
    gp_states_free(s);
}

const char *runs_of(const struct gp_process *p, size_t net, size_t steps)
{
    static char shown[64 * 1024];
    struct gp_text reduced = {0}, whole = {0};

    runs_into(&reduced, p, net, steps, false);
    runs_into(&whole, p, net, steps, true);
    assert_string_equal(gp_text_z(&reduced), gp_text_z(&whole));
    snprintf(shown, sizeof shown, "%s", gp_text_z(&reduced));
    gp_text_release(&reduced);
    gp_text_release(&whole);
    return shown;
}

static bool is_called(const struct gp_element *e, const char *id)
{
    return gp_slice_is(e->id.len > 0 ? e->id : e->name, id);
}

const struct gp_element *element_of(const struct gp_process *p, const char *id)
{
    size_t i;

    for (i = 0; i < p->n_elements; i++)
        if (is_called(&p->elements[i], id))
            return &p->elements[i];
    fail_msg("no element %s", id);
    return NULL;
}

bool has_finding(const struct gp_process *p, size_t net, enum gp_flaw_kind kind,
                 const char *id)
{
    struct gp_states *s = NULL;
    bool found = false;
    size_t i;

    assert_int_equal(gp_states_judge(p, p->nets[net], NULL, &s, NULL), GP_OK);
    for (i = 0; i < s->n_findings; i++) {
        const struct gp_flaw *f = &s->findings[i];

        if (f->kind == kind &&
            (id == NULL
                 ? f->element == GP_NO_ID
                 : f->element != GP_NO_ID && is_called(&p->elements[f->element], id)))
            found = true;
    }
    gp_states_free(s);
    return found;
}

bool has_note(const struct gp_process *p, const char *words)
{
    size_t i;

    for (i = 0; i < p->n_notes; i++)
        if (strstr(p->notes[i].text.at, words) != NULL)
            return true;
    return false;
}
