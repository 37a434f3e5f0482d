/* export_xes_keys.c - attributes of XES, with what is nested in them (export_xes.h). */
#include "report/export/export_xes.h"

#include "base/escape.h"
#include "base/instant.h"

#include <string.h>

static const char *const tag_of[] = {
    [GP_VALUE_STRING] = "string",   [GP_VALUE_DATE] = "date",
    [GP_VALUE_INT] = "int",         [GP_VALUE_FLOAT] = "float",
    [GP_VALUE_BOOLEAN] = "boolean", [GP_VALUE_ID] = "id",
    [GP_VALUE_LIST] = "list",       [GP_VALUE_CONTAINER] = "container",
};

static void begin_attribute(struct gp_text *t, const char *tag, const char *prefix,
                            struct gp_slice key, struct gp_slice value)
{
    gp_text_addf(t, "<%s key=\"%s", tag, prefix);
    gp_escape_xml(t, key);
    gp_text_add(t, "\" value=\"");
    gp_escape_xml(t, value);
    gp_text_add_char(t, '"');
}

/* Its value is XML already, written by the reader of XES. */
static void add_list(struct gp_text *t, const char *tag, const char *prefix,
                     struct gp_slice key, struct gp_slice inside)
{
    gp_text_addf(t, "<%s key=\"%s", tag, prefix);
    gp_escape_xml(t, key);
    gp_text_add(t, "\">");
    gp_text_add_slice(t, inside);
    gp_text_addf(t, "</%s>\n", tag);
}

/* "inner" where name is "outer/inner" and nothing deeper; at == NULL: it is not. */
static struct gp_slice inner_of(const char *name, struct gp_slice outer)
{
    size_t n = outer.len;

    if (strncmp(name, outer.at, n) != 0 || name[n] != '/' || name[n + 1] == '\0')
        return gp_slice_n(NULL, 0);
    return gp_slice(name + n + 1);
}

/* Is there a kept attribute between: "a/b" for "a/b/c"? */
static bool has_parent_below(const struct gp_xes_writer *w, const char *name,
                             size_t below)
{
    size_t k, n;

    for (k = 0; k < w->log->n_kept; k++) {
        n = strlen(w->log->kept[k].name);
        if (n > below && w->place[k].nested &&
            strncmp(name, w->log->kept[k].name, n) == 0 && name[n] == '/')
            return true;
    }
    return false;
}

static void end_attribute(struct gp_xes_writer *w, const char *tag, const char *column,
                          size_t i);

/* The kept attribute as event i has it, under a key. */
static void kept_value(struct gp_xes_writer *w, const struct gp_attribute *a,
                       const char *prefix, struct gp_slice key, size_t i)
{
    struct gp_slice value = gp_dict_name(&a->values, gp_id(a->id, i));

    if (a->kind >= GP_VALUE_LIST) {
        add_list(&w->t, tag_of[a->kind], prefix, key, value);
        return;
    }
    begin_attribute(&w->t, tag_of[a->kind], prefix, key, value);
    end_attribute(w, tag_of[a->kind], a->name, i);
}

/* What stands inside the attribute of that column at event i, and its end. */
static void end_attribute(struct gp_xes_writer *w, const char *tag, const char *column,
                          size_t i)
{
    struct gp_slice outer = gp_slice(column);
    bool alone = true;
    size_t at;

    for (at = 0; w->any_nested && at < w->log->n_kept; at++) {
        size_t k = w->order[at];
        const struct gp_attribute *a = &w->log->kept[k];
        struct gp_slice inner = inner_of(a->name, outer);

        if (!w->place[k].nested || inner.at == NULL || gp_id(a->id, i) == GP_NO_ID ||
            has_parent_below(w, a->name, outer.len))
            continue;
        gp_text_add(&w->t, alone ? ">\n" : "");
        alone = false;
        kept_value(w, a, "", inner, i);
    }
    if (alone)
        gp_text_add(&w->t, "/>\n");
    else
        gp_text_addf(&w->t, "</%s>\n", tag);
}

void gp_xes_string(struct gp_xes_writer *w, const char *key, const char *column,
                   struct gp_slice value, size_t i)
{
    if (value.len == 0)
        return;
    begin_attribute(&w->t, "string", "", gp_slice(key), value);
    end_attribute(w, "string", column, i);
}

void gp_xes_date(struct gp_xes_writer *w, const char *key, int64_t us, size_t i)
{
    gp_text_addf(&w->t, "<date key=\"%s\" value=\"", key);
    gp_instant_iso(&w->t, us);
    gp_text_add_char(&w->t, '"');
    end_attribute(w, "date", key, i);
}

void gp_xes_kept(struct gp_xes_writer *w, size_t k, size_t i, bool in_trace)
{
    const struct gp_attribute *a = &w->log->kept[k];
    struct gp_slice name = gp_slice(a->name);

    if (gp_id(a->id, i) == GP_NO_ID)
        return;
    if (in_trace)
        name = gp_slice_n(name.at + 5, name.len - 5);
    kept_value(w, a, w->place[k].taken ? "source:" : "", name, i);
}
