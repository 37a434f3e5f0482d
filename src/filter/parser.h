/* parser.h - between parse.c, which puts terms together, and terms.c, which reads one. */
#ifndef GP_FILTER_PARSER_H
#define GP_FILTER_PARSER_H

#include "filter/lex.h"

struct gp_parser {
    struct gp_filter *f;
    size_t source;
    struct gp_token *token; /* the last one is END */
    size_t n, cap, i;       /* i: the one that is looked at */
    struct gp_err *err;
};

static inline const struct gp_token *gp_parser_here(const struct gp_parser *p)
{
    return &p->token[p->i];
}

/* Steps over the token. */
static inline void gp_parser_next(struct gp_parser *p)
{
    p->i += p->token[p->i].kind != GP_TOKEN_END;
}

/* Found is what stands here. */
enum gp_status gp_parser_expected(const struct gp_parser *p, const char *what);

/* Steps over the word (kind of token) if it stands here. */
bool gp_parser_take(struct gp_parser *p, const char *word);

bool gp_parser_at_sign(const struct gp_parser *p, const char *sign);
/* Is it one of the words that lead to "followed by"? */
bool gp_token_follows(const struct gp_token *t);

/* Does a list of names begin here, and not a group of terms? */
bool gp_parser_at_list(const struct gp_parser *p);
/* A name or value: a word that means nothing to the grammar, or anything in quotes. */
bool gp_parser_is_name(const struct gp_token *t);

/* What must stand here; GP_USAGE says what was expected. `what` is the word for it. */
enum gp_status gp_parser_name(struct gp_parser *p, const char *what,
                              struct gp_filter_word *out) GP_MUST_USE;
enum gp_status gp_parser_add_name(struct gp_parser *p, const char *what,
                                  struct gp_filter_words *out) GP_MUST_USE;
/* "(A, B)"; gp_parser_names: or one name alone. */
enum gp_status gp_parser_list(struct gp_parser *p, const char *what,
                              struct gp_filter_words *out) GP_MUST_USE;
enum gp_status gp_parser_names(struct gp_parser *p, const char *what,
                               struct gp_filter_words *out) GP_MUST_USE;
enum gp_status gp_parser_period(struct gp_parser *p,
                                struct gp_filter_period *out) GP_MUST_USE;
enum gp_status gp_parser_span(struct gp_parser *p, int64_t *out) GP_MUST_USE;
/* A sign of comparison into *t; gp_parser_compare: and the number behind it. */
enum gp_status gp_parser_sign(struct gp_parser *p,
                              struct gp_filter_term *t) GP_MUST_USE;
enum gp_status gp_parser_compare(struct gp_parser *p,
                                 struct gp_filter_term *t) GP_MUST_USE;

/* One term from here on. */
enum gp_status gp_parser_term(struct gp_parser *p,
                              struct gp_filter_term *out) GP_MUST_USE;

#endif
