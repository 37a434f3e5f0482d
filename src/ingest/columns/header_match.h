/* header_match.h - a header's words, and lists of phrases they are looked for in
 * (header_words.h is for others). Lists are separated by '|'.
 */
#ifndef GP_INGEST_HEADER_MATCH_H
#define GP_INGEST_HEADER_MATCH_H

#include "base/text.h"

struct gp_header_words { /* "CaseID" -> "case id" */
    char at[160];
    size_t len;
    bool of_case; /* XES writers put "case:" in front of what belongs to the case */
};
struct gp_header_words gp_header_words_fold(struct gp_slice header);

/* Where a phrase stands in a header. */
enum gp_phrase_place { GP_NOWHERE, GP_BEGINS, GP_ENDS, GP_WHOLE };

/* Best place of any phrase of the list; *length is the length of the best one. */
enum gp_phrase_place gp_best_place(const char *list, const char *text, size_t len,
                                   size_t *length);
bool gp_is_one_of(const char *list, const char *text, size_t len);

/* Any single word of the header in the list (which may hold two-word phrases too). */
bool gp_has_word_of(const char *list, const struct gp_header_words *w);

/* "ticket id" -> "ticket"; "ticketid" and "auftragsnr" too. 0 when there is none. */
size_t gp_noun_length(const struct gp_header_words *w);

/* Due, planned, synced, ...: no time of an event. */
bool gp_spoils_time(const struct gp_header_words *w);
bool gp_speaks_of_start(const struct gp_header_words *w);
bool gp_speaks_of_date(const struct gp_header_words *w);
bool gp_speaks_of_day_time(const struct gp_header_words *w);

#endif
