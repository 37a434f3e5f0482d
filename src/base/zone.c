/* zone.c - see zone.h.
 *
 *   Europe/Berlin, 2024-03-31: clocks jump from 02:00 (+1) to 03:00 (+2)
 *     local 01:59 -> 00:59 Z   once
 *     local 02:30 -> 01:30 Z   gap: 02:30 at +1 is 03:30 at +2
 *     local 03:00 -> 01:00 Z   once
 *
 * A zone is a sorted list of instants from which an offset holds. The rule at the end
 * of a TZif file ("CET-1CEST,M3.5.0,M10.5.0/3") is written out as such instants up to
 * the year 2200, so that look-up knows one mechanism only. A local time L is tried with
 * every offset in force within a day and a half around it: offsets that hold at the
 * instant they lead to are its readings; none is a gap, two are an overlap.
 */
#include "base/zone.h"

#include "base/instant.h"
#include "base/mem.h"
#include "base/zone_rule.h"

#include <stdio.h>
#include <string.h>

struct gp_zone {
    char name[64];
    int32_t before;  /* offset before the first change, s */
    int64_t *at;     /* [n] s UTC, ascending */
    int32_t *offset; /* [n] s, from at[i] on */
    size_t n, cap, cap_offset;
    bool no_memory; /* while it was made */
    /* Local microseconds in [from, to) have this one offset. */
    int64_t from, to, offset_us;
};

void gp_zone_free(struct gp_zone *z)
{
    if (z == NULL)
        return;
    gp_free(z->at);
    gp_free(z->offset);
    gp_free(z);
}

const char *gp_zone_name(const struct gp_zone *z)
{
    return z->name;
}

/* ---- look-up ---- */

/* Number of changes at or before t: the offset in force is that of change k - 1. */
static size_t changes_until(const struct gp_zone *z, int64_t t)
{
    size_t low = 0, high = z->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (z->at[middle] <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int32_t offset_after(const struct gp_zone *z, size_t k)
{
    return k == 0 ? z->before : z->offset[k - 1];
}

int64_t gp_zone_to_local(const struct gp_zone *z, int64_t utc_us)
{
    int64_t seconds =
        utc_us / GP_SECOND_US - (utc_us % GP_SECOND_US < 0); /* rounded down */

    return utc_us + offset_after(z, changes_until(z, seconds)) * GP_SECOND_US;
}

static const int64_t FOREVER = INT64_C(9000000000000); /* s; about 285,000 years */

/* Widest stretch of local time around change count k that no neighbour overlaps. */
static void remember(struct gp_zone *z, size_t k)
{
    int64_t here = offset_after(z, k);
    int64_t from = -FOREVER, to = FOREVER;

    if (k > 0) {
        int64_t prev = offset_after(z, k - 1);

        from = z->at[k - 1] + (prev > here ? prev : here);
    }
    if (k < z->n) {
        int64_t next = offset_after(z, k + 1);

        to = z->at[k] + (next < here ? next : here);
    }
    z->from = (from > -FOREVER ? from : -FOREVER) * GP_SECOND_US;
    z->to = (to < FOREVER ? to : FOREVER) * GP_SECOND_US;
    z->offset_us = here * GP_SECOND_US;
}

static int64_t floor_seconds(int64_t us)
{
    return us / GP_SECOND_US - (us % GP_SECOND_US < 0);
}

int64_t gp_zone_to_utc(struct gp_zone *z, int64_t local_us, enum gp_local *how)
{
    const int64_t around = 36 * 3600;
    int64_t local;
    size_t k, last, first, hits = 0, hit = 0;

    *how = GP_LOCAL_ONCE;
    if (local_us >= z->from && local_us < z->to)
        return local_us - z->offset_us;
    local = floor_seconds(local_us);
    first = changes_until(z, local - around);
    last = changes_until(z, local + around);
    for (k = last + 1; k-- > first;) {
        int64_t utc = local - offset_after(z, k);

        if (changes_until(z, utc) == k) {
            hit = k; /* counted down: ends with the earliest */
            hits++;
        }
    }
    if (hits == 1)
        remember(z, hit);
    else
        *how = hits == 0 ? GP_LOCAL_GAP : GP_LOCAL_OVERLAP;
    if (hits == 0) /* the last offset whose stretch ends before this local time */
        for (hit = first, k = first; k < last; k++)
            if (z->at[k] + offset_after(z, k) <= local)
                hit = k;
    return local_us - (int64_t)offset_after(z, hit) * GP_SECOND_US;
}

/* ---- fixed offsets ---- */

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : -1;
}

/* +h, +hh, +hhmm, +hh:mm */
static bool fixed_offset(const char *s, int32_t *seconds)
{
    int sign = *s == '-' ? -1 : 1;
    int hours, minutes = 0;

    if ((*s != '+' && *s != '-') || digit(s[1]) < 0)
        return false;
    hours = digit(*++s);
    if (digit(*++s) >= 0)
        hours = hours * 10 + digit(*s++);
    if (*s == ':')
        s++;
    if (digit(s[0]) >= 0 && digit(s[0]) < 6 && digit(s[1]) >= 0) {
        minutes = digit(s[0]) * 10 + digit(s[1]);
        s += 2;
    }
    *seconds = sign * (hours * 3600 + minutes * 60);
    return *s == '\0' && s[-1] != ':' && hours <= 18;
}

static bool is_utc(const char *s)
{
    return *s == '\0' || strcmp(s, "UTC") == 0 || strcmp(s, "utc") == 0 ||
           strcmp(s, "Z") == 0 || strcmp(s, "GMT") == 0;
}

static struct gp_zone *new_zone(const char *name)
{
    struct gp_zone *z = gp_array_zero(1, sizeof *z);

    if (z != NULL)
        (void)snprintf(z->name, sizeof z->name, "%s", name);
    return z;
}

/* ---- TZif ---- */

static bool add_change(struct gp_zone *z, int64_t at, int32_t offset)
{
    if (!gp_reserve(&z->at, &z->cap, z->n + 1) ||
        !gp_reserve(&z->offset, &z->cap_offset, z->n + 1)) {
        z->no_memory = true;
        return false;
    }
    z->at[z->n] = at;
    z->offset[z->n++] = offset;
    return true;
}

static int64_t big_endian(const unsigned char *p, unsigned bytes)
{
    uint64_t v = 0;
    unsigned i;

    for (i = 0; i < bytes; i++)
        v = v << 8 | p[i];
    return bytes == 4 ? (int32_t)(uint32_t)v : (int64_t)v;
}

/* Counts of a TZif header, and the length of the data block that follows it. */
struct tz_counts {
    uint64_t isut, isstd, leap, time, type, chars, block;
};

static bool read_header(const unsigned char *p, uint64_t left, unsigned wide,
                        struct tz_counts *c)
{
    if (left < 44 || memcmp(p, "TZif", 4) != 0)
        return false;
    c->isut = (uint32_t)big_endian(p + 20, 4);
    c->isstd = (uint32_t)big_endian(p + 24, 4);
    c->leap = (uint32_t)big_endian(p + 28, 4);
    c->time = (uint32_t)big_endian(p + 32, 4);
    c->type = (uint32_t)big_endian(p + 36, 4);
    c->chars = (uint32_t)big_endian(p + 40, 4);
    c->block = c->time * (wide + 1) + c->type * 6 + c->chars + c->leap * (wide + 4) +
               c->isstd + c->isut;
    return c->type > 0 && c->type <= 256 && c->block <= left - 44;
}

static bool read_block(struct gp_zone *z, const unsigned char *p, unsigned wide,
                       const struct tz_counts *c)
{
    const unsigned char *index = p + c->time * wide;
    const unsigned char *types = index + c->time;
    uint64_t i;

    z->before = (int32_t)big_endian(types, 4);
    for (i = 0; i < c->time; i++) {
        int64_t at = big_endian(p + i * wide, wide);

        if (index[i] >= c->type || at > INT64_MAX / 2 || at < INT64_MIN / 2 ||
            (z->n > 0 && at <= z->at[z->n - 1]))
            return false;
        if (!add_change(z, at, (int32_t)big_endian(types + 6 * index[i], 4)))
            return false;
    }
    return true;
}

/* Writes the rule out as changes after the last one of the table. */
static bool apply_rule(struct gp_zone *z, const char *text)
{
    struct gp_zone_rule rule;
    int year = 1970;
    unsigned month, day;

    if (!gp_zone_rule_parse(&rule, text))
        return false;
    if (!rule.has_summer) {
        if (z->n == 0)
            z->before = rule.winter;
        return true;
    }
    if (z->n > 0) {
        int64_t last = z->at[z->n - 1];

        gp_civil_from_days(last / 86400 - (last % 86400 < 0), &year, &month, &day);
    }
    if (year <
        1900) /* earlier times are not read: a damaged table must not cost more */
        year = 1900;
    for (; year <= 2200; year++) {
        struct gp_zone_change two[2];
        size_t i;

        gp_zone_rule_year(&rule, year, two);
        for (i = 0; i < 2; i++)
            if ((z->n == 0 || two[i].at > z->at[z->n - 1]) &&
                two[i].offset != offset_after(z, z->n) &&
                !add_change(z, two[i].at, two[i].offset))
                return false;
    }
    return true;
}

static bool read_tzif(struct gp_zone *z, const unsigned char *p, uint64_t n)
{
    struct tz_counts c;
    char rule[128] = "";
    const unsigned char *end;

    if (!read_header(p, n, 4, &c))
        return false;
    if (p[4] < '2')
        return read_block(z, p + 44, 4, &c);
    p += 44 + c.block;
    n -= 44 + c.block;
    if (!read_header(p, n, 8, &c) || !read_block(z, p + 44, 8, &c))
        return false;
    p += 44 + c.block;
    n -= 44 + c.block;
    end = n > 1 && *p == '\n' ? memchr(p + 1, '\n', n - 1) : NULL;
    if (end == NULL || end - p > 100)
        return false;
    memcpy(rule, p + 1, (size_t)(end - p) - 1);
    return rule[0] == '\0' || apply_rule(z, rule);
}

enum gp_status gp_zone_from_tzif(const char *name, const void *bytes, uint64_t n,
                                 struct gp_zone **out, struct gp_err *err)
{
    struct gp_zone *z = new_zone(name);

    *out = NULL;
    if (z == NULL)
        return gp_fail_memory(err);
    if (!read_tzif(z, bytes, n)) {
        bool no_memory = z->no_memory;

        gp_zone_free(z);
        if (no_memory)
            return gp_fail_memory(err);
        return gp_fail(err, GP_INPUT, "the tz database file of zone %s is damaged",
                       name);
    }
    *out = z;
    return GP_OK;
}

/* ---- opening ---- */

static bool name_is_safe(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789_+-/";

    return name[0] != '/' && strlen(name) < 60 && name[strspn(name, allowed)] == '\0';
}

static FILE *open_database(const char *name)
{
    static const char *const folder[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                         "/usr/share/lib/zoneinfo"};
    size_t i;

    for (i = 0; i < sizeof folder / sizeof *folder; i++) {
        char path[128];
        FILE *f;

        (void)snprintf(path, sizeof path, "%s/%s", folder[i], name);
        f = fopen(path, "rb");
        if (f != NULL)
            return f;
    }
    return NULL;
}

static enum gp_status open_named(const char *name, struct gp_zone **out,
                                 struct gp_err *err)
{
    enum { ROOM = 256 * 1024 };
    FILE *f = name_is_safe(name) ? open_database(name) : NULL;
    unsigned char *bytes = NULL;
    size_t n = 0;
    enum gp_status st;

    if (f != NULL) {
        bytes = gp_array(ROOM, 1);
        if (bytes == NULL) {
            (void)fclose(f);
            return gp_fail_memory(err);
        }
        n = fread(bytes, 1, ROOM, f);
        (void)fclose(f);
    }
    if (n < 44 || memcmp(bytes, "TZif", 4) != 0)
        st =
            gp_fail(err, GP_USAGE,
                    "--tz %s: found no such zone in the system's tz database; expected "
                    "UTC, an offset such as +02:00, or a name such as Europe/Berlin",
                    name);
    else
        st = gp_zone_from_tzif(name, bytes, n, out, err);
    gp_free(bytes);
    return st;
}

enum gp_status gp_zone_open(const char *name, struct gp_zone **out, struct gp_err *err)
{
    int32_t offset = 0;
    bool fixed;
    struct gp_zone *z;

    *out = NULL;
    if (name == NULL)
        name = "";
    fixed = fixed_offset(name, &offset);
    if (!fixed && !is_utc(name))
        return open_named(name, out, err);
    z = new_zone(fixed ? name : "UTC");
    if (z == NULL)
        return gp_fail_memory(err);
    z->before = offset;
    remember(z, 0);
    *out = z;
    return GP_OK;
}
