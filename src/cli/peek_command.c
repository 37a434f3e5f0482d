/* peek_command.c - the command that peek proposes (peek.h).
 *
 * First what was detected, in the order of the roles; then every option given that did not
 * come up so (--max-rejects, --missing, a role that there is none for), since the reading
 * would be another one without it.
 */
#include "cli/peek.h"

#include "base/escape.h"

#include <string.h>

/* The command as it grows, and which options are in it. */
struct proposal {
    struct gp_text *out;
    const char *name[GP_ROLES + 8];
    size_t n;
};

static void add_option(struct gp_text *out, const char *name, const char *value)
{
    gp_text_addf(out, " --%s", name);
    if (value == NULL)
        return;
    gp_text_add_char(out, ' ');
    gp_escape_shell(out, gp_slice(value));
}

/* NULL: nothing was detected. */
static void add_detected(struct proposal *to, const char *name, const char *value)
{
    if (value == NULL)
        return;
    add_option(to->out, name, value);
    to->name[to->n++] = name;
}

static bool is_there(const struct proposal *p, const char *name)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (strcmp(p->name[i], name) == 0)
            return true;
    return false;
}

static void add_reading(const struct gp_peek *p, struct proposal *to)
{
    const struct gp_source_found *f = &p->look.found;
    bool by_case = f->shape == GP_SHAPE_WIDE || f->shape == GP_SHAPE_HISTORY;
    int role;

    add_detected(to, "preset", p->o->preset);
    add_detected(to, "shape", by_case ? gp_shape_name(f->shape) : NULL);
    for (role = 0; role < GP_ROLES; role++)
        add_detected(to, gp_role_name((enum gp_role)role),
                     gp_options_role(&p->o->ingest, f, (enum gp_role)role));
    add_detected(to, "field", f->field);
    add_detected(to, "events", f->events);
    add_detected(to, "time-format", gp_options_time_format(&p->o->ingest, f));
    add_detected(to, "tz", p->o->ingest.tz);
}

/* Given as often as one likes: a filter, the zone of a file. */
static bool may_repeat(const struct gp_option_told *t)
{
    return strcmp(t->name, "filter") == 0 ||
           (strcmp(t->name, "tz") == 0 && strchr(t->value, '=') != NULL);
}

/* Of others given twice the later one counts: a config comes first. */
static bool counts(const struct gp_options *o, size_t i)
{
    size_t k;

    for (k = i + 1; k < o->n_told; k++)
        if (strcmp(o->told[k].name, o->told[i].name) == 0)
            return false;
    return true;
}

void gp_peek_command(const struct gp_peek *p, struct gp_text *out)
{
    const struct gp_options *o = p->o;
    struct proposal to = {.out = out};
    size_t i;

    gp_text_add(out, "goatpath report ");
    gp_escape_shell(out, gp_slice(o->operand[0]));
    if (p->look.first.given == NULL) /* a .goat file has its reading behind it */
        add_reading(p, &to);
    for (i = 0; i < o->n_told; i++)
        if (may_repeat(&o->told[i]) ||
            (!is_there(&to, o->told[i].name) && counts(o, i)))
            add_option(out, o->told[i].name, o->told[i].value);
}
