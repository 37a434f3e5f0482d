/* documents.h - small documents written in tests, and what runs they allow. */
#ifndef GP_TESTS_SUPPORT_DOCUMENTS_H
#define GP_TESTS_SUPPORT_DOCUMENTS_H

#include "model/read.h"
#include "model/states.h"

/* Reads a document from memory; fails the test when that is refused. */
struct gp_process *document_of(const char *name, const char *text,
                               const struct gp_read_options *options);

/* A BPMN document with this inside its only process. */
struct gp_process *drawing_of(const char *body);

/* All complete runs with at most `steps` steps: "A B|A C", from the net as built and
 * from the reduced one (which must agree). The text is lent until the next call. */
const char *runs_of(const struct gp_process *p, size_t net, size_t steps);

/* The element with this id or, without ids, this name; fails the test if absent. */
const struct gp_element *element_of(const struct gp_process *p, const char *id);

bool has_finding(const struct gp_process *p, size_t net, enum gp_flaw_kind kind,
                 const char *id);
bool has_note(const struct gp_process *p, const char *words);

#endif
