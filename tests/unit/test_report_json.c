/* report.json from a log small enough to compute by hand. */
#include "report/json.h"
#include "report/tables.h"
#include "tests/support/deals.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <string.h>

static void json_has(const struct deals *f, const char *part, bool there)
{
    struct gp_text json = {0};

    gp_report_json(&json, &f->facts, NULL);
    if ((strstr(gp_text_z(&json), part) != NULL) != there)
        fail_msg("\"%s\" in\n%s", part, gp_text_z(&json));
    gp_text_release(&json);
}

static void json_says_what_was_computed_by_hand(void **state)
{
    const struct deals *f = *state;

    json_has(f, "\"first\": \"1970-01-01T00:00:00.000Z\"", true);
    json_has(f, "\"includes_service\": true", true);
    json_has(f, "\"different\": {\"links\": 4, \"total\": 6600, \"share\": 0.060109}",
             true);
    json_has(f, "\"reasons\": {}", true);
    json_has(f, "\"examples\": [\"1\"]", true);
    json_has(f, "\"step\": 86400", true);
}

static void json_tells_no_folder_and_no_line(void **state)
{
    json_has(*state, "/home", false);
    json_has(*state, "\"line\"", false);
}

static void json_has_only_the_sections_asked_for(void **state)
{
    static const char *const sections[] = {"log", "waits", NULL};
    const struct deals *f = *state;
    struct gp_text json = {0};
    const char *z;

    gp_report_json(&json, &f->facts, sections);
    z = gp_text_z(&json);
    assert_non_null(strstr(z, "\"schema\": \"goatpath/1\""));
    assert_non_null(strstr(z, "\"cases\": 2"));
    assert_non_null(strstr(z, "\"total\": 109800"));
    assert_null(strstr(z, "directly_follows"));
    gp_text_release(&json);
}

/* 1,001 steps: all of them counted, 1,000 written. */
static void a_very_long_path_is_told_by_its_beginning(void **state)
{
    static const char *const sections[] = {"variants", NULL};
    struct gp_text json = {0};
    const char *at;
    struct story s;
    int i, n = 0;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 1001; i++)
        story_event(&s, "1", "A", i, "-", "-");
    story_end(&s, NULL);
    gp_report_json(&json, &s.facts, sections);
    assert_non_null(strstr(gp_text_z(&json), "\"steps\": 1001,"));
    for (at = gp_text_z(&json); (at = strstr(at, "\"A\"")) != NULL; at++)
        n++;
    assert_int_equal(n, 1000);
    gp_text_release(&json);
    story_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_says_what_was_computed_by_hand),
        cmocka_unit_test(json_tells_no_folder_and_no_line),
        cmocka_unit_test(json_has_only_the_sections_asked_for),
        cmocka_unit_test(a_very_long_path_is_told_by_its_beginning),
    };

    return cmocka_run_group_tests(tests, deals_set_up, deals_tear_down);
}
