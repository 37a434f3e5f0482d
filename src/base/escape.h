/* escape.h - text from a log is a guest in every language we write.
 *
 * One function a sink (spec/reliability.md 4.6). Each takes any bytes, also invalid
 * UTF-8, and appends what that language shows as those bytes and as nothing else.
 */
#ifndef GP_BASE_ESCAPE_H
#define GP_BASE_ESCAPE_H

#include "base/text.h"

/* Inside a JSON string. Invalid bytes become U+FFFD. < is written \u003c, so that the
 * text can stand in an HTML script block. */
void gp_escape_json(struct gp_text *t, struct gp_slice s);

/* HTML and SVG text and double- or single-quoted attributes. Control characters become
 * visible pictures (U+2400...); bidirectional controls are shown as their code points.
 */
void gp_escape_html(struct gp_text *t, struct gp_slice s);

/* XML 1.0 text and attributes for programs: what XML can hold comes back as it was,
 * line breaks and tabs included; what it cannot (other control characters, invalid
 * bytes) becomes U+FFFD. */
void gp_escape_xml(struct gp_text *t, struct gp_slice s);

/* One CSV cell (RFC 4180), quoted where needed. Cells that a spreadsheet would take for
 * a formula get a leading apostrophe. */
void gp_escape_csv(struct gp_text *t, struct gp_slice s);
/* The same without the apostrophe, for machine use (--raw-csv). */
void gp_escape_csv_raw(struct gp_text *t, struct gp_slice s);

/* Inside a double-quoted DOT string: no escapes of graphviz survive, never HTML. */
void gp_escape_dot(struct gp_text *t, struct gp_slice s);

/* One field of a tab-separated gnuplot data file, double-quoted. */
void gp_escape_plot(struct gp_text *t, struct gp_slice s);

/* Terminal: control characters (C0, DEL, C1), bidirectional and invisible controls
 * shown as visible escapes, invalid bytes as \xNN. Also used for messages. */
void gp_escape_terminal(struct gp_text *t, struct gp_slice s);
/* The same for whole lines: their ends and tabs stay. */
void gp_escape_terminal_lines(struct gp_text *t, struct gp_slice s);

/* A Markdown table cell: pipes, backticks, brackets, line breaks defused. */
void gp_escape_markdown(struct gp_text *t, struct gp_slice s);

/* One word as a POSIX shell reads it back: quoted where needed. */
void gp_escape_shell(struct gp_text *t, struct gp_slice s);

/* One line of Markdown text that shows, and reads back as, what it was: the text of a
 * paragraph or list item. Control characters become blanks, invalid bytes U+FFFD. */
void gp_escape_prose(struct gp_text *t, struct gp_slice s);

#endif
