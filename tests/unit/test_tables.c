/* The named tables and report.json from a hand-made log, in every form. */
#include "base/instant.h"
#include "base/mem_refuse.h"
#include "report/json.h"
#include "report/tables.h"
#include "tests/support/deals.h"
#include "tests/support/test.h"

#include <string.h>

static struct gp_text csv_of(const struct deals *f, const char *name, size_t most)
{
    struct gp_text out = {0};
    struct gp_table t;
    struct gp_err err;

    assert_int_equal(gp_table_make(name, &f->facts, most, &t, &err), GP_OK);
    gp_table_render_csv(&t, &out, false);
    gp_table_release(&t);
    assert_true(gp_text_ok(&out));
    return out;
}

static void every_table_renders_in_every_form(void **state)
{
    const struct gp_table_name *n;

    for (n = gp_table_names(); n->name != NULL; n++) {
        struct gp_text out = {0};
        struct gp_table t;
        struct gp_err err;
        const struct deals *f = *state;

        assert_int_equal(gp_table_make(n->name, &f->facts, 0, &t, &err), GP_OK);
        assert_string_equal(t.name, n->name);
        gp_table_render_text(&t, &out, 0);
        gp_table_render_text(&t, &out, 40);
        gp_table_render_markdown(&t, &out);
        gp_table_render_csv(&t, &out, false);
        gp_table_render_html(&t, &out);
        assert_true(gp_text_ok(&out));
        gp_text_release(&out);
        gp_table_release(&t);
    }
}

/* What a table needs is all it needs: with the rest left out it is the same, and so is its
 * section of report.json. */
static void no_table_needs_more_than_it_says(void **state)
{
    static const char *const sections[][2] = {
        {"overview", "log"},          {"durations", "log"},
        {"activities", "activities"}, {"directly-follows", "directly_follows"},
        {"variants", "variants"},     {"handoffs", "handoffs"},
        {"ping-pong", "handoffs"},    {"bottlenecks", "bottlenecks"},
        {"waits", "waits"},           {"rework", "rework"},
        {"quality", "quality"},       {"sameness", "sameness"},
        {"timeline", "timeline"},     {"open-cases", "open_cases"},
    };
    const struct deals *all = *state;
    const struct gp_table_name *n;
    const char *const ends[] = {"Won"};
    size_t n_ends, k;

    for (n = gp_table_names(); n->name != NULL; n++) {
        for (n_ends = 0; n_ends < 2; n_ends++) {
            struct gp_mine_options o = {
                .now = INT64_MIN, .ends = ends, .n_ends = n_ends};
            struct deals whole = *all, part = *all;
            struct gp_text x, y;

            assert_int_equal(gp_mine(all->log, &o, &whole.stats, NULL), GP_OK);
            o.only = gp_table_needs(n->name);
            assert_int_equal(gp_mine(all->log, &o, &part.stats, NULL), GP_OK);
            whole.facts.stats = &whole.stats;
            part.facts.stats = &part.stats;
            x = csv_of(&whole, n->name, 0);
            y = csv_of(&part, n->name, 0);
            assert_string_equal(gp_text_z(&x), gp_text_z(&y));
            for (k = 0; k < sizeof sections / sizeof *sections; k++) {
                const char *const list[] = {sections[k][1], NULL};

                if (strcmp(sections[k][0], n->name) != 0)
                    continue;
                gp_text_clear(&x);
                gp_text_clear(&y);
                gp_report_json(&x, &whole.facts, list);
                gp_report_json(&y, &part.facts, list);
                assert_string_equal(gp_text_z(&x), gp_text_z(&y));
            }
            gp_text_release(&x);
            gp_text_release(&y);
            gp_stats_release(&whole.stats);
            gp_stats_release(&part.stats);
        }
    }
}

static void has(const struct deals *f, const char *table, const char *line)
{
    struct gp_text out = csv_of(f, table, 0);

    if (strstr(gp_text_z(&out), line) == NULL)
        fail_msg("%s: no line \"%s\" in\n%s", table, line, gp_text_z(&out));
    gp_text_release(&out);
}

static void tables_say_what_was_computed_by_hand(void **state)
{
    const struct deals *f = *state;

    has(f, "activities", "\nCall,3,2,1,0,0,1800,13800,19200\n");
    has(f, "activities", "\nNew,2,2,1,2,0,2100,3300,4200\n");
    has(f, "directly-follows", "\nNew,Call,2,0.333333,2,2100,2100,3300,4200\n");
    has(f, "handoffs", "\nresource,Ann,Bob,2,0.5,2,2100,2100,3300,4200\n");
    has(f, "handoffs", "\ngroup,Sales,Legal,1,0.333333,1,86400,86400,86400,86400\n");
    has(f, "ping-pong", "\nresource,Ann,Bob,2,1,2,11700,16740,23400\n");
    has(f, "rework", "\nrepeat,Call,1,1,0.5,16800,16800\n");
    has(f, "resources", "\nresource,Ann,4,0.5,2,3,2,2,2400,");
    has(f, "overview", "\ncase_duration_median_s,54900\n");
    has(f, "cases", "\n1,1970-01-01T00:00:00.000Z,1970-01-02T01:30:00.000Z,91800,4,V-");
    has(f, "durations", "\nfrom 1970-01,2,54900,18000,36450,54900,73350,84420,");
}

static void waiting_is_split_without_rest(void **state)
{
    const struct deals *f = *state;

    has(f, "waits", "\nall,any,6,1,109800,1\n");
    has(f, "waits", "\nresource,different,4,0.666667,6600,0.060109\n");
    has(f, "waits", "\nresource,same,1,0.166667,16800,0.153005\n");
    has(f, "waits", "\nresource,unassigned,1,0.166667,86400,0.786885\n");
}

static void evidence_names_the_lines(void **state)
{
    const struct deals *f = *state;

    has(f, "evidence", ",activity,Offer,Won,1,86400,deals.csv,4,deals.csv,5\n");
    has(f, "evidence", ",resource,Ann,Bob,1,3600,deals.csv,2,deals.csv,3\n");
}

static void no_folder_is_told(void **state)
{
    const struct deals *f = *state;
    const struct gp_table_name *n;

    for (n = gp_table_names(); n->name != NULL; n++) {
        struct gp_text out = csv_of(f, n->name, 0);

        assert_null(strstr(gp_text_z(&out), "/home"));
        gp_text_release(&out);
    }
}

static void rows_beyond_the_most_are_counted(void **state)
{
    const struct deals *f = *state;
    struct gp_table t;
    struct gp_err err;

    assert_int_equal(gp_table_make("handoffs", &f->facts, 2, &t, &err), GP_OK);
    assert_int_equal(t.n_rows, 2);
    assert_int_equal(t.n_left_out, 3);
    gp_table_release(&t);
}

static void an_unknown_table_is_refused_by_its_name(void **state)
{
    const struct deals *f = *state;
    struct gp_table t;
    struct gp_err err;

    assert_int_equal(gp_table_make("botlenecks", &f->facts, 0, &t, &err), GP_USAGE);
    assert_non_null(strstr(err.text, "\"botlenecks\""));
}

static void a_refused_allocation_is_a_status(void **state)
{
    const struct deals *f = *state;
    const struct gp_table_name *n;

    for (n = gp_table_names(); n->name != NULL; n++) {
        bool refused = true;
        uint64_t nth;

        for (nth = 0; refused; nth++) {
            struct gp_table t;
            struct gp_err err;
            enum gp_status st;

            gp_mem_refuse(nth, false);
            st = gp_table_make(n->name, &f->facts, 0, &t, &err);
            refused = gp_mem_refuse_none();
            assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
            if (st == GP_OK)
                gp_table_release(&t);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_renders_in_every_form),
        cmocka_unit_test(no_table_needs_more_than_it_says),
        cmocka_unit_test(tables_say_what_was_computed_by_hand),
        cmocka_unit_test(waiting_is_split_without_rest),
        cmocka_unit_test(evidence_names_the_lines),
        cmocka_unit_test(no_folder_is_told),
        cmocka_unit_test(rows_beyond_the_most_are_counted),
        cmocka_unit_test(an_unknown_table_is_refused_by_its_name),
        cmocka_unit_test(a_refused_allocation_is_a_status),
    };

    return cmocka_run_group_tests(tests, deals_set_up, deals_tear_down);
}
