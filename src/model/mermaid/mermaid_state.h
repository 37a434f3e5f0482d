/* mermaid_state.h - a state diagram being read, and its frames; shared by mermaid_state.c
 * and mermaid_frame.c only. */
#ifndef GP_MODEL_MERMAID_STATE_H
#define GP_MODEL_MERMAID_STATE_H

#include "model/mermaid/mermaid.h"

enum { GP_STATES_DEEP = 32 };

struct gp_state_frame {
    struct gp_slice id;
    uint32_t in, out; /* nodes */
    uint32_t part_in, part_out;
    size_t parts, first_node; /* first_node: of the part being read */
    bool entered, left;       /* has [*] --> x, x --> [*] */
};

struct gp_statechart {
    struct gp_mermaid *m;
    struct gp_state_frame frames[GP_STATES_DEEP];
    size_t depth; /* frames[0] is the diagram */
    size_t too_deep, made;
    uint64_t line;
    bool in_note, in_description;
    size_t arrows, labelled;
};

/* Does the line begin with this word? From byte i on, trimmed; where z stands, SIZE_MAX:
 * nowhere. */
bool gp_state_starts(struct gp_slice s, const char *word);

/* The id that a line "state ..." declares; *name: what it is called, may be empty. */
struct gp_slice gp_state_declared(struct gp_slice s, struct gp_slice *name);

/* The element of a node of the chart; GP_NO_ID: none. */
static inline uint32_t gp_state_element(const struct gp_statechart *st, uint32_t node)
{
    return node == GP_NO_ID ? GP_NO_ID : st->m->chart.nodes[node].element;
}

/* A new node that does no work. */
uint32_t gp_state_silent(struct gp_statechart *st, const char *kind,
                         struct gp_slice name);

/* ---- frames (mermaid_frame.c) ---- */

/* The node that an arrow to ("in") or from ("out") a composite state belongs to. */
uint32_t gp_frame_node(struct gp_statechart *st, struct gp_slice id, const char *side);
bool gp_frame_is(const struct gp_statechart *st, struct gp_slice id);
void gp_frame_open(struct gp_statechart *st, struct gp_slice id);
void gp_frame_close(struct gp_statechart *st);
/* Parts that "--" sets apart run side by side. */
void gp_frame_open_part(struct gp_statechart *st, struct gp_state_frame *f);
void gp_frame_close_part(struct gp_statechart *st, struct gp_state_frame *f);
/* Arrows may lead to a composite state before it is drawn: their frames come first. */
void gp_frame_find_all(struct gp_statechart *st, struct gp_slice rest);

#endif
