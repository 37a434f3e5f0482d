/* process.c - see process.h.
 *
 * Only bookkeeping: growing lists whose first failure is remembered, names copied into
 * one arena. Readers decide what an element means; the verdict says what became of it.
 */
#include "model/process.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *gp_verdict_name(enum gp_verdict v)
{
    static const char *const names[GP_N_VERDICTS] = {"executed", "informational",
                                                     "approximated", "not understood"};

    return names[v];
}

/* Outputs hold no folders, so that they are the same on every machine (design 4.10). */
static struct gp_slice base_name(struct gp_slice path)
{
    size_t i = path.len;

    while (i > 0 && path.at[i - 1] != '/')
        i--;
    return gp_slice_n(path.at + i, path.len - i);
}

struct gp_process *gp_process_new(struct gp_slice file, const char *format)
{
    struct gp_process *p = gp_array_zero(1, sizeof *p);

    if (p == NULL)
        return NULL;
    p->format = format;
    p->nowhere.failed = true;
    p->failed = gp_dict_add(&p->files, base_name(file)) == GP_NO_ID;
    return p;
}

void gp_process_free(struct gp_process *p)
{
    size_t i;

    if (p == NULL)
        return;
    for (i = 0; i < p->n_nets; i++) {
        gp_net_release(p->nets[i]);
        gp_free(p->nets[i]);
    }
    gp_dict_release(&p->files);
    gp_dict_release(&p->labels);
    gp_dict_release(&p->owners);
    gp_free(p->elements);
    gp_free(p->flows);
    gp_free(p->nets);
    gp_free(p->limits);
    gp_free(p->rules);
    gp_free(p->notes);
    gp_arena_release(&p->texts);
    gp_free(p);
}

uint32_t gp_process_file(struct gp_process *p, struct gp_slice path)
{
    uint32_t file = gp_dict_add(&p->files, base_name(path));

    p->failed = p->failed || file == GP_NO_ID;
    return file;
}

bool gp_process_ok(const struct gp_process *p)
{
    size_t i;

    for (i = 0; i < p->n_nets; i++)
        if (p->nets[i]->failed)
            return false;
    return !p->failed;
}

/* NULL when memory is short, which the process then knows. */
static char *copy_of(struct gp_process *p, struct gp_slice s)
{
    char *copy = gp_arena_copy(&p->texts, s.at, s.len);

    p->failed = p->failed || copy == NULL;
    return copy;
}

struct gp_slice gp_process_text(struct gp_process *p, struct gp_slice s)
{
    const char *copy = s.len != 0 ? copy_of(p, s) : NULL;

    return copy != NULL ? gp_slice_n(copy, s.len) : gp_slice("");
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct gp_slice gp_process_name(struct gp_process *p, struct gp_slice s)
{
    size_t i = 0, n = 0;
    char *copy;

    s = gp_slice_trim(s);
    copy = s.len != 0 ? copy_of(p, s) : NULL;
    if (copy == NULL)
        return gp_slice("");
    while (i < s.len) {
        size_t end = i;
        bool breaks = false;

        for (; end < s.len && is_blank(s.at[end]); end++)
            breaks = breaks || s.at[end] != ' ';
        if (breaks)
            copy[n++] = ' ';
        else
            for (; i < end; i++)
                copy[n++] = ' ';
        i = end;
        if (i < s.len)
            copy[n++] = s.at[i++];
    }
    copy[n] = '\0';
    return gp_slice_n(copy, n);
}

uint32_t gp_process_element(struct gp_process *p, struct gp_slice kind,
                            struct gp_slice id, struct gp_slice name, uint64_t line)
{
    struct gp_element e = {.owner = GP_NO_ID,
                           .label = GP_NO_ID,
                           .net = GP_NO_ID,
                           .parent = GP_NO_ID,
                           .line = line};

    e.kind = gp_process_text(p, kind);
    e.id = gp_process_text(p, id);
    e.name = gp_process_name(p, name);
    e.owner_path = e.pool = e.reason = gp_slice("");
    if (p->failed || p->n_elements >= GP_NO_ID ||
        !gp_reserve(&p->elements, &p->elements_cap, p->n_elements + 1)) {
        p->failed = true;
        return GP_NO_ID;
    }
    p->elements[p->n_elements] = e;
    return (uint32_t)p->n_elements++;
}

uint32_t gp_process_step(struct gp_process *p, struct gp_slice name, uint64_t line)
{
    uint32_t e = gp_process_element(p, gp_slice("step"), gp_slice(""), name, line);

    gp_process_make_step(p, e);
    return e;
}

void gp_process_make_step(struct gp_process *p, uint32_t element)
{
    if (p->failed || element == GP_NO_ID)
        return;
    p->elements[element].on_flow = true;
    p->elements[element].label = gp_dict_add(&p->labels, p->elements[element].name);
    p->failed = p->elements[element].label == GP_NO_ID;
}

void gp_process_set_owner(struct gp_process *p, uint32_t element, struct gp_slice name)
{
    struct gp_slice clean = gp_process_name(p, name);
    struct gp_element *e;

    if (p->failed || element == GP_NO_ID || clean.len == 0)
        return;
    e = &p->elements[element];
    e->owner = gp_dict_add(&p->owners, clean);
    p->failed = e->owner == GP_NO_ID;
    if (e->owner_path.len == 0)
        e->owner_path = clean;
}

static struct gp_slice vtext(struct gp_process *p, const char *format, va_list args)
    GP_PRINTF(2, 0);

static struct gp_slice vtext(struct gp_process *p, const char *format, va_list args)
{
    char text[1024];
    int n = vsnprintf(text, sizeof text, format, args);

    if (n < 0)
        n = 0;
    if ((size_t)n >= sizeof text) {
        memcpy(text + sizeof text - 4, "...", 4);
        n = (int)sizeof text - 1;
    }
    return gp_process_text(p, gp_slice_n(text, (size_t)n));
}

void gp_process_judge(struct gp_process *p, uint32_t element, enum gp_verdict verdict,
                      const char *reason, ...)
{
    va_list args;

    if (p->failed || element == GP_NO_ID)
        return;
    p->elements[element].verdict = verdict;
    if (reason == NULL)
        return;
    va_start(args, reason);
    p->elements[element].reason = vtext(p, reason, args);
    va_end(args);
}

uint32_t gp_process_flow(struct gp_process *p, enum gp_flow_kind kind, uint32_t from,
                         uint32_t to, uint32_t element)
{
    struct gp_flow f = {.from = from, .to = to, .element = element, .kind = kind};

    if (p->failed || from == GP_NO_ID || to == GP_NO_ID ||
        !gp_reserve(&p->flows, &p->flows_cap, p->n_flows + 1)) {
        p->failed = p->failed || (from != GP_NO_ID && to != GP_NO_ID);
        return GP_NO_ID;
    }
    f.name = element != GP_NO_ID ? p->elements[element].name : gp_slice("");
    p->flows[p->n_flows] = f;
    return (uint32_t)p->n_flows++;
}

struct gp_net *gp_process_net(struct gp_process *p, uint32_t element)
{
    struct gp_net *net = NULL;

    /* NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers */
    if (!p->failed && gp_reserve(&p->nets, &p->nets_cap, p->n_nets + 1))
        net = gp_array_zero(1, sizeof *net);
    if (net == NULL) {
        p->failed = true;
        return &p->nowhere;
    }
    net->element = element;
    net->name = element != GP_NO_ID ? p->elements[element].name : gp_slice("");
    p->nets[p->n_nets++] = net;
    return net;
}

void gp_process_limit(struct gp_process *p, const struct gp_limit *limit)
{
    if (p->failed || !gp_reserve(&p->limits, &p->limits_cap, p->n_limits + 1)) {
        p->failed = true;
        return;
    }
    p->limits[p->n_limits] = *limit;
    p->limits[p->n_limits++].text = gp_process_text(p, limit->text);
}

void gp_process_rule(struct gp_process *p, const struct gp_rule *rule)
{
    struct gp_rule *r;

    if (p->failed || !gp_reserve(&p->rules, &p->rules_cap, p->n_rules + 1)) {
        p->failed = true;
        return;
    }
    r = &p->rules[p->n_rules++];
    *r = *rule;
    r->a = gp_process_name(p, rule->a);
    r->b = gp_process_name(p, rule->b);
    r->text = gp_process_text(p, rule->text);
}

void gp_process_note(struct gp_process *p, enum gp_note_kind kind, uint32_t element,
                     uint64_t line, const char *format, ...)
{
    struct gp_note n = {.kind = kind, .element = element, .line = line};
    va_list args;

    if (p->failed || !gp_reserve(&p->notes, &p->notes_cap, p->n_notes + 1)) {
        p->failed = true;
        return;
    }
    va_start(args, format);
    n.text = vtext(p, format, args);
    va_end(args);
    if (element != GP_NO_ID)
        n.file = p->elements[element].file;
    p->notes[p->n_notes++] = n;
}

static void label_transitions(struct gp_net *net, uint32_t element, uint32_t label)
{
    size_t i;

    for (i = 0; i < net->n_transitions; i++)
        if (net->transitions[i].element == element)
            net->transitions[i].label = label;
}

bool gp_process_show(struct gp_process *p, uint32_t element)
{
    size_t i;

    if (p->failed || element >= p->n_elements || !p->elements[element].can_show)
        return false;
    gp_process_make_step(p, element);
    if (p->failed)
        return false;
    p->elements[element].can_show = false;
    for (i = 0; i < p->n_nets; i++)
        label_transitions(p->nets[i], element, p->elements[element].label);
    return true;
}

void gp_process_count(const struct gp_process *p, size_t count[GP_N_VERDICTS])
{
    size_t i;

    memset(count, 0, GP_N_VERDICTS * sizeof *count);
    for (i = 0; i < p->n_elements; i++)
        count[p->elements[i].verdict]++;
}

enum gp_status gp_process_check(const struct gp_process *p, struct gp_err *err)
{
    struct gp_slice file = gp_dict_name(&p->files, 0);
    size_t i, t, visible = 0;

    if (!gp_process_ok(p))
        return gp_fail_memory(err);
    for (i = 0; i < p->n_nets; i++)
        for (t = 0; t < p->nets[i]->n_transitions; t++)
            visible += p->nets[i]->transitions[t].label != GP_NO_ID;
    if (visible == 0 && p->n_rules == 0)
        return gp_fail_at(err, GP_INPUT, file.at, 0,
                          "the %s document holds no step to compare with (%zu elements "
                          "read); expected a process with at least one named step",
                          p->format, p->n_elements);
    return GP_OK;
}
