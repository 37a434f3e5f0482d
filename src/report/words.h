/* words.h - findings as sentences.
 *
 *   Cases wait 1,204 h between 'Proposal sent' and 'Contract signed'
 *   38 % of all waiting; 412 cases; median 2 d 4 h; 95 %: 1,050 to 1,358 h
 *
 * A sentence is a list of words of three kinds, so that each renderer can set names and
 * figures its own way; log text is escaped by the renderer, never here. Figures carry
 * no more precision than spans have: hours with one decimal below 100, spans in two
 * units, shares with one decimal below 10 %.
 */
#ifndef GP_REPORT_WORDS_H
#define GP_REPORT_WORDS_H

#include "mine/findings.h"
#include "report/facts.h"

enum gp_word_kind { GP_WORD_PLAIN, GP_WORD_NAME, GP_WORD_FIGURE };

struct gp_word {
    enum gp_word_kind kind;
    size_t from, len; /* in text */
};

enum { GP_WORDS_MOST = 96 };

struct gp_words {
    struct gp_text text; /* the plain sentence, names in single quotation marks */
    struct gp_word word[GP_WORDS_MOST];
    size_t n;
};

void gp_words_say(struct gp_words *w, const char *z);
void gp_words_name(struct gp_words *w, struct gp_slice name);
/* "1 case", "1,204 cases"; only the number when one is NULL. */
void gp_words_count(struct gp_words *w, uint64_t n, const char *one, const char *many);
void gp_words_hours(struct gp_words *w, gp_i128 us); /* "1,204 h" */
void gp_words_span(struct gp_words *w, int64_t us);  /* "2 d 4 h" */
void gp_words_share(struct gp_words *w, gp_i128 n, gp_i128 of);
void gp_words_clear(struct gp_words *w);
void gp_words_release(struct gp_words *w);

/* For HTML: names in <bdi class="name">, figures in <b>, everything escaped. */
void gp_words_html(struct gp_text *out, const struct gp_words *w);

/* Hours in a sentence: "1,204 h", "3.21 million h", "under 0.1 h". */
void gp_hours_words(struct gp_text *t, gp_i128 us);

/* Share as people read it: "38 %", "4.1 %", "under 0.1 %", "0 %", "100 %" only when it
 * is all. */
void gp_share_words(struct gp_text *t, gp_i128 n, gp_i128 of);

/* The finding: head is the sentence, detail what stands behind it in smaller type. Both
 * are appended to. */
void gp_words_finding(struct gp_words *head, struct gp_words *detail,
                      const struct gp_facts *facts, const struct gp_finding *f);

/* What became of the rows; for the first screen. */
void gp_words_rows(struct gp_words *head, struct gp_words *detail,
                   const struct gp_ingest_result *ingest);

/* "Wait", "Handoff", ...: the kind of a finding in one word. */
const char *gp_finding_word(enum gp_finding_kind kind);

#endif
