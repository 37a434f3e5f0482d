/* json.h - just enough JSON for truth.json.
 *
 * Objects and arrays are opened and closed in order; a key of NULL means an element of
 * an array. What is opened with json_row_open stands on one line.
 */
#ifndef DATASETS_JSON_H
#define DATASETS_JSON_H

#include "sink.h"

enum { JSON_DEPTH = 16 };

struct json {
    struct sink sink;
    unsigned depth, row_depth; /* row_depth: where the present line began, or 0 */
    bool used[JSON_DEPTH];     /* something stands in it already */
    char closing[JSON_DEPTH];
};

void json_begin(struct json *j, const char *folder, const char *name);
void json_finish(struct json *j);

void json_open(struct json *j, const char *key, char bracket); /* '{' or '[' */
void json_row_open(struct json *j, const char *key, char bracket);
void json_close(struct json *j);

void json_text(struct json *j, const char *key, const char *value); /* NULL: null */
void json_number(struct json *j, const char *key, uint64_t value);
void json_real(struct json *j, const char *key, double value); /* 4 decimals */
void json_bool(struct json *j, const char *key, bool value);

#endif
