/* deals.c - a software house selling to companies: from the lead to the handover.
 *
 * The export is what a CRM gives: one row for each stage that was set, with one time.
 * Sales people work for a region and keep their deals; Legal and Sales management do
 * their share in batches, on fixed half days.
 *
 * A deal has its own pace: the customer decides when they decide, and the waits for
 * them fill whatever the company's own work leaves. So a long path does not make a long
 * deal, and a departure's delay can be told from the path it was put into.
 */
#include "process.h"

enum { MARKETING, SALES, PRESALES, MANAGEMENT, LEGAL, FINANCE, DELIVERY, IT_SECURITY };

enum {
    LEAD_CREATED,
    LEAD_QUALIFIED,
    FIRST_CALL,
    DISQUALIFIED,
    DEMO,
    WRITTEN,
    CHECKED,
    DISCOUNT,
    SENT,
    FOLLOW_UP,
    LEGAL_REVIEW,
    CREDIT_CHECK,
    TECHNICAL_CHECK,
    SIGNED,
    WON,
    HANDOVER,
    LOST,
    PRICE_EXCEPTION, /* from here on the manual knows nothing */
    QUESTIONNAIRE,
    NO_DECISION,
};

enum { REGION, SEGMENT, AMOUNT, SOURCE };
enum { WEB_FORM, TRADE_FAIR, REFERRAL, PARTNER, COLD_CALL };

extern const char gp_deals_md[]; /* deals.md */

static const struct team teams[] = {
    [MARKETING] = {.name = "Marketing",
                   .hours = {WORKDAYS, 8 * HOUR, 12 * HOUR, 13 * HOUR, 17 * HOUR},
                   .busy = 45,
                   .fewest = 3},
    [SALES] = {.name = "Sales", .by_region = true, .busy = 40, .fewest = 4},
    [PRESALES] = {.name = "Presales",
                  .hours = {WORKDAYS, 8 * HOUR, 12 * HOUR, 13 * HOUR, 17 * HOUR},
                  .busy = 60,
                  .fewest = 2},
    [MANAGEMENT] = {.name = "Sales management",
                    .hours = {MONDAY | WEDNESDAY, 13 * HOUR, 15 * HOUR, 0, 0},
                    .batches = true,
                    .busy = 50,
                    .fewest = 1},
    [LEGAL] = {.name = "Legal",
               .hours = {TUESDAY | THURSDAY, 9 * HOUR, 12 * HOUR, 0, 0},
               .batches = true,
               .busy = 70,
               .fewest = 1},
    [FINANCE] = {.name = "Finance",
                 .hours = {WORKDAYS, 8 * HOUR, 12 * HOUR, 12 * HOUR + 30, 16 * HOUR},
                 .busy = 60,
                 .fewest = 2},
    [DELIVERY] = {.name = "Delivery",
                  .hours = {WORKDAYS, 9 * HOUR, 12 * HOUR, 13 * HOUR, 18 * HOUR},
                  .busy = 50,
                  .fewest = 2},
    [IT_SECURITY] = {.name = "IT security",
                     .hours = {WORKDAYS, 8 * HOUR, 19 * HOUR, 0, 0},
                     .busy = 50,
                     .fewest = 3},
};

static const char *const regions[] = {"Nordics", "DACH", "UK & Ireland", "Iberia"};
static const uint8_t region_weights[] = {25, 35, 25, 15};
static const struct hours region_hours[] = {
    {WORKDAYS, 7 * HOUR + 30, 11 * HOUR + 30, 12 * HOUR, 16 * HOUR},
    {WORKDAYS, 8 * HOUR, 12 * HOUR, 13 * HOUR, 17 * HOUR},
    {WORKDAYS, 9 * HOUR, 12 * HOUR + 30, 13 * HOUR + 30, 18 * HOUR},
    {WORKDAYS, 9 * HOUR, 14 * HOUR, 15 * HOUR, 18 * HOUR + 30},
};
static const char *const segments[] = {"Small", "Medium", "Large"};
static const uint8_t segment_weights[] = {45, 35, 20};
static const char *const sources[] = {"Web form", "Trade fair", "Referral", "Partner",
                                      "Cold call"};
static const uint8_t source_weights[] = {40, 15, 15, 20, 10};

static const struct attribute attributes[] = {
    [REGION] = {"Region", regions, region_weights, COUNT(regions)},
    [SEGMENT] = {"Segment", segments, segment_weights, COUNT(segments)},
    [AMOUNT] = {"Amount", NULL, NULL, 0},
    [SOURCE] = {"Source", sources, source_weights, COUNT(sources)},
};

/* name, owner, doer, apart from, after the customer, minutes of work */
static const struct activity activities[] = {
    [LEAD_CREATED] = {"Lead created", MARKETING, BY_SYSTEM, NONE, false, 2, 8},
    [LEAD_QUALIFIED] = {"Lead qualified", MARKETING, BY_ANYONE, NONE, false, 10, 40},
    [FIRST_CALL] = {"First call held", SALES, BY_OWNER, NONE, true, 20, 60},
    [DISQUALIFIED] = {"Disqualified", SALES, BY_OWNER, NONE, true, 3, 10},
    [DEMO] = {"Demo held", PRESALES, BY_ANYONE, NONE, true, 45, 90},
    [WRITTEN] = {"Proposal written", SALES, BY_OWNER, NONE, true, 60, 150},
    [CHECKED] = {"Proposal checked", SALES, BY_ANOTHER, WRITTEN, false, 10, 40},
    [DISCOUNT] = {"Discount approved", MANAGEMENT, BY_ANYONE, NONE, false, 10, 30},
    [SENT] = {"Proposal sent", SALES, BY_OWNER, NONE, false, 5, 20},
    [FOLLOW_UP] = {"Follow-up call held", SALES, BY_OWNER, NONE, true, 10, 30},
    [LEGAL_REVIEW] = {"Legal review", LEGAL, BY_ANYONE, NONE, false, 20, 60},
    [CREDIT_CHECK] = {"Credit check", FINANCE, BY_ANYONE, NONE, false, 15, 45},
    [TECHNICAL_CHECK] = {"Technical check", PRESALES, BY_ANYONE, NONE, false, 20, 60},
    [SIGNED] = {"Contract signed", SALES, BY_OWNER, NONE, true, 5, 15},
    [WON] = {"Won", SALES, BY_OWNER, NONE, false, 2, 8},
    [HANDOVER] = {"Handover to delivery", DELIVERY, BY_ANYONE, NONE, true, 30, 90},
    [LOST] = {"Lost", SALES, BY_OWNER, NONE, true, 3, 10},
    [PRICE_EXCEPTION] = {"Price exception noted", NONE, BY_OWNER, NONE, false, 2, 9},
    [QUESTIONNAIRE] = {"Security questionnaire", NONE, BY_ANYONE, NONE, false, 20, 60},
    [NO_DECISION] = {"No decision", NONE, BY_OWNER, NONE, false, 3, 10},
};

static const struct departure departures[] = {
    {.edit = EDIT_SKIP,
     .step = LEAD_QUALIFIED,
     .per_mille = 30,
     .delay = {1, 2},
     .favours_attribute = SOURCE,
     .favours_value = TRADE_FAIR,
     .favours_times = 4,
     .facts = {{ABOUT("skipped", LEAD_QUALIFIED)}}},
    {.edit = EDIT_SKIP,
     .step = CHECKED,
     .per_mille = 35,
     .delay = {1, 2},
     .facts = {{ABOUT("skipped", CHECKED)}}},
    {.edit = EDIT_INSERT_AFTER,
     .step = SENT,
     .label = PRICE_EXCEPTION,
     .as = SENT,
     .team = NONE,
     .per_mille = 40,
     .facts = {{ABOUT("undocumented-step", PRICE_EXCEPTION)}}},
    {.edit = EDIT_INSERT_AFTER,
     .step = WRITTEN,
     .label = QUESTIONNAIRE,
     .team = IT_SECURITY,
     .per_mille = 25,
     .delay = {1, 1},
     .facts = {{ABOUT("undocumented-step", QUESTIONNAIRE)},
               {BETWEEN("undocumented-handoff", SALES, IT_SECURITY)},
               {BETWEEN_NEXT("undocumented-handoff", IT_SECURITY, SALES)},
               {BETWEEN_NEXT("ping-pong", SALES, IT_SECURITY)}}},
    {.edit = EDIT_POSTPONE,
     .step = FIRST_CALL,
     .per_mille = 40,
     .delay = {1, 1},
     .facts = {{ABOUT("wrong-order", FIRST_CALL)}}},
    {.edit = EDIT_INSERT_AFTER,
     .step = SENT,
     .label = SENT,
     .as = SENT,
     .team = NONE,
     .per_mille = 35,
     .delay = {1, 1},
     .facts = {{ABOUT("repeated", SENT)}}},
    {.edit = EDIT_DONE_BY,
     .step = CREDIT_CHECK,
     .as = SENT,
     .per_mille = 30,
     .facts = {{ABOUT("wrong-owner", CREDIT_CHECK)}}},
    {.edit = EDIT_DONE_BY,
     .step = CHECKED,
     .as = WRITTEN,
     .per_mille = 25,
     .facts = {{ABOUT_OR("same-person", "rule-broken", CHECKED)}}},
    {.edit = EDIT_DELAY,
     .step = LEAD_QUALIFIED,
     .per_mille = 25,
     .delay = {2, 2},
     .facts = {{ABOUT("late", LEAD_QUALIFIED)}}},
    {.edit = EDIT_NO_START,
     .step = LEAD_CREATED,
     .per_mille = 20,
     .favours_attribute = SOURCE,
     .favours_value = REFERRAL,
     .favours_times = 4,
     .facts = {{ABOUT_OR("wrong-start", "skipped", LEAD_CREATED)}}},
    {.edit = EDIT_INSERT_BEFORE,
     .step = SIGNED,
     .label = LOST,
     .as = SENT,
     .team = NONE,
     .per_mille = 50,
     .delay = {2, 2},
     .facts = {{ABOUT_NEXT("both-alternatives", NULL, LOST)}}},
    {.edit = EDIT_OTHER_END,
     .step = LOST,
     .label = NO_DECISION,
     .per_mille = 60,
     .facts = {{ABOUT("undocumented-step", NO_DECISION)},
               {ABOUT_OR("ended-early", "skipped", LOST)}}},
    {.edit = EDIT_STALL,
     .step = NONE,
     .per_mille = 25,
     .facts = {{ABOUT("stalled", NONE)}}},
};

static const struct limit limits[] = {{LEAD_QUALIFIED, "within 5 business days"}};
static const uint8_t ends[] = {DISQUALIFIED, HANDOVER, LOST, NO_DECISION};

/* One round: a proposal is written, checked, perhaps discounted, sent and talked over.
 */
static unsigned add_round(struct dice *d, bool lively, uint8_t *steps, unsigned n)
{
    unsigned calls;

    steps[n++] = WRITTEN;
    steps[n++] = CHECKED;
    if (dice_chance(d, lively ? 450 : 300))
        steps[n++] = DISCOUNT;
    steps[n++] = SENT;
    for (calls = 0; calls < 6 && dice_chance(d, lively ? 500 : 300); calls++)
        steps[n++] = FOLLOW_UP;
    return n;
}

static unsigned add_checks(struct dice *d, uint8_t *steps, unsigned n)
{
    uint8_t checks[] = {LEGAL_REVIEW, CREDIT_CHECK, TECHNICAL_CHECK};

    for (unsigned left = COUNT(checks); left > 0; left--) {
        unsigned i = dice_below(d, left);

        steps[n++] = checks[i];
        checks[i] = checks[left - 1];
    }
    return n;
}

static unsigned path(struct dice *d, bool lively, uint8_t *steps)
{
    unsigned n = 0, rounds = 0;

    steps[n++] = LEAD_CREATED;
    steps[n++] = LEAD_QUALIFIED;
    steps[n++] = FIRST_CALL;
    if (dice_chance(d, lively ? 745 : 200)) {
        steps[n++] = DISQUALIFIED;
        return n;
    }
    if (dice_chance(d, 550))
        steps[n++] = DEMO;
    do
        n = add_round(d, lively, steps, n);
    while (++rounds < 12 && dice_chance(d, lively ? 600 : 250));
    n = add_checks(d, steps, n);
    if (dice_chance(d, 500)) {
        steps[n++] = LOST;
        return n;
    }
    steps[n++] = SIGNED;
    steps[n++] = WON;
    steps[n++] = HANDOVER;
    return n;
}

/* Four weeks to four months, seven weeks on average, long ones rare. */
static uint32_t pace(struct dice *d)
{
    return 28 * DAY + dice_below(d, 14 * DAY) +
           dice_below(d, 1 + dice_below(d, 60 * DAY));
}

/* Summer and Christmas are quiet, the trade fairs of spring and autumn are not. */
static uint32_t arrivals(uint32_t hour)
{
    static const uint8_t season[] = {8, 10, 12, 13, 11, 10, 7, 6, 9, 13, 14, 11, 5};
    uint32_t of_day = hour % 24, day = hour / 24 % 7;
    uint32_t weight = of_day >= 8 && of_day < 17 ? 10 : of_day >= 6 ? 2 : 0;

    return weight * (day < 5 ? 4 : 1) * season[hour / (24 * 28) % COUNT(season)];
}

const struct process deals = {
    PROCESS_TABLES,
    .manual = gp_deals_md,
    .name = "deals",
    .id_prefix = "D-",
    .columns = {"Deal ID", "Stage", "Changed At", "Started At", "Changed At",
                "Changed By", "Team"},
    .intervals = false,
    .region_hours = region_hours,
    .region = REGION,
    .n_regions = COUNT(regions),
    .self_service = SOURCE,
    .self_service_values = 1u << WEB_FORM,
    .delay_unit = WEEK,
    .never_used = "Competitor check",
    .step_takes = 36 * HOUR,
};
