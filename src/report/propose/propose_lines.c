/* propose_lines.c - see propose_lines.h. */
#include "report/propose/propose_lines.h"

#include "model/same_runs.h"

#include <string.h>

struct gp_slice gp_manual_line(const struct gp_manual_edit *e, size_t line)
{
    const struct gp_patch_line *l = &e->patch.line[line];
    struct gp_slice s = l->old;

    if (l->replaced)
        return gp_text_slice(&l->new);
    if (s.len != 0 && s.at[s.len - 1] == '\r')
        s.len--;
    return s;
}

size_t gp_manual_blanks(struct gp_slice s)
{
    size_t i = 0;

    while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t'))
        i++;
    return i;
}

size_t gp_manual_words_at(struct gp_slice s)
{
    size_t i = gp_manual_blanks(s), digits = i;

    while (digits < s.len && s.at[digits] >= '0' && s.at[digits] <= '9')
        digits++;
    if (digits > i && digits < s.len && (s.at[digits] == '.' || s.at[digits] == ')'))
        i = digits + 1;
    else if (i < s.len && strchr("-*+", s.at[i]) != NULL)
        i++;
    else
        return 0;
    return gp_manual_blanks(gp_slice_n(s.at + i, s.len - i)) > 0
               ? i + gp_manual_blanks(gp_slice_n(s.at + i, s.len - i))
               : 0;
}

/* Does the line go on with the words of the item before it? */
static bool goes_on(struct gp_slice s)
{
    size_t i = gp_manual_blanks(s);

    return i < s.len && gp_manual_words_at(s) == 0 && strchr("#>`~<|", s.at[i]) == NULL;
}

size_t gp_manual_last_line(const struct gp_manual_edit *e, size_t line)
{
    while (line + 1 < e->patch.n && goes_on(gp_manual_line(e, line + 1)))
        line++;
    return line;
}

size_t gp_manual_first_line(const struct gp_manual_edit *e, uint32_t element)
{
    return (size_t)e->p->elements[element].line - 1;
}

bool gp_manual_has_line(const struct gp_manual_edit *e, uint32_t element)
{
    uint64_t line = e->p->elements[element].line;

    return line >= 1 && line <= e->patch.n &&
           gp_manual_words_at(gp_manual_line(e, line - 1)) != 0;
}

/* ---- reading what was changed ------------------------------------------------------ */

struct gp_process *gp_manual_reread(const struct gp_manual_edit *e)
{
    const struct gp_read_options options = {.format = "manual"};
    struct gp_input input = {.name = e->document->name};
    struct gp_process *p = NULL;
    struct gp_text text = {0};

    gp_patch_apply(&e->patch, &text);
    input.bytes = gp_text_slice(&text);
    if (gp_text_ok(&text) && gp_read_inputs(&input, 1, &options, &p, NULL) != GP_OK)
        p = NULL;
    gp_text_release(&text);
    return p;
}

size_t gp_manual_steps_of(const struct gp_process *p)
{
    size_t n = 0, i;

    for (i = 0; i < p->n_elements; i++)
        n += p->elements[i].label != GP_NO_ID;
    return n;
}

static const struct gp_element *step_on(const struct gp_process *p, uint64_t line)
{
    size_t i;

    for (i = 0; i < p->n_elements; i++)
        if (p->elements[i].label != GP_NO_ID && p->elements[i].line == line)
            return &p->elements[i];
    return NULL;
}

bool gp_manual_is_understood(const struct gp_manual_edit *e, const struct gp_change *c,
                             const struct gp_process *before)
{
    struct gp_process *after = gp_manual_reread(e);
    enum gp_sameness_of_runs same = GP_RUNS_SAME;
    const struct gp_element *now;
    bool good = after != NULL &&
                gp_manual_steps_of(after) == gp_manual_steps_of(before) &&
                after->labels.n == before->labels.n;
    size_t i;

    for (i = 0; good && i < before->labels.n; i++)
        good = gp_slice_eq(gp_dict_name(&before->labels, (uint32_t)i),
                           gp_dict_name(&after->labels, (uint32_t)i));
    if (good && c->kind == GP_CHANGE_HANDS) {
        now = step_on(after, e->p->elements[c->element].line);
        good = now != NULL &&
               gp_slice_eq(gp_dict_name(&after->owners, now->owner), c->owner);
    } else if (good) {
        good = gp_same_runs(before, after, 0, &same, NULL, NULL) == GP_OK &&
               same != GP_RUNS_SAME;
    }
    gp_process_free(after);
    return good;
}
