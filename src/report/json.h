/* json.h - report.json (design 5, docs/report.schema.json). */
#ifndef GP_REPORT_JSON_H
#define GP_REPORT_JSON_H

#include "report/facts.h"

/* The whole object, or only the sections named (NULL-terminated
 * list of "quality", "log", "activities", ...; schema, version and sources always). */
void gp_report_json(struct gp_text *out, const struct gp_facts *facts,
                    const char *const *sections);

#endif
