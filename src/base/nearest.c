/* nearest.c - see nearest.h. */
#include "base/nearest.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>

enum { MOST = 63, LEAST_PART = 3 };

static unsigned limit(size_t letters)
{
    if (letters < 4)
        return 1;
    return letters < 9 ? 2 : (unsigned)(letters / 3);
}

static bool holds(const char *name, const char *part, size_t letters)
{
    for (; *name != '\0'; name++)
        if (strncasecmp(name, part, letters) == 0)
            return true;
    return false;
}

/* To the beginning of the name that is as long, a letter more or less: at least 1. */
static unsigned to_beginning(const char *wanted, size_t letters, const char *name)
{
    unsigned least = ~0u;
    size_t n;

    for (n = letters - 1; n <= letters + 1; n++) {
        char begin[MOST + 1] = "";
        unsigned d;

        if (n == 0 || n > MOST || n >= strlen(name))
            continue;
        memcpy(begin, name, n);
        d = gp_edit_distance(wanted, begin) + 1;
        least = d < least ? d : least;
    }
    return least;
}

struct gp_nearest gp_nearest_to(const char *wanted)
{
    return (struct gp_nearest){wanted, NULL, limit(strlen(wanted)) + 1};
}

void gp_nearest_offer(struct gp_nearest *n, const char *name)
{
    size_t letters = strlen(n->wanted);
    unsigned d = gp_edit_distance(n->wanted, name), begin;

    if (letters >= LEAST_PART && d > 1 && holds(name, n->wanted, letters))
        d = 1;
    begin = letters >= LEAST_PART ? to_beginning(n->wanted, letters, name) : d;
    d = begin < d ? begin : d;
    if (d < n->least) {
        n->least = d;
        n->best = name;
    }
}

static void say_some(struct gp_text *out, const struct gp_dict *names)
{
    enum { SOME = 4 };
    size_t i;

    for (i = 0; i < names->n && i < SOME; i++)
        gp_text_addf(out, "%s\"%.200s\"", i == 0 ? "; there are " : ", ",
                     names->name[i].at);
    if (names->n > SOME)
        gp_text_addf(out, names->n - SOME == 1 ? " and %zu other" : " and %zu others",
                     names->n - SOME);
}

void gp_nearest_say(struct gp_text *out, const char *wanted,
                    const struct gp_dict *names)
{
    enum { LOOKED_AT = 100000 };
    struct gp_nearest n = gp_nearest_to(wanted);
    size_t i;

    for (i = 0; i < names->n && i < LOOKED_AT; i++)
        gp_nearest_offer(&n, names->name[i].at);
    if (n.best != NULL)
        gp_text_addf(out, "; the nearest is \"%.200s\"", n.best);
    else
        say_some(out, names);
}
