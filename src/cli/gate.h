/* gate.h - --fail-on: a condition that makes the exit status 1. */
#ifndef GP_CLI_GATE_H
#define GP_CLI_GATE_H

#include "report/facts.h"

/* Can the condition be asked at all? Before anything is read. GP_USAGE names what was
 * found and expected. */
enum gp_status gp_gate_check(const char *condition, bool has_document, bool has_checks,
                             struct gp_err *err) GP_MUST_USE;

/* NAME OP NUMBER with OP one of < <= > >= =; NAME: gaps, fitness, following, precision,
 * rejected, wait.p90 and the like of all waits (NUMBER with s, min, h or d). Whitespace
 * is free. *met tells the outcome. GP_USAGE names what was found and expected. */
enum gp_status gp_gate(const char *condition, const struct gp_facts *facts, bool *met,
                       struct gp_err *err) GP_MUST_USE;

#endif
