/* words.c - see words.h. */
#include "report/words.h"

#include "base/escape.h"

#include <string.h>

/* --- building a sentence --- */

static void word(struct gp_words *w, enum gp_word_kind kind, size_t from)
{
    if (w->n == GP_WORDS_MOST) { /* the text stays whole; the rest is set plainly */
        w->word[w->n - 1].kind = GP_WORD_PLAIN;
        w->word[w->n - 1].len = w->text.len - w->word[w->n - 1].from;
        return;
    }
    w->word[w->n++] = (struct gp_word){kind, from, w->text.len - from};
}

void gp_words_say(struct gp_words *w, const char *z)
{
    size_t from = w->text.len;

    gp_text_add(&w->text, z);
    word(w, GP_WORD_PLAIN, from);
}

void gp_words_name(struct gp_words *w, struct gp_slice name)
{
    size_t from;

    gp_words_say(w, "\xE2\x80\x98"); /* single quotation marks */
    from = w->text.len;
    gp_text_add_slice(&w->text, name);
    word(w, GP_WORD_NAME, from);
    gp_words_say(w, "\xE2\x80\x99");
}

void gp_words_count(struct gp_words *w, uint64_t n, const char *one, const char *many)
{
    size_t from = w->text.len;

    gp_text_add_count(&w->text, n);
    word(w, GP_WORD_FIGURE, from);
    if (one == NULL)
        return;
    gp_words_say(w, " ");
    gp_words_say(w, n == 1 ? one : many);
}

void gp_hours_words(struct gp_text *t, gp_i128 us)
{
    gp_i128 hundredths =
        (us + 5000 * (gp_i128)GP_HOUR_US) / (10000 * (gp_i128)GP_HOUR_US);

    if (us > 0 && us < GP_HOUR_US / 20)
        gp_text_add(t, "under 0.1");
    else if (hundredths >= 10000)
        gp_text_addf(t, "%d million", (int)(hundredths / 100));
    else if (us >= 1000000 * (gp_i128)GP_HOUR_US)
        gp_text_addf(t, "%d.%02d million", (int)(hundredths / 100),
                     (int)(hundredths % 100));
    else
        gp_span_hours(t, us);
    gp_text_add(t, " h");
}

void gp_words_hours(struct gp_words *w, gp_i128 us)
{
    size_t from = w->text.len;

    gp_hours_words(&w->text, us);
    word(w, GP_WORD_FIGURE, from);
}

void gp_words_span(struct gp_words *w, int64_t us)
{
    size_t from = w->text.len;

    gp_span_human(&w->text, us);
    word(w, GP_WORD_FIGURE, from);
}

void gp_share_words(struct gp_text *t, gp_i128 n, gp_i128 of)
{
    gp_i128 tenths;

    if (of <= 0) {
        gp_text_add(t, "-");
        return;
    }
    tenths = (n * 1000 + of / 2) / of; /* of a percent */
    if (n > 0 && tenths == 0)
        gp_text_add(t, "under 0.1 %");
    else if (n < of && tenths >= 1000)
        gp_text_add(t, "over 99.9 %");
    else if (n < of && tenths >= 990)
        gp_text_addf(t, "%d.%d %%", (int)(tenths / 10), (int)(tenths % 10));
    else if (tenths < 100 && tenths > 0)
        gp_text_addf(t, "%d.%d %%", (int)(tenths / 10), (int)(tenths % 10));
    else
        gp_text_addf(t, "%d %%", (int)((tenths + 5) / 10));
}

void gp_words_share(struct gp_words *w, gp_i128 n, gp_i128 of)
{
    size_t from = w->text.len;

    gp_share_words(&w->text, n, of);
    word(w, GP_WORD_FIGURE, from);
}

void gp_words_clear(struct gp_words *w)
{
    gp_text_clear(&w->text);
    w->n = 0;
}

void gp_words_release(struct gp_words *w)
{
    gp_text_release(&w->text);
    w->n = 0;
}

void gp_words_html(struct gp_text *out, const struct gp_words *w)
{
    static const char *const open[] = {"", "<bdi class=\"name\">", "<b>"};
    static const char *const close[] = {"", "</bdi>", "</b>"};
    size_t i;

    for (i = 0; i < w->n; i++) {
        const struct gp_word *at = &w->word[i];

        gp_text_add(out, open[at->kind]);
        gp_escape_html(out, gp_slice_n(w->text.at + at->from, at->len));
        gp_text_add(out, close[at->kind]);
    }
}
