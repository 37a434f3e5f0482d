/* rejects.c - see rejects.h. */
#include "ingest/rejects.h"
#include "base/escape.h"
#include "base/mem.h"

#include <string.h>

static const char *const names[GP_REJECT_KINDS] = {
    [GP_REJECT_NO_CASE] = "no case",
    [GP_REJECT_NO_ACTIVITY] = "no activity",
    [GP_REJECT_NO_TIME] = "no time",
    [GP_REJECT_BAD_TIME] = "unreadable time",
    [GP_REJECT_IMPLAUSIBLE] = "implausible year",
    [GP_REJECT_FIELD_COUNT] = "wrong number of fields",
    [GP_REJECT_QUOTE_OPEN] = "quote not closed",
    [GP_REJECT_QUOTE_TEXT] = "text after a closing quote",
    [GP_REJECT_FIELD_LONG] = "field too long",
    [GP_REJECT_NUL] = "NUL byte in a column that is used",
    [GP_REJECT_HEADER_AGAIN] = "header again",
};

const char *gp_reject_name(enum gp_reject reason)
{
    return names[reason];
}

void gp_rejects_init(struct gp_rejects *r, struct gp_text *all)
{
    memset(r, 0, sizeof *r);
    r->all = all;
    if (all != NULL && all->len == 0)
        gp_text_add(all, "file,line,reason,found,record\n");
}

static void free_example(struct gp_reject_example *e)
{
    gp_free(e->text);
    gp_free(e->found);
}

void gp_rejects_release(struct gp_rejects *r)
{
    size_t kind, i;

    for (kind = 0; kind < GP_REJECT_KINDS; kind++)
        for (i = 0; i < r->n_examples[kind]; i++)
            free_example(&r->example[kind][i]);
    memset(r, 0, sizeof *r);
}

static void move_examples(struct gp_rejects *from, struct gp_rejects *r, size_t kind)
{
    size_t i;

    for (i = 0; i < from->n_examples[kind]; i++)
        if (r->n_examples[kind] < GP_REJECT_EXAMPLES)
            r->example[kind][r->n_examples[kind]++] = from->example[kind][i];
        else
            free_example(&from->example[kind][i]);
    from->n_examples[kind] = 0;
}

enum gp_status gp_rejects_move(struct gp_rejects *from, struct gp_rejects *r,
                               struct gp_err *err)
{
    size_t kind;

    if (from->added == 0)
        return GP_OK;
    for (kind = 0; kind < GP_REJECT_KINDS; kind++) {
        r->count[kind] += from->count[kind];
        from->count[kind] = 0;
        move_examples(from, r, kind);
    }
    r->added += from->added;
    from->added = 0;
    if (r->all == NULL || from->all == NULL)
        return GP_OK;
    gp_text_add_slice(r->all, gp_text_slice(from->all));
    gp_text_clear(from->all);
    return gp_text_ok(r->all) ? GP_OK : gp_fail_memory(err);
}

uint64_t gp_rejects_total(const struct gp_rejects *r)
{
    uint64_t total = 0;
    size_t kind;

    for (kind = 0; kind < GP_REJECT_KINDS; kind++)
        total += r->count[kind];
    return total;
}

/* At most GP_REJECT_TEXT bytes and "...", cut between characters. */
static char *shortened(struct gp_slice s)
{
    bool cut = s.len > GP_REJECT_TEXT;
    size_t len = cut ? GP_REJECT_TEXT : s.len;
    char *copy;

    while (cut && len > GP_REJECT_TEXT - 3 && (s.at[len] & 0xC0) == 0x80)
        len--;
    copy = gp_array(len + 4, 1);
    if (copy == NULL)
        return NULL;
    if (len != 0)
        memcpy(copy, s.at, len);
    memcpy(copy + len, cut ? "..." : "", cut ? 4 : 1);
    return copy;
}

static bool add_example(struct gp_rejects *r, enum gp_reject reason, const char *file,
                        uint64_t line, struct gp_slice record, struct gp_slice found)
{
    struct gp_reject_example e = {.file = file, .line = line};

    if (r->n_examples[reason] == GP_REJECT_EXAMPLES)
        return true;
    e.text = shortened(record);
    if (e.text != NULL && found.len != 0)
        e.found = shortened(found);
    if (e.text == NULL || (found.len != 0 && e.found == NULL)) {
        gp_free(e.text);
        return false;
    }
    r->example[reason][r->n_examples[reason]++] = e;
    return true;
}

static void add_csv(struct gp_text *t, const char *reason, const char *file,
                    uint64_t line, struct gp_slice record, struct gp_slice found)
{
    gp_escape_csv(t, gp_slice(file));
    gp_text_add_char(t, ',');
    gp_text_add_u64(t, line);
    gp_text_add_char(t, ',');
    gp_escape_csv(t, gp_slice(reason));
    gp_text_add_char(t, ',');
    gp_escape_csv(t, found);
    gp_text_add_char(t, ',');
    gp_escape_csv(t, record);
    gp_text_add_char(t, '\n');
}

enum gp_status gp_rejects_add(struct gp_rejects *r, enum gp_reject reason,
                              const char *file, uint64_t line, struct gp_slice record,
                              struct gp_slice found, struct gp_err *err)
{
    r->added++;
    r->count[reason]++;
    if (!add_example(r, reason, file, line, record, found))
        return gp_fail_memory(err);
    if (r->all != NULL) {
        add_csv(r->all, names[reason], file, line, record, found);
        if (!gp_text_ok(r->all))
            return gp_fail_memory(err);
    }
    return GP_OK;
}
