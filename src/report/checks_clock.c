/* checks_clock.c - states in which a case waits for somebody outside (checks.h).
 *
 * A preset names them (pending, on hold). No figure leaves their hours out, since what is
 * agreed about the clock is nowhere in the log: they are told beside the figures.
 */
#include "ingest/preset.h"
#include "report/checks.h"

static bool stands(struct gp_slice states, struct gp_slice activity)
{
    struct gp_slice state;

    while (gp_preset_next(&states, ',', &state))
        if (gp_preset_same(activity, state))
            return true;
    return false;
}

void gp_checks_of_clock(const struct gp_ingest_result *in, const struct gp_stats *stats,
                        struct gp_checks *out)
{
    const struct gp_links *links = &stats->links[GP_BY_ACTIVITY];
    const struct gp_dict *names = gp_level_dict(in->log, GP_BY_ACTIVITY);
    uint64_t n = 0, all = 0;
    gp_i128 wait = 0, whole = 0;
    struct gp_check *c;
    size_t i;

    for (i = 0; i < links->n; i++) {
        all += links->stat[i].count;
        whole += links->stat[i].wait.sum;
        if (in->preset == NULL ||
            !stands(in->preset->clock_stands, gp_dict_name(names, links->stat[i].from)))
            continue;
        n += links->stat[i].count;
        wait += links->stat[i].wait.sum;
    }
    if (n == 0)
        return;
    c = gp_checks_add(out, "clock-stands",
                      "Links that leave a state in which the clock stands", n, all,
                      "links", "read the waits of these states apart from the others");
    for (i = 0; i < names->n; i++)
        if (stands(in->preset->clock_stands, names->name[i])) {
            gp_text_add(&c->found, c->found.len != 0 ? ", " : "");
            gp_text_add_slice(&c->found, names->name[i]);
        }
    gp_text_add(&c->effect, "waiting for somebody outside: ");
    gp_check_percent(&c->effect, wait, whole);
    gp_text_add(&c->effect, " of all waiting (");
    gp_check_hours(&c->effect, wait);
    gp_text_add(&c->effect, "); waits, bottlenecks and durations of cases contain it");
}
