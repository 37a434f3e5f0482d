/* odd_rows.c - see odd_rows.h. */
#include "ingest/odd_rows.h"

#include <string.h>

bool gp_odd_rows_any(const struct gp_reader_counts *counts)
{
    return counts->odd_quotes != 0 || counts->invalid_utf8 != 0;
}

/* What iconv could not convert stands as a replacement mark. */
static bool is_undecodable(struct gp_slice record)
{
    static const char mark[] = "\xEF\xBF\xBD";
    size_t i;

    if (!gp_utf8_valid(record.at, record.len))
        return true;
    for (i = 0; i + 3 <= record.len; i++)
        if (memcmp(record.at + i, mark, 3) == 0)
            return true;
    return false;
}

/* False: there are enough. */
static bool add(struct gp_first_rows *rows, const char *file, uint64_t line)
{
    if (rows->n == GP_TIME_LINES)
        return false;
    rows->row[rows->n].file = file;
    rows->row[rows->n++].line = line;
    return rows->n < GP_TIME_LINES;
}

enum gp_status gp_odd_rows_find(struct gp_reader *reader,
                                const struct gp_source_found *found,
                                struct gp_ingest_result *out, struct gp_err *err)
{
    bool quotes = found->counts.odd_quotes != 0 && out->odd_quotes.n < GP_TIME_LINES;
    bool bytes = found->counts.invalid_utf8 != 0 && out->undecodable.n < GP_TIME_LINES;
    uint64_t odd = 0;
    enum gp_status st = GP_OK;

    gp_reader_rejects(reader, NULL);
    while (quotes || bytes) {
        const struct gp_row *row = NULL;
        uint64_t before = odd;

        st = gp_reader_next(reader, &row, err);
        if (st != GP_OK || row == NULL)
            break;
        odd = gp_reader_odd_quotes(reader);
        if (quotes && odd != before)
            quotes = add(&out->odd_quotes, found->name, row->line);
        if (bytes && is_undecodable(gp_row_record(row)))
            bytes = add(&out->undecodable, found->name, row->line);
    }
    return st;
}
