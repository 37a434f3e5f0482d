/* workbook_parts.h - what a workbook says before its cells: which sheet is the first,
 * the shared strings, which styles show dates.
 */
#ifndef GP_INGEST_WORKBOOK_PARTS_H
#define GP_INGEST_WORKBOOK_PARTS_H

#include "base/mem.h"
#include "base/xml.h"
#include "ingest/archive.h"
#include "ingest/workbook/cell_format.h"

struct gp_workbook_parts {
    bool since_1904;
    size_t n_sheets;
    /* of the first visible sheet, else the first */
    struct gp_text sheet_name, sheet_id;
    bool visible;
    struct gp_text target; /* the sheet's member in the archive */

    struct gp_text strings; /* shared strings, one behind the other */
    size_t *string;         /* [n_strings + 1] where each begins */
    size_t n_strings, cap_strings;

    enum gp_cell_form *style; /* [n_styles] by the s of a cell */
    size_t n_styles, cap_styles;

    /* While reading: */
    size_t depth, inside; /* inside: depth of <cellXfs>, <t>, or 0 */
    size_t skipped;       /* depth of <rPh>, whose text is a reading aid */
    struct format {
        unsigned id;
        enum gp_cell_form form;
    } * format;
    size_t n_formats, cap_formats;
};

enum gp_status gp_workbook_parts_read(struct gp_workbook_parts *p, struct gp_archive *a,
                                      const char *name, struct gp_err *err) GP_MUST_USE;
void gp_workbook_parts_release(struct gp_workbook_parts *p);

/* Unsigned number of an attribute; fallback when it is absent or none. */
unsigned gp_workbook_number(const struct gp_xml_tag *tag, const char *attribute,
                            unsigned fallback);

#endif
