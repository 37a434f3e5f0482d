/* manual_headings.h - steps that are written as headings. */
#ifndef GP_MODEL_MANUAL_HEADINGS_H
#define GP_MODEL_MANUAL_HEADINGS_H

#include "model/manual/markdown.h"

/* Where no list at the top is numbered, headings that number the steps become items:
 *
 *   ## Step 1: Receive application     ## 3. Step 1 - Receive application
 *   ### 1. Detection                   (three of a level or more, 1, 2, 3, ...)
 *
 * Plain numbers may as well number the chapters of a document: they do when one of them is
 * called like a chapter (Purpose, Scope, Roles, ...). Returns how many became items.
 */
size_t gp_manual_headings(struct gp_outline *o);

#endif
