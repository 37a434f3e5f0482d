/* split_body.h - the loop of the splitter, included once for each way of comparing bytes
 * (split.c). Before: SPLIT_NAME, SPLIT_TARGET, and SPLIT_MASKS(m, p, d, q), which fills a
 * struct masks from the 64 bytes at p.
 *
 * A chunk without quotes needs the separators' bits and nothing else. With quotes, a
 * running parity of their bits says what lies inside.
 */

SPLIT_TARGET static bool SPLIT_NAME(struct gp_split *s, const char *bytes, size_t from,
                                    size_t to)
{
    uint64_t inside = s->inside, after_sep = s->after_sep;
    uint64_t after_close = s->after_close, after_return = s->after_return;
    uint32_t *end = s->end + s->n_ends;
    struct gp_split_row *row = s->row + s->n_rows;
    uint32_t n = (uint32_t)s->n_ends, lines = s->lines;
    uint64_t wrong = 0;
    size_t at;
    unsigned i;

    for (at = from; at < to && wrong == 0; at += GP_SPLIT_CHUNK) {
        struct masks m;
        uint64_t breaks, line_ends, ends, row_ends;

        SPLIT_MASKS(m, bytes + at, s->delimiter, s->quote);
        breaks = m.lf | m.cr;
        /* the line feed of a CRLF is no end of its own */
        line_ends = m.cr | (m.lf & ~(m.cr << 1 | after_return));
        after_return = m.cr >> 63;
        ends = m.delimiter | line_ends;
        row_ends = line_ends;
        if ((m.quote | m.nul | inside | after_close) != 0) {
            uint64_t within = parity(m.quote) ^ inside;
            uint64_t opening = m.quote & within, closing = m.quote & ~within;
            uint64_t outside = (m.delimiter | breaks) & ~within;

            wrong = m.nul |
                    (opening & ~((outside | closing) << 1 | after_sep | after_close));
            wrong |= (closing << 1 | after_close) & ~(outside | opening);
            inside = 0 - (within >> 63);
            after_close = closing >> 63;
            after_sep = outside >> 63;
            ends &= ~within;
            row_ends &= ~within;
            if (wrong != 0) {
                uint64_t before = (wrong & (0 - wrong)) - 1;

                ends &= before;
                row_ends &= before;
                line_ends &= before;
            }
        } else {
            after_sep = (m.delimiter | breaks) >> 63;
        }
        /* How many there are is hard to predict, so one row and eight ends are written
         * whether they are there or not; there is room. */
        do {
            uint64_t below = row_ends ^ (row_ends - 1); /* up to and with its lowest */

            row->ends = n + (uint32_t)__builtin_popcountll(ends & below);
            row->lines = lines + (uint32_t)__builtin_popcountll(line_ends & below);
            row += row_ends != 0;
            row_ends &= row_ends - 1;
        } while (row_ends != 0);
        lines += (uint32_t)__builtin_popcountll(line_ends);
        n += (uint32_t)__builtin_popcountll(ends);
        do {
#pragma GCC unroll 8
            for (i = 0; i < GP_SPLIT_SPARE; i++) {
                end[i] = (uint32_t)at + lowest_bit(ends);
                ends &= ends - 1;
            }
            end += GP_SPLIT_SPARE;
        } while (ends != 0);
        end = s->end + n;
    }
    s->inside = inside;
    s->after_sep = after_sep;
    s->after_close = after_close;
    s->after_return = after_return;
    s->n_ends = n;
    s->n_rows = (size_t)(row - s->row);
    s->lines = lines;
    return wrong == 0;
}

#undef SPLIT_NAME
#undef SPLIT_TARGET
#undef SPLIT_MASKS
