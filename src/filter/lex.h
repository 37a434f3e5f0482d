/* lex.h - an expression as words, quoted texts and signs. */
#ifndef GP_FILTER_LEX_H
#define GP_FILTER_LEX_H

#include "filter/program.h"

enum gp_token_kind {
    GP_TOKEN_END,
    GP_TOKEN_WORD,
    GP_TOKEN_QUOTED, /* "a ""b"" c" or 'it''s' */
    GP_TOKEN_OPEN,
    GP_TOKEN_CLOSE,
    GP_TOKEN_COMMA,
    GP_TOKEN_SIGN, /* = != < <= > >= ~ !~ */
};

struct gp_token {
    enum gp_token_kind kind;
    struct gp_slice text; /* without quotes, NUL-terminated; owned by the filter */
    size_t at, end;       /* bytes of the expression */
};

/* The token at byte `at` or behind the blanks there. GP_USAGE: an open quote, a sign
 * nobody knows. */
enum gp_status gp_filter_lex(struct gp_filter *f, size_t source, size_t at,
                             struct gp_token *out, struct gp_err *err) GP_MUST_USE;

/* A bare word, in any case of letters. */
bool gp_token_is(const struct gp_token *t, const char *word);

#endif
