/* cell_format.c - see cell_format.h. */
#include "ingest/workbook/cell_format.h"
#include "base/instant.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates in East Asian locales. */
static enum gp_cell_form built_in(unsigned id)
{
    if (id == 22)
        return GP_SHOWS_BOTH;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 54) || id == 57 || id == 58)
        return GP_SHOWS_DATE;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 ||
        id == 55 || id == 56)
        return GP_SHOWS_TIME;
    return GP_SHOWS_NUMBER;
}

/* Letters that stand for themselves are passed over: "..." \x _x *x [...]. */
static size_t skip(struct gp_slice code, size_t i, bool *elapsed)
{
    char c = code.at[i];

    if (c == '\\' || c == '_' || c == '*')
        return i + 2;
    if (c == '"') {
        for (i++; i < code.len && code.at[i] != '"'; i++)
            continue;
    } else if (c == '[') {
        if (i + 1 < code.len && strchr("hHmMsS", code.at[i + 1]) != NULL)
            *elapsed = true;
        for (; i < code.len && code.at[i] != ']'; i++)
            continue;
    }
    return i + 1;
}

enum gp_cell_form gp_cell_form(unsigned id, struct gp_slice code)
{
    bool day = false, time = false, month = false, elapsed = false;
    size_t i = 0;

    if (code.len == 0)
        return built_in(id);
    if (gp_slice_is_nocase(code, "General"))
        return GP_SHOWS_NUMBER;
    while (i < code.len && code.at[i] != ';') {
        char c = code.at[i];

        day |= c == 'y' || c == 'Y' || c == 'd' || c == 'D';
        time |= c == 'h' || c == 'H' || c == 's' || c == 'S';
        month |= c == 'm' || c == 'M';
        i = strchr("\\_*\"[", c) != NULL ? skip(code, i, &elapsed) : i + 1;
    }
    if (elapsed)
        return GP_SHOWS_NUMBER;
    if (month && !time)
        day = true;
    return day && time ? GP_SHOWS_BOTH
           : day       ? GP_SHOWS_DATE
           : time      ? GP_SHOWS_TIME
                       : GP_SHOWS_NUMBER;
}

static void time_of_day(struct gp_text *out, unsigned ms)
{
    gp_text_addf(out, "%02u:%02u:%02u", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60);
    if (ms % 1000 != 0)
        gp_text_addf(out, ".%03u", ms % 1000);
}

static void serial(struct gp_text *out, double x, enum gp_cell_form form,
                   bool since_1904)
{
    enum { DAY_MS = 24 * 3600 * 1000 };
    double whole = floor(x), ms = floor((x - whole) * DAY_MS + 0.5);
    int64_t day = (int64_t)whole, days;
    int year;
    unsigned month, of_month;

    if (ms >= DAY_MS) {
        ms = 0;
        day++;
    }
    days = since_1904 ? gp_days_from_civil(1904, 1, 1) + day
                      : gp_days_from_civil(1899, 12, 30) + day + (day < 60);
    if (form != GP_SHOWS_TIME || day != 0) {
        gp_civil_from_days(days, &year, &month, &of_month);
        gp_text_addf(out, "%04d-%02u-%02u", year, month, of_month);
        if (form == GP_SHOWS_DATE && ms == 0)
            return;
        gp_text_add_char(out, 'T');
    }
    time_of_day(out, (unsigned)ms);
}

void gp_cell_number(struct gp_text *out, struct gp_slice number, enum gp_cell_form form,
                    bool since_1904)
{
    char text[64], *end;
    double x;

    if (number.len == 0 || number.len >= sizeof text) {
        gp_text_add_slice(out, number);
        return;
    }
    memcpy(text, number.at, number.len);
    text[number.len] = '\0';
    x = strtod(text, &end);
    if (*end != '\0' || !isfinite(x)) {
        gp_text_add_slice(out, number);
    } else if (form != GP_SHOWS_NUMBER && x >= 0 && x < 2958466) { /* to 9999-12-31 */
        serial(out, x, form, since_1904);
    } else if (number.len > 15 || strpbrk(text, "eE") != NULL) {
        (void)snprintf(text, sizeof text, fabs(x) < 1e15 ? "%.15g" : "%.0f", x);
        gp_text_add(out, text);
    } else {
        gp_text_add_slice(out, number);
    }
}
