/* inserts.h - texts to put in between the bytes of a document, all others left as they
 * were. */
#ifndef GP_REPORT_INSERTS_H
#define GP_REPORT_INSERTS_H

#include "base/text.h"

struct gp_insert;

/* Zeroed is empty. Release in any case. */
struct gp_inserts {
    struct gp_insert *at;
    size_t n, cap;
    struct gp_text nowhere; /* takes what is put in after memory ran out */
    bool failed;
};

/* An empty text that will stand before this byte of the document; what goes in at one byte
 * keeps its order. Lent until the next call; never NULL. */
struct gp_text *gp_insert(struct gp_inserts *inserts, size_t byte);

/* Appends the document with all that was put in. False: memory is short, now or when a
 * text was written. */
bool gp_inserts_apply(struct gp_inserts *inserts, struct gp_slice document,
                      struct gp_text *out);
void gp_inserts_release(struct gp_inserts *inserts);

#endif
