/* read_flatnet.c - see read_flatnet.h.
 *
 * One pass; a transition names its places by id, so places come first (they do in every
 * file seen). Ids are texts; the n-th distinct id of a P line is place n of the net.
 */
#include "model/net/read_flatnet.h"

#include <string.h>

enum { MAX_FIELDS = 6 };

struct reading {
    struct gp_process *p;
    struct gp_net *net;
    struct gp_dict places;
    const char *file;
    uint64_t line;
    struct gp_err *err;
};

static struct gp_slice next_line(struct gp_slice *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    size_t len = end != NULL ? (size_t)(end - rest->at) : rest->len;
    struct gp_slice line = gp_slice_n(rest->at, len);

    rest->at += end != NULL ? len + 1 : len;
    rest->len -= end != NULL ? len + 1 : len;
    if (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* Cuts at a separator; returns the number of parts, or max + 1 when there are more. */
static size_t split(struct gp_slice s, char separator, struct gp_slice *part,
                    size_t max)
{
    size_t n = 0, from = 0, i;

    for (i = 0; i <= s.len; i++)
        if (i == s.len || s.at[i] == separator) {
            if (n == max)
                return max + 1;
            part[n++] = gp_slice_n(s.at + from, i - from);
            from = i + 1;
        }
    return n;
}

/* A count of 0..255. */
static bool small_number(struct gp_slice s, uint8_t *n)
{
    unsigned value = 0;
    size_t i;

    for (i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        value = value * 10 + (unsigned)(s.at[i] - '0');
        if (value > 255)
            return false;
    }
    *n = (uint8_t)value;
    return s.len > 0;
}

static enum gp_status bad(struct reading *r, const char *what, struct gp_slice found)
{
    return gp_fail_at(r->err, GP_INPUT, r->file, r->line, "%s, found \"%.*s\"", what,
                      (int)(found.len < 200 ? found.len : 200), found.at);
}

static enum gp_status read_place(struct reading *r, const struct gp_slice *f)
{
    size_t known = r->places.n;
    uint32_t id = gp_dict_add(&r->places, f[1]), e, place;

    if (id == GP_NO_ID)
        return gp_fail_memory(r->err);
    if (r->places.n == known)
        return bad(r, "expected a place id that is not used yet", f[1]);
    e = gp_process_element(r->p, gp_slice("place"), f[1], f[2], r->line);
    place = gp_net_place(r->net, e);
    if (e == GP_NO_ID || place == GP_NO_ID)
        return gp_fail_memory(r->err);
    r->p->elements[e].net = 0;
    r->net->places[place].name = r->p->elements[e].name;
    if (!small_number(f[3], &r->net->places[place].initial) ||
        !small_number(f[4], &r->net->places[place].final))
        return bad(r, "expected token counts from 0 to 255 at the start and the end",
                   f[3]);
    return GP_OK;
}

static enum gp_status read_arcs(struct reading *r, struct gp_slice list, uint32_t t,
                                void (*add)(struct gp_net *, uint32_t, uint32_t))
{
    while (list.len > 0) {
        const char *comma = memchr(list.at, ',', list.len);
        size_t len = comma != NULL ? (size_t)(comma - list.at) : list.len;
        struct gp_slice arc = gp_slice_n(list.at, len), part[2];
        size_t n = split(arc, ':', part, 2);
        uint8_t weight = 1;
        uint32_t place;

        if (n > 2 || (n == 2 && !small_number(part[1], &weight)))
            return bad(r, "expected place:weight", arc);
        place = gp_dict_find(&r->places, part[0]);
        if (place == GP_NO_ID)
            return bad(r, "expected the id of a place above", arc);
        for (; weight > 0; weight--)
            add(r->net, t, place);
        list.at += comma != NULL ? len + 1 : len;
        list.len -= comma != NULL ? len + 1 : len;
    }
    return GP_OK;
}

static enum gp_status read_transition(struct reading *r, const struct gp_slice *f)
{
    uint32_t e = gp_process_element(r->p, gp_slice("transition"), f[1], f[2], r->line);
    uint32_t t;
    enum gp_status st;

    if (e == GP_NO_ID)
        return gp_fail_memory(r->err);
    r->p->elements[e].net = 0;
    r->p->elements[e].on_flow = true;
    if (r->p->elements[e].name.len > 0)
        gp_process_make_step(r->p, e);
    t = gp_net_transition(r->net, r->p->elements[e].label, e);
    if (t == GP_NO_ID)
        return gp_fail_memory(r->err);
    st = read_arcs(r, f[3], t, gp_net_take);
    return st == GP_OK ? read_arcs(r, f[4], t, gp_net_give) : st;
}

static enum gp_status read_line(struct reading *r, struct gp_slice line)
{
    struct gp_slice f[MAX_FIELDS];
    size_t n;

    if (line.len == 0 || line.at[0] == '#')
        return GP_OK;
    n = split(line, '\t', f, MAX_FIELDS);
    if (n == 5 && gp_slice_is(f[0], "P"))
        return read_place(r, f);
    if (n == 5 && gp_slice_is(f[0], "T"))
        return read_transition(r, f);
    return bad(r, "expected a line of five fields that begins with P or T", line);
}

enum gp_status gp_read_flatnet(const struct gp_input *inputs, size_t n,
                               const struct gp_read_options *options,
                               struct gp_process **out, struct gp_err *err)
{
    struct reading r = {.file = inputs[0].name, .err = err};
    struct gp_slice rest = inputs[0].bytes;
    enum gp_status st = GP_OK;

    (void)n;
    (void)options;
    *out = NULL;
    r.p = gp_process_new(gp_slice(inputs[0].name), "flat net");
    if (r.p == NULL)
        return gp_fail_memory(err);
    r.net = gp_process_net(r.p, GP_NO_ID);
    r.net->final = GP_FINAL_MARKING;
    while (st == GP_OK && rest.len > 0) {
        struct gp_slice line = next_line(&rest);

        r.line++;
        st = read_line(&r, line);
    }
    if (st == GP_OK && !gp_process_ok(r.p))
        st = gp_fail_memory(err);
    gp_dict_release(&r.places);
    if (st != GP_OK) {
        gp_process_free(r.p);
        return st;
    }
    *out = r.p;
    return GP_OK;
}

bool gp_flatnet_looks(const struct gp_input *input)
{
    struct gp_slice rest = input->bytes;

    while (rest.len > 0) {
        struct gp_slice line = next_line(&rest), f[MAX_FIELDS];

        if (line.len == 0 || line.at[0] == '#')
            continue;
        return split(line, '\t', f, MAX_FIELDS) == 5 &&
               (gp_slice_is(f[0], "P") || gp_slice_is(f[0], "T"));
    }
    return false;
}
