/* option_values.h - the sorts of values an option can have: how each is read.
 *
 * Every function is a gp_option_set (option_table.h); behind its name stands the type of
 * the member it writes.
 */
#ifndef GP_CLI_OPTION_VALUES_H
#define GP_CLI_OPTION_VALUES_H

#include "cli/option_table.h"

gp_option_set gp_set_text;    /* const char *: the value itself */
gp_option_set gp_set_zone;    /* ingest.tz, or file_tz where it is FILE=ZONE */
gp_option_set gp_set_flag;    /* bool: becomes true */
gp_option_set gp_set_word;    /* struct gp_word_list: one more */
gp_option_set gp_set_words;   /* struct gp_word_list: "A,B"; a comma in a name as \, */
gp_option_set gp_set_count;   /* size_t: 0 and above */
gp_option_set gp_set_percent; /* unsigned: 0 to 100 */
gp_option_set gp_set_score;   /* double: 0 to 1 */
gp_option_set gp_set_character;   /* char: itself, or tab, comma, semicolon, pipe */
gp_option_set gp_set_yes_no;      /* int: 1 or 0 */
gp_option_set gp_set_instant;     /* int64_t: ISO 8601, as us since 1970 UTC */
gp_option_set gp_set_include;     /* bool: true by the word "include" */
gp_option_set gp_set_engine;      /* bool: plain, not fast */
gp_option_set gp_set_threads;     /* unsigned: 0 is the machine's own number */
gp_option_set gp_set_memory;      /* uint64_t: bytes; 0, or GP_BUDGET_LEAST and above */
gp_option_set gp_set_max_rejects; /* double: a percentage, kept as a share above 0 */
gp_option_set gp_set_format;      /* enum gp_format: the option's name says which */

#endif
