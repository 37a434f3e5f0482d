/* fuzz_xes.c - any bytes as XES: a status, never a crash; every value lies in its text.
 *
 * The first byte chooses the size of the pieces; the batch is cleared after each.
 */
#include "ingest/xes/xes_events.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct gp_xes_events *x)
{
    size_t i;

    for (i = 0; i < x->n; i++)
        if (x->event[i].first + x->event[i].n > x->n_values ||
            x->event[i].trace + x->event[i].n_trace > x->n_values)
            abort();
    for (i = 0; i < x->n_values; i++)
        if (x->value[i].at + x->value[i].len > x->text.len ||
            x->value[i].column >= x->columns.n)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gp_xes_events x;
    struct gp_xml_stream *xml;
    struct gp_err err = {0};
    enum gp_status st = gp_xes_events_init(&x, &err);
    size_t piece = size != 0 ? (size_t)data[0] + 1 : 1, at = 1;

    x.file = "fuzz";
    x.wanted = "c";
    gp_xes_events_restart(&x);
    xml = gp_xml_stream_new("fuzz", &gp_xes_handler, &x);
    while (st == GP_OK && xml != NULL && at < size) {
        size_t n = size - at < piece ? size - at : piece;

        st = gp_xml_stream_feed(xml, gp_slice_n((const char *)data + at, n),
                                at + n == size, &err);
        at += n;
        check(&x);
        gp_xes_events_clear(&x);
    }
    gp_xml_stream_free(xml);
    gp_xes_events_release(&x);
    return 0;
}
