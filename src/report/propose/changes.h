/* changes.h - what a document would have to say to tell what is usually done: a list of
 * changes, each with its evidence (gaps --propose). Where they are written: propose.h. */
#ifndef GP_REPORT_CHANGES_H
#define GP_REPORT_CHANGES_H

#include "mine/extras.h"
#include "mine/practice.h"

/* What is usual enough to be proposed: at least that share of the cases it could have
 * happened in, and so many cases. */
enum {
    GP_CHANGE_SHARE = 10, /* percent */
    GP_CHANGE_CASES = 5,
    /* Percent of a step's events by one who is not the documented owner. */
    GP_CHANGE_OWNER = 50,
    /* Percent: a limit that fewer keep is remarked, with the time that so many keep. */
    GP_CHANGE_LIMIT = 80,
    GP_CHANGE_UNUSED = 30, /* cases in which a step that never came could have come */
};

enum gp_change_kind {
    GP_CHANGE_NOTE,     /* only a remark beside the step */
    GP_CHANGE_OPTIONAL, /* the step need not be done */
    GP_CHANGE_REPEAT,   /* it may be done again at once */
    GP_CHANGE_HANDS,    /* another owner */
    GP_CHANGE_ADD,      /* a new step behind it */
    GP_CHANGE_STRIKE,   /* never used: marked */
};

const char *gp_change_words(enum gp_change_kind kind); /* "proposed, new", ... */

struct gp_change {
    enum gp_change_kind kind;
    uint32_t element;      /* of the process: the step; GP_NO_ID: before all (add) */
    struct gp_slice name;  /* of what is added; lent by the log */
    struct gp_slice owner; /* of what is added, or the other owner; may be empty */
    /* Of what is added: in at least 95 % of the cases; several times in a case. */
    bool always, repeats;
    const struct gp_gap *gap;
    struct gp_text evidence; /* "G-1a2b3c4d: ..." a sentence */
};

struct gp_changes {
    /* by line of the element, then kind, then what is added in its order */
    struct gp_change *at;
    size_t n, cap;
};

/* practice: of the same document read again and asked (gp_practice_ask). Gaps that are
 * allowed are left alone. GP_SYSTEM when memory is short. Release in any case. */
enum gp_status gp_changes_find(const struct gp_judgement *j,
                               const struct gp_practice *practice,
                               const struct gp_extras *extras, struct gp_changes *out,
                               struct gp_err *err) GP_MUST_USE;
void gp_changes_release(struct gp_changes *c);

#endif
