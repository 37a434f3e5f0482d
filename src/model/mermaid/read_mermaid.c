/* read_mermaid.c - see read_mermaid.h.
 *
 *   text -> outline (when it is Markdown) -> blocks of Mermaid -> header -> one of the
 *   two diagrams -> chart.c -> a net each
 *
 * Other kinds of diagrams (sequence, gantt, ...) say nothing about the order of steps;
 * they are named and left.
 */
#include "model/mermaid/read_mermaid.h"

#include "base/mem.h"
#include "model/manual/markdown.h"
#include "model/mermaid/mermaid.h"
#include "model/plain.h"

#include <string.h>

enum diagram { NONE, FLOWCHART, STATES, OTHER };

static bool begins(struct gp_slice s, const char *word)
{
    size_t len = strlen(word);

    return gp_slice_starts(s, word) &&
           (s.len == len || strchr(" \t;-\n", s.at[len]) != NULL);
}

void gp_mermaid_ignore(struct gp_mermaid *m, const char *kind, struct gp_slice text,
                       uint64_t line)
{
    uint32_t e;

    text.len = text.len < 200 ? text.len : 200;
    while (text.len > 0 && !gp_utf8_valid(text.at, text.len))
        text.len--;
    e = gp_process_element(m->p, gp_slice(kind), gp_slice(""), text, line);
    gp_process_judge(m->p, e, GP_INFORMATIONAL, NULL);
}

void gp_mermaid_puzzle(struct gp_mermaid *m, struct gp_slice text, uint64_t line,
                       const char *why)
{
    gp_mermaid_ignore(m, "statement", text, line);
    if (m->p->n_elements > 0)
        gp_process_judge(m->p, (uint32_t)m->p->n_elements - 1, GP_NOT_UNDERSTOOD, "%s",
                         why);
}

/* ---- labels ---- */

static size_t entity(struct gp_slice s, struct gp_text *out)
{
    static const struct {
        const char *name, *text;
    } known[] = {{"#quot;", "\""}, {"&quot;", "\""}, {"&amp;", "&"}, {"#amp;", "&"},
                 {"&lt;", "<"},    {"#lt;", "<"},    {"&gt;", ">"},  {"#gt;", ">"},
                 {"&nbsp;", " "},  {"#nbsp;", " "},  {"#35;", "#"},  {"#59;", ";"}};
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (gp_slice_starts(s, known[i].name)) {
            gp_text_add(out, known[i].text);
            return strlen(known[i].name);
        }
    return 0;
}

/* The length of a tag such as <b> or <br/>; 0 when s does not begin with one. */
static size_t tag(struct gp_slice s)
{
    size_t i = 1;

    if (s.len < 3 || s.at[0] != '<' ||
        !(s.at[1] == '/' || (s.at[1] >= 'a' && s.at[1] <= 'z')))
        return 0;
    while (i < s.len && i < 100 && s.at[i] != '>')
        i++;
    return i < s.len && s.at[i] == '>' ? i + 1 : 0;
}

struct gp_slice gp_mermaid_label(struct gp_mermaid *m, struct gp_slice s)
{
    struct gp_text t = {0};
    struct gp_slice clean;
    bool markdown = false;
    size_t i = 0;

    s = gp_slice_trim(s);
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        s = gp_slice_trim(gp_slice_n(s.at + 1, s.len - 2));
    if (s.len >= 2 && s.at[0] == '`' && s.at[s.len - 1] == '`') {
        s = gp_slice_n(s.at + 1, s.len - 2);
        markdown = true;
    }
    while (i < s.len) {
        struct gp_slice rest = gp_slice_n(s.at + i, s.len - i);
        size_t n = entity(rest, &t);

        if (n == 0 && (n = tag(rest)) != 0 && gp_slice_starts(rest, "<br"))
            gp_text_add_char(&t, ' ');
        if (n == 0 && gp_slice_starts(rest, "\\n")) {
            gp_text_add_char(&t, ' ');
            n = 2;
        }
        if (n == 0 && !(markdown && s.at[i] == '*')) /* emphasis */
            gp_text_add_char(&t, s.at[i]);
        i += n > 0 ? n : 1;
    }
    if (!gp_text_ok(&t))
        m->p->failed = true;
    clean = gp_process_name(m->p, gp_text_slice(&t));
    gp_text_release(&t);
    return clean;
}

static bool is_one_of(struct gp_slice s, const char *const *words)
{
    for (; *words != NULL; words++)
        if (gp_slice_is_nocase(s, *words))
            return true;
    return false;
}

bool gp_mermaid_is_start(struct gp_slice label)
{
    static const char *const words[] = {"start", "begin", "beginn", "anfang", "", NULL};

    return is_one_of(label, words);
}

bool gp_mermaid_is_end(struct gp_slice label)
{
    static const char *const words[] = {"end", "stop", "finish", "ende", "done", NULL};

    return is_one_of(label, words);
}

/* ---- the header of a diagram ---- */

static enum diagram diagram_of(struct gp_slice header)
{
    static const char *const others[] = {
        "sequenceDiagram", "classDiagram", "erDiagram",
        "gantt",           "pie",          "journey",
        "gitGraph",        "mindmap",      "timeline",
        "quadrantChart",   "C4Context",    "requirementDiagram",
        "sankey",          "xychart",      "block",
        "packet",          "kanban",       "architecture",
        "zenuml"};
    size_t i;

    if (begins(header, "graph") || begins(header, "flowchart"))
        return FLOWCHART;
    if (begins(header, "stateDiagram") || begins(header, "stateDiagram-v2"))
        return STATES;
    for (i = 0; i < sizeof others / sizeof *others; i++)
        if (begins(header, others[i]))
            return OTHER;
    return NONE;
}

/* Statements may follow on the line of the header: graph LR; A --> B */
static void begin_on_line(struct gp_mermaid *m, struct gp_slice line,
                          struct gp_slice rest)
{
    const char *semicolon = memchr(line.at, ';', line.len);

    if (semicolon == NULL)
        return;
    m->line--;
    m->rest = gp_slice_n(semicolon + 1, (size_t)(rest.at + rest.len - semicolon - 1));
}

/* Skips front matter, comments and directives; *m then stands behind the header line. */
static enum diagram read_header(struct gp_mermaid *m)
{
    struct gp_slice rest = m->rest, line;
    bool front = false;

    while (gp_plain_line(&rest, &line)) {
        struct gp_slice s = gp_slice_trim(line);
        enum diagram found;

        m->line++;
        m->rest = rest;
        if (gp_slice_is(s, "---")) {
            front = !front;
            continue;
        }
        if (front || s.len == 0 || gp_slice_starts(s, "%%"))
            continue;
        found = diagram_of(s);
        if (found == FLOWCHART)
            begin_on_line(m, line, rest);
        return found;
    }
    return NONE;
}

static struct gp_slice first_line(struct gp_slice s)
{
    struct gp_slice line = gp_slice("");

    while (gp_plain_line(&s, &line) && gp_slice_trim(line).len == 0)
        ;
    return gp_slice_trim(line);
}

/* One diagram; text begins at `line` of the document. */
static void read_diagram(struct gp_process *p, struct gp_slice text, uint64_t line)
{
    struct gp_mermaid m = {.p = p, .rest = text, .line = line};
    enum diagram kind = read_header(&m);
    uint32_t e;

    e = gp_process_element(p, gp_slice("diagram"), gp_slice(""), first_line(text),
                           line);
    if (kind != FLOWCHART && kind != STATES) {
        gp_process_judge(p, e, GP_NOT_UNDERSTOOD,
                         "expected a flowchart or a state diagram");
        return;
    }
    gp_process_judge(p, e, GP_INFORMATIONAL, NULL);
    if (kind == FLOWCHART)
        gp_mermaid_flowchart(&m);
    else
        gp_mermaid_states(&m);
    if (m.chart.n_nodes > 0)
        gp_chart_net(&m.chart, p, e);
    p->failed = p->failed || (m.chart.failed && m.chart.n_nodes < GP_CHART_NODES &&
                              m.chart.n_edges < GP_CHART_EDGES);
    if (m.chart.failed && !p->failed)
        gp_process_judge(p, e, GP_NOT_UNDERSTOOD, "more than %d nodes or %d arrows",
                         GP_CHART_NODES, GP_CHART_EDGES);
    gp_chart_release(&m.chart);
}

/* ---- Markdown around it ---- */

static bool is_mermaid(const struct gp_outline_block *b)
{
    return b->kind == GP_BLOCK_CODE && gp_slice_is_nocase(b->info, "mermaid");
}

static void read_blocks(struct gp_process *p, const struct gp_outline *o)
{
    static const char *const kinds[] = {[GP_BLOCK_HEADING] = "heading",
                                        [GP_BLOCK_ITEM] = "remark",
                                        [GP_BLOCK_PROSE] = "prose",
                                        [GP_BLOCK_CODE] = "code",
                                        [GP_BLOCK_HTML] = "html"};
    struct gp_mermaid m = {.p = p};
    size_t i;

    for (i = 0; i < o->n && !p->failed; i++) {
        const struct gp_outline_block *b = &o->blocks[i];

        if (is_mermaid(b))
            read_diagram(p, b->text, b->line + 1);
        else
            gp_mermaid_ignore(&m, kinds[b->kind], b->text, b->line);
    }
}

/* The document itself is a diagram, or holds some. */
static bool is_bare(struct gp_slice text)
{
    struct gp_mermaid m = {.rest = text};

    return read_header(&m) != NONE;
}

static bool has_block(struct gp_slice text)
{
    struct gp_slice line;

    while (gp_plain_line(&text, &line)) {
        line = gp_slice_trim(line);
        if (gp_slice_starts(line, "```mermaid") || gp_slice_starts(line, "~~~mermaid"))
            return true;
    }
    return false;
}

static enum gp_status read_text(struct gp_process *p, const char *file,
                                struct gp_slice text, struct gp_err *err)
{
    struct gp_outline outline;
    enum gp_status st;

    if (!has_block(text)) {
        read_diagram(p, text, 1);
    } else {
        st = gp_markdown_read(file, text, &outline, err);
        if (st != GP_OK)
            return st;
        read_blocks(p, &outline);
        gp_outline_release(&outline);
    }
    if (!gp_process_ok(p))
        return gp_fail_memory(err);
    if (p->n_nets == 0)
        return gp_fail_at(err, GP_INPUT, file, 0,
                          "no Mermaid flowchart or state diagram with nodes in it");
    return GP_OK;
}

enum gp_status gp_read_mermaid(const struct gp_input *inputs, size_t n,
                               const struct gp_read_options *options,
                               struct gp_process **out, struct gp_err *err)
{
    struct gp_text text = {0};
    struct gp_process *p = gp_process_new(gp_slice(inputs[0].name), "mermaid");
    enum gp_status st =
        p != NULL ? gp_plain_read(&inputs[0], &text, err) : gp_fail_memory(err);

    (void)n;
    (void)options;
    *out = NULL;
    if (st == GP_OK)
        st = read_text(p, inputs[0].name, gp_text_slice(&text), err);
    gp_text_release(&text);
    if (st != GP_OK) {
        gp_process_free(p);
        return st;
    }
    *out = p;
    return GP_OK;
}

bool gp_mermaid_looks(const struct gp_input *input)
{
    struct gp_slice b = input->bytes;

    if (b.len > GP_PLAIN_BYTES)
        return false;
    if (gp_slice_starts(b, "\xEF\xBB\xBF"))
        b = gp_slice_n(b.at + 3, b.len - 3);
    return is_bare(b) || has_block(b);
}
