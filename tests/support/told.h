/* told.h - what tests look for in what is told. */
#ifndef GP_TESTS_SUPPORT_TOLD_H
#define GP_TESTS_SUPPORT_TOLD_H

#include "report/checks.h"

/* The check of this name; NULL when it found nothing. */
const struct gp_check *check_named(const struct gp_checks *checks, const char *name);

/* Fails the test unless the words stand in the text. */
void text_says(const struct gp_text *text, const char *words);

#endif
