/* xes_head.c - see xes_head.h. */
#include "ingest/xes/xes_head.h"

#include "base/escape.h"
#include "base/mem.h"

static void end_tag(struct gp_xes_head *h)
{
    if (h->tag_open)
        gp_text_add(&h->xml, ">\n");
    h->tag_open = false;
}

static void limit(struct gp_xes_head *h)
{
    if (h->xml.len <= GP_XES_HEAD_MOST)
        return;
    h->too_long = true;
    gp_text_clear(&h->xml);
}

void gp_xes_head_open(struct gp_xes_head *h, const struct gp_xml_tag *tag)
{
    size_t i;

    if (!gp_reserve(&h->name_at, &h->cap, h->depth + 1)) {
        h->xml.failed = true;
        return;
    }
    h->name_at[h->depth++] = h->names.len;
    gp_text_add_slice(&h->names, tag->name);
    if (h->too_long)
        return;
    end_tag(h);
    gp_text_add_char(&h->xml, '<');
    gp_text_add_slice(&h->xml, tag->name);
    for (i = 0; i < tag->n_attributes; i++) {
        if (tag->attributes[i].space.len != 0)
            continue; /* of another vocabulary */
        gp_text_add_char(&h->xml, ' ');
        gp_text_add_slice(&h->xml, tag->attributes[i].name);
        gp_text_add(&h->xml, "=\"");
        gp_escape_xml(&h->xml, tag->attributes[i].value);
        gp_text_add_char(&h->xml, '"');
    }
    h->tag_open = true;
    limit(h);
}

void gp_xes_head_close(struct gp_xes_head *h)
{
    size_t at;

    if (h->depth == 0)
        return;
    at = h->name_at[--h->depth];
    if (!h->too_long && h->tag_open)
        gp_text_add(&h->xml, "/>\n");
    else if (!h->too_long)
        gp_text_addf(&h->xml, "</%.*s>\n", (int)(h->names.len - at), h->names.at + at);
    h->tag_open = false;
    h->names.len = at;
    limit(h);
}

void gp_xes_head_clear(struct gp_xes_head *h)
{
    gp_text_clear(&h->xml);
    gp_text_clear(&h->names);
    h->depth = 0;
    h->tag_open = h->too_long = false;
}

void gp_xes_head_release(struct gp_xes_head *h)
{
    gp_text_release(&h->xml);
    gp_text_release(&h->names);
    gp_free(h->name_at);
}
