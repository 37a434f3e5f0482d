/* A document may speak of what is no step of it. */
#include "model/mention.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

static uint64_t mentioned(const char *text, const char *name)
{
    struct gp_process *p = reading_of("manual", text);
    uint32_t e = gp_process_mention(p, gp_slice(name));
    uint64_t line = e != GP_NO_ID ? p->elements[e].line : 0;

    gp_process_free(p);
    return line;
}

static void whole_words_of_an_explanation_are_found_with_their_line(void **state)
{
    static const char text[] =
        "1. Ask\n   - set the ticket to On Hold first\n2. Close\n";

    (void)state;
    assert_int_equal(mentioned(text, "On Hold"), 2);
    assert_int_equal(mentioned(text, "On Hol"), 0);
    assert_int_equal(mentioned(text, "Hold"), 2);
}

static void steps_and_words_in_small_letters_are_no_mentions(void **state)
{
    (void)state;
    assert_int_equal(mentioned("1. Ask\n   - when closed, smile\n2. Close\n", "Close"),
                     0);
    assert_int_equal(mentioned("1. Ask\n   - when closed, smile\n", "closed"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_words_of_an_explanation_are_found_with_their_line),
        cmocka_unit_test(steps_and_words_in_small_letters_are_no_mentions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
