/* mention.c - see mention.h. */
#include "model/mention.h"

#include <string.h>

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c & 0x80) != 0;
}

/* "On Hold", "QA": somebody's name for something; not "closed". */
static bool is_a_name(struct gp_slice s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (s.at[i] >= 'A' && s.at[i] <= 'Z')
            return true;
    return false;
}

static bool holds(struct gp_slice text, struct gp_slice name)
{
    size_t i;

    for (i = 0; i + name.len <= text.len; i++)
        if (memcmp(text.at + i, name.at, name.len) == 0 &&
            (i == 0 || !in_word(text.at[i - 1])) &&
            (i + name.len == text.len || !in_word(text.at[i + name.len])))
            return true;
    return false;
}

uint32_t gp_process_mention(const struct gp_process *p, struct gp_slice name)
{
    uint32_t i;

    if (!is_a_name(name))
        return GP_NO_ID;
    for (i = 0; i < p->n_elements; i++)
        if (p->elements[i].label == GP_NO_ID && holds(p->elements[i].name, name))
            return i;
    return GP_NO_ID;
}
