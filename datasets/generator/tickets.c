/* tickets.c - a service desk: from the report of a fault to the closed ticket.
 *
 * The export is what a help desk tool gives: one row for each status, with start and
 * end. The desk is staffed every day from seven to nine in the evening, in two shifts;
 * the second line every day from eight to six. At night nothing moves.
 *
 * As with deals, a ticket has its own pace: it is closed when the customer says so, and
 * that wait fills what the work leaves of it.
 */
#include "process.h"

enum { FIRST_LINE, SECOND_LINE, FACILITIES };

enum {
    REGISTERED,
    TRIAGE,
    DIAGNOSIS,
    WAITING,
    SOLUTION,
    ESCALATED,
    ANALYSIS,
    SUPPLIER,
    FIX,
    VERIFIED,
    RESOLVED,
    REOPENED,
    CLOSED,
    PRIORITY_RAISED, /* from here on the manual knows nothing */
    SENT_BACK,
    VISIT,
    CANCELLED,
};

enum { PRIORITY, CHANNEL, PRODUCT };
enum { PORTAL, E_MAIL, PHONE, CHAT };

extern const char gp_tickets_md[]; /* tickets.md */

static const struct team teams[] = {
    [FIRST_LINE] = {.name = "First line",
                    .hours = {EVERY_DAY, 7 * HOUR, 14 * HOUR, 14 * HOUR, 21 * HOUR},
                    .shifts = 2,
                    .busy = 45,
                    .fewest = 8},
    [SECOND_LINE] = {.name = "Second line",
                     .hours = {EVERY_DAY, 8 * HOUR, 18 * HOUR, 0, 0},
                     .shifts = 1,
                     .busy = 60,
                     .fewest = 6},
    [FACILITIES] = {.name = "Facilities",
                    .hours = {EVERY_DAY, 7 * HOUR, 21 * HOUR, 0, 0},
                    .busy = 50,
                    .fewest = 3},
};

static const struct hours no_region[] = {{0}};

static const char *const priorities[] = {"1 - critical", "2 - high", "3 - normal",
                                         "4 - low"};
static const uint8_t priority_weights[] = {5, 20, 55, 20};
static const char *const channels[] = {"Portal", "E-mail", "Phone", "Chat"};
static const uint8_t channel_weights[] = {35, 35, 20, 10};
static const char *const products[] = {"Workplace", "Mail; calendar", "VPN", "Printing",
                                       "ERP"};
static const uint8_t product_weights[] = {30, 25, 15, 10, 20};

static const struct attribute attributes[] = {
    [PRIORITY] = {"Priority", priorities, priority_weights, COUNT(priorities)},
    [CHANNEL] = {"Channel", channels, channel_weights, COUNT(channels)},
    [PRODUCT] = {"Product", products, product_weights, COUNT(products)},
};

/* name, owner, doer, apart from, after the customer, minutes of work */
static const struct activity activities[] = {
    [REGISTERED] = {"Registered", FIRST_LINE, BY_SYSTEM, NONE, false, 2, 6},
    [TRIAGE] = {"Triage", FIRST_LINE, BY_OWNER, NONE, false, 5, 15},
    [DIAGNOSIS] = {"Diagnosis", FIRST_LINE, BY_OWNER, NONE, false, 10, 45},
    [WAITING] = {"Waiting for customer", FIRST_LINE, BY_CUSTOMER, NONE, false, 0, 0},
    [SOLUTION] = {"Solution given", FIRST_LINE, BY_OWNER, NONE, false, 5, 20},
    [ESCALATED] = {"Escalated", FIRST_LINE, BY_OWNER, NONE, false, 3, 10},
    [ANALYSIS] = {"Analysis", SECOND_LINE, BY_OWNER, NONE, false, 20, 90},
    [SUPPLIER] = {"Supplier contacted", SECOND_LINE, BY_OWNER, NONE, false, 30, 120},
    [FIX] = {"Fix made", SECOND_LINE, BY_ANOTHER, VERIFIED, false, 30, 120},
    [VERIFIED] = {"Fix verified", SECOND_LINE, BY_ANOTHER, FIX, false, 10, 30},
    [RESOLVED] = {"Resolved", FIRST_LINE, BY_OWNER, NONE, false, 3, 10},
    [REOPENED] = {"Reopened", FIRST_LINE, BY_OWNER, NONE, true, 3, 8},
    [CLOSED] = {"Closed", FIRST_LINE, BY_ANYONE, NONE, true, 2, 6},
    [PRIORITY_RAISED] = {"Priority raised", NONE, BY_OWNER, NONE, false, 2, 6},
    [SENT_BACK] = {"Sent back", NONE, BY_ANYONE, NONE, false, 2, 10},
    [VISIT] = {"Visit on site", NONE, BY_ANYONE, NONE, false, 20, 60},
    [CANCELLED] = {"Cancelled", NONE, BY_OWNER, NONE, false, 2, 6},
};

static const struct departure departures[] = {
    {.edit = EDIT_SKIP,
     .step = TRIAGE,
     .per_mille = 25,
     .delay = {1, 2},
     .favours_attribute = CHANNEL,
     .favours_value = PHONE,
     .favours_times = 4,
     .facts = {{ABOUT("skipped", TRIAGE)}}},
    {.edit = EDIT_SKIP,
     .step = VERIFIED,
     .per_mille = 80,
     .delay = {1, 2},
     .facts = {{ABOUT("skipped", VERIFIED)}}},
    {.edit = EDIT_INSERT_AFTER,
     .step = ANALYSIS,
     .label = SENT_BACK,
     .team = FIRST_LINE,
     .per_mille = 80,
     .delay = {1, 2},
     .facts = {{ABOUT("undocumented-step", SENT_BACK)},
               {BETWEEN_NEXT("ping-pong", SECOND_LINE, FIRST_LINE)}}},
    {.edit = EDIT_INSERT_AFTER,
     .step = TRIAGE,
     .label = PRIORITY_RAISED,
     .as = TRIAGE,
     .team = NONE,
     .per_mille = 40,
     .facts = {{ABOUT("undocumented-step", PRIORITY_RAISED)}}},
    {.edit = EDIT_INSERT_AFTER,
     .step = DIAGNOSIS,
     .label = VISIT,
     .team = FACILITIES,
     .per_mille = 25,
     .delay = {1, 2},
     .facts = {{ABOUT("undocumented-step", VISIT)},
               {BETWEEN("undocumented-handoff", FIRST_LINE, FACILITIES)},
               {BETWEEN_NEXT("undocumented-handoff", FACILITIES, FIRST_LINE)},
               {BETWEEN_NEXT("ping-pong", FIRST_LINE, FACILITIES)}}},
    {.edit = EDIT_POSTPONE,
     .step = TRIAGE,
     .per_mille = 40,
     .delay = {1, 1},
     .facts = {{ABOUT("wrong-order", TRIAGE)}}},
    {.edit = EDIT_INSERT_AFTER,
     .step = RESOLVED,
     .label = RESOLVED,
     .as = RESOLVED,
     .team = NONE,
     .per_mille = 35,
     .delay = {1, 1},
     .facts = {{ABOUT("repeated", RESOLVED)}}},
    {.edit = EDIT_DONE_BY,
     .step = ANALYSIS,
     .as = ESCALATED,
     .per_mille = 60,
     .facts = {{ABOUT("wrong-owner", ANALYSIS)}}},
    {.edit = EDIT_DONE_BY,
     .step = VERIFIED,
     .as = FIX,
     .per_mille = 60,
     .facts = {{ABOUT_OR("same-person", "rule-broken", VERIFIED)}}},
    {.edit = EDIT_DELAY,
     .step = TRIAGE,
     .per_mille = 30,
     .delay = {1, 2},
     .facts = {{ABOUT("late", TRIAGE)}}},
    {.edit = EDIT_INSERT_BEFORE,
     .step = ESCALATED,
     .label = SOLUTION,
     .as = DIAGNOSIS,
     .team = NONE,
     .per_mille = 60,
     .delay = {1, 1},
     .facts = {{ABOUT_NEXT("both-alternatives", "out-of-place", SOLUTION)}}},
    {.edit = EDIT_OTHER_END,
     .step = CLOSED,
     .label = CANCELLED,
     .per_mille = 25,
     .facts = {{ABOUT("undocumented-step", CANCELLED)},
               {ABOUT_OR("ended-early", "skipped", CLOSED)}}},
    {.edit = EDIT_STALL,
     .step = NONE,
     .per_mille = 25,
     .facts = {{ABOUT("stalled", NONE)}}},
};

static const struct limit limits[] = {{TRIAGE, "within 20 hours"}};
static const uint8_t ends[] = {CLOSED, CANCELLED};

static unsigned add_second_line(struct dice *d, uint8_t *steps, unsigned n)
{
    steps[n++] = ESCALATED;
    steps[n++] = ANALYSIS;
    if (dice_chance(d, 250))
        steps[n++] = SUPPLIER;
    steps[n++] = FIX;
    steps[n++] = VERIFIED;
    return n;
}

static unsigned path(struct dice *d, bool lively, uint8_t *steps)
{
    unsigned n = 0, reopened = 0, asked;

    steps[n++] = REGISTERED;
    steps[n++] = TRIAGE;
    for (;;) {
        steps[n++] = DIAGNOSIS;
        for (asked = 0; asked < 6 && dice_chance(d, lively ? 450 : 250); asked++) {
            steps[n++] = WAITING;
            steps[n++] = DIAGNOSIS;
        }
        if (dice_chance(d, 650))
            steps[n++] = SOLUTION;
        else
            n = add_second_line(d, steps, n);
        steps[n++] = RESOLVED;
        if (++reopened > 8 || !dice_chance(d, lively ? 350 : 80))
            break;
        steps[n++] = REOPENED;
    }
    steps[n++] = CLOSED;
    return n;
}

/* Five days to three weeks, nine days on average. */
static uint32_t pace(struct dice *d)
{
    return 5 * DAY + dice_below(d, 4 * DAY) + dice_below(d, 1 + dice_below(d, 8 * DAY));
}

/* Machines report at night as well; Monday morning is the worst, holidays are calm. */
static uint32_t arrivals(uint32_t hour)
{
    static const uint8_t season[] = {10, 11, 11, 10, 10, 9, 7, 7, 11, 12, 11, 10, 7};
    uint32_t of_day = hour % 24, day = hour / 24 % 7;
    uint32_t weight = of_day >= 8 && of_day < 18   ? 12
                      : of_day >= 6 && of_day < 22 ? 4
                                                   : 1;

    if (day == 0 && of_day >= 8 && of_day < 11)
        weight *= 2;
    return weight * (day < 5 ? 3 : 1) * season[hour / (24 * 28) % COUNT(season)];
}

const struct process tickets = {
    PROCESS_TABLES,
    .manual = gp_tickets_md,
    .name = "tickets",
    .id_prefix = "INC",
    .columns = {"Ticket", "Status", "Updated", "Start", "End", "Agent", "Group"},
    .intervals = true,
    .region_hours = no_region,
    .region = NONE,
    .n_regions = 1,
    .self_service = CHANNEL,
    .self_service_values = 1u << PORTAL | 1u << E_MAIL,
    .delay_unit = DAY,
    .never_used = "Known error recorded",
    .step_takes = 6 * HOUR,
};
