/* xes_trace.c - see xes_trace.h. Values of the open trace stand in a text of their own:
 * they are copied into the batch once for each batch that holds events of the trace.
 *
 * Names are told apart by a checksum of 64 bits: among a million of them, two would be
 * taken for one by chance in one log of thirty million.
 */
#include "ingest/xes/xes_trace.h"

#include "base/checksum.h"

static const char case_prefix[] = "case:";

void gp_xes_trace_begin(struct gp_xes_events *x)
{
    struct gp_xes_place *p = &x->place;

    p->in_trace = true;
    p->trace_has_events = p->copied = false;
    p->n_trace = 0;
    gp_text_clear(&p->trace_text);
    x->n_traces++;
}

enum gp_status gp_xes_trace_value(struct gp_xes_events *x, struct gp_slice key,
                                  enum gp_value_kind kind, struct gp_slice value,
                                  struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    uint32_t column;

    gp_text_clear(&x->key);
    gp_text_add(&x->key, case_prefix);
    gp_text_add_slice(&x->key, key);
    if (!gp_text_ok(&x->key) || !gp_reserve(&p->trace, &p->cap_trace, p->n_trace + 1))
        return gp_fail_memory(err);
    column = gp_xes_column(x, gp_slice_n(x->key.at, x->key.len), kind);
    if (column == GP_NO_ID)
        return gp_fail_memory(err);
    p->trace[p->n_trace++] =
        (struct gp_xes_value){column, p->trace_text.len, value.len};
    gp_text_add_slice(&p->trace_text, value);
    return gp_text_ok(&p->trace_text) ? GP_OK : gp_fail_memory(err);
}

static struct gp_slice trace_value(const struct gp_xes_events *x, const char *column)
{
    const struct gp_xes_place *p = &x->place;
    size_t i;

    for (i = 0; i < p->n_trace; i++)
        if (gp_slice_is(x->columns.name[p->trace[i].column], column))
            return gp_slice_trim(gp_slice_n(gp_text_z(&p->trace_text) + p->trace[i].at,
                                            p->trace[i].len));
    return gp_slice_n("", 0);
}

/* A name of its own for a trace without one. */
static enum gp_status make_name(struct gp_xes_events *x, struct gp_err *err)
{
    struct gp_slice id = trace_value(x, "case:identity:id");
    struct gp_text name = {0};
    enum gp_status st;

    if (id.len != 0)
        gp_text_add_slice(&name, id);
    else
        gp_text_addf(&name, "trace %llu", (unsigned long long)x->n_traces);
    st = gp_text_ok(&name)
             ? gp_xes_trace_value(x, gp_slice("concept:name"), GP_VALUE_STRING,
                                  gp_slice_n(name.at, name.len), err)
             : gp_fail_memory(err);
    gp_text_release(&name);
    return st;
}

/* Is it the name of an earlier one? */
static enum gp_status note_name(struct gp_xes_events *x, struct gp_slice name,
                                uint64_t line, struct gp_err *err)
{
    uint64_t *seen;

    if (x->n_named == GP_XES_NAMED)
        return GP_OK;
    x->n_named++;
    seen = gp_tally_at(&x->names, gp_checksum(name.at, name.len));
    if (seen == NULL)
        return gp_fail_memory(err);
    if (*seen != 0 && x->same_names++ == 0)
        x->same_name_line = line;
    *seen = 1;
    return GP_OK;
}

enum gp_status gp_xes_trace_name(struct gp_xes_events *x, uint64_t line,
                                 struct gp_err *err)
{
    enum gp_status st = GP_OK;

    if (trace_value(x, "case:concept:name").len == 0)
        st = make_name(x, err);
    return st == GP_OK ? note_name(x, trace_value(x, "case:concept:name"), line, err)
                       : st;
}

enum gp_status gp_xes_trace_copy(struct gp_xes_events *x, struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    enum gp_status st = GP_OK;
    size_t i;

    p->copied_at = x->n_values;
    for (i = 0; i < p->n_trace && st == GP_OK; i++)
        st = gp_xes_value_add(
            x, p->trace[i].column,
            gp_slice_n(gp_text_z(&p->trace_text) + p->trace[i].at, p->trace[i].len),
            err);
    p->copied = true;
    return st;
}
