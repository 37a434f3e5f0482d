/* told.c - see told.h. */
#include "tests/support/told.h"

#include "tests/support/test.h"

#include <string.h>

const struct gp_check *check_named(const struct gp_checks *checks, const char *name)
{
    size_t i;

    for (i = 0; i < checks->n; i++)
        if (strcmp(checks->check[i].name, name) == 0)
            return &checks->check[i];
    return NULL;
}

void text_says(const struct gp_text *text, const char *words)
{
    if (strstr(gp_text_z(text), words) == NULL)
        fail_msg("found \"%s\", expected \"%s\" in it", gp_text_z(text), words);
}
