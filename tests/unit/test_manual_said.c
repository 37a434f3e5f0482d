/* What explanations of steps say about limits and ways, and manuals in other languages
 * than English. */
#include "model/read.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

static struct gp_process *manual(const char *text)
{
    return reading_of("manual", text);
}

static void runs(const char *text, size_t longest, const char *expected)
{
    reading_runs("manual", text, longest, expected);
}

/* The limit of the manual's second step. */
static void limited(const char *text, int64_t span_us, enum gp_clock clock)
{
    struct gp_process *p = manual(text);

    assert_int_equal(p->n_limits, 1);
    assert_int_equal(p->limits[0].span_us, span_us);
    assert_int_equal(p->limits[0].clock, clock);
    gp_process_free(p);
}

/* No limit, and a note that says so. */
static void unlimited(const char *text, const char *words)
{
    struct gp_process *p = manual(text);
    size_t i, told = 0;

    assert_int_equal(p->n_limits, 0);
    for (i = 0; i < p->n_notes; i++)
        told += p->notes[i].kind == GP_NOTE_SUSPICIOUS &&
                strstr(p->notes[i].text.at, words) != NULL;
    assert_int_equal(told, 1);
    gp_process_free(p);
}

static void a_way_in_an_explanation_may_be_taken(void **state)
{
    (void)state;
    runs("1. Ask\n2. Bid. If refused, go back to step 1.\n3. Close\n", 5,
         "Ask Bid Ask Bid Close\nAsk Bid Close\n");
    runs("1. Ask\n2. Bid\n3. Close\n   - If late: return to 2\n   - Call back\n", 5,
         "Ask Bid Close\nAsk Bid Close Bid Close\n");
}

static void a_way_that_is_denied_or_leads_nowhere_is_told(void **state)
{
    struct gp_process *p = manual("1. Ask\n2. Bid. Do not go back to step 1.\n"
                                  "3. Close. Never return to step 9.\n");

    (void)state;
    process_runs(p, 6, "Ask Bid Close\n");
    assert_int_equal(p->n_notes, 2);
    assert_int_equal(p->notes[0].kind, GP_NOTE_SUSPICIOUS);
    assert_int_equal(p->notes[0].line, 2);
    assert_int_equal(p->notes[1].line, 3);
    gp_process_free(p);
}

static void a_limit_in_an_explanation_is_the_step_s(void **state)
{
    struct gp_process *p;

    (void)state;
    limited("1. Ask\n2. Bid. Must be sent within 5 working days.\n", 5 * GP_DAY_US,
            GP_CLOCK_BUSINESS_DAYS);
    limited("1. Ask\n2. Bid. Within 3 hours the desk sends it.\n", 3 * GP_HOUR_US,
            GP_CLOCK_WALL);
    limited("1. Ask\n2. Bid\n   - to be sent no later than 2 days after ask\n",
            2 * GP_DAY_US, GP_CLOCK_WALL);
    p = manual("1. Ask\n2. Bid\n3. Win. Target: within 2 days of Ask.\n");
    assert_int_equal(p->limits[0].kind, GP_LIMIT_AFTER);
    gp_process_free(p);
}

static void a_limit_that_holds_sometimes_only_is_told(void **state)
{
    (void)state;
    unlimited("1. Ask\n2. Bid. If late, call within 2 days.\n",
              "not read as its limit");
    unlimited("1. Ask\n2. Bid. 90 % go out within 2 days.\n", "not read as its limit");
    unlimited("1. Ask\n2. Bid. Sent within 2 days after the first call.\n",
              "not read as its limit");
}

static void limits_are_read_in_german_french_and_spanish(void **state)
{
    (void)state;
    limited("1. Neu\n2. Gelöst (Service Desk): innerhalb von 2 Arbeitstagen\n",
            2 * GP_DAY_US, GP_CLOCK_BUSINESS_DAYS);
    limited("1. Neu\n2. Zugewiesen: Es wird binnen 4 Arbeitsstunden zugewiesen.\n"
            "   - Spätestens nach 4 Arbeitsstunden.\n",
            4 * GP_HOUR_US, GP_CLOCK_BUSINESS_TIME);
    limited("1. Nouveau\n2. Assigné (N1) : dans un délai de 4 heures ouvrées.\n",
            4 * GP_HOUR_US, GP_CLOCK_BUSINESS_TIME);
    limited("1. Nouveau\n2. Résolu (N1) sous 2 jours ouvrés\n", 2 * GP_DAY_US,
            GP_CLOCK_BUSINESS_DAYS);
    limited("1. Nuevo\n2. Asignado. Plazo: 4 horas laborables.\n", 4 * GP_HOUR_US,
            GP_CLOCK_BUSINESS_TIME);
    limited("1. Nuevo\n2. Resuelto (Mesa) en un plazo de 2 días hábiles\n",
            2 * GP_DAY_US, GP_CLOCK_BUSINESS_DAYS);
}

static void ways_are_read_in_german_french_and_spanish(void **state)
{
    static const char *const both = "Ask Bid Ask Bid Close\nAsk Bid Close\n";

    (void)state;
    runs("1. Ask\n2. Bid\n3. Falls nicht in Ordnung, zurück zu Schritt 1.\n4. Close\n",
         5, both);
    runs("1. Ask\n2. Bid\n3. Ist der Kunde unzufrieden, danach weiter mit Schritt 1\n"
         "4. Close\n",
         5, both);
    runs("1. Ask\n2. Bid. Si refusé, retour à l'étape 1.\n3. Close\n", 5, both);
    runs("Paso 1: Ask\nPaso 2: Bid. Si no, volver al paso 1.\nPaso 3: Close\n", 5,
         both);
    runs("Étape 1 : Ask\nÉtape 2 : Bid\nÉtape 3 : Close\n", 5, "Ask Bid Close\n");
    runs("1. Ask\n2. Bid\n3. If all is well, continue with step 4.\n4. Close\n", 5,
         "Ask Bid Close\n");
}

static void a_step_named_in_a_condition_is_done_before_going_back(void **state)
{
    static const char *const both = "A B\nA Hold A B\n";

    (void)state;
    runs("1. A\n2. If papers are missing, set to \"Hold\", then back to 1\n3. B\n", 4,
         both);
    runs("1. A\n   - Fehlt etwas, auf \"Hold\" setzen und zurück zu 1\n2. B\n", 4,
         both);
    runs("1. A\n   - Si besoin d'infos, passer « Hold » puis revenir à l'étape 1.\n"
         "2. B\n",
         4, both);
    runs("1. A\n2. Si falta algo, Hold; volver al paso 1.\n3. B\n", 3, "A A B\nA B\n");
    runs("1. A\n2. If they say \"no\", back to 1\n3. B\n", 3, "A A B\nA B\n");
}

static void steps_that_may_be_left_out_are_read_as_people_say_it(void **state)
{
    static const char *const both = "A B C\nA C\n";
    struct gp_process *p;

    (void)state;
    runs("1. A\n2. B (optional for renewals)\n3. C\n", 3, both);
    runs("1. A\n2. If needed, B\n3. C\n", 3, both);
    runs("1. A\n2. Bei Bedarf B\n3. C\n", 3, both);
    runs("1. A\n2. Facultatif : B\n3. C\n", 3, both);
    p = manual("1. A\n2. B (optional for renewals)\n");
    assert_int_equal(p->owners.n, 0);
    gp_process_free(p);
}

static void an_owner_may_stand_before_a_colon(void **state)
{
    struct gp_process *p = manual("1. New (Desk): the desk logs it\n2. Closed\n");

    (void)state;
    assert_true(gp_slice_is(p->elements[0].name, "New"));
    assert_true(gp_slice_is(p->elements[0].owner_path, "Desk"));
    gp_process_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_way_in_an_explanation_may_be_taken),
        cmocka_unit_test(a_way_that_is_denied_or_leads_nowhere_is_told),
        cmocka_unit_test(a_limit_in_an_explanation_is_the_step_s),
        cmocka_unit_test(a_limit_that_holds_sometimes_only_is_told),
        cmocka_unit_test(limits_are_read_in_german_french_and_spanish),
        cmocka_unit_test(ways_are_read_in_german_french_and_spanish),
        cmocka_unit_test(a_step_named_in_a_condition_is_done_before_going_back),
        cmocka_unit_test(steps_that_may_be_left_out_are_read_as_people_say_it),
        cmocka_unit_test(an_owner_may_stand_before_a_colon),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
