/* rule_sentence.h - a rule in plain words against the table of sentences we know. */
#ifndef GP_MODEL_RULE_SENTENCE_H
#define GP_MODEL_RULE_SENTENCE_H

#include "model/process.h"

enum gp_rule_cut {
    GP_RULE_CUT_NONE,    /* no sentence fits */
    GP_RULE_CUT_CLEAR,   /* one reading */
    GP_RULE_CUT_SEVERAL, /* it is unclear where a name ends */
    GP_RULE_CUT_LONG,    /* more words than a rule has */
};

/* Fills kind, a, b, n, span and clock of *out; the slices are parts of `sentence`. */
enum gp_rule_cut gp_rule_sentence(struct gp_slice sentence, const struct gp_dict *names,
                                  struct gp_rule *out);

/* The word of the grammar that a word of the sentence nearly is; NULL: none. *found is
 * that word. */
const char *gp_rule_nearest(struct gp_slice sentence, struct gp_slice *found);

/* "3", "twice", "three times"; false when it is no count. */
bool gp_rule_count(struct gp_slice s, uint64_t *n);

#endif
