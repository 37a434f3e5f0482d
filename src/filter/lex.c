/* lex.c - see lex.h.
 *
 * A bare word goes on to the next blank, bracket, comma, double quote or sign of
 * comparison: dates, numbers with units, ids and names without blanks need no quotes.
 */
#include "filter/lex.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool ends_word(char c)
{
    return c == '\0' || is_blank(c) || strchr("(),\"=!<>~", c) != NULL;
}

/* The text between the quotes, doubled ones as one. */
static enum gp_status quoted(struct gp_filter *f, size_t source, struct gp_token *t,
                             struct gp_err *err)
{
    const char *z = f->expression[source];
    const char quote = z[t->at];
    size_t end = t->at + 1, n = 0, i;
    char *text;

    while (z[end] != '\0' && (z[end] != quote || z[end + 1] == quote))
        end += z[end] == quote ? 2 : 1;
    if (z[end] == '\0')
        return gp_filter_fail(f, source, t->at, err,
                              "the quote is not closed; inside it, %c is written twice",
                              quote);
    text = gp_arena_alloc(&f->arena, end - t->at);
    if (text == NULL)
        return gp_fail_memory(err);
    for (i = t->at + 1; i < end; i++) {
        i += z[i] == quote;
        text[n++] = z[i];
    }
    text[n] = '\0';
    t->kind = GP_TOKEN_QUOTED;
    t->text = gp_slice_n(text, n);
    t->end = end + 1;
    return GP_OK;
}

static size_t sign_length(const char *z)
{
    static const char *const signs[] = {"!=", "<=", ">=", "!~", "=", "<", ">", "~"};
    size_t i;

    for (i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strncmp(z, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

static enum gp_status plain(struct gp_filter *f, struct gp_token *t, const char *z,
                            enum gp_token_kind kind, size_t n, struct gp_err *err)
{
    const char *copy = gp_arena_copy(&f->arena, z, n);

    if (copy == NULL)
        return gp_fail_memory(err);
    t->kind = kind;
    t->text = gp_slice_n(copy, n);
    t->end = t->at + n;
    return GP_OK;
}

enum gp_status gp_filter_lex(struct gp_filter *f, size_t source, size_t at,
                             struct gp_token *t, struct gp_err *err)
{
    const char *z = f->expression[source] + at;
    size_t n = 0;

    for (; is_blank(*z); z++)
        at++;
    *t = (struct gp_token){.at = at, .end = at};
    if (*z == '\0')
        return GP_OK;
    if (*z == '"' || *z == '\'')
        return quoted(f, source, t, err);
    if (*z == '(' || *z == ')' || *z == ',')
        return plain(f, t, z,
                     *z == '('   ? GP_TOKEN_OPEN
                     : *z == ')' ? GP_TOKEN_CLOSE
                                 : GP_TOKEN_COMMA,
                     1, err);
    n = sign_length(z);
    if (n != 0)
        return plain(f, t, z, GP_TOKEN_SIGN, n, err);
    while (!ends_word(z[n]))
        n++;
    if (n == 0)
        return gp_filter_fail(f, source, at, err,
                              "found \"%c\", which means nothing by itself; != and !~ "
                              "are signs",
                              *z);
    return plain(f, t, z, GP_TOKEN_WORD, n, err);
}

bool gp_token_is(const struct gp_token *t, const char *word)
{
    return t->kind == GP_TOKEN_WORD && gp_slice_is_nocase(t->text, word);
}
