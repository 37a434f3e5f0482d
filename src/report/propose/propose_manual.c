/* propose_manual.c - see propose.h: changes of a manual, line by line.
 *
 *   2. Triage (First line) within 4 hours
 *   becomes
 *   2. optional: Triage (Second line) within 4 hours
 *      - proposed, may be left out, G-1a2b3c4d: ...     commentary to the reader
 *      1. optional: Call vendor (First line)             done after Triage
 *         - proposed, new, G-9a5b8e35: ...
 *
 * Nested below the step, so that no number changes. Every change of words is tried by
 * reading the changed manual: one that is not understood as meant is taken back and only
 * remarked.
 */
#include "report/propose/propose_lines.h"

#include "base/escape.h"
#include "base/mem.h"
#include "model/write_manual.h"

#include <stdio.h>
#include <string.h>

/* ---- changed words ----------------------------------------------------------------- */

/* The line with `added` put in place of its bytes from..to. */
static void replace(struct gp_manual_edit *e, size_t line, size_t from, size_t to,
                    const char *added)
{
    struct gp_patch_line *l = &e->patch.line[line];
    struct gp_slice s = gp_manual_line(e, line);
    struct gp_text new = {0};

    gp_text_add_n(&new, s.at, from);
    gp_text_add(&new, added);
    gp_text_add_n(&new, s.at + to, s.len - to);
    gp_text_release(&l->new);
    l->new = new;
    l->replaced = true;
}

/* Before the full stop at the end of the item, if there is one. */
static void append(struct gp_manual_edit *e, size_t line, const char *words)
{
    size_t last = gp_manual_last_line(e, line);
    struct gp_slice s = gp_slice_trim(gp_manual_line(e, last));
    size_t end = (size_t)(s.at - gp_manual_line(e, last).at) + s.len;

    if (s.len > 1 && s.at[s.len - 1] == '.')
        end--;
    replace(e, last, end, end, words);
}

/* "(First line)" -> "(Second line)", the last one of the item. */
static bool replace_owner(struct gp_manual_edit *e, const struct gp_change *c,
                          size_t line)
{
    struct gp_slice old = gp_dict_name(&e->p->owners, e->p->elements[c->element].owner);
    size_t last = gp_manual_last_line(e, line), i;
    struct gp_text new = {0};

    if (!gp_manual_takes_owner(c->owner))
        return false;
    for (; last + 1 > line; last--) {
        struct gp_slice s = gp_manual_line(e, last);

        for (i = s.len; i-- > 0;)
            if (s.at[i] == '(' && i + old.len + 1 < s.len &&
                memcmp(s.at + i + 1, old.at, old.len) == 0 &&
                s.at[i + 1 + old.len] == ')') {
                gp_escape_prose(&new, c->owner);
                replace(e, last, i + 1, i + 1 + old.len, gp_text_z(&new));
                gp_text_release(&new);
                return true;
            }
    }
    return false;
}

/* Changes the words; *changed: the line that was. */
static bool change_words(struct gp_manual_edit *e, const struct gp_change *c,
                         size_t *changed)
{
    size_t line = gp_manual_first_line(e, c->element),
           words = gp_manual_words_at(gp_manual_line(e, line));

    *changed = c->kind == GP_CHANGE_OPTIONAL ? line : gp_manual_last_line(e, line);
    if (c->kind == GP_CHANGE_OPTIONAL)
        replace(e, line, words, words, "optional: ");
    else if (c->kind == GP_CHANGE_REPEAT)
        append(e, line, ", may repeat");
    else
        return replace_owner(e, c, line);
    return true;
}

/* The lines of an item as they are, to be put back. */
struct kept {
    struct gp_text text;
    bool replaced;
};

static bool try_words(struct gp_manual_edit *e, const struct gp_change *c)
{
    size_t line = gp_manual_first_line(e, c->element),
           last = gp_manual_last_line(e, line), n, i, changed;
    struct gp_process *before = gp_manual_reread(e);
    struct kept *kept = gp_array_zero(last - line + 1, sizeof *kept);
    bool good = before != NULL && kept != NULL;

    n = last - line + 1;
    for (i = 0; kept != NULL && i < n; i++) {
        struct gp_slice s = gp_manual_line(e, line + i);

        gp_text_add_slice(&kept[i].text, s);
        kept[i].replaced = e->patch.line[line + i].replaced;
    }
    good =
        good && change_words(e, c, &changed) && gp_manual_is_understood(e, c, before);
    for (i = 0; kept != NULL && i < n; i++) {
        struct gp_patch_line *l = &e->patch.line[line + i];

        if (!good && l->replaced) {
            gp_text_release(&l->new);
            l->new = kept[i].text;
            l->replaced = kept[i].replaced;
            kept[i].text = (struct gp_text){0};
        }
        gp_text_release(&kept[i].text);
    }
    gp_free(kept);
    gp_process_free(before);
    return good;
}

/* ---- put in lines ------------------------------------------------------------------ */

static void add_bullet(struct gp_text *t, size_t indent, const char *what,
                       const struct gp_change *c)
{
    for (; indent > 0; indent--)
        gp_text_add_char(t, ' ');
    gp_text_add(t, "- ");
    gp_text_add(t, what);
    gp_text_add(t, ", ");
    gp_escape_prose(t, gp_text_slice(&c->evidence));
    gp_text_add(t, "\n");
}

static const char *words_of(const struct gp_change *c, bool done)
{
    if (done)
        return gp_change_words(c->kind);
    return c->kind == GP_CHANGE_OPTIONAL ? "to be made optional by hand"
           : c->kind == GP_CHANGE_REPEAT ? "to be made repeatable by hand"
           : c->kind == GP_CHANGE_HANDS  ? "owner to be changed by hand"
                                         : "to be added by hand";
}

static void remark(struct gp_manual_edit *e, const struct gp_change *c, bool done)
{
    size_t line = gp_manual_first_line(e, c->element),
           last = gp_manual_last_line(e, line);

    add_bullet(&e->patch.line[last].behind, gp_manual_words_at(gp_manual_line(e, line)),
               words_of(c, done), c);
    if (!done) {
        gp_text_add_slice(&e->out->told, e->p->elements[c->element].name);
        gp_text_addf(&e->out->told, ": %s\n", words_of(c, done));
    }
}

/* "optional: Call vendor (First line), may repeat" as one line of a list. */
static bool new_step(const struct gp_change *c, struct gp_text *out)
{
    static const struct gp_slice nothing;
    struct gp_manual_words words = {.owner = c->owner, .note = &nothing};
    struct gp_tree tree = {0};
    struct gp_dict labels = {0};
    struct gp_manual_page page = {
        .title = gp_slice("x"), .tree = &tree, .labels = &labels, .words = &words};
    struct gp_text text = {0};
    const char *line;
    bool good;

    if (!gp_manual_takes_owner(c->owner))
        words.owner = gp_slice("");
    tree.root = gp_tree_step(&tree, gp_dict_add(&labels, c->name), 0);
    if (c->repeats)
        tree.root = gp_tree_loop(&tree, tree.root, gp_tree_silent(&tree));
    if (!c->always)
        tree.root =
            gp_tree_pair(&tree, GP_TREE_CHOICE, tree.root, gp_tree_silent(&tree));
    good = !tree.failed && gp_manual_write(&page, &text, NULL) == GP_OK;
    line = good ? strstr(gp_text_z(&text), "1. ") : NULL;
    if (line != NULL)
        gp_text_add(out, line + 3);
    gp_text_release(&text);
    gp_tree_release(&tree);
    gp_dict_release(&labels);
    return line != NULL;
}

/* Does a numbered list of its own lie right below the item? Its numbers would change. */
static bool has_nested(const struct gp_manual_edit *e, uint32_t element)
{
    uint32_t i;

    for (i = 0; i < e->p->n_elements; i++)
        if (e->p->elements[i].parent == element && e->p->elements[i].on_flow)
            return true;
    return false;
}

/* A step before all others: a list item before the first one, with the number before. */
static bool add_before_all(struct gp_manual_edit *e, const struct gp_change *c)
{
    size_t first = SIZE_MAX, i;
    struct gp_text *behind;
    struct gp_slice s;
    size_t indent;

    for (i = 0; i < e->p->n_elements; i++)
        if (e->p->elements[i].on_flow && e->p->elements[i].line >= 1 &&
            e->p->elements[i].line - 1 < first)
            first = (size_t)e->p->elements[i].line - 1;
    if (first == SIZE_MAX || first == 0 || first >= e->patch.n)
        return false;
    s = gp_manual_line(e, first);
    indent = gp_manual_blanks(s);
    if (gp_manual_words_at(s) == 0 || s.at[indent] != '1' || indent != 0)
        return false;
    behind = &e->patch.line[first - 1].behind;
    gp_text_add(behind,
                behind->len == 0 && gp_manual_line(e, first - 1).len != 0 ? "\n" : "");
    gp_text_add(behind, "0. ");
    if (!new_step(c, behind))
        return false;
    add_bullet(behind, 3, "proposed, new", c);
    return true;
}

/* Nested below the step behind which it is done: number n of the new ones there. */
static bool add_step(struct gp_manual_edit *e, const struct gp_change *c, size_t n)
{
    size_t line, last, words, i;
    char number[32];
    struct gp_text *behind;

    if (c->element == GP_NO_ID)
        return n == 1 && add_before_all(e, c);
    if (!gp_manual_has_line(e, c->element) || has_nested(e, c->element))
        return false;
    line = gp_manual_first_line(e, c->element);
    last = gp_manual_last_line(e, line);
    words = gp_manual_words_at(gp_manual_line(e, line));
    behind = &e->patch.line[last].behind;
    for (i = 0; i < words; i++)
        gp_text_add_char(behind, ' ');
    snprintf(number, sizeof number, "%zu. ", n);
    gp_text_add(behind, number);
    if (!new_step(c, behind))
        return false;
    add_bullet(behind, words + strlen(number), "proposed, new", c);
    return true;
}

static bool try_step(struct gp_manual_edit *e, const struct gp_change *c, size_t n)
{
    struct gp_process *before = gp_manual_reread(e), *after = NULL;
    size_t *length = gp_array(e->patch.n, sizeof *length), i;
    bool good = before != NULL && length != NULL;

    for (i = 0; length != NULL && i < e->patch.n; i++)
        length[i] = e->patch.line[i].behind.len;
    good = good && add_step(e, c, n);
    if (good) {
        after = gp_manual_reread(e);
        good = after != NULL &&
               gp_manual_steps_of(after) == gp_manual_steps_of(before) + 1 &&
               gp_dict_find(&after->labels, c->name) != GP_NO_ID;
    }
    for (i = 0; !good && length != NULL && i < e->patch.n; i++) {
        struct gp_text *t = &e->patch.line[i].behind;

        if (t->len > length[i]) {
            t->len = length[i];
            t->at[t->len] = '\0';
        }
    }
    gp_free(length);
    gp_process_free(before);
    gp_process_free(after);
    return good;
}

/* ---- all of it --------------------------------------------------------------------- */

/* Words first, since they keep the lines where they are; then remarks and new steps. */
static enum gp_status edit(struct gp_manual_edit *e, const struct gp_changes *changes,
                           struct gp_err *err)
{
    bool *done = gp_array_zero(changes->n, sizeof *done);
    size_t i, n = 0;

    if (done == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < changes->n; i++) {
        const struct gp_change *c = &changes->at[i];

        if (c->kind == GP_CHANGE_OPTIONAL || c->kind == GP_CHANGE_REPEAT ||
            c->kind == GP_CHANGE_HANDS)
            done[i] = gp_manual_has_line(e, c->element) && try_words(e, c);
    }
    for (i = 0; i < changes->n; i++) {
        const struct gp_change *c = &changes->at[i];
        bool first = i == 0 || changes->at[i - 1].element != c->element ||
                     changes->at[i - 1].kind != GP_CHANGE_ADD;

        n = first ? 1 : n + 1;
        e->out->n++;
        if (c->kind == GP_CHANGE_ADD && try_step(e, c, n))
            continue;
        n -= c->kind == GP_CHANGE_ADD && n > 0;
        if (c->element != GP_NO_ID && gp_manual_has_line(e, c->element)) {
            remark(e, c,
                   done[i] || c->kind == GP_CHANGE_NOTE || c->kind == GP_CHANGE_STRIKE);
            continue;
        }
        e->out->n--;
        gp_text_add_slice(&e->out->told, gp_text_slice(&c->evidence));
        gp_text_add(&e->out->told, "\n");
    }
    gp_free(done);
    return GP_OK;
}

enum gp_status gp_propose_manual(const struct gp_process *p,
                                 const struct gp_changes *changes,
                                 const struct gp_input *document,
                                 struct gp_proposal *out, struct gp_err *err)
{
    struct gp_manual_edit e = {.p = p, .document = document, .out = out};
    struct gp_process *after;
    enum gp_status st;
    size_t i;

    if (!gp_utf8_valid(document->bytes.at, document->bytes.len) ||
        memchr(document->bytes.at, '\0', document->bytes.len) != NULL)
        return gp_fail_at(err, GP_INPUT, document->name, 0,
                          "a patch is written for UTF-8 text; save the manual as UTF-8 "
                          "first");
    gp_patch_begin(&e.patch, document->bytes);
    st = e.patch.failed ? gp_fail_memory(err) : edit(&e, changes, err);
    for (i = 0; i < e.patch.n; i++)
        if (!gp_text_ok(&e.patch.line[i].new) || !gp_text_ok(&e.patch.line[i].behind))
            st = gp_fail_memory(err);
    if (st == GP_OK) {
        after = gp_manual_reread(&e);
        if (after == NULL)
            st = gp_fail_at(err, GP_INPUT, document->name, 0,
                            "with the remarks put in the manual would not be read any "
                            "more; number its steps as list items first");
        gp_process_free(after);
    }
    if (st == GP_OK) {
        gp_patch_write(&e.patch, gp_slice(document->name), &out->written);
        gp_patch_apply(&e.patch, &out->changed);
        if (!gp_text_ok(&out->written) || !gp_text_ok(&out->changed) ||
            !gp_text_ok(&out->told))
            st = gp_fail_memory(err);
    }
    gp_patch_release(&e.patch);
    return st;
}
