/* preset_fit.h - a preset (preset.h) put beside a file: does one of its exports look like
 * it, and which options does that give.
 */
#ifndef GP_INGEST_PRESET_FIT_H
#define GP_INGEST_PRESET_FIT_H

#include "ingest/columns/columns.h"
#include "ingest/preset.h"

/* Options of the file with what the preset adds; texts are its own. */
struct gp_preset_told {
    const struct gp_export *fits; /* NULL: no preset is used */
    struct gp_ingest_options options;
    char column[GP_ROLES][16]; /* "#3" */
    struct gp_text field, events;
};

/* options->preset beside the file: fills what no option says. GP_INPUT when none of its
 * exports fits, naming what is missing; without a preset out->options are the options. */
enum gp_status gp_preset_fill(const char *file, const struct gp_sample_facts *f,
                              const struct gp_ingest_options *options,
                              struct gp_preset_told *out,
                              struct gp_err *err) GP_MUST_USE;
void gp_preset_told_release(struct gp_preset_told *t);

/* Evidence for what came from the preset. */
void gp_preset_explain(const struct gp_preset_told *t,
                       const struct gp_ingest_options *options, struct gp_columns *c);

/* "Zendesk, ticket field history (ticket_id, field_name, value, updated): --preset
 * zendesk", of the first built-in preset that the headers fit; nothing when none does. */
void gp_preset_suggest(const struct gp_sample_facts *f, struct gp_text *out);

#endif
