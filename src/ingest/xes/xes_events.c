/* xes_events.c - see xes_events.h.
 *
 *   <log> <trace> <string key="concept:name" value="c1"/>     case:concept:name = c1
 *           <event> <string key="concept:name" value="a"/>    concept:name = a
 *                   <date key="time:timestamp" .../> </event>  -> event {c1, a, ...}
 *
 * No tree: the depth and what is open say what a tag means. Values stand in one text,
 * a value is a column and a place in it. Those of the open trace are kept apart
 * (xes_trace.h).
 *
 * The keys of an event are mostly those of the event before, in the same order; the
 * dictionary is asked only where they are not.
 */
#include "ingest/xes/xes_classifier.h"
#include "ingest/xes/xes_trace.h"

#include <string.h>

/* ---- columns ---- */

static bool is(struct gp_slice s, const char *word, size_t len)
{
    return s.len == len && memcmp(s.at, word, len) == 0;
}

/* Asked for every tag, mostly for strings and dates. */
static bool kind_of(struct gp_slice element, enum gp_value_kind *kind)
{
    static const struct {
        const char *name;
        size_t len;
        enum gp_value_kind kind;
    } kinds[] = {{"string", 6, GP_VALUE_STRING},   {"date", 4, GP_VALUE_DATE},
                 {"int", 3, GP_VALUE_INT},         {"float", 5, GP_VALUE_FLOAT},
                 {"boolean", 7, GP_VALUE_BOOLEAN}, {"id", 2, GP_VALUE_ID}};
    size_t i;

    for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        *kind = kinds[i].kind;
        if (is(element, kinds[i].name, kinds[i].len))
            return true;
    }
    return false;
}

uint32_t gp_xes_column(struct gp_xes_events *x, struct gp_slice name,
                       enum gp_value_kind kind)
{
    size_t known = x->columns.n;
    uint32_t c = gp_dict_add(&x->columns, name);

    if (c == GP_NO_ID || !gp_reserve(&x->kind, &x->cap_kind, (size_t)c + 1))
        return GP_NO_ID;
    if (c >= known)
        x->kind[c] = kind;
    else if (x->kind[c] != kind)
        x->kind[c] = GP_VALUE_STRING; /* two types under one key */
    return c;
}

/* The column of the next key of an event: that of the event before, when it is right. */
static uint32_t event_column(struct gp_xes_events *x, struct gp_slice key,
                             enum gp_value_kind kind)
{
    struct gp_xes_place *p = &x->place;

    size_t at = p->n_keys++;
    uint32_t c = at < p->n_recent ? p->recent[at] : GP_NO_ID;

    if (c != GP_NO_ID && gp_slice_eq(x->columns.name[c], key) && x->kind[c] == kind)
        return c;
    c = gp_xes_column(x, key, kind);
    if (at < GP_XES_RECENT) {
        p->recent[at] = c;
        p->n_recent = at < p->n_recent ? p->n_recent : at + 1;
    }
    return c;
}

enum gp_status gp_xes_value_add(struct gp_xes_events *x, uint32_t column,
                                struct gp_slice value, struct gp_err *err)
{
    if (column == GP_NO_ID || !gp_reserve(&x->value, &x->cap_values, x->n_values + 1))
        return gp_fail_memory(err);
    x->value[x->n_values++] = (struct gp_xes_value){column, x->text.len, value.len};
    gp_text_add_slice(&x->text, value);
    return gp_text_ok(&x->text) ? GP_OK : gp_fail_memory(err);
}

static enum gp_status refuse(const struct gp_xes_events *x,
                             const struct gp_xml_tag *tag, const char *what,
                             struct gp_err *err)
{
    return gp_fail_at(err, GP_INPUT, x->file, tag->line, "<%.*s>: %s",
                      (int)(tag->name.len < 40 ? tag->name.len : 40), tag->name.at,
                      what);
}

/* ---- events ---- */

static enum gp_status begin_event(struct gp_xes_events *x, const struct gp_xml_tag *tag,
                                  struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    enum gp_status st = GP_OK;

    if (p->in_trace && !p->trace_has_events) {
        st = gp_xes_trace_name(x, tag->line, err);
        p->trace_has_events = true;
    }
    p->event = tag->depth;
    p->n_keys = 0;
    p->now = (struct gp_xes_event){.first = x->n_values, .line = tag->line};
    return st;
}

/* The value of a column among those of the event, else of its trace. */
static struct gp_slice value_of(const struct gp_xes_events *x, uint32_t column)
{
    const struct gp_xes_place *p = &x->place;
    size_t i;

    for (i = p->now.first + p->now.n; i-- > p->now.first;)
        if (x->value[i].column == column)
            return gp_slice_n(x->text.at + x->value[i].at, x->value[i].len);
    for (i = p->n_trace; i-- > 0;)
        if (p->trace[i].column == column)
            return gp_slice_n(p->trace_text.at + p->trace[i].at, p->trace[i].len);
    return gp_slice_n("", 0);
}

/* "A+complete" where the wanted classifier joins name and transition. */
static enum gp_status classify(struct gp_xes_events *x, struct gp_err *err)
{
    enum gp_status st;
    size_t i;

    gp_text_clear(&x->key);
    for (i = 0; i < x->n_classifier; i++) {
        if (i != 0)
            gp_text_add_char(&x->key, '+');
        gp_text_add_slice(&x->key, value_of(x, x->classifier[i]));
    }
    if (!gp_text_ok(&x->key))
        return gp_fail_memory(err);
    st = gp_xes_value_add(x, x->classifier_column, gp_text_slice(&x->key), err);
    x->place.now.n++;
    return st;
}

static enum gp_status end_event(struct gp_xes_events *x, struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    enum gp_status st = GP_OK;

    p->event = 0;
    x->n_events++;
    if (x->only_columns)
        return GP_OK;
    if (x->classifier_column != GP_NO_ID)
        st = classify(x, err);
    if (st == GP_OK && p->in_trace && !p->copied)
        st = gp_xes_trace_copy(x, err);
    if (st != GP_OK)
        return st;
    if (!gp_reserve(&x->event, &x->cap, x->n + 1))
        return gp_fail_memory(err);
    if (p->in_trace) {
        p->now.trace = p->copied_at;
        p->now.n_trace = p->n_trace;
    }
    x->event[x->n++] = p->now;
    return GP_OK;
}

/* ---- tags ---- */

/* at is NULL where the tag has none. */
static void key_and_value(const struct gp_xml_tag *tag, struct gp_slice *key,
                          struct gp_slice *value)
{
    size_t i;

    *key = *value = gp_slice_n(NULL, 0);
    for (i = 0; i < tag->n_attributes; i++) {
        const struct gp_xml_attribute *a = &tag->attributes[i];

        if (a->space.len != 0)
            continue;
        if (is(a->name, "key", 3))
            *key = a->value;
        else if (is(a->name, "value", 5))
            *value = a->value;
    }
}

/* An attribute of the trace or event, or one inside another: path is its column. */
static enum gp_status take_value(struct gp_xes_events *x, struct gp_slice path,
                                 bool nested, enum gp_value_kind kind,
                                 struct gp_slice value, struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    uint32_t column;

    x->empty += value.len == 0;
    if (p->event == 0)
        return gp_xes_trace_value(x, path, kind, value, err);
    column = nested ? gp_xes_column(x, path, kind) : event_column(x, path, kind);
    if (column == GP_NO_ID)
        return gp_fail_memory(err);
    if (x->only_columns)
        return GP_OK;
    p->now.n++;
    return gp_xes_value_add(x, column, value, err);
}

/* ---- lists and containers ---- */

static bool is_list(struct gp_slice element, enum gp_value_kind *kind)
{
    *kind = is(element, "list", 4) ? GP_VALUE_LIST : GP_VALUE_CONTAINER;
    return *kind == GP_VALUE_LIST || is(element, "container", 9);
}

static enum gp_status begin_list(struct gp_xes_events *x, const struct gp_xml_tag *tag,
                                 enum gp_value_kind kind)
{
    gp_xes_head_clear(&x->inner);
    x->place.list = tag->depth;
    x->place.list_kind = kind;
    return GP_OK;
}

static void without_newlines(struct gp_text *t)
{
    size_t i, n = 0;

    for (i = 0; i < t->len; i++)
        if (t->at[i] != '\n')
            t->at[n++] = t->at[i];
    t->len = n;
}

/* The list ends: what is in it is its value. */
static enum gp_status end_list(struct gp_xes_events *x, struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    size_t level = p->list - p->attribute;
    struct gp_slice path = gp_slice_n(p->path.at, p->path_len[level]);

    if (x->inner.xml.failed || x->inner.names.failed)
        return gp_fail_memory(err);
    if (p->list == p->attribute)
        p->attribute = 0;
    p->list = 0;
    x->nested += x->inner.too_long;
    if (x->inner.too_long)
        return GP_OK;
    without_newlines(&x->inner.xml);
    return take_value(x, path, level != 0, p->list_kind, gp_text_slice(&x->inner.xml),
                      err);
}

static enum gp_status take_attribute(struct gp_xes_events *x,
                                     const struct gp_xml_tag *tag, struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    struct gp_slice key, value;
    enum gp_value_kind kind;

    key_and_value(tag, &key, &value);
    if (!kind_of(tag->name, &kind) && !is_list(tag->name, &kind)) {
        p->ignored = tag->depth; /* nothing of XES: attributes in it are counted */
        return GP_OK;
    }
    if (key.len == 0)
        return refuse(x, tag, "an attribute of XES needs a key", err);
    if (value.at == NULL)
        value = gp_slice_n("", 0);
    if (p->event == 0 && p->trace_has_events)
        return refuse(x, tag, "attributes of a trace stand before its events", err);
    p->attribute = tag->depth;
    gp_text_clear(&p->path);
    gp_text_add_slice(&p->path, key);
    p->path_len[0] = p->path.len;
    if (!gp_text_ok(&p->path))
        return gp_fail_memory(err);
    if (kind >= GP_VALUE_LIST)
        return begin_list(x, tag, kind);
    return take_value(x, key, false, kind, value, err);
}

/* Inside an attribute: "outer/inner". What is nested too deep, or no attribute, is counted
 * and passed over. */
static enum gp_status take_nested(struct gp_xes_events *x, const struct gp_xml_tag *tag,
                                  struct gp_err *err)
{
    struct gp_xes_place *p = &x->place;
    size_t level = tag->depth - p->attribute;
    struct gp_slice key, value;
    enum gp_value_kind kind;

    key_and_value(tag, &key, &value);
    if ((!kind_of(tag->name, &kind) && !is_list(tag->name, &kind)) || key.len == 0 ||
        level >= GP_XES_NESTED) {
        x->nested += kind_of(tag->name, &kind);
        p->ignored = tag->depth;
        return GP_OK;
    }
    p->path.len = p->path_len[level - 1];
    gp_text_add_char(&p->path, '/');
    gp_text_add_slice(&p->path, key);
    p->path_len[level] = p->path.len;
    if (!gp_text_ok(&p->path))
        return gp_fail_memory(err);
    if (kind >= GP_VALUE_LIST)
        return begin_list(x, tag, kind);
    return take_value(x, gp_slice_n(p->path.at, p->path.len), true, kind,
                      value.at != NULL ? value : gp_slice_n("", 0), err);
}

static enum gp_status open_in_log(struct gp_xes_events *x, const struct gp_xml_tag *tag,
                                  struct gp_err *err)
{
    if (is(tag->name, "trace", 5)) {
        gp_xes_trace_begin(x);
        return GP_OK;
    }
    if (is(tag->name, "event", 5))
        return begin_event(x, tag, err); /* of no case: refused later, and counted */
    x->place.in_head = true;
    if (x->only_columns)
        gp_xes_head_open(&x->head, tag);
    return gp_slice_is(tag->name, "classifier") ? gp_xes_take_classifier(x, tag, err)
                                                : GP_OK;
}

static enum gp_status on_open(void *context, const struct gp_xml_tag *tag,
                              struct gp_err *err)
{
    struct gp_xes_events *x = context;
    struct gp_xes_place *p = &x->place;
    enum gp_value_kind kind;

    p->depth = tag->depth;
    if (p->in_head) {
        if (x->only_columns)
            gp_xes_head_open(&x->head, tag);
        return GP_OK;
    }
    if (p->ignored != 0) {
        x->nested += kind_of(tag->name, &kind);
        return GP_OK;
    }
    if (p->list != 0) {
        gp_xes_head_open(&x->inner, tag);
        return GP_OK;
    }
    if (p->attribute != 0)
        return take_nested(x, tag, err);
    if (tag->depth == 1)
        return gp_slice_is(tag->name, "log")
                   ? GP_OK
                   : refuse(x, tag, "is no event log; XES begins with <log>", err);
    if (tag->depth == 2)
        return open_in_log(x, tag, err);
    if (p->in_trace && p->event == 0 && is(tag->name, "event", 5))
        return begin_event(x, tag, err);
    return take_attribute(x, tag, err);
}

static enum gp_status close_in_head(struct gp_xes_events *x, size_t depth,
                                    struct gp_err *err)
{
    x->place.in_head = depth > 2;
    if (!x->only_columns)
        return GP_OK;
    gp_xes_head_close(&x->head);
    return x->head.xml.failed || x->head.names.failed ? gp_fail_memory(err) : GP_OK;
}

static enum gp_status on_close(void *context, struct gp_err *err)
{
    struct gp_xes_events *x = context;
    struct gp_xes_place *p = &x->place;
    size_t depth = p->depth--;

    if (p->in_head)
        return close_in_head(x, depth, err);
    if (p->ignored != 0) {
        if (depth == p->ignored)
            p->ignored = 0;
        return GP_OK;
    }
    if (p->list != 0 && depth == p->list)
        return end_list(x, err);
    if (p->list != 0) {
        gp_xes_head_close(&x->inner);
        return GP_OK;
    }
    if (p->attribute != 0) {
        if (depth == p->attribute)
            p->attribute = 0;
        return GP_OK;
    }
    if (depth == p->event)
        return end_event(x, err);
    if (depth == 2)
        p->in_trace = p->trace_has_events = false;
    return GP_OK;
}

const struct gp_xml_handler gp_xes_handler = {.open = on_open, .close = on_close};

/* ---- the whole ---- */

enum gp_status gp_xes_events_init(struct gp_xes_events *x, struct gp_err *err)
{
    memset(x, 0, sizeof *x);
    x->classifier_column = GP_NO_ID;
    if (gp_xes_column(x, gp_slice("case:concept:name"), GP_VALUE_STRING) == GP_NO_ID)
        return gp_fail_memory(err);
    return GP_OK;
}

void gp_xes_events_release(struct gp_xes_events *x)
{
    gp_dict_release(&x->columns);
    gp_tally_release(&x->names);
    gp_free(x->kind);
    gp_text_release(&x->classifiers);
    gp_xes_head_release(&x->head);
    gp_xes_head_release(&x->inner);
    gp_text_release(&x->place.path);
    gp_free(x->event);
    gp_free(x->value);
    gp_text_release(&x->text);
    gp_text_release(&x->place.trace_text);
    gp_free(x->place.trace);
    gp_text_release(&x->key);
    gp_free(x->classifier);
}

void gp_xes_events_clear(struct gp_xes_events *x)
{
    struct gp_xes_place *p = &x->place;

    /* An event may be open: its values move to the front of the new batch. */
    size_t n = p->event != 0 ? p->now.n : 0, from = p->now.first, i;
    size_t text = n != 0 ? x->value[from].at : x->text.len;

    if (x->text.len != text)
        memmove(x->text.at, x->text.at + text, x->text.len - text);
    x->text.len -= text;
    for (i = 0; i < n; i++) {
        x->value[i] = x->value[from + i];
        x->value[i].at -= text;
    }
    x->n = 0;
    x->n_values = n;
    p->copied = false;
    p->now.first = 0;
}

void gp_xes_events_restart(struct gp_xes_events *x)
{
    struct gp_xes_place *p = &x->place;

    p->event = p->ignored = p->depth = p->attribute = p->list = 0;
    p->in_trace = p->trace_has_events = p->in_head = false;
    if (x->only_columns)
        gp_xes_head_clear(&x->head);
    p->n_trace = 0;
    gp_text_clear(&p->trace_text);
    gp_text_clear(&x->classifiers);
    gp_xes_events_clear(x);
    gp_tally_release(&x->names);
    x->n_events = x->n_traces = x->nested = x->empty = x->n_named = 0;
    x->same_names = x->same_name_line = 0;
}
