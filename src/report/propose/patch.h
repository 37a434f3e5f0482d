/* patch.h - changes of a text by whole lines: the changed text, and the unified patch
 * that `patch` and `git apply` turn the one into the other with. */
#ifndef GP_REPORT_PATCH_H
#define GP_REPORT_PATCH_H

#include "base/text.h"

/* What happens to one line of the text, and what is put behind it. */
struct gp_patch_line {
    struct gp_slice old;   /* without its line end */
    struct gp_text new;    /* instead, when replaced */
    struct gp_text behind; /* whole lines, each with \n */
    bool replaced;
};

struct gp_patch {
    struct gp_patch_line *line; /* [n]; line[i] is line i + 1 of the text */
    size_t n;
    const char *end; /* of lines: "\n" or "\r\n", whichever the text has first */
    bool no_newline; /* the last line has no end */
    bool failed;     /* memory was short */
};

/* The text is borrowed. Release in any case. */
void gp_patch_begin(struct gp_patch *p, struct gp_slice text);
void gp_patch_release(struct gp_patch *p);

/* The text with the changes. */
void gp_patch_apply(const struct gp_patch *p, struct gp_text *out);

/* The unified patch with three lines around each change, for a file called name; nothing
 * when nothing changed. */
void gp_patch_write(const struct gp_patch *p, struct gp_slice name,
                    struct gp_text *out);

#endif
