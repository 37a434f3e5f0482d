/* peek.h - what was detected about one log, laid out for people and programs. */
#ifndef GP_CLI_PEEK_H
#define GP_CLI_PEEK_H

#include "cli/options.h"

enum { GP_PEEK_EVENTS = 5 };

struct gp_peek {
    const struct gp_options *o;
    struct gp_look look;
};

/* Looks at operand 0. */
enum gp_status gp_peek_look(struct gp_options *o, struct gp_peek *out,
                            struct gp_err *err) GP_MUST_USE;
void gp_peek_text(const struct gp_peek *p, struct gp_text *out, size_t width);
void gp_peek_json(const struct gp_peek *p, struct gp_text *out);
void gp_peek_release(struct gp_peek *p);

/* The command that reads the log as it was looked at: what was detected and what was given
 * as options, so that it stays the same whatever else the detection will learn. */
void gp_peek_command(const struct gp_peek *p, struct gp_text *out);

#endif
