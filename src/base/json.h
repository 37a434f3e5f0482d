/* json.h - writes JSON into a text: keys in the order given, valid whatever the names.
 *
 *   struct gp_json j = gp_json_into(&text);
 *   gp_json_open(&j, NULL, '{');
 *   gp_json_count(&j, "cases", 6);
 *   gp_json_close(&j);
 *
 * key is NULL inside arrays, else a word of ours: it is written as it is, only values come
 * from logs. Nesting over 30 is a defect (asserted).
 */
#ifndef GP_BASE_JSON_H
#define GP_BASE_JSON_H

#include "base/sample.h"
#include "base/text.h"

struct gp_json {
    struct gp_text *out;
    unsigned depth;
    char closer[32];
    bool first[32];
    bool flat[32]; /* this array or object is kept on one line */
};

struct gp_json gp_json_into(struct gp_text *out);
void gp_json_open(struct gp_json *j, const char *key, char bracket); /* '{' or '[' */
void gp_json_open_flat(struct gp_json *j, const char *key, char bracket);
void gp_json_close(struct gp_json *j);

void gp_json_string(struct gp_json *j, const char *key, struct gp_slice s);
void gp_json_z(struct gp_json *j, const char *key, const char *z); /* NULL gives null */
/* A text that was made for it: released, and the JSON fails when the text did. */
void gp_json_text_take(struct gp_json *j, const char *key, struct gp_text *text);
void gp_json_count(struct gp_json *j, const char *key, uint64_t n);
void gp_json_bool(struct gp_json *j, const char *key, bool b);
void gp_json_null(struct gp_json *j, const char *key);
void gp_json_seconds(struct gp_json *j, const char *key, gp_i128 us);
void gp_json_instant(struct gp_json *j, const char *key, int64_t us);

/* n / of, six decimals, trailing zeros cut; null when of is 0. */
void gp_json_share(struct gp_json *j, const char *key, gp_i128 n, gp_i128 of);

/* A finite number with at most 9 significant decimals; null when it is not finite. */
void gp_json_number(struct gp_json *j, const char *key, double x);
/* A number already written as JSON wants it. */
void gp_json_literal(struct gp_json *j, const char *key, const char *number);
void gp_json_spread(struct gp_json *j, const char *key, const struct gp_spread *s);

#endif
