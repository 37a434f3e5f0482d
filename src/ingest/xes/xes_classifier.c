/* xes_classifier.c - see xes_classifier.h. */
#include "ingest/xes/xes_classifier.h"

/* The next of the keys a b 'c d'; *keys moves behind it. */
static struct gp_slice next_key(struct gp_slice *keys)
{
    struct gp_slice k = gp_slice_trim(*keys);
    char end = ' ';
    size_t n = 0;

    if (k.len != 0 && k.at[0] == '\'') {
        end = '\'';
        k = gp_slice_n(k.at + 1, k.len - 1);
    }
    while (n < k.len && k.at[n] != end)
        n++;
    *keys = gp_slice_n(k.at + n + (n < k.len), k.len - n - (n < k.len));
    return gp_slice_n(k.at, n);
}

static enum gp_status want_classifier(struct gp_xes_events *x, struct gp_slice name,
                                      struct gp_slice keys, struct gp_err *err)
{
    x->n_classifier = 0;
    while (gp_slice_trim(keys).len != 0) {
        struct gp_slice key = next_key(&keys);
        size_t known = x->columns.n;
        uint32_t c = gp_xes_column(x, key, GP_VALUE_STRING);

        if (c == GP_NO_ID ||
            !gp_reserve(&x->classifier, &x->cap_classifier, x->n_classifier + 1))
            return gp_fail_memory(err);
        if (c >= known && gp_slice_eq(key, name))
            return GP_OK; /* it is called like its only key */
        x->classifier[x->n_classifier++] = c;
    }
    x->classifier_column = gp_xes_column(x, name, GP_VALUE_STRING);
    return x->classifier_column != GP_NO_ID ? GP_OK : gp_fail_memory(err);
}

enum gp_status gp_xes_take_classifier(struct gp_xes_events *x,
                                      const struct gp_xml_tag *tag, struct gp_err *err)
{
    struct gp_slice name = gp_xml_attribute(tag, "name");
    struct gp_slice keys = gp_xml_attribute(tag, "keys");
    enum gp_status st = GP_OK;

    if (name.at == NULL || keys.at == NULL ||
        gp_slice_is(gp_xml_attribute(tag, "scope"), "trace"))
        return GP_OK;
    if (x->wanted != NULL && gp_slice_is_nocase(name, x->wanted) &&
        x->classifier_column == GP_NO_ID)
        st = want_classifier(x, name, keys, err);
    gp_text_add(&x->classifiers, x->classifiers.len != 0 ? ", " : "");
    gp_text_add_slice(&x->classifiers, name);
    gp_text_add(&x->classifiers, " (");
    gp_text_add_slice(&x->classifiers, keys);
    gp_text_add(&x->classifiers, ")");
    return st;
}
