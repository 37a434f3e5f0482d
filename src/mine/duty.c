/* duty.c - see duty.h. */
#include "mine/duty.h"

#include "base/mem.h"
#include "mine/links.h"
#include "mine/pairs.h"
#include "model/name_fold.h"

#include <string.h>

/* ---- whose team ---- */

/* More events, or as many and the name is earlier. */
static bool beats(const struct gp_eventlog *log, uint32_t a, uint64_t n_a, uint32_t b,
                  uint64_t n_b)
{
    if (b == GP_NO_ID || n_a != n_b)
        return b == GP_NO_ID || n_a > n_b;
    return gp_slice_cmp(gp_dict_name(&log->groups, a), gp_dict_name(&log->groups, b)) <
           0;
}

/* Events of each pair of person and group; false: no memory. */
static bool count_pairs(const struct gp_eventlog *log, struct gp_pairs *pairs,
                        uint64_t **count, size_t *n)
{
    size_t cap = 0, i;

    for (i = 0; i < log->n; i++) {
        uint32_t person = gp_level_id(log, GP_BY_RESOURCE, i);
        uint32_t group = gp_level_id(log, GP_BY_GROUP, i);
        size_t pair;

        if (person == GP_NO_ID || group == GP_NO_ID)
            continue;
        pair = gp_pairs_add(pairs, person, group);
        if (pair == SIZE_MAX || !gp_reserve(count, &cap, pair + 1))
            return false;
        for (; *n <= pair; (*n)++)
            (*count)[*n] = 0;
        (*count)[pair]++;
    }
    return true;
}

uint32_t *gp_group_of_people(const struct gp_eventlog *log)
{
    uint32_t *group = gp_array(log->resources.n, sizeof *group);
    uint64_t *most = gp_array(log->resources.n, sizeof *most), *count = NULL;
    struct gp_pairs pairs;
    bool good = group != NULL && most != NULL;
    size_t n = 0, i;

    gp_pairs_init(&pairs,
                  log->resources.n > log->groups.n ? log->resources.n : log->groups.n);
    for (i = 0; good && i < log->resources.n; i++)
        group[i] = GP_NO_ID;
    good = good && (!log->has_group || count_pairs(log, &pairs, &count, &n));
    for (i = 0; good && i < n; i++) {
        struct gp_pair p = gp_pairs_of(&pairs, i);

        if (count[i] != 0 && beats(log, p.to, count[i], group[p.from], most[p.from])) {
            group[p.from] = p.to;
            most[p.from] = count[i];
        }
    }
    gp_pairs_release(&pairs);
    gp_free(count);
    gp_free(most);
    if (good)
        return group;
    gp_free(group);
    return NULL;
}

/* ---- whose hours ---- */

struct finder {
    const struct gp_eventlog *log;
    const struct gp_calendar *calendar;
    size_t *person, *team; /* 1 + number of the named hours; 0: none */
    bool *known;           /* [named] meant somebody */
    struct gp_dict folded; /* names that are nobody's by bytes */
    size_t *named;         /* [folded.n] their numbers */
    struct gp_text scratch;
    bool any_team;
    struct gp_duty *out;
};

static const char *name_of(const struct finder *f, size_t i)
{
    const char *name;
    uint64_t line;

    (void)gp_calendar_named(f->calendar, i, &name, &line);
    return name;
}

static struct gp_slice fold(struct finder *f, struct gp_slice name)
{
    gp_text_clear(&f->scratch);
    if (!gp_name_fold(name, &f->scratch))
        f->scratch.failed = true;
    return gp_text_slice(&f->scratch);
}

static bool find_exact(struct finder *f, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        struct gp_slice name = gp_slice(name_of(f, i));
        uint32_t person = gp_dict_find(&f->log->resources, name);
        uint32_t team = gp_dict_find(&f->log->groups, name), folded;

        if (person != GP_NO_ID)
            f->person[person] = i + 1;
        else if (team != GP_NO_ID)
            f->team[team] = i + 1;
        f->known[i] = person != GP_NO_ID || team != GP_NO_ID;
        if (f->known[i])
            continue;
        folded = gp_dict_add(&f->folded, fold(f, name));
        if (folded == GP_NO_ID || f->scratch.failed)
            return false;
        f->named[folded] = i;
    }
    return true;
}

static bool find_folded(struct finder *f, const struct gp_dict *names, size_t *marks)
{
    uint32_t i, number;

    for (i = 0; f->folded.n != 0 && i < names->n; i++) {
        number = gp_dict_find(&f->folded, fold(f, gp_dict_name(names, i)));
        if (number == GP_NO_ID || marks[i] != 0)
            continue;
        marks[i] = f->named[number] + 1;
        f->known[f->named[number]] = true;
    }
    return !f->scratch.failed;
}

static bool find_names(struct finder *f)
{
    size_t n = gp_calendar_n_named(f->calendar), i;

    f->known = gp_array_zero(n, sizeof *f->known);
    f->named = gp_array(n, sizeof *f->named);
    if (f->known == NULL || f->named == NULL || !find_exact(f, n) ||
        !find_folded(f, &f->log->resources, f->person) ||
        !find_folded(f, &f->log->groups, f->team))
        return false;
    for (i = 0; i < n; i++)
        if (!f->known[i])
            f->out->unknown[f->out->n_unknown++] = i;
    for (i = 0; i < f->log->groups.n; i++)
        f->any_team = f->any_team || f->team[i] != 0;
    return true;
}

static bool choose(struct finder *f)
{
    uint32_t *group = f->any_team ? gp_group_of_people(f->log) : NULL;
    size_t p;

    if (f->any_team && group == NULL)
        return false;
    for (p = 0; p < f->log->resources.n; p++) {
        size_t named = f->person[p];
        const char *name;
        uint64_t line;

        f->out->n_own += named != 0;
        if (named == 0 && group != NULL && group[p] != GP_NO_ID) {
            named = f->team[group[p]];
            f->out->n_team += named != 0;
        }
        f->out->of[p] = named != 0
                            ? gp_calendar_named(f->calendar, named - 1, &name, &line)
                            : f->calendar;
    }
    gp_free(group);
    return true;
}

enum gp_status gp_duty_find(const struct gp_eventlog *log,
                            const struct gp_calendar *calendar, struct gp_duty *out,
                            struct gp_err *err)
{
    struct finder f = {.log = log, .calendar = calendar, .out = out};
    bool good;

    memset(out, 0, sizeof *out);
    out->of = gp_array(log->resources.n, sizeof *out->of);
    out->unknown = gp_array(gp_calendar_n_named(calendar), sizeof *out->unknown);
    f.person = gp_array_zero(log->resources.n, sizeof *f.person);
    f.team = gp_array_zero(log->groups.n, sizeof *f.team);
    good =
        out->of != NULL && out->unknown != NULL && f.person != NULL && f.team != NULL;
    good = good && find_names(&f) && choose(&f);
    gp_free(f.person);
    gp_free(f.team);
    gp_free(f.known);
    gp_free(f.named);
    gp_dict_release(&f.folded);
    gp_text_release(&f.scratch);
    if (good)
        return GP_OK;
    gp_duty_release(out);
    return gp_fail_memory(err);
}

void gp_duty_release(struct gp_duty *d)
{
    gp_free(d->of);
    gp_free(d->unknown);
    memset(d, 0, sizeof *d);
}
