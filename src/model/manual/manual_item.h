/* manual_item.h - one list item of a manual: its sentence, taken apart (design 7.2).
 *
 *   optional: Demo held (Presales) within 2 days of First call, may repeat
 *   ^optional ^name     ^owner     ^limit            ^of         ^may_repeat
 *
 * Slices are parts of the text given.
 */
#ifndef GP_MODEL_MANUAL_ITEM_H
#define GP_MODEL_MANUAL_ITEM_H

#include "model/duration.h"

enum gp_item_kind {
    GP_ITEM_STEP,
    GP_ITEM_ONE_OF,
    GP_ITEM_ANY_ORDER,
    GP_ITEM_REPEAT, /* repeat A-B until done */
    GP_ITEM_BACK,   /* back to A, as a sentence of its own */
    GP_ITEM_LABEL,  /* ends with a colon: a name for what is nested in it */
    GP_ITEM_EMPTY,
};

struct gp_item {
    enum gp_item_kind kind;
    bool optional, may_repeat, may_end;
    struct gp_slice name, owner;
    struct gp_slice back;  /* back to: number or name; empty: none */
    bool back_anyway;      /* the way back may be taken without the step, too */
    bool back_or_on;       /* "continue with": the step may also come later */
    struct gp_slice range; /* of repeat: "7-11", "Draft - Review" */
    bool has_limit;
    struct gp_duration limit;
    struct gp_slice limit_text; /* "within 2 days of First call" */
    struct gp_slice of;         /* empty: the step before */
    struct gp_slice remark;     /* what follows the first sentence */
    struct gp_slice unread; /* a time limit in prose that cannot be read; empty: none */
    const char *unread_why;
    bool back_is_sure; /* said behind an owner, a comma or as a sentence of its own */
    struct gp_slice bracket; /* at the end of the name, but no owner; empty: none */
};

/* text: one line (no line breaks); bold: its first bytes are in bold letters.
 * plain_back: "back to" is part of names. Fails with GP_INPUT at file:line when a
 * sentence begins with a keyword and cannot be read. */
enum gp_status gp_item_read(struct gp_slice text, size_t bold, bool plain_back,
                            const char *file, uint64_t line, struct gp_item *out,
                            struct gp_err *err) GP_MUST_USE;

#endif
