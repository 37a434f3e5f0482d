/* fuzz_spots.c - any bytes as XML to be edited: spots lie in one another and in the bytes,
 * and of what the parser of all XML reads, every tag is found at its depth.
 */
#include "base/xml.h"
#include "report/propose/xml_spots.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool holds)
{
    if (!holds)
        abort();
}

static size_t depth_of(const struct gp_xml_spots *s, uint32_t i)
{
    size_t depth = 0;

    for (; i != GP_NO_ID; i = s->at[i].parent)
        depth++;
    return depth;
}

/* Each spot in itself, and inside of its parent. */
static void check_spots(const struct gp_xml_spots *s)
{
    uint32_t i;

    for (i = 0; i < s->n; i++) {
        const struct gp_xml_spot *a = &s->at[i];

        insist(s->text.at[a->begin] == '<' && a->begin < a->attributes);
        insist(a->attributes + a->empty + 1 == a->inside);
        insist(a->inside <= a->close && a->close <= a->end && a->end <= s->text.len);
        insist(a->parent == GP_NO_ID || a->parent < i);
        if (a->parent != GP_NO_ID)
            insist(s->at[a->parent].inside <= a->begin &&
                   a->end <= s->at[a->parent].close);
        insist(a->id.len == 0 || gp_xml_spot_of(s, a->id) <= i);
        insist(a->about.len == 0 || gp_xml_spot_about(s, a->about) <= i);
        insist(gp_xml_spot_prefix(a).len <= a->name.len);
        (void)gp_xml_spot_child(s, i, "Bounds");
    }
}

struct second {
    const struct gp_xml_spots *s;
    uint32_t n; /* tags seen */
};

static enum gp_status on_open(void *context, const struct gp_xml_tag *tag,
                              struct gp_err *err)
{
    struct second *o = context;
    const struct gp_xml_spot *a = &o->s->at[o->n];

    (void)err;
    insist(o->n < o->s->n && depth_of(o->s, o->n) == tag->depth);
    insist(a->name.len >= tag->name.len &&
           memcmp(a->name.at + a->name.len - tag->name.len, tag->name.at,
                  tag->name.len) == 0);
    o->n++;
    return GP_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct gp_xml_handler nothing = {NULL}, handler = {.open = on_open};
    struct gp_slice bytes = gp_slice_n((const char *)data, size);
    struct gp_xml_spots s;
    struct second o = {.s = &s};
    bool found = gp_xml_spots_find(bytes, &s);

    if (found)
        check_spots(&s);
    /* UTF-16 has zeros in its tags */
    if (memchr(data, 0, size) == NULL &&
        gp_xml_parse("fuzz", bytes, &nothing, NULL, NULL) == GP_OK) {
        insist(found);
        insist(gp_xml_parse("fuzz", bytes, &handler, &o, NULL) == GP_OK);
        insist(o.n == s.n);
    }
    gp_xml_spots_release(&s);
    return 0;
}
