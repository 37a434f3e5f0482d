/* truth.h - truth.json: what was put into the log, and what a plain count finds in it.
 */
#ifndef DATASETS_TRUTH_H
#define DATASETS_TRUTH_H

#include "company.h"
#include "count.h"
#include "export.h"
#include "json.h"
#include "settings.h"
#include "write_log.h"

/* Everything a section may tell. */
struct story {
    const struct settings *settings;
    const struct company *company;
    const struct export *export;
    const struct counts *counts;
    const struct written *written;
};

void truth_write(const struct story *story);

/* Its parts, and the names they share; NULL for NONE. */
void truth_put_counts(struct json *j, const struct story *s);
void truth_put_company(struct json *j, const struct story *s);
const char *truth_team(const struct story *s, uint8_t team);
const char *truth_activity(const struct story *s, uint8_t activity);

#endif
