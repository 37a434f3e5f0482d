/* checks_people.c - steps without a person or group, and people that are machines.
 *
 * A machine: a name such as "System" or "batch user"; or at least 200 events, and either
 * work in each of the 24 hours and at weekends (unless half of the others do so too: then
 * people work in shifts), or half of its events within 2 seconds of its event before.
 * Where times have no time of day, only names tell.
 */
#include "mine/checks/checks_parts.h"
#include "mine/checks/lookalike.h"
#include "mine/keyed.h"

#include <string.h>

enum { ENOUGH_EVENTS = 200, HOURS = 24 };

/* ---- nobody ---- */

static void without(struct gp_check_job *j, enum gp_level level, const char *name,
                    const char *title, const char *fix)
{
    const struct gp_eventlog *log = j->log;
    const struct gp_link_stat *lost = &j->s->links[level].unassigned;
    struct gp_ids ids = gp_level_ids(log, level);
    struct gp_check rows = {0}, *c;
    uint64_t n = log->n;
    size_t i;

    for (i = 0; i < j->s->n_owners[level]; i++)
        n -= j->s->owners[level][i].events;
    if (n == 0)
        return;
    for (i = 0; i < log->n; i++)
        if (gp_id(ids, i) == GP_NO_ID)
            gp_check_event(j, &rows, i);
    c = gp_checks_add(j->out, name, title, n, log->n, "events", fix);
    for (i = 0; i < rows.n_rows; i++)
        gp_check_add_row(c, rows.row[i]);
    gp_check_of(&c->effect, lost->count, gp_links_of_log(log), "links");
    gp_text_add(&c->effect, " are unassigned, not handoffs");
    if (lost->wait.sum > 0) {
        gp_text_add(&c->effect, "; they hold ");
        gp_check_percent(&c->effect, lost->wait.sum, j->s->all_waiting);
        gp_text_add(&c->effect, " of all waiting (");
        gp_check_hours(&c->effect, lost->wait.sum);
        gp_text_add(&c->effect, ")");
    }
}

/* ---- machines ---- */

struct worker {
    uint64_t events;
    uint32_t hour[HOURS], weekend;

    /* Where it has ENOUGH_EVENTS: minutes or so with an event, and events early in one. */
    uint8_t *seen; /* bits */
    size_t mask;   /* bytes of it - 1 */
    uint32_t buckets, early;
};

static bool is_around_the_clock(const struct worker *w)
{
    unsigned h;

    for (h = 0; h < HOURS; h++)
        if ((uint64_t)w->hour[h] * 200 < w->events)
            return false;
    return (uint64_t)w->weekend * 10 >= w->events;
}

/* At most so many of the events can lie within 2 seconds behind the one before: those that
 * are not the first in their bucket of a minute or so, or lie in its first 2 seconds. */
static uint64_t quick_at_most(const struct worker *w)
{
    return w->events - w->buckets + w->early;
}

/* Moments whose bits are on their way from memory: nobody knows where the next one lies. */
struct moments {
    struct {
        struct worker *w;
        uint8_t *byte, bit;
    } at[64];
    size_t n;
};

/* Buckets that share a bit look like one. */
static void note_moments(struct moments *m)
{
    size_t i;

    for (i = 0; i < m->n; i++) {
        m->at[i].w->buckets += (*m->at[i].byte & m->at[i].bit) == 0;
        *m->at[i].byte |= m->at[i].bit;
    }
    m->n = 0;
}

static void add_moment(struct moments *m, struct worker *w, int64_t us)
{
    enum { BUCKET_LOG = 26 }; /* 67 s */
    uint64_t bucket = (uint64_t)us >> BUCKET_LOG;
    uint64_t in_bucket = (uint64_t)us & ((UINT64_C(1) << BUCKET_LOG) - 1);
    uint64_t at = bucket * UINT64_C(0x9E3779B97F4A7C15) >> 20;
    uint8_t *byte = &w->seen[at >> 3 & w->mask];

    __builtin_prefetch(byte, 1);
    w->early += in_bucket <= 2 * GP_SECOND_US;
    m->at[m->n].w = w;
    m->at[m->n].byte = byte;
    m->at[m->n++].bit = (uint8_t)(1 << (at & 7));
    if (m->n == sizeof m->at / sizeof m->at[0])
        note_moments(m);
}

static bool is_too_fast(int64_t *us, size_t n)
{
    uint64_t quick = 0;
    size_t i;

    gp_sort_i64(us, n);
    for (i = 1; i < n; i++)
        quick += us[i] - us[i - 1] <= 2 * GP_SECOND_US;
    return quick * 2 > n;
}

/* Two bits or more an event for everybody with enough of them; the caller frees *bits. */
static bool make_bits(const struct gp_check_job *j, struct worker *w, uint8_t **bits)
{
    size_t all = 0, i;

    for (i = 0; i < j->s->n_owners[GP_BY_RESOURCE]; i++) {
        const struct gp_owner_stat *o = &j->s->owners[GP_BY_RESOURCE][i];
        size_t n_bytes = 1;

        if (o->events < ENOUGH_EVENTS)
            break; /* the others have fewer */
        while (4 * n_bytes < o->events)
            n_bytes *= 2;
        w[o->owner].mask = n_bytes - 1;
        all += n_bytes;
    }
    *bits = gp_array_zero(all, 1);
    for (all = 0; *bits != NULL && i-- > 0;) {
        struct worker *x = &w[j->s->owners[GP_BY_RESOURCE][i].owner];

        x->seen = *bits + all;
        all += x->mask + 1;
    }
    return *bits != NULL;
}

static void count_work(const struct gp_eventlog *log, struct worker *w,
                       uint64_t *at_midnight)
{
    struct moments moments = {.n = 0};
    size_t i;

    for (i = 0; i < log->n; i++) {
        int64_t us = log->end[i], day = us / GP_DAY_US - (us % GP_DAY_US < 0);
        int64_t of_day = us - day * GP_DAY_US;
        uint32_t id = gp_id(log->resource, i);
        struct worker *x;

        *at_midnight += of_day == 0;
        if (id == GP_NO_ID)
            continue;
        x = &w[id];
        x->events++;
        x->hour[of_day / GP_HOUR_US]++;
        x->weekend += gp_weekday(day) >= 5;
        if (x->seen != NULL)
            add_moment(&moments, x, us);
    }
    note_moments(&moments);
}

/* "System", "SYSTEM-2", "batch_user": a word for a machine, first or alone. */
static bool is_named_machine(struct gp_slice name)
{
    static const char *const words[] = {"system", "batch",     "robot", "automat",
                                        "api",    "scheduler", "cron",  "daemon"};
    struct gp_text key = {0};
    bool found = false;
    size_t i;

    gp_lookalike_key(&key, name);
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        const char *z = gp_text_z(&key);

        found |= strncmp(z, words[i], n) == 0 &&
                 (n > 4 || z[n] == '\0' || (z[n] >= '0' && z[n] <= '9'));
    }
    gp_text_release(&key);
    return found;
}

struct machines {
    uint64_t n, people, events;
    bool *is; /* [resources] */
};

static void tell_machines(struct gp_check_job *j, const struct machines *m)
{
    enum { SHOWN = 5 };
    const struct gp_links *links = &j->s->links[GP_BY_RESOURCE];
    uint64_t touched = 0, all = 0;
    struct gp_check *c;
    size_t i, shown = 0;

    c = gp_checks_add(
        j->out, "robots", "People that work like machines", m->n, m->people, "people",
        "ask which accounts are systems; empty them with --missing 'NAME', "
        "so that work passing through them is no handoff");
    for (i = 0; i < j->s->n_owners[GP_BY_RESOURCE] && shown < SHOWN; i++) {
        uint32_t id = j->s->owners[GP_BY_RESOURCE][i].owner;

        if (!m->is[id])
            continue;
        gp_text_add(&c->found, shown++ > 0 ? ", " : "");
        gp_check_quote(&c->found, gp_dict_name(&j->log->resources, id));
    }
    for (i = 0; i < j->log->n; i++) {
        uint32_t id = gp_id(j->log->resource, i);

        if (id != GP_NO_ID && m->is[id])
            gp_check_event(j, c, i);
    }
    for (i = 0; i < links->n; i++) {
        all += links->stat[i].count;
        if (m->is[links->stat[i].from] || m->is[links->stat[i].to])
            touched += links->stat[i].count;
    }
    gp_text_add(&c->effect, "they did ");
    gp_check_percent(&c->effect, (gp_i128)m->events, (gp_i128)j->log->n);
    gp_text_add(&c->effect, " of the events");
    if (all == 0)
        return;
    gp_text_add(&c->effect, "; ");
    gp_check_of(&c->effect, touched, all, "handoffs");
    gp_text_add(&c->effect, " are to or from them, not between people");
}

/* Do most of those with enough events work around the clock? */
static bool in_shifts(const struct worker *w, size_t n)
{
    uint64_t busy = 0, around = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        busy += w[i].events >= ENOUGH_EVENTS;
        around += w[i].events >= ENOUGH_EVENTS && is_around_the_clock(&w[i]);
    }
    return around * 2 >= busy;
}

static void put_times(const struct gp_eventlog *log, struct gp_keyed *k)
{
    struct gp_keyed keyed = *k;
    size_t i;

    for (i = 0; keyed.room != 0 && i < log->n; i++) {
        uint32_t id = gp_id(log->resource, i);

        if (id != GP_NO_ID && keyed.count[id] != 0)
            gp_keyed_put(&keyed, id, 0, log->end[i]);
    }
}

/* Marks those whose events come too fast, of those with enough that are not marked yet.
 * Nearly everybody cannot be one. */
static bool find_too_fast(const struct gp_eventlog *log, const struct worker *w,
                          struct machines *m)
{
    size_t n = log->resources.n, i;
    struct gp_keyed k = {0};
    bool good = gp_keyed_keys(&k, n);

    for (i = 0; good && i < n; i++)
        if (w[i].seen != NULL && !m->is[i] && quick_at_most(&w[i]) * 2 > w[i].events)
            k.count[i] = (uint32_t)w[i].events;
    good = good && gp_keyed_begin(&k);
    while (good && gp_keyed_round(&k)) {
        put_times(log, &k);
        for (i = k.from; i < k.to; i++)
            if (k.count[i] != 0)
                m->is[i] = is_too_fast(gp_keyed_spans(&k, i), k.count[i]);
    }
    good = good && gp_keyed_is_done(&k);
    gp_keyed_release(&k);
    return good;
}

static bool find_machines(const struct gp_eventlog *log, struct worker *w,
                          struct machines *m)
{
    uint64_t at_midnight = 0;
    bool shifts, timed;
    size_t i;

    count_work(log, w, &at_midnight);
    shifts = in_shifts(w, log->resources.n);
    timed = at_midnight * 2 < log->n;
    for (i = 0; i < log->resources.n; i++)
        m->is[i] = is_named_machine(log->resources.name[i]) ||
                   (timed && !shifts && w[i].events >= ENOUGH_EVENTS &&
                    is_around_the_clock(&w[i]));
    if (timed && !find_too_fast(log, w, m))
        return false;
    for (i = 0; i < log->resources.n; i++) {
        m->people += w[i].events != 0;
        m->n += m->is[i];
        m->events += m->is[i] ? w[i].events : 0;
    }
    return true;
}

static bool machines(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    struct worker *w = gp_array_zero(log->resources.n, sizeof *w);
    struct machines m = {.is = gp_array_zero(log->resources.n, sizeof *m.is)};
    uint8_t *bits = NULL;
    bool good = w != NULL && m.is != NULL && make_bits(j, w, &bits) &&
                find_machines(log, w, &m);

    if (good && m.n != 0)
        tell_machines(j, &m);
    gp_free(w);
    gp_free(m.is);
    gp_free(bits);
    return good;
}

bool gp_checks_of_people(struct gp_check_job *j)
{
    if (j->log->has_resource)
        without(j, GP_BY_RESOURCE, "steps-without-person", "Events without a resource",
                "ask for the person in the export; --resource names the column, "
                "--missing the markers of nobody");
    if (j->log->has_group)
        without(j, GP_BY_GROUP, "steps-without-group", "Events without a group",
                "ask for the team in the export; --group names the column");
    return !j->log->has_resource || !j->log->has_time || machines(j);
}
