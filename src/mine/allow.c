/* allow.c - see allow.h. */
#include "mine/allow.h"

#include <string.h>

enum { FIELDS = 4 };

/* ---- lines and fields -------------------------------------------------------------- */

static struct gp_slice next_line(struct gp_slice *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    size_t len = end != NULL ? (size_t)(end - rest->at) : rest->len;
    struct gp_slice line = gp_slice_n(rest->at, len);

    len += end != NULL;
    *rest = gp_slice_n(rest->at + len, rest->len - len);
    return gp_slice_trim(line);
}

/* One field; quotation marks of CSV are taken off, doubled ones become one. *at moves
 * behind the separator. False: memory is short. */
static bool take_field(struct gp_allowances *a, struct gp_slice line, size_t *at,
                       char separator, struct gp_slice *field)
{
    struct gp_text t = {0};
    bool quoted = false;
    struct gp_slice s;
    char *copy;

    for (; *at < line.len && (quoted || line.at[*at] != separator); (*at)++) {
        char c = line.at[*at];

        if (separator == ',' && c == '"') {
            if (quoted && *at + 1 < line.len && line.at[*at + 1] == '"')
                gp_text_add_char(&t, line.at[++*at]);
            else
                quoted = !quoted;
        } else {
            gp_text_add_char(&t, c);
        }
    }
    ++*at;
    s = gp_slice_trim(gp_text_slice(&t));
    copy = gp_text_ok(&t) ? gp_arena_copy(&a->texts, s.at, s.len) : NULL;
    *field = gp_slice_n(copy, s.len);
    gp_text_release(&t);
    return copy != NULL;
}

static bool digits(const char *at, size_t n, unsigned *value)
{
    size_t i;

    *value = 0;
    for (i = 0; i < n; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *value = *value * 10 + (unsigned)(at[i] - '0');
    }
    return true;
}

/* "2024-06-30" is over when the 1st of July begins. */
static bool parse_until(struct gp_slice s, int64_t *ends)
{
    unsigned year, month, day;

    if (gp_slice_is_nocase(s, "never")) {
        *ends = INT64_MAX;
        return true;
    }
    if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-' || !digits(s.at, 4, &year) ||
        !digits(s.at + 5, 2, &month) || !digits(s.at + 8, 2, &day) || month < 1 ||
        month > 12 || day < 1 || day > gp_days_in_month((int)year, month))
        return false;
    *ends = (gp_days_from_civil((int)year, month, day) + 1) * GP_DAY_US;
    return true;
}

static enum gp_status take_line(struct gp_allowances *a, const char *file,
                                uint64_t number, struct gp_slice line,
                                struct gp_err *err)
{
    char separator = memchr(line.at, ';', line.len) != NULL ? ';' : ',';
    struct gp_allowance one = {.line = number};
    struct gp_slice field[FIELDS] = {{NULL, 0}};
    size_t at = 0, n;

    for (n = 0; at <= line.len && n < FIELDS; n++)
        if (!take_field(a, line, &at, separator, &field[n]))
            return gp_fail_memory(err);
    if (n == FIELDS && a->n == 0 && gp_slice_is_nocase(field[0], "gap"))
        return GP_OK;
    if (n < FIELDS || at <= line.len || field[0].len == 0 || field[1].len == 0 ||
        field[2].len == 0)
        return gp_fail_at(err, GP_USAGE, file, number,
                          "expected four fields: gap; reason; owner; until");
    one.pattern = field[0];
    one.reason = field[1];
    one.owner = field[2];
    one.until = field[3];
    if (!parse_until(one.until, &one.ends))
        return gp_fail_at(err, GP_USAGE, file, number,
                          "found \"%.*s\", expected the last day such as 2024-06-30, "
                          "or never",
                          (int)one.until.len, one.until.at);
    if (!gp_reserve(&a->at, &a->cap, a->n + 1))
        return gp_fail_memory(err);
    a->at[a->n++] = one;
    return GP_OK;
}

enum gp_status gp_allow_parse(struct gp_allowances *a, const char *file,
                              struct gp_slice bytes, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    uint64_t number = 0;

    memset(a, 0, sizeof *a);
    if (gp_slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = gp_slice_n(bytes.at + 3, bytes.len - 3);
    while (st == GP_OK && bytes.len != 0) {
        struct gp_slice line = next_line(&bytes);

        number++;
        if (line.len != 0 && line.at[0] != '#')
            st = take_line(a, file, number, line, err);
    }
    return st;
}

void gp_allow_release(struct gp_allowances *a)
{
    gp_free(a->at);
    gp_arena_release(&a->texts);
    memset(a, 0, sizeof *a);
}

/* ---- patterns ---------------------------------------------------------------------- */

/* After a mismatch the last * takes one byte more. */
bool gp_allow_matches(struct gp_slice pattern, struct gp_slice text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, from = 0;

    while (t < text.len) {
        if (p < pattern.len && pattern.at[p] == '*') {
            star = p++;
            from = t;
        } else if (p < pattern.len && pattern.at[p] == text.at[t]) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.at[p] == '*')
        p++;
    return p == pattern.len;
}
