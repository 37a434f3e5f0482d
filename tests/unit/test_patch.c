/* test_patch.c - a patch turns the text into what was meant, by a plain reading of the
 * unified format; line ends and a missing last one are kept. */
#include "report/propose/patch.h"
#include "tests/support/test.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t next_line(const char *s)
{
    const char *end = strchr(s, '\n');

    return end != NULL ? (size_t)(end - s) + 1 : strlen(s);
}

/* Applies a patch the plain way: hunk by hunk, each old line compared. */
static void apply(const char *text, const char *patch, char *out)
{
    size_t line = 1, from, n;
    char sign;

    *out = '\0';
    patch += next_line(patch);
    patch += next_line(patch);
    while (*patch != '\0') {
        assert_int_equal(sscanf(patch, "@@ -%zu,", &from), 1);
        for (; line < from; line++, text += n) {
            n = next_line(text);
            strncat(out, text, n);
        }
        for (patch += next_line(patch); *patch != '\0' && *patch != '@';) {
            sign = *patch++;
            n = next_line(patch);
            if (sign == '\\') {
                patch += n;
                continue;
            }
            if (strncmp(patch + n, "\\ No newline", 12) == 0)
                n--;
            if (sign != '+') {
                assert_memory_equal(text, patch, n);
                text += n;
                line++;
            }
            if (sign != '-')
                strncat(out, patch, n);
            patch += n + (patch[n] == '\n' && n > 0 && patch[n - 1] != '\n');
        }
    }
    strcat(out, text);
}

static void works(const char *text, size_t replaced, size_t behind,
                  const char *expected)
{
    struct gp_patch p;
    struct gp_text changed = {0}, written = {0};
    char *result = calloc(1, 4096);

    assert_non_null(result);
    gp_patch_begin(&p, gp_slice(text));
    if (replaced != 0) {
        p.line[replaced - 1].replaced = true;
        gp_text_add(&p.line[replaced - 1].new, "NEW");
    }
    if (behind != 0)
        gp_text_add(&p.line[behind - 1].behind, "x\ny\n");
    gp_patch_apply(&p, &changed);
    gp_patch_write(&p, gp_slice("m.md"), &written);
    assert_string_equal(gp_text_z(&changed), expected);
    apply(text, gp_text_z(&written), result);
    assert_string_equal(result, expected);
    gp_text_release(&changed);
    gp_text_release(&written);
    gp_patch_release(&p);
    free(result);
}

static void lines_are_replaced_and_put_in(void **state)
{
    (void)state;
    works("a\nb\nc\n", 2, 0, "a\nNEW\nc\n");
    works("a\nb\nc\n", 0, 1, "a\nx\ny\nb\nc\n");
    works("a\nb\nc\n", 3, 3, "a\nb\nNEW\nx\ny\n");
}

static void line_ends_are_those_of_the_text(void **state)
{
    (void)state;
    works("a\r\nb\r\n", 1, 2, "NEW\r\nb\r\nx\r\ny\r\n");
}

static void a_missing_last_line_end_stays_missing(void **state)
{
    (void)state;
    works("a\nb", 1, 0, "NEW\nb");
    works("a\nb", 2, 0, "a\nNEW");
    works("a\nb", 0, 2, "a\nb\nx\ny\n");
}

static void far_changes_are_hunks_of_their_own(void **state)
{
    const char *text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n";
    struct gp_patch p;
    struct gp_text written = {0};

    (void)state;
    gp_patch_begin(&p, gp_slice(text));
    p.line[0].replaced = true;
    gp_text_add(&p.line[0].new, "one");
    gp_text_add(&p.line[12].behind, "14\n");
    gp_patch_write(&p, gp_slice("a b.md"), &written);
    assert_string_equal(written.at, "--- a b.md\t\n+++ a b.md\t\n"
                                    "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n"
                                    "@@ -10,4 +10,5 @@\n 10\n 11\n 12\n 13\n+14\n");
    gp_text_release(&written);
    gp_patch_release(&p);
    works(text, 3, 9, "1\n2\nNEW\n4\n5\n6\n7\n8\n9\nx\ny\n10\n11\n12\n13\n");
}

static void nothing_changed_is_no_patch(void **state)
{
    struct gp_patch p;
    struct gp_text written = {0};

    (void)state;
    gp_patch_begin(&p, gp_slice("a\n"));
    gp_patch_write(&p, gp_slice("m.md"), &written);
    assert_int_equal(written.len, 0);
    gp_patch_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_replaced_and_put_in),
        cmocka_unit_test(line_ends_are_those_of_the_text),
        cmocka_unit_test(a_missing_last_line_end_stays_missing),
        cmocka_unit_test(far_changes_are_hunks_of_their_own),
        cmocka_unit_test(nothing_changed_is_no_patch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
