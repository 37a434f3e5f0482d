/* Rules that a log keeps: which hold, which are said already by others, and what too few
 * cases cannot tell. Paths are letters, a case each.
 */
#include "base/mem_refuse.h"
#include "mine/suggest.h"
#include "report/suggest_rules.h"
#include "tests/support/logged.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

struct found {
    struct gp_eventlog *log;
    struct gp_stats stats;
    struct gp_suggestions rules;
};

static void walk(struct gp_eventlog *log, const char *path, int cases)
{
    static int next;
    char id[16], name[2] = "";
    int64_t at;

    for (; cases > 0; cases--) {
        (void)snprintf(id, sizeof id, "c%04d", next++);
        for (at = 0; path[at] != '\0'; at++) {
            name[0] = path[at];
            logged_event(log, id, name, "", "", at * GP_HOUR_US, at * GP_HOUR_US);
        }
    }
}

static struct found begin(void)
{
    return (struct found){.log = logged_begin("paths.csv", true, false, false, false)};
}

static void find(struct found *f, unsigned percent)
{
    struct gp_mine_options how = {.now = INT64_MIN};

    assert_int_equal(gp_eventlog_group(f->log, NULL), GP_OK);
    assert_int_equal(gp_mine(f->log, &how, &f->stats, NULL), GP_OK);
    assert_int_equal(gp_suggest(&f->stats, percent, &f->rules, NULL), GP_OK);
}

static void end(struct found *f)
{
    gp_suggestions_release(&f->rules);
    gp_stats_release(&f->stats);
    gp_eventlog_free(f->log);
}

/* The rules as a document holds them, without comments, a blank between two. */
static void says(const struct found *f, const char *wanted)
{
    struct gp_text text = {0}, rules = {0};
    const char *line, *stop;

    assert_int_equal(
        gp_suggest_rules(&f->rules, &f->stats, gp_slice("paths"), &text, NULL), GP_OK);
    for (line = gp_text_z(&text); *line != '\0'; line = stop + 1) {
        stop = strchr(line, '\n');
        if (*line == '#' || line == stop)
            continue;
        gp_text_add(&rules, rules.len != 0 ? "; " : "");
        gp_text_add_n(&rules, line, (size_t)(strstr(line, "  #") - line));
    }
    assert_string_equal(gp_text_z(&rules), wanted);
    gp_text_release(&text);
    gp_text_release(&rules);
}

/* What follows from the first and last step, from chains and from two rules is not said:
 * that C needs A, or that after A comes C. */
static void what_others_imply_is_left_out(void **state)
{
    struct found f = begin();

    (void)state;
    walk(f.log, "ABCD", 40);
    find(&f, 100);
    says(&f,
         "starts with \"A\"; ends with \"D\"; \"A\" exactly 1; \"B\" exactly 1; "
         "\"C\" exactly 1; \"D\" exactly 1; after \"A\" at once \"B\"; after \"B\" at "
         "once \"C\"; after \"C\" at once \"D\"; \"B\" needs \"A\" just before; \"C\" "
         "needs \"B\" just before; \"D\" needs \"C\" just before");
    end(&f);
}

/* B comes back: each B has a C before the next B; that A stands before each of them is
 * said by the first step. X and Y never meet in 30 and 30 of 60 cases. That no Y comes
 * after a C (A B C B Y C D) nothing else says. */
static void alternation_and_exclusion_are_seen(void **state)
{
    struct found f = begin();

    (void)state;
    walk(f.log, "ABXCBXCD", 30);
    walk(f.log, "ABYCD", 30);
    find(&f, 100);
    says(&f,
         "starts with \"A\"; ends with \"D\"; \"B\" at least 1; \"C\" at least 1; "
         "\"A\" exactly 1; \"D\" exactly 1; \"Y\" at most 1; after \"B\" "
         "eventually \"C\" before the next; after \"A\" at once \"B\"; after \"X\" at "
         "once \"C\"; after \"Y\" at once \"C\"; \"C\" needs a new \"B\" before; "
         "\"X\" needs \"B\" just before; \"Y\" needs \"B\" just before; \"D\" needs "
         "\"C\" just before; never \"Y\" after \"C\"; never \"B\" after \"Y\"; "
         "never \"X\" and \"Y\"");
    end(&f);
}

static void exceptions_are_counted_and_bounded(void **state)
{
    struct found f = begin();
    size_t i;

    (void)state;
    walk(f.log, "AB", 38);
    walk(f.log, "BA", 2);
    find(&f, 95);
    assert_int_equal(f.rules.cases, 40);
    for (i = 0; i < f.rules.n; i++)
        if (f.rules.item[i].kind == GP_RULE_CHAIN_RESPONSE) {
            assert_int_equal(f.rules.item[i].kept, 38);
            assert_int_equal(f.rules.item[i].of, 40);
            break;
        }
    assert_true(i < f.rules.n);
    end(&f);
    f = begin();
    walk(f.log, "AB", 38);
    walk(f.log, "BA", 2);
    find(&f, 96);
    says(&f, "\"A\" exactly 1; \"B\" exactly 1");
    end(&f);
}

static void few_cases_say_nothing(void **state)
{
    struct found f = begin();

    (void)state;
    walk(f.log, "ABC", 29);
    find(&f, 100);
    says(&f, "");
    end(&f);
}

static void refused_memory_is_a_status(void **state)
{
    struct found f = begin();
    bool refused = true;
    uint64_t n;

    (void)state;
    walk(f.log, "ABXCBXCD", 30);
    walk(f.log, "ABYCD", 30);
    find(&f, 100);
    for (n = 0; refused; n++) {
        struct gp_suggestions s;
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_suggest(&f.stats, 100, &s, NULL);
        refused = gp_mem_refuse_none();
        assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
        gp_suggestions_release(&s);
    }
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_others_imply_is_left_out),
        cmocka_unit_test(alternation_and_exclusion_are_seen),
        cmocka_unit_test(exceptions_are_counted_and_bounded),
        cmocka_unit_test(few_cases_say_nothing),
        cmocka_unit_test(refused_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
