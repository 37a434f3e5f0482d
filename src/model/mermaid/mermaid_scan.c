/* mermaid_scan.c - the text of a flowchart, character by character (mermaid_flow.h). */
#include "model/mermaid/mermaid_flow.h"

#include <string.h>

enum { MAX_LABEL = 4096 };

char gp_flow_at(const struct gp_flowchart *f, size_t ahead)
{
    return f->i + ahead < f->s.len ? f->s.at[f->i + ahead] : '\n';
}

bool gp_flow_looks_at(const struct gp_flowchart *f, const char *z)
{
    size_t len = strlen(z);

    return f->i + len <= f->s.len && memcmp(f->s.at + f->i, z, len) == 0;
}

void gp_flow_skip_blanks(struct gp_flowchart *f)
{
    while (f->i < f->s.len && (gp_flow_at(f, 0) == ' ' || gp_flow_at(f, 0) == '\t'))
        f->i++;
}

void gp_flow_advance(struct gp_flowchart *f, size_t to)
{
    for (; f->i < to && f->i < f->s.len; f->i++)
        f->line += f->s.at[f->i] == '\n';
}

bool gp_flow_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || (c & 0x80) != 0;
}

struct gp_slice gp_flow_id(struct gp_flowchart *f)
{
    size_t start = f->i;

    while (f->i < f->s.len &&
           (gp_flow_is_word(gp_flow_at(f, 0)) ||
            (f->i > start && strchr("-./:", gp_flow_at(f, 0)) != NULL &&
             gp_flow_is_word(gp_flow_at(f, 1)) &&
             !(gp_flow_at(f, 0) == ':' && gp_flow_at(f, 1) == ':'))))
        f->i++;
    return gp_slice_n(f->s.at + start, f->i - start);
}

size_t gp_flow_find(const struct gp_flowchart *f, size_t from, const char *z)
{
    size_t len = strlen(z), i;

    for (i = from; i + len <= f->s.len && i < from + MAX_LABEL; i++)
        if (memcmp(f->s.at + i, z, len) == 0)
            return i;
    return SIZE_MAX;
}

struct gp_slice gp_flow_rest_of_line(struct gp_flowchart *f)
{
    size_t start = f->i;

    while (f->i < f->s.len && gp_flow_at(f, 0) != '\n')
        f->i++;
    return gp_slice_trim(gp_slice_n(f->s.at + start, f->i - start));
}
