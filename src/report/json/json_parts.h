/* json_parts.h - the sections of report.json that live outside json.c: what the report
 * says about waiting, owners, rework and open cases (json_findings.c). */
#ifndef GP_REPORT_JSON_PARTS_H
#define GP_REPORT_JSON_PARTS_H

#include "base/json.h"
#include "report/facts.h"

void gp_json_handoffs(struct gp_json *j, const struct gp_facts *f);
void gp_json_bottlenecks(struct gp_json *j, const struct gp_facts *f);
/* json_causes.c: null where they were not looked for or cannot be told */
void gp_json_causes(struct gp_json *j, const struct gp_facts *f);
void gp_json_waits(struct gp_json *j, const struct gp_facts *f);
void gp_json_rework(struct gp_json *j, const struct gp_facts *f);
void gp_json_open_cases(struct gp_json *j, const struct gp_facts *f);
void gp_json_timeline(struct gp_json *j, const struct gp_facts *f);
void gp_json_sameness(struct gp_json *j, const struct gp_facts *f);
/* json_conformance.c: nothing without a document */
void gp_json_conformance(struct gp_json *j, const struct gp_facts *f);

/* tables_rules.c */
struct gp_judgement;
void gp_json_rules(struct gp_json *out, const struct gp_judgement *j);

/* A spread of spans; null when the log has no times or there is none. */
void gp_json_times(struct gp_json *j, const char *key, const struct gp_stats *s,
                   const struct gp_spread *spread);

/* All links of a level: [{from, to, count, cases, wait}]. */
void gp_json_links(struct gp_json *j, const char *key, const struct gp_stats *s,
                   enum gp_level level);

#endif
