/* json.c - commas, indents and escapes. */
#include "json.h"

#include <assert.h>
#include <stdio.h>

static void indent(struct json *j)
{
    sink_end_line(&j->sink);
    for (unsigned i = 0; i < j->depth; i++)
        sink_put_z(&j->sink, "  ");
}

static void put_string(struct json *j, const char *text)
{
    sink_put_z(&j->sink, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            sink_put_z(&j->sink, "\\");
        if (*text == '\t')
            sink_put_z(&j->sink, "\\t");
        else
            sink_put(&j->sink, text, 1);
    }
    sink_put_z(&j->sink, "\"");
}

static void next(struct json *j, const char *key)
{
    if (j->used[j->depth])
        sink_put_z(&j->sink, j->row_depth ? ", " : ",");
    if (j->depth > 0 && !j->row_depth)
        indent(j);
    j->used[j->depth] = true;
    if (key != NULL) {
        put_string(j, key);
        sink_put_z(&j->sink, ": ");
    }
}

void json_begin(struct json *j, const char *folder, const char *name)
{
    *j = (struct json){0};
    sink_open(&j->sink, folder, name, UTF_8, false, false);
    json_open(j, NULL, '{');
}

void json_finish(struct json *j)
{
    json_close(j);
    assert(j->depth == 0);
    sink_end_line(&j->sink);
    sink_close(&j->sink);
}

void json_open(struct json *j, const char *key, char bracket)
{
    next(j, key);
    sink_put(&j->sink, &bracket, 1);
    assert(j->depth + 1 < JSON_DEPTH);
    j->depth++;
    j->used[j->depth] = false;
    j->closing[j->depth] = bracket == '{' ? '}' : ']';
}

void json_row_open(struct json *j, const char *key, char bracket)
{
    json_open(j, key, bracket);
    if (j->row_depth == 0)
        j->row_depth = j->depth;
}

void json_close(struct json *j)
{
    bool empty = !j->used[j->depth];
    char closing = j->closing[j->depth];
    bool in_row = j->row_depth != 0;

    if (j->row_depth == j->depth)
        j->row_depth = 0;
    j->depth--;
    if (!in_row && !empty)
        indent(j);
    sink_put(&j->sink, &closing, 1);
}

void json_text(struct json *j, const char *key, const char *value)
{
    next(j, key);
    if (value == NULL)
        sink_put_z(&j->sink, "null");
    else
        put_string(j, value);
}

void json_number(struct json *j, const char *key, uint64_t value)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    next(j, key);
    sink_put_z(&j->sink, digits);
}

void json_real(struct json *j, const char *key, double value)
{
    char digits[40];

    snprintf(digits, sizeof digits, "%.4f", value);
    next(j, key);
    sink_put_z(&j->sink, digits);
}

void json_bool(struct json *j, const char *key, bool value)
{
    next(j, key);
    sink_put_z(&j->sink, value ? "true" : "false");
}
