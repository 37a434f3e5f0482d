/* process_map_hidden.c - what a chosen map leaves out; see process_map.h.
 *
 * A case is wholly drawn when all its activities, all its steps from one to the next, its
 * start and its end are. Variants stand for their cases: one walk each.
 */
#include "report/process_map.h"

#include "base/mem.h"

/* What is drawn, to look up while walking variants. */
struct drawn {
    const struct gp_links *links;
    bool *link;                   /* [links->n] */
    bool *activity, *start, *end; /* [activities.n] by id */
};

static bool wholly_drawn(const struct drawn *d, const struct gp_variant *v)
{
    size_t i;

    for (i = 0; i < v->length; i++)
        if (!d->activity[v->path[i]])
            return false;
    for (i = 0; i + 1 < v->length; i++) {
        size_t link = gp_links_find(d->links, v->path[i], v->path[i + 1]);

        if (link == SIZE_MAX || !d->link[link])
            return false;
    }
    return d->start[v->path[0]] && d->end[v->path[v->length - 1]];
}

static bool make_room(struct drawn *d, const struct gp_stats *s)
{
    size_t n = s->log->activities.n;

    d->links = &s->links[GP_BY_ACTIVITY];
    d->link = gp_array_zero(d->links->n, sizeof *d->link);
    d->activity = gp_array_zero(n, sizeof *d->activity);
    d->start = gp_array_zero(n, sizeof *d->start);
    d->end = gp_array_zero(n, sizeof *d->end);
    return d->link != NULL && d->activity != NULL && d->start != NULL && d->end != NULL;
}

static void mark(struct drawn *d, const struct gp_stats *s, const struct gp_map *map)
{
    size_t i;

    for (i = 0; i < map->n_nodes; i++)
        d->activity[s->activities[map->node[i]].activity] = true;
    for (i = 0; i < map->n_edges; i++) {
        const struct gp_map_edge *e = &map->edge[i];

        if (e->link != SIZE_MAX)
            d->link[e->link] = true;
        else if (e->from == GP_MAP_START)
            d->start[s->activities[e->to].activity] = true;
        else
            d->end[s->activities[e->from].activity] = true;
    }
}

static void count(const struct drawn *d, const struct gp_stats *s, struct gp_map *map)
{
    size_t i;

    map->activities = s->n_activities;
    map->hidden_activities = s->n_activities - map->n_nodes;
    map->paths = map->hidden_paths = d->links->n;
    map->events = map->hidden_events = s->log->n;
    map->cases = s->log->n_cases;
    map->hidden_cases = 0;
    for (i = 0; i < map->n_nodes; i++)
        map->hidden_events -= s->activities[map->node[i]].events;
    for (i = 0; i < map->n_edges; i++)
        map->hidden_paths -= map->edge[i].link != SIZE_MAX;
    for (i = 0; i < s->variants.n; i++)
        if (!wholly_drawn(d, &s->variants.variant[i]))
            map->hidden_cases += s->variants.variant[i].count;
}

bool gp_map_count_hidden(const struct gp_stats *stats, struct gp_map *map)
{
    struct drawn d = {0};
    bool good = make_room(&d, stats);

    if (good) {
        mark(&d, stats, map);
        count(&d, stats, map);
    }
    gp_free(d.link);
    gp_free(d.activity);
    gp_free(d.start);
    gp_free(d.end);
    return good;
}

static void say_shown(struct gp_words *w, size_t hidden, size_t all, const char *one,
                      const char *many)
{
    gp_words_count(w, all - hidden, NULL, NULL);
    gp_words_say(w, " of ");
    gp_words_count(w, all, one, many);
}

void gp_map_words(struct gp_words *w, const struct gp_map *map)
{
    say_shown(w, map->hidden_activities, map->activities, "activity", "activities");
    gp_words_say(w, " and ");
    say_shown(w, map->hidden_paths, map->paths, "path", "paths");
    gp_words_say(w, " are drawn: ");
    gp_words_share(w, (gp_i128)(map->events - map->hidden_events),
                   (gp_i128)map->events);
    gp_words_say(w, " of the events; ");
    gp_words_share(w, (gp_i128)(map->cases - map->hidden_cases), (gp_i128)map->cases);
    gp_words_say(w, " of the cases run wholly over what is drawn");
}
