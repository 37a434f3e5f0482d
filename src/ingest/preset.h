/* preset.h - what the exports of one system are called: plain data, a file each.
 *
 *   title = Zendesk
 *   ends = Closed, Deleted            activities that end a case, any case
 *   clock-stands = Pending, On-hold   states in which a case waits for somebody else
 *   missing = -                       as --missing
 *
 *   [ticket field history]            one kind of export, the first that fits is taken
 *   needs = ticket_id, field_name, value, updated | changed_at
 *   shape = history                   events, interval, lifecycle, wide, history
 *   case = ticket_id                  and the other roles
 *   field = field_name = status       history: column = field of the process
 *   events = created_at, solved_at    wide: columns of dates
 *   note = times are UTC              shown by peek
 *
 * "a | b" takes the first that is there, "*" stands for anything, and names are compared by
 * their letters and digits. Those of presets/ are built into the program.
 */
#ifndef GP_INGEST_PRESET_H
#define GP_INGEST_PRESET_H

#include "base/mem.h"
#include "ingest/ingest.h"

struct gp_export {
    struct gp_slice title, needs, shape, role[GP_ROLES], field, events, note;
    uint64_t line; /* of its title */
};

/* Slices point into text. */
struct gp_preset {
    const char *name; /* "zendesk" or the file, borrowed */
    struct gp_text text;
    struct gp_slice title, ends, clock_stands, missing;
    struct gp_export *exports;
    size_t n, cap;
};

/* The presets that are built in: NULL behind the last one. */
const char *gp_preset_name(size_t i);
struct gp_slice gp_preset_bytes(size_t i);

/* A built-in name, or else a file. GP_USAGE, with file and line, names what was found and
 * what was expected. Release in any case. */
enum gp_status gp_preset_read(const char *name, struct gp_preset *out,
                              struct gp_err *err) GP_MUST_USE;
void gp_preset_release(struct gp_preset *p);

/* The next of "a, b" or "a | b", trimmed; *list moves behind it. False at the end. */
bool gp_preset_next(struct gp_slice *list, char sign, struct gp_slice *item);

/* The same letters and digits, in any case? pattern may hold "*". */
bool gp_preset_same(struct gp_slice name, struct gp_slice pattern);

#endif
