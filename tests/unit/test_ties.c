/* Events at the same time: the best order of a few by hand, and of random cases against
 * every order tried one after the other. The process is that of tests/support/ticket.h.
 */
#include "base/mem_refuse.h"
#include "mine/compat.h"
#include "mine/ties.h"
#include "tests/support/test.h"
#include "tests/support/ticket.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_case_that_only_the_file_s_order_makes_deviate(void **state)
{
    struct ticket f = gp_ticket();
    struct gp_ties ties;

    (void)state;
    gp_ticket_case(&f, "Log@0 Triage@1 Confirm@2 Resolve@2 Close@3");       /* turned */
    gp_ticket_case(&f, "Log@0 Triage@1 Close@2 Resolve@2 Call@2");          /* better */
    gp_ticket_case(&f, "Log@0 Log@0 Triage@1 Resolve@2 Confirm@3 Close@4"); /* equal */
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_find(&f, NULL);
    assert_int_equal(gp_ties_find(&f.c, true, 0, &ties, NULL), GP_OK);
    assert_int_equal(ties.deviating, 2);
    assert_int_equal(ties.better, 2);
    assert_int_equal(ties.turned, 1);
    assert_int_equal(ties.unknown, 0);
    assert_int_equal(ties.order[2], 3); /* Resolve before Confirm */
    assert_int_equal(ties.order[3], 2);
    assert_int_equal(ties.order[4], 4);
    assert_int_equal(ties.order[7], 8); /* Resolve before Close, Call wherever it was */
    gp_ties_release(&ties);
    /* no work allowed: said, not guessed */
    assert_int_equal(gp_ties_find(&f.c, false, 1, &ties, NULL), GP_OK);
    assert_int_equal(ties.unknown + ties.better, 2);
    assert_int_equal(ties.unknown, 1);
    gp_ties_release(&ties);
    gp_ticket_end(&f);
}

enum { MOST = 9 };
static const char *const names[] = {"Log",     "Triage", "Resolve", "Fix/Tier",
                                    "Confirm", "Close",  "Other"};

/* A case by numbers of names and hours. */
struct story {
    int name[MOST], hour[MOST], n;
};

static uint64_t cost_of(const struct story *s, bool as_hours)
{
    struct ticket f = gp_ticket();
    char text[512] = "";
    uint64_t cost;
    int i;

    for (i = 0; i < s->n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %s@%d",
                 names[s->name[i]], as_hours ? s->hour[i] : i);
    gp_ticket_case(&f, text);
    gp_ticket_find(&f, NULL);
    cost = gp_item_cost(&f.c, gp_item_of_case(&f.c, 0));
    gp_ticket_end(&f);
    return cost;
}

/* Every order of events of one hour, by exchanging. */
static uint64_t least_by_trying(struct story *s, int at)
{
    uint64_t least;
    int i, name;

    if (at == s->n)
        return cost_of(s, false);
    least = UINT64_MAX;
    for (i = at; i < s->n && s->hour[i] == s->hour[at]; i++) {
        uint64_t cost;

        name = s->name[at];
        s->name[at] = s->name[i];
        s->name[i] = name;
        cost = least_by_trying(s, at + 1);
        least = cost < least ? cost : least;
        name = s->name[at];
        s->name[at] = s->name[i];
        s->name[i] = name;
    }
    return least;
}

static uint64_t cost_in_best_order(const struct story *s)
{
    struct story ordered = *s;
    struct ticket f = gp_ticket();
    char text[512] = "";
    struct gp_ties ties;
    int i;

    for (i = 0; i < s->n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %s@%d",
                 names[s->name[i]], s->hour[i]);
    gp_ticket_case(&f, text);
    gp_ticket_find(&f, NULL);
    assert_int_equal(gp_ties_find(&f.c, true, 0, &ties, NULL), GP_OK);
    for (i = 0; ties.order != NULL && i < s->n; i++)
        ordered.name[i] = s->name[ties.order[i]];
    gp_ties_release(&ties);
    gp_ticket_end(&f);
    return cost_of(&ordered, false);
}

static void the_best_order_is_as_cheap_as_any(void **state)
{
    unsigned seed;

    (void)state;
    for (seed = 1; seed <= 60; seed++) {
        struct story s = {.n = 4 + (int)(seed % 4)};
        int i, hour = 0, alike = 0;

        srand(seed);
        for (i = 0; i < s.n; i++) {
            bool same = i > 0 && alike < 3 && rand() % 2 == 0;

            alike = same ? alike + 1 : 0;
            hour += !same;
            s.hour[i] = hour;
            s.name[i] = rand() % 7;
        }
        s.name[s.n - 1] = 5; /* closed by Close */
        s.hour[s.n - 1] = hour + 1;
        if (cost_in_best_order(&s) != least_by_trying(&s, 0))
            fail_msg("seed %u", seed);
    }
}

/* As drawn: five steps and one silent step at the end. A case that follows costs 1, the
 * empty one 50,001: 1 - 1 / (50,000 + 50,001). */
static void silent_steps_cost_a_little_where_another_tool_says_so(void **state)
{
    struct ticket f = gp_ticket();
    struct gp_compat compat;

    (void)state;
    gp_ticket_case(&f, FOLLOWS);
    gp_ticket_find(&f, NULL);
    assert_int_equal(gp_compat_measure(&f.c, &compat, NULL), GP_OK);
    assert_true(compat.measured);
    assert_true(fabs(compat.log_fitness - (1 - 1 / 100001.0)) < 1e-12);
    gp_ticket_end(&f);
}

static void refused_memory_is_told(void **state)
{
    struct ticket f = gp_ticket();
    uint64_t nth;

    (void)state;
    gp_ticket_case(&f, "Log@0 Triage@1 Confirm@2 Resolve@2 Close@3");
    gp_ticket_find(&f, NULL);
    for (nth = 0;; nth++) {
        struct gp_compat compat;
        struct gp_ties ties;
        enum gp_status st;

        gp_mem_refuse(nth, false);
        st = gp_ties_find(&f.c, true, 0, &ties, NULL);
        if (st == GP_OK)
            st = gp_compat_measure(&f.c, &compat, NULL);
        gp_ties_release(&ties);
        if (!gp_mem_refuse_none()) {
            assert_int_equal(st, GP_OK);
            break;
        }
        if (st != GP_SYSTEM)
            fail_msg("allocation %d refused without a word", (int)nth);
    }
    gp_ticket_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_that_only_the_file_s_order_makes_deviate),
        cmocka_unit_test(the_best_order_is_as_cheap_as_any),
        cmocka_unit_test(silent_steps_cost_a_little_where_another_tool_says_so),
        cmocka_unit_test(refused_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
