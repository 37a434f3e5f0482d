/* xmlvalue.h - what an attribute's value in XML means. */
#ifndef GP_BASE_XMLVALUE_H
#define GP_BASE_XMLVALUE_H

#include "base/text.h"

/* UTF-8, and no character that XML forbids: U+FFFE and U+FFFF. Control characters are not
 * looked for. */
bool gp_xml_is_sound(struct gp_slice s);

/* Adds the value as written, without its quotes: entities as the characters they stand
 * for, tabs and line ends as blanks. False at an entity that is none of the five of XML
 * and no number of a character; part of the value may have been added then. */
bool gp_xml_decode(struct gp_slice raw, struct gp_text *out);

#endif
