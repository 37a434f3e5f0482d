/* json.c - see json.h. */
#include "base/json.h"
#include "base/escape.h"
#include "base/instant.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct gp_json gp_json_into(struct gp_text *out)
{
    struct gp_json j = {0};

    j.out = out;
    j.first[0] = true;
    j.flat[0] = true;
    return j;
}

/* Depths are at most sizeof closer. */
static char *new_line(char *to, unsigned depth)
{
    *to++ = '\n';
    memset(to, ' ', (size_t)2 * depth);
    return to + (size_t)2 * depth;
}

enum { BEFORE_KEY = 8 + 2 * sizeof((struct gp_json *)0)->closer };

/* Each of millions of values begins here: one question for room, then bytes. */
static void begin(struct gp_json *j, const char *key)
{
    size_t len = key != NULL ? strlen(key) : 0;
    char *to = gp_text_room(j->out, BEFORE_KEY + len);
    bool flat = j->flat[j->depth];

    if (to == NULL)
        return;
    if (!j->first[j->depth])
        *to++ = ',';
    if (!j->first[j->depth] && flat)
        *to++ = ' ';
    j->first[j->depth] = false;
    if (!flat)
        to = new_line(to, j->depth);
    if (key != NULL) {
        *to++ = '"';
        memcpy(to, key, len);
        to += len;
        *to++ = '"';
        *to++ = ':';
        *to++ = ' ';
    }
    gp_text_ends(j->out, to);
}

static void open_as(struct gp_json *j, const char *key, char bracket, bool flat)
{
    begin(j, key);
    assert(j->depth + 1 < sizeof j->closer);
    gp_text_add_char(j->out, bracket);
    j->depth++;
    j->closer[j->depth] = bracket == '{' ? '}' : ']';
    j->first[j->depth] = true;
    j->flat[j->depth] = flat;
}

void gp_json_open(struct gp_json *j, const char *key, char bracket)
{
    open_as(j, key, bracket, j->depth > 0 && j->flat[j->depth]);
}

void gp_json_open_flat(struct gp_json *j, const char *key, char bracket)
{
    open_as(j, key, bracket, true);
}

void gp_json_close(struct gp_json *j)
{
    char *to;

    assert(j->depth > 0);
    to = gp_text_room(j->out, BEFORE_KEY);
    if (to != NULL) {
        if (!j->flat[j->depth] && !j->first[j->depth])
            to = new_line(to, j->depth - 1);
        *to++ = j->closer[j->depth];
        gp_text_ends(j->out, to);
    }
    j->depth--;
    if (j->depth == 0)
        gp_text_add_char(j->out, '\n');
}

void gp_json_string(struct gp_json *j, const char *key, struct gp_slice s)
{
    begin(j, key);
    gp_text_add_char(j->out, '"');
    gp_escape_json(j->out, s);
    gp_text_add_char(j->out, '"');
}

void gp_json_z(struct gp_json *j, const char *key, const char *z)
{
    if (z != NULL)
        gp_json_string(j, key, gp_slice(z));
    else
        gp_json_null(j, key);
}

void gp_json_text_take(struct gp_json *j, const char *key, struct gp_text *text)
{
    gp_json_z(j, key, gp_text_z(text));
    j->out->failed |= !gp_text_ok(text);
    gp_text_release(text);
}

void gp_json_count(struct gp_json *j, const char *key, uint64_t n)
{
    begin(j, key);
    gp_text_add_u64(j->out, n);
}

void gp_json_bool(struct gp_json *j, const char *key, bool b)
{
    begin(j, key);
    gp_text_add(j->out, b ? "true" : "false");
}

void gp_json_null(struct gp_json *j, const char *key)
{
    begin(j, key);
    gp_text_add(j->out, "null");
}

void gp_json_seconds(struct gp_json *j, const char *key, gp_i128 us)
{
    begin(j, key);
    gp_span_seconds(j->out, us);
}

void gp_json_instant(struct gp_json *j, const char *key, int64_t us)
{
    begin(j, key);
    gp_text_add_char(j->out, '"');
    gp_instant_iso(j->out, us);
    gp_text_add_char(j->out, '"');
}

void gp_json_share(struct gp_json *j, const char *key, gp_i128 n, gp_i128 of)
{
    if (of == 0) {
        gp_json_null(j, key);
        return;
    }
    begin(j, key); /* n / of in millionths prints like a span in seconds */
    gp_span_seconds(j->out, (n * 2000000 + of) / (2 * of));
}

void gp_json_number(struct gp_json *j, const char *key, double x)
{
    begin(j, key);
    if (isfinite(x))
        gp_text_addf(j->out, "%.9g", x);
    else
        gp_text_add(j->out, "null");
}

void gp_json_literal(struct gp_json *j, const char *key, const char *number)
{
    begin(j, key);
    gp_text_add(j->out, number);
}

void gp_json_spread(struct gp_json *j, const char *key, const struct gp_spread *s)
{
    gp_json_open_flat(j, key, '{');
    gp_json_count(j, "count", s->count);
    gp_json_seconds(j, "sum", s->sum);
    gp_json_seconds(j, "mean", s->mean);
    gp_json_seconds(j, "min", s->min);
    gp_json_seconds(j, "p25", s->p25);
    gp_json_seconds(j, "median", s->median);
    gp_json_seconds(j, "p75", s->p75);
    gp_json_seconds(j, "p90", s->p90);
    gp_json_seconds(j, "p95", s->p95);
    gp_json_seconds(j, "max", s->max);
    gp_json_close(j);
}
