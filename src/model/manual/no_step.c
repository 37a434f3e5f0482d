/* no_step.c - see no_step.h. */
#include "model/manual/no_step.h"

#include "base/nearest.h"
#include "base/text.h"

enum gp_status gp_no_step(const char *file, uint64_t line, const char *sentence,
                          struct gp_slice name, const struct gp_dict *names,
                          struct gp_err *err)
{
    enum { SHOWN = 200 };
    struct gp_text wanted = {0}, near = {0};
    enum gp_status st;

    gp_text_add_slice(&wanted, name);
    gp_nearest_say(&near, gp_text_z(&wanted), names);
    st = gp_text_ok(&wanted) && gp_text_ok(&near)
             ? gp_fail_at(err, GP_INPUT, file, line, "%s \"%.*s\"%s", sentence,
                          (int)(name.len < SHOWN ? name.len : SHOWN), name.at,
                          gp_text_z(&near))
             : gp_fail_memory(err);
    gp_text_release(&wanted);
    gp_text_release(&near);
    return st;
}
