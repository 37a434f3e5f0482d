/* draft_manual.h - a draft (mine/draft.h) as a manual to be read, judged and changed by
 * people: each step with its usual owner, usual limit and the evidence for them. */
#ifndef GP_REPORT_DRAFT_MANUAL_H
#define GP_REPORT_DRAFT_MANUAL_H

#include "mine/draft.h"

/* A step gets an owner when that one does at least half of it, and a time limit that at
 * least 80 % keep (gp_practice_usual). */
enum { GP_DRAFT_OWNER = 50, GP_DRAFT_LIMIT = 80 };

/* Appends the manual; title: of the log. What is written reads back as the draft's own
 * process, or GP_BUG. GP_SYSTEM when memory is short. */
enum gp_status gp_draft_manual(const struct gp_draft *d, struct gp_slice title,
                               struct gp_text *out, struct gp_err *err) GP_MUST_USE;

#endif
