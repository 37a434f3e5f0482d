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

static void new_line(struct gp_json *j, unsigned depth)
{
    static const char blanks[] =
        "                                                        ";
    size_t n = depth < 28 ? depth : 28;

    gp_text_add_char(j->out, '\n');
    gp_text_add_n(j->out, blanks, 2 * n);
}

static void begin(struct gp_json *j, const char *key)
{
    if (!j->first[j->depth])
        gp_text_add(j->out, j->flat[j->depth] ? ", " : ",");
    j->first[j->depth] = false;
    if (!j->flat[j->depth])
        new_line(j, j->depth);
    if (key != NULL) {
        gp_text_add_char(j->out, '"');
        gp_escape_json(j->out, gp_slice(key));
        gp_text_add(j->out, "\": ");
    }
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
    assert(j->depth > 0);
    if (!j->flat[j->depth] && !j->first[j->depth])
        new_line(j, j->depth - 1);
    gp_text_add_char(j->out, j->closer[j->depth]);
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
