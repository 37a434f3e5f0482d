/* write_manual.h - a process tree as a manual (design 7.2), for people to read and for
 * read_manual.h to read back: the same runs, owners and limits. */
#ifndef GP_MODEL_WRITE_MANUAL_H
#define GP_MODEL_WRITE_MANUAL_H

#include "model/duration.h"
#include "model/tree.h"

/* What is said of a step besides its name. Texts are plain, not yet Markdown. */
struct gp_manual_words {
    struct gp_slice owner;    /* empty: none is written */
    struct gp_duration limit; /* span_us 0: none */
    struct gp_slice of; /* the step the limit counts from; empty: the one before */
    const struct gp_slice *note; /* commentary, a bullet each */
    size_t n_notes;
};

struct gp_manual_page {
    struct gp_slice title;
    const struct gp_slice *prose; /* paragraphs before the steps */
    size_t n_prose;
    const struct gp_tree *tree;
    const struct gp_dict *labels; /* of the tree's steps */
    const struct gp_manual_words
        *words;                  /* [elements of the tree's steps]; NULL: none */
    const struct gp_slice *rule; /* lines below the heading Rules */
    size_t n_rules;
};

/* Appends the manual. GP_INPUT when a name cannot be written so that it reads back. */
enum gp_status gp_manual_write(const struct gp_manual_page *page, struct gp_text *out,
                               struct gp_err *err) GP_MUST_USE;

/* Would these words in brackets be read as an owner? Else they stay a remark. */
bool gp_manual_takes_owner(struct gp_slice owner);

#endif
