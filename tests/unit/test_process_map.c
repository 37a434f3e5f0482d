/* test_process_map.c - what a map draws, what it counts as hidden, and its DOT text. */
#include "report/pictures/process_map_levels.h"
#include "report/process_map.h"
#include "tests/support/gen.h"
#include "tests/support/scratch.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

static struct gp_map choose(const struct gp_stats *s, unsigned activities,
                            unsigned paths)
{
    struct gp_map_options o = {activities, paths, 0, 0};
    struct gp_map map;

    assert_int_equal(gp_map_choose(s, &o, &map, NULL), GP_OK);
    return map;
}

/* A and C are frequent; B is rare and the only way between them. */
static const char bridge[] = "1 A 0|1 A 1|1 A 2|1 B 3|1 C 4|1 C 5|1 C 6";

static void all_of_a_small_log_is_drawn(void **state)
{
    struct story s;
    struct gp_map map;

    (void)state;
    story_tell(&s, bridge, NULL);
    map = choose(&s.stats, 100, 100);
    assert_int_equal(map.n_nodes, 3);
    assert_int_equal(map.n_edges, 6); /* AA AB BC CC, start, end */
    assert_int_equal(map.hidden_activities, 0);
    assert_int_equal(map.hidden_paths, 0);
    assert_int_equal(map.hidden_events, 0);
    assert_int_equal(map.hidden_cases, 0);
    gp_map_release(&map);
    story_release(&s);
}

static void a_rare_step_stays_when_it_is_the_only_way(void **state)
{
    struct story s;
    struct gp_map map;

    (void)state;
    story_tell(&s, bridge, NULL);
    map = choose(&s.stats, 1, 0); /* only A is wanted */
    assert_int_equal(map.n_nodes, 3);
    assert_int_equal(map.n_edges, 4); /* start-A-B-C-end, no loops */
    assert_int_equal(map.hidden_paths, 2);
    assert_int_equal(map.hidden_cases, 1); /* the case uses the loops */
    gp_map_release(&map);
    story_release(&s);
}

static void what_is_hidden_is_counted(void **state)
{
    struct story s;
    struct gp_map map;
    struct gp_words w = {0};

    (void)state;
    story_tell(&s, "1 A 0|1 Z 1|2 A 0|2 Z 1|3 A 0|3 Z 1|4 A 0|4 R 1|4 Z 2", NULL);
    map = choose(&s.stats, 50, 0);
    assert_int_equal(map.n_nodes, 2);
    assert_int_equal(map.hidden_activities, 1);
    assert_int_equal(map.hidden_paths, 2);
    assert_int_equal(map.hidden_events, 1);
    assert_int_equal(map.hidden_cases, 1);
    gp_map_words(&w, &map);
    assert_string_equal(
        gp_text_z(&w.text),
        "2 of 3 activities and 1 of 3 paths are drawn: 89 % of the events; "
        "75 % of the cases run wholly over what is drawn");
    gp_words_release(&w);
    gp_map_release(&map);
    story_release(&s);
}

/* From START forward (or from END back) every activity drawn is reached. */
static bool reached(const struct gp_map *map, bool forward)
{
    bool *seen = calloc(map->n_nodes + 1, sizeof *seen), more = true, all = true;
    size_t e, i;

    while (more) {
        more = false;
        for (e = 0; e < map->n_edges; e++) {
            uint32_t from = forward ? map->edge[e].from : map->edge[e].to;
            uint32_t to = forward ? map->edge[e].to : map->edge[e].from;
            bool here = from == (forward ? GP_MAP_START : GP_MAP_END);

            for (i = 0; i < map->n_nodes; i++)
                here = here || (map->node[i] == from && seen[i]);
            for (i = 0; here && i < map->n_nodes; i++)
                if (map->node[i] == to && !seen[i])
                    seen[i] = more = true;
        }
    }
    for (i = 0; i < map->n_nodes; i++)
        all = all && seen[i];
    free(seen);
    return all;
}

static void every_map_is_connected_from_start_to_end(void **state)
{
    static const unsigned percents[] = {0, 20, 50, 100};
    uint64_t seed;
    size_t a, p;

    (void)state;
    for (seed = 1; seed <= 200; seed++) {
        struct naive_log naive = gen_log(seed);
        struct gp_eventlog *log = gen_eventlog(&naive);
        struct gp_mine_options o = {.now = INT64_MIN};
        struct gp_stats s;

        assert_int_equal(gp_mine(log, &o, &s, NULL), GP_OK);
        for (a = 0; a < 4; a++)
            for (p = 0; p < 4; p++) {
                struct gp_map map = choose(&s, percents[a], percents[p]);

                if (!reached(&map, true) || !reached(&map, false))
                    fail_msg("seed %llu: %u %% and %u %% are not connected",
                             (unsigned long long)seed, percents[a], percents[p]);
                gp_map_release(&map);
            }
        gp_stats_release(&s);
        gp_eventlog_free(log);
        naive_free(&naive);
    }
}

static void names_cannot_leave_their_label(void **state)
{
    struct story s;
    struct gp_map map;
    struct gp_text dot = {0};

    (void)state;
    story_begin(&s);
    story_event(&s, "1", "\"];x[URL=\"javascript:1\"", 0, "-", "-");
    story_event(&s, "1", "<b>\\N\\G", 1, "-", "-");
    story_end(&s, NULL);
    map = choose(&s.stats, 100, 100);
    gp_map_dot(&dot, &s.stats, &map);
    assert_non_null(strstr(dot.at, "\\\"];x[URL=\\\""));
    assert_non_null(strstr(dot.at, "\\\\N\\\\G"));
    assert_null(strstr(dot.at, "label=<"));
    gp_text_release(&dot);
    gp_map_release(&map);
    story_release(&s);
}

static void graphviz_draws_it_as_clean_svg(void **state)
{
    struct story s;
    struct gp_map map;
    struct gp_text svg = {0};

    (void)state;
    if (!scratch_run("command -v dot >/dev/null"))
        skip();
    story_tell(&s, bridge, NULL);
    map = choose(&s.stats, 100, 100);
    assert_int_equal(gp_map_draw(&s.stats, &map, "svg", &svg, NULL), GP_OK);
    assert_non_null(strstr(svg.at, "<svg xmlns="));
    assert_null(strstr(svg.at, "xlink"));
    assert_null(strstr(svg.at, "<!--"));
    assert_null(strstr(svg.at, "raphviz"));
    gp_text_release(&svg);
    gp_map_release(&map);
    story_release(&s);
}

static void equal_levels_share_a_picture(void **state)
{
    struct story s;
    struct gp_map_levels l;

    (void)state;
    story_tell(&s, "1 A 0|1 B 1", NULL);
    assert_int_equal(gp_map_levels_make(&s.stats, &l, NULL), GP_OK);
    assert_int_equal(l.n_pictures, 1);
    assert_int_equal(l.level[l.shown].activities, 100);
    gp_map_levels_release(&l);
    story_release(&s);
}

static void a_large_log_begins_with_its_fewest_boxes(void **state)
{
    struct gp_text t = {0};
    struct story s;
    struct gp_map_levels l;
    unsigned dice = 1, case_number, at, i;

    (void)state;
    for (case_number = 0; case_number < 400; case_number++)
        for (i = 0, at = case_number % 4; at < 199; i++) { /* mostly forward */
            static const unsigned steps[] = {1, 1, 1, 2, 3, 0};

            gp_text_addf(&t, "%s%u A%u %u", t.len != 0 ? "|" : "", case_number, at, i);
            dice = dice * 1103515245u + 12345u;
            if ((dice >> 24) % 32 == 0)
                break;
            at += (dice >> 16) % 7 < 6 ? steps[(dice >> 16) % 7] : (dice >> 20) % 8 + 1;
            at -= (dice >> 16) % 7 == 5 && at > 0;
        }
    story_tell(&s, gp_text_z(&t), NULL);
    assert_int_equal(gp_map_levels_make(&s.stats, &l, NULL), GP_OK);
    for (i = 0; i < GP_LEVELS_ALL; i++)
        assert_true(l.picture[l.level[i].picture].nodes >=
                    l.picture[l.level[l.shown].picture].nodes);
    gp_map_levels_release(&l);
    story_release(&s);
    gp_text_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_a_small_log_is_drawn),
        cmocka_unit_test(a_rare_step_stays_when_it_is_the_only_way),
        cmocka_unit_test(what_is_hidden_is_counted),
        cmocka_unit_test(every_map_is_connected_from_start_to_end),
        cmocka_unit_test(names_cannot_leave_their_label),
        cmocka_unit_test(graphviz_draws_it_as_clean_svg),
        cmocka_unit_test(equal_levels_share_a_picture),
        cmocka_unit_test(a_large_log_begins_with_its_fewest_boxes),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
