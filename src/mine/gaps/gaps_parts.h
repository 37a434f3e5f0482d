/* gaps_parts.h - what the files of gaps share; not for others. */
#ifndef GP_MINE_GAPS_PARTS_H
#define GP_MINE_GAPS_PARTS_H

#include "base/mem.h"
#include "mine/gaps.h"

/* What the document says about its steps, read off the state graph once. */
struct gp_steps {
    size_t n, words;
    uint32_t *of_transition; /* [transitions of states->net] step; GP_NO_ID: silent */
    uint32_t *element;       /* [n] */
    uint32_t *label;         /* [n] */
    uint32_t *first_element; /* [labels] of the label's first step, GP_NO_ID */
    bool *approximated;      /* [transitions] */
    uint64_t *next;          /* [states][words] steps that can be the next visible one;
                                NULL: not the whole process is known */
    uint64_t *follows;       /* [n][words]; NULL likewise */
    uint64_t *conflict;      /* [labels][label_words]; NULL: not known */
    size_t label_words;
    uint16_t *most; /* [labels] on any run; GP_UNLIMITED. NULL: not known */
};

static inline bool gp_bit(const uint64_t *bits, size_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}
static inline void gp_bit_set(uint64_t *bits, size_t i)
{
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

bool gp_steps_make(const struct gp_conformance *c, struct gp_steps *out);
void gp_steps_release(struct gp_steps *s);

/* An occurrence of a gap on a path, before it is put to cases. */
struct gp_spot {
    uint32_t gap;
    uint32_t position[2]; /* events of the path, ascending; GP_NO_ID */
    uint32_t around[2];   /* elements of the matches around */
    uint32_t match[2];    /* their positions */
    uint64_t cost;
    uint8_t certain;
    bool too_often, at_once;
};

struct gp_found_hit {
    uint32_t gap;
    struct gp_gap_hit hit;
};

/* Everything while gaps are being found. */
struct gp_gapper {
    const struct gp_conformance *c;
    const struct gp_gaps_options *o;
    const struct gp_eventlog *log;
    struct gp_gaps *out;
    struct gp_steps steps;
    struct gp_dict keys; /* bytes of the key -> gap */
    size_t gap_cap;
    struct gp_found_hit *hit;
    size_t n_hits, hits_cap;

    /* The item under way. */
    uint32_t item;
    struct gp_move *moves;
    size_t n_moves, moves_cap;
    struct gp_spot *spots;
    size_t n_spots, spots_cap;
    bool approximated;
    uint32_t final_state; /* of its run; GP_NO_ID: not known */
    int32_t *enabled_by;  /* [path] event that made the matched step possible; -1 */
    size_t enabled_cap;
    int32_t *waits_since; /* [steps] the same for steps possible at the end; -1 */

    /* Of all items. */
    uint64_t *exposed; /* [items][words] steps that could have come */
    uint64_t *matched; /* [items][words] steps that were matched */

    uint32_t *group_owner, *resource_owner;  /* log ids -> owners; NULL: no column */
    bool *handoff_documented, *handoff_seen; /* [process owners squared] */
    size_t n_documented;                     /* owners of the process */
    int64_t *usual_wait; /* [activities] p95 us; [activities.n] of all */
    bool out_of_memory;
};

/* The gap with this key, new if it is new; GP_NO_ID: out_of_memory is set. */
uint32_t gp_gapper_gap(struct gp_gapper *g, const struct gp_gap_key *key);
struct gp_gap_key gp_gap_key_of(enum gp_gap_kind kind);
void gp_gap_note_with(struct gp_gap *gap, uint32_t label);
void gp_gapper_hit(struct gp_gapper *g, uint32_t gap, const struct gp_gap_hit *hit);

/* gaps_primary.c: spots of the item under way; false when the books do not balance. */
bool gp_gaps_primary(struct gp_gapper *g);

/* gaps_run.c: walks the run of the item under way: exposure, matches, enabling events. */
void gp_gaps_run(struct gp_gapper *g);

/* gaps_overlay.c: everything about one case beyond its path; then about all of them. */
bool gp_gaps_prepare(struct gp_gapper *g);
void gp_gaps_overlay_case(struct gp_gapper *g, uint32_t case_id);
void gp_gaps_overlay_all(struct gp_gapper *g);

/* gaps_owners.c: the owner of an event, as in gp_gaps.owners; GP_NO_ID: unknown. The
 * second by one column and its owners. */
bool gp_gaps_prepare_owners(struct gp_gapper *g);
/* The owner whom the document names for an element; GP_NO_ID: none, or a stranger. */
uint32_t gp_gaps_documented(const struct gp_gapper *g, uint32_t element);
uint32_t gp_gaps_owner(const struct gp_gapper *g, size_t event);
uint32_t gp_gaps_owner_of(struct gp_ids column, const uint32_t *owner, size_t event);

/* gaps_order.c: times against the order of the file, of all cases. */
void gp_gaps_order(struct gp_gapper *g);

/* gaps_time.c: late, stalled, cracks of one case. */
bool gp_gaps_prepare_time(struct gp_gapper *g);
void gp_gaps_time_case(struct gp_gapper *g, uint32_t case_id);

/* gaps_figures.c: hits in order, shares, examples, bill, causes, ids, order. False:
 * memory is short. */
bool gp_gaps_figures(struct gp_gapper *g);

/* gaps_rules.c */
enum gp_status gp_gaps_rules(struct gp_gapper *g, struct gp_err *err) GP_MUST_USE;

/* gaps_bill.c, gaps_causes.c: after all hits are sorted by gap. */
bool gp_gaps_bill(struct gp_gapper *g);
bool gp_gaps_causes(struct gp_gapper *g);

/* Are cases of the item what others are compared with? */
bool gp_item_follows(const struct gp_conformance *c, size_t item);

/* gaps_whole.c, gaps_within.c: the comparison of whole cases. The second compares
 * with[b->compared[0]] and others[b->compared[1]] within strata only. */
bool gp_gaps_bill_whole(struct gp_gapper *g);
bool gp_gaps_compare_within(const struct gp_gapper *g, struct gp_bill *b,
                            const uint32_t *with, const uint32_t *others);
void gp_bill_put_shift(struct gp_bill *b, const struct gp_shift *shift);

/* gaps_base.c: the cases in which a gap could have happened, as far as they can be told
 * apart; for its causes. Order: gaps with the same base beside each other. */
bool gp_gaps_by_base(const struct gp_gapper *g, uint32_t *order);
bool gp_gaps_same_base(const struct gp_gapper *g, const struct gp_gap *x,
                       const struct gp_gap *y);
uint64_t gp_gaps_base(const struct gp_gapper *g, const struct gp_gap *gap,
                      bool *in_base);

/* Latest end - earliest start of a case, us. */
int64_t gp_case_span(const struct gp_eventlog *log, size_t case_id);

#endif
