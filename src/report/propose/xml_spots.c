/* xml_spots.c - see xml_spots.h. The document was read by expat before, so this only has
 * to find its way: comments, CDATA and instructions are stepped over, quotes are kept. */
#include "report/propose/xml_spots.h"

#include "base/mem.h"

#include <string.h>

/* Behind the next `mark` from i on; SIZE_MAX: there is none. */
static size_t behind(struct gp_slice t, size_t i, const char *mark)
{
    size_t n = strlen(mark);

    for (; i + n <= t.len; i++)
        if (memcmp(t.at + i, mark, n) == 0)
            return i + n;
    return SIZE_MAX;
}

static bool starts(struct gp_slice t, size_t i, const char *mark)
{
    size_t n = strlen(mark);

    return i + n <= t.len && memcmp(t.at + i, mark, n) == 0;
}

static bool ends_name(char c)
{
    return strchr(" \t\r\n/>=", c) != NULL;
}

/* The > that ends the tag at i, not one inside quotes; SIZE_MAX: there is none. */
static size_t tag_end(struct gp_slice t, size_t i)
{
    char quote = 0;

    for (; i < t.len; i++) {
        if (quote != 0)
            quote = t.at[i] == quote ? 0 : quote;
        else if (t.at[i] == '"' || t.at[i] == '\'')
            quote = t.at[i];
        else if (t.at[i] == '>')
            return i;
    }
    return SIZE_MAX;
}

static bool add(struct gp_xml_spots *s, size_t begin, size_t last, uint32_t parent)
{
    struct gp_xml_spot *spot;
    size_t i = begin + 1;

    if (!gp_reserve(&s->at, &s->cap, s->n + 1))
        return false;
    spot = &s->at[s->n++];
    *spot = (struct gp_xml_spot){.begin = begin, .parent = parent};
    while (!ends_name(s->text.at[i]))
        i++;
    spot->name = gp_slice_n(s->text.at + begin + 1, i - begin - 1);
    spot->empty = s->text.at[last - 1] == '/';
    spot->attributes = last - spot->empty;
    spot->inside = spot->close = spot->end = last + 1;
    spot->text_tag = gp_slice_n(s->text.at + begin, last + 1 - begin);
    spot->id = gp_xml_spot_value(spot, "id");
    spot->about = gp_xml_spot_value(spot, "bpmnElement");
    return true;
}

bool gp_xml_spots_find(struct gp_slice text, struct gp_xml_spots *s)
{
    uint32_t open = GP_NO_ID;
    size_t i = 0, last;

    memset(s, 0, sizeof *s);
    s->text = text;
    while (i < text.len) {
        if (text.at[i] != '<') {
            i++;
        } else if (starts(text, i, "<!--")) {
            i = behind(text, i + 4, "-->");
        } else if (starts(text, i, "<![CDATA[")) {
            i = behind(text, i, "]]>");
        } else if (starts(text, i, "<?")) {
            i = behind(text, i, "?>");
        } else if ((last = tag_end(text, i)) == SIZE_MAX || starts(text, i, "<!")) {
            return false;
        } else if (starts(text, i, "</")) {
            if (open == GP_NO_ID)
                return false;
            s->at[open].close = i;
            s->at[open].end = last + 1;
            open = s->at[open].parent;
            i = last + 1;
        } else {
            if (!add(s, i, last, open))
                return false;
            if (!s->at[s->n - 1].empty)
                open = (uint32_t)s->n - 1;
            i = last + 1;
        }
    }
    return i == text.len && open == GP_NO_ID && s->n != 0;
}

void gp_xml_spots_release(struct gp_xml_spots *s)
{
    gp_free(s->at);
    memset(s, 0, sizeof *s);
}

uint32_t gp_xml_spot_of(const struct gp_xml_spots *s, struct gp_slice id)
{
    uint32_t i;

    for (i = 0; id.len != 0 && i < s->n; i++)
        if (gp_slice_eq(s->at[i].id, id))
            return i;
    return GP_NO_ID;
}

uint32_t gp_xml_spot_about(const struct gp_xml_spots *s, struct gp_slice id)
{
    uint32_t i;

    for (i = 0; id.len != 0 && i < s->n; i++)
        if (gp_slice_eq(s->at[i].about, id))
            return i;
    return GP_NO_ID;
}

struct gp_slice gp_xml_spot_prefix(const struct gp_xml_spot *spot)
{
    const char *colon = memchr(spot->name.at, ':', spot->name.len);

    return gp_slice_n(spot->name.at,
                      colon != NULL ? (size_t)(colon - spot->name.at) + 1 : 0);
}

bool gp_xml_spot_is(const struct gp_xml_spot *spot, const char *name)
{
    size_t n = gp_xml_spot_prefix(spot).len;

    return gp_slice_is(gp_slice_n(spot->name.at + n, spot->name.len - n), name);
}

struct gp_slice gp_xml_spot_value(const struct gp_xml_spot *spot, const char *name)
{
    struct gp_slice t = spot->text_tag, found;
    size_t i = spot->name.len + 1, begin, value;
    const char *colon;

    while (i < t.len && strchr("/>", t.at[i]) == NULL) {
        while (i < t.len && strchr(" \t\r\n", t.at[i]) != NULL)
            i++;
        for (begin = i; i < t.len && !ends_name(t.at[i]); i++)
            ;
        found = gp_slice_n(t.at + begin, i - begin);
        colon = memchr(found.at, ':', found.len);
        if (colon != NULL)
            found = gp_slice_n(colon + 1, found.len - (size_t)(colon + 1 - found.at));
        while (i < t.len && t.at[i] != '"' && t.at[i] != '\'' && t.at[i] != '>')
            i++;
        if (i >= t.len || t.at[i] == '>')
            break;
        value = i + 1;
        for (i = value; i < t.len && t.at[i] != t.at[value - 1]; i++)
            ;
        if (gp_slice_is(found, name))
            return gp_slice_n(t.at + value, i - value);
        i++;
    }
    return gp_slice("");
}

uint32_t gp_xml_spot_child(const struct gp_xml_spots *s, uint32_t parent,
                           const char *name)
{
    uint32_t i;

    for (i = parent + 1; i < s->n && s->at[i].begin < s->at[parent].end; i++)
        if (gp_xml_spot_is(&s->at[i], name))
            return i;
    return GP_NO_ID;
}
