/* Columns: roles from headers and values, options, refusals with the option to give. */
#include "tests/support/test.h"

#include "base/fold.h"
#include "base/mem_refuse.h"
#include "ingest/columns/columns.h"

#include <stdio.h>
#include <string.h>

enum { MAX_ROWS = 400, MAX_COLUMNS = 12 };

/* A table written as text: fields by '|', rows by '\n', the first row is the header. */
struct table {
    struct gp_slice cells[MAX_ROWS][MAX_COLUMNS];
    struct gp_row rows[MAX_ROWS];
    size_t n_rows, n_columns;
};

static void split_row(struct table *t, size_t row, const char *at, size_t len)
{
    size_t c = 0, from = 0, i;

    for (i = 0; i <= len; i++)
        if (i == len || at[i] == '|') {
            t->cells[row][c++] = gp_slice_n(at + from, i - from);
            from = i + 1;
        }
    if (row == 0)
        t->n_columns = c;
    assert_int_equal(c, t->n_columns);
    t->rows[row] = (struct gp_row){.fields = t->cells[row], .n_fields = c, .line = row};
}

static void split(struct table *t, const char *text)
{
    memset(t, 0, sizeof *t);
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");

        split_row(t, t->n_rows++, text, len);
        text += len;
        text += *text == '\n';
    }
}

static enum gp_status choose_from(struct table *t, const struct gp_ingest_options *o,
                                  struct gp_columns *c, struct gp_err *err)
{
    struct gp_sample_facts f = {0};
    enum gp_status st;

    memset(c, 0, sizeof *c);
    st = gp_sample_facts_gather(&f, t->cells[0], t->n_columns, t->rows + 1,
                                t->n_rows - 1, NULL, err);
    if (st == GP_OK)
        st = gp_columns_choose("log.csv", &f, o, c, err);
    gp_sample_facts_release(&f);
    return st;
}

/* Rows of three cases, with the fields of each row made by a printf format of case
 * number, activity, day, person. */
static const char *const steps[] = {"Open", "Check", "Wait", "Check", "Close"};
static const char *const people[] = {"Ann", "Bob", "Cem", "Ann", "Dee"};

static void make(struct table *t, char *text, size_t room, const char *header,
                 const char *format)
{
    size_t n = (size_t)snprintf(text, room, "%s", header);
    int c, i;

    for (c = 1; c <= 6; c++)
        for (i = 0; i < 5; i++)
            n += (size_t)snprintf(text + n, room - n, format, c, steps[(i + c) % 5],
                                  10 + i, people[(i * c) % 5]);
    split(t, text);
}

#define OK(header, format, options)                                                    \
    static struct table t;                                                             \
    static char text[16384];                                                           \
    struct gp_columns c;                                                               \
    struct gp_err err = {0};                                                           \
    struct gp_ingest_options o = {.strict = false, options};                           \
    (void)state;                                                                       \
    make(&t, text, sizeof text, header, format);                                       \
    if (choose_from(&t, &o, &c, &err) != GP_OK)                                        \
    fail_msg("%s", err.text)

static void roles(const struct gp_columns *c, int k, int a, int time, int start, int r,
                  int g)
{
    assert_int_equal(c->column[GP_ROLE_CASE], k);
    assert_int_equal(c->column[GP_ROLE_ACTIVITY], a);
    assert_int_equal(c->column[GP_ROLE_TIME], time);
    assert_int_equal(c->column[GP_ROLE_START], start);
    assert_int_equal(c->column[GP_ROLE_RESOURCE], r);
    assert_int_equal(c->column[GP_ROLE_GROUP], g);
}

static void plain_headers_are_understood(void **state)
{
    OK("Ticket ID|Status|Updated at|Agent\n", "T-%d|%s|2024-01-%02d 10:00|%s\n",
       .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    assert_int_equal(c.shape, GP_SHAPE_EVENTS);
    assert_true(c.confidence[GP_ROLE_CASE] > 0.8);
    assert_non_null(
        strstr(gp_text_z(&c.evidence[GP_ROLE_CASE]), "6 values repeat over 30 rows"));
    gp_columns_release(&c);
}

static void german_headers_are_understood(void **state)
{
    OK("Vorgangsnummer|Tätigkeit|Zeitpunkt|Sachbearbeiter\n", "%d|%s|%02d.01.2024|%s\n",
       .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
}

static void japanese_headers_are_understood(void **state)
{
    OK("案件番号|作業名|日時|担当者\n", "%d|%s|2024/01/%02d 10:00|%s\n", .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
}

static void a_date_of_the_case_is_no_event_time(void **state)
{
    OK("Opened at|Number|State|When|Due date\n",
       "2024-01-01 08:00|%d|%s|2024-01-%02d 10:00|2024-02-01\n", .n_keep = 0);

    roles(&c, 1, 2, 3, -1, -1, -1);
    gp_columns_release(&c);
}

static void start_and_end_make_an_interval(void **state)
{
    OK("case|task|begin|end\n", "%1$d|%2$s|2024-01-%3$02d 10:00|2024-01-%3$02d 11:00\n",
       .n_keep = 0);

    roles(&c, 0, 1, 3, 2, -1, -1);
    assert_int_equal(c.shape, GP_SHAPE_INTERVAL);
    gp_columns_release(&c);
}

static void columns_that_say_the_same_are_no_rivals(void **state)
{
    OK("case:concept:name|concept:name|time:timestamp|Resource|Case ID\n",
       "%1$d|%2$s|2024-01-%3$02d|%4$s|%1$d\n", .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
}

static void an_option_wins_over_every_guess(void **state)
{
    OK("Ticket ID|Status|Updated at|Agent\n", "T-%d|%s|2024-01-%02d 10:00|%s\n",
       .column[GP_ROLE_ACTIVITY] = "agent");

    roles(&c, 0, 3, 2, -1, -1, -1);
    assert_true(c.confidence[GP_ROLE_ACTIVITY] >= 1);
    assert_string_equal(gp_text_z(&c.evidence[GP_ROLE_ACTIVITY]),
                        "given by --activity");
    gp_columns_release(&c);
}

static void none_takes_a_role_away(void **state)
{
    OK("Ticket ID|Status|Updated at|Agent\n", "T-%d|%s|2024-01-%02d 10:00|%s\n",
       .column[GP_ROLE_RESOURCE] = "none");

    roles(&c, 0, 1, 2, -1, -1, -1);
    gp_columns_release(&c);
}

static void columns_can_be_numbered_and_cases_joined(void **state)
{
    OK("Ticket ID|Status|Updated at|Agent\n", "T-%d|%s|2024-01-%02d 10:00|%s\n",
       .column[GP_ROLE_CASE] = "ticket id,Agent");

    assert_int_equal(c.column[GP_ROLE_CASE], 0);
    assert_int_equal(c.second[GP_ROLE_CASE], 3);
    gp_columns_release(&c);
}

static void two_columns_may_be_the_activity(void **state)
{
    OK("Ticket ID|Status|Updated at|Sub Status\n", "T-%d|%s|2024-01-%02d 10:00|%s\n",
       .column[GP_ROLE_ACTIVITY] = "Status,Sub Status");

    assert_int_equal(c.column[GP_ROLE_ACTIVITY], 1);
    assert_int_equal(c.second[GP_ROLE_ACTIVITY], 3);
    gp_columns_release(&c);
}

static void a_finer_status_is_told(void **state)
{
    OK("Ticket ID|Status|Updated at|Sub-Status\n", "T-%d|%s|2024-01-%02d 10:00|%s\n",
       .n_keep = 0);

    roles(&c, 0, 1, 2, -1, -1, -1);
    assert_non_null(strstr(gp_text_z(&c.evidence[GP_ROLE_ACTIVITY]),
                           "--activity 'Status,Sub-Status' takes both"));
    gp_columns_release(&c);
}

static void a_word_for_cases_and_steps_is_the_step_where_values_are_few(void **state)
{
    OK("Einkaufsbeleg|Vorgang|Datum|Benutzer\n", "45-%d|%s|2024-01-%02d 10:00|%s\n",
       .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
}

static void names_of_sap_are_understood(void **state)
{
    OK("EBELN|TCODE|UDATE|USNAM\n", "45-%d|%s|202401%02d|%s\n", .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
    assert_true(gp_header_same_moment(gp_slice("UDATE"), gp_slice("UTIME")));
    assert_true(gp_header_same_moment(gp_slice("CPUDT"), gp_slice("CPUTM")));
}

/* Who was assigned stands in the rows that assign; who did it, in all of them. */
static void the_one_of_all_rows_did_it(void **state)
{
    static struct table t;
    static char text[16384];
    struct gp_ingest_options o = {.strict = false};
    struct gp_columns c;
    struct gp_err err = {0};
    size_t n = 0;
    int i;

    (void)state;
    n += (size_t)snprintf(text, sizeof text,
                          "issue_number|event|created_at|actor|assignee\n");
    for (i = 0; i < 40; i++)
        n += (size_t)snprintf(
            text + n, sizeof text - n, "%d|%s|2024-01-%02d 10:00|%s|%s\n", i / 5,
            steps[i % 5], 1 + i % 28, people[i % 4], i % 5 == 1 ? people[i % 3] : "");
    split(&t, text);
    assert_int_equal(choose_from(&t, &o, &c, &err), GP_OK);
    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
}

/* The name of both is looked for first: that it is none is no error. */
static void a_pair_of_columns_leaves_no_error(void **state)
{
    OK("Ticket ID|Status|Date|Time\n", "T-%d|%s|2024-01-%02d|%s\n",
       .column[GP_ROLE_CASE] = "Ticket ID,Time");

    assert_string_equal(err.text, "");
    gp_columns_release(&c);
}

static void asked_for_is_not_done(void **state)
{
    (void)state;
    assert_true(gp_header_hints(gp_slice("Requested End Date")).no_step);
    assert_true(gp_header_hints(gp_slice("Requested delivery date")).no_step);
    assert_false(gp_header_hints(gp_slice("Date requested")).no_step);
    assert_false(gp_header_hints(gp_slice("Requested at")).no_step);
}

static void a_part_of_a_name_names_the_person(void **state)
{
    (void)state;
    assert_true(gp_header_score(gp_slice("Owner First Name"), GP_ROLE_RESOURCE) >= 0.7);
    assert_true(gp_header_score(gp_slice("Customer First Name"), GP_ROLE_RESOURCE) <
                0.5);
}

static void the_number_may_stand_in_front_of_its_noun(void **state)
{
    OK("N\xC2\xB0 dossier|\xC3\x89tape|Date et heure|Gestionnaire\n",
       "%d|%s|2024-01-%02d 10:00|%s\n", .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
    assert_true(gp_header_score(gp_slice("No. de commande"), GP_ROLE_CASE) >= 0.5);
    assert_true(gp_header_score(gp_slice("Nr sprawy"), GP_ROLE_CASE) >= 0.5);
    assert_true(gp_header_score(gp_slice(".order"), GP_ROLE_CASE) < 0.1);
}

/* A department, not services that are cases: words, few, without numbers. */
static void a_category_is_no_case(void **state)
{
    static struct table t;
    static char text[32768];
    struct gp_ingest_options o = {.strict = false};
    struct gp_columns c;
    struct gp_err err = {0};
    size_t n = (size_t)snprintf(text, sizeof text, "Reference|Step|Date|Service\n");
    int i;

    (void)state;
    for (i = 0; i < 300; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "R%d|%s|2024-01-%02d 10:00|%s\n", i / 5, steps[i % 5],
                              1 + i % 28, people[i % 3]);
    split(&t, text);
    if (choose_from(&t, &o, &c, &err) == GP_OK)
        assert_int_equal(c.column[GP_ROLE_CASE], 0);
    gp_columns_release(&c);
}

static void coming_and_going_are_start_and_end(void **state)
{
    static struct table t;
    static char text[16384];
    struct gp_ingest_options o = {.strict = false};
    struct gp_columns c;
    struct gp_err err = {0};
    size_t n = (size_t)snprintf(text, sizeof text,
                                "Lot ID|Operation|Move In Time|Move Out Time\n");
    int i;

    (void)state;
    for (i = 0; i < 40; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "L%d|%s|2024-01-%02d 10:00|2024-01-%02d 11:%02d\n", i / 5,
                              steps[i % 5], 1 + i % 5, 1 + i % 5, i);
    split(&t, text);
    assert_int_equal(choose_from(&t, &o, &c, &err), GP_OK);
    roles(&c, 0, 1, 3, 2, -1, -1);
    assert_int_equal(c.shape, GP_SHAPE_INTERVAL);
    gp_columns_release(&c);
    assert_true(gp_header_is_stay(gp_slice("intime"), gp_slice("outtime")));
    assert_false(gp_header_is_stay(gp_slice("Move In Time"), gp_slice("Log Out Time")));
}

static void who_it_was_is_no_step(void **state)
{
    OK("Application No|Event Type|Event Dt|Event User\n",
       "A%d|%s|2024-01-%02d 10:00|%s\n", .n_keep = 0);

    roles(&c, 0, 1, 2, -1, 3, -1);
    gp_columns_release(&c);
}

#define REFUSED(header, format, options, status)                                       \
    static struct table t;                                                             \
    static char text[16384];                                                           \
    struct gp_columns c;                                                               \
    struct gp_err err = {0};                                                           \
    struct gp_ingest_options o = {.strict = false, options};                           \
    (void)state;                                                                       \
    make(&t, text, sizeof text, header, format);                                       \
    assert_int_equal(choose_from(&t, &o, &c, &err), status);                           \
    gp_columns_release(&c)

static void an_unknown_column_names_the_nearest(void **state)
{
    REFUSED("Ticket ID|Status|Updated at|Agent\n", "T-%d|%s|2024-01-%02d|%s\n",
            .column[GP_ROLE_CASE] = "Tiket ID", GP_USAGE);

    assert_string_equal(err.text, "--case \"Tiket ID\": found no such column among 4; "
                                  "the nearest is \"Ticket ID\"");
}

static void a_history_has_one_column_of_new_values(void **state)
{
    REFUSED("Ticket|Field|Old Value|New Value|Date\n", "%d|status|x|%s|2024-01-%02d\n",
            .column[GP_ROLE_ACTIVITY] = "New Value,Field", GP_USAGE);

    assert_non_null(strstr(err.text, "--activity names two columns"));
}

static void a_duplicate_header_must_be_numbered(void **state)
{
    REFUSED("Ticket ID|Status|Date|status\n", "T-%d|%s|2024-01-%02d|%s\n",
            .column[GP_ROLE_ACTIVITY] = "STATUS", GP_USAGE);

    assert_non_null(strstr(err.text, "#2 and #4; choose one with --activity '#2'"));
}

static void two_activities_as_good_are_refused(void **state)
{
    REFUSED("Deal ID|Stage|Date|Status\n", "D-%d|%s|2024-01-%02d|%s\n", .n_keep = 0,
            GP_INPUT);

    assert_string_equal(err.text, "several columns could be the activity: \"Stage\" (4 "
                                  "values), \"Status\" (4 values); choose one with "
                                  "--activity \"Stage\"");
    assert_string_equal(err.file, "log.csv");
}

static void nested_ids_are_refused(void **state)
{
    REFUSED("Application ID|Offer ID|Activity|Date\n",
            "A%1$d|O%1$d-%4$s|%2$s|2024-01-%3$02d\n", .n_keep = 0, GP_INPUT);

    assert_non_null(strstr(err.text, "several columns could be the case id"));
    assert_non_null(strstr(err.text, "--case"));
}

static void an_expected_date_is_no_event_time(void **state)
{
    REFUSED("Case ID|Activity|Due date\n", "%d|%s|2024-01-%02d\n", .n_keep = 0,
            GP_INPUT);

    assert_non_null(strstr(err.text, "--time \"Due date\""));
}

static void one_row_a_case_is_a_wide_export(void **state)
{
    OK("Opportunity ID|Stage|Created|Closed\n",
       "O-%1$d-%2$s-%3$d|%4$s|2024-01-%3$02d|2024-02-%3$02d\n", .n_keep = 0);

    roles(&c, 0, -1, -1, -1, -1, -1);
    assert_int_equal(c.shape, GP_SHAPE_WIDE);
    assert_int_equal(c.wide.n, 2);
    gp_columns_release(&c);
}

static void field_and_value_are_a_history(void **state)
{
    OK("Ticket|Field|Old Value|New Value|Date\n", "%d|status|x|%s|2024-01-%02d\n",
       .n_keep = 0);

    roles(&c, 0, 3, 4, -1, -1, -1);
    assert_int_equal(c.shape, GP_SHAPE_HISTORY);
    assert_string_equal(gp_text_z(&c.history.process), "status");
    gp_columns_release(&c);
}

static void without_times_lines_need_grouped_cases(void **state)
{
    static struct table t;
    struct gp_ingest_options o = {0};
    struct gp_columns c;
    struct gp_err err = {0};

    (void)state;
    split(&t, "case id|activity\n1|a\n1|b\n1|c\n2|a\n2|c\n3|a\n3|b\n");
    assert_int_equal(choose_from(&t, &o, &c, &err), GP_OK);
    assert_int_equal(c.column[GP_ROLE_TIME], -1);
    gp_columns_release(&c);
    split(&t, "case id|activity\n1|a\n2|a\n1|b\n3|a\n2|c\n1|c\n3|b\n");
    assert_int_equal(choose_from(&t, &o, &c, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "--time none"));
    gp_columns_release(&c);
}

static void start_and_complete_rows_are_a_lifecycle(void **state)
{
    static struct table t;
    struct gp_ingest_options o = {0};
    struct gp_columns c;
    struct gp_err err = {0};

    (void)state;
    split(&t, "case|task|type|time\n1|a|START|2024-01-01\n1|a|END|2024-01-02\n"
              "1|b|START|2024-01-03\n1|b|END|2024-01-04\n2|a|START|2024-01-01\n"
              "2|a|END|2024-01-05\n");
    assert_int_equal(choose_from(&t, &o, &c, &err), GP_OK);
    assert_int_equal(c.shape, GP_SHAPE_LIFECYCLE);
    assert_int_equal(c.column[GP_ROLE_LIFECYCLE], 2);
    gp_columns_release(&c);
    o.column[GP_ROLE_LIFECYCLE] = "none";
    assert_int_equal(choose_from(&t, &o, &c, &err), GP_OK);
    assert_int_equal(c.shape, GP_SHAPE_EVENTS);
    gp_columns_release(&c);
}

static void starts_after_ends_are_refused(void **state)
{
    static struct table t;
    struct gp_ingest_options o = {0};
    struct gp_columns c;
    struct gp_err err = {0};

    (void)state;
    split(&t,
          "case|task|start|end\n1|a|2024-01-05|2024-01-01\n1|b|2024-01-06|2024-01-02\n"
          "2|a|2024-01-07|2024-01-03\n2|b|2024-01-08|2024-01-04\n");
    assert_int_equal(choose_from(&t, &o, &c, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "--start"));
    gp_columns_release(&c);
}

static void headers_fold_to_words(void **state)
{
    static const struct {
        const char *from, *to;
    } folds[] = {{"Case ID", "case id"},
                 {"caseId", "case id"},
                 {"CASE_ID", "case id"},
                 {" case:id ", "case id"},
                 {"Tätigkeit", "tatigkeit"},
                 {"ÉTAT", "etat"},
                 {"Łódź-Dział", "lodz dzial"},
                 {"SLAName", "sla name"},
                 {"案件 番号", "案件 番号"},
                 {"Mã Đơn hàng", "ma don hang"},
                 {"НОМЕР Заявки", "номер заявки"},
                 {"Ёлка", "елка"},
                 {"Începere ȘI", "incepere si"},
                 {"ΦΑΣΗ", "φαση"},
                 {"", ""}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof folds / sizeof *folds; i++) {
        char out[64];

        gp_fold_words(gp_slice(folds[i].from), out, sizeof out);
        assert_string_equal(out, folds[i].to);
    }
}

static void letters_fold_in_their_places(void **state)
{
    static const struct {
        const char *from, *to;
    } folds[] = {{"Pr\u00FCfung (2)", "prufung (2)"},
                 {"SLAName", "slaname"},
                 {"Cafe\u0301 x", "cafe x"},
                 {"\u00C9TAT-1 ", "etat-1 "},
                 {"\u0391\u03A9", "\u03B1\u03C9"},
                 {"\u0416\u0401", "\u0436\u0435"},
                 {"2 \u00D7 3", "2 \u00D7 3"},
                 {"a\xFF\x80z", "a\xFF\x80z"},
                 {"", ""}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof folds / sizeof *folds; i++) {
        struct gp_text out = {0};

        gp_fold_letters(gp_slice(folds[i].from), &out);
        assert_string_equal(gp_text_z(&out), folds[i].to);
        gp_text_release(&out);
    }
}

static void refused_allocations_are_told(void **state)
{
    static struct table t;
    static char text[16384];
    struct gp_ingest_options o = {0};
    uint64_t n;

    (void)state;
    make(&t, text, sizeof text, "Ticket ID|Status|Updated at|Agent\n",
         "T-%d|%s|2024-01-%02d 10:00|%s\n");
    for (n = 0;; n++) {
        struct gp_columns c;
        struct gp_err err = {0};
        enum gp_status st;
        bool refused;

        gp_mem_refuse(n, false);
        st = choose_from(&t, &o, &c, &err);
        refused = gp_mem_refuse_none();
        gp_columns_release(&c);
        if (!refused) {
            assert_int_equal(st, GP_OK);
            return;
        }
        assert_int_equal(st, GP_SYSTEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_headers_are_understood),
        cmocka_unit_test(german_headers_are_understood),
        cmocka_unit_test(japanese_headers_are_understood),
        cmocka_unit_test(a_date_of_the_case_is_no_event_time),
        cmocka_unit_test(start_and_end_make_an_interval),
        cmocka_unit_test(columns_that_say_the_same_are_no_rivals),
        cmocka_unit_test(an_option_wins_over_every_guess),
        cmocka_unit_test(none_takes_a_role_away),
        cmocka_unit_test(columns_can_be_numbered_and_cases_joined),
        cmocka_unit_test(two_columns_may_be_the_activity),
        cmocka_unit_test(a_finer_status_is_told),
        cmocka_unit_test(a_word_for_cases_and_steps_is_the_step_where_values_are_few),
        cmocka_unit_test(names_of_sap_are_understood),
        cmocka_unit_test(the_one_of_all_rows_did_it),
        cmocka_unit_test(a_pair_of_columns_leaves_no_error),
        cmocka_unit_test(asked_for_is_not_done),
        cmocka_unit_test(a_part_of_a_name_names_the_person),
        cmocka_unit_test(the_number_may_stand_in_front_of_its_noun),
        cmocka_unit_test(a_category_is_no_case),
        cmocka_unit_test(coming_and_going_are_start_and_end),
        cmocka_unit_test(who_it_was_is_no_step),
        cmocka_unit_test(a_history_has_one_column_of_new_values),
        cmocka_unit_test(an_unknown_column_names_the_nearest),
        cmocka_unit_test(a_duplicate_header_must_be_numbered),
        cmocka_unit_test(two_activities_as_good_are_refused),
        cmocka_unit_test(nested_ids_are_refused),
        cmocka_unit_test(an_expected_date_is_no_event_time),
        cmocka_unit_test(one_row_a_case_is_a_wide_export),
        cmocka_unit_test(field_and_value_are_a_history),
        cmocka_unit_test(without_times_lines_need_grouped_cases),
        cmocka_unit_test(start_and_complete_rows_are_a_lifecycle),
        cmocka_unit_test(starts_after_ends_are_refused),
        cmocka_unit_test(headers_fold_to_words),
        cmocka_unit_test(letters_fold_in_their_places),
        cmocka_unit_test(refused_allocations_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
