/* header_changes.c - headers of what was before a change and of what is there behind it
 * (header_words.h).
 */
#include "ingest/columns/header_match.h"
#include "ingest/columns/header_words.h"

#include <string.h>

static const char before_words[] =
    "before|old|from|previous|prev|prior|alt|alter|alte|altes|von|vor|vorher|bisher|"
    "bisheriger|avant|ancien|ancienne|antes|anterior|antiguo|antigua|prima|precedente|"
    "vecchio|vecchia|antigo|antiga|oud|oude|voor|van|stary|stara|stare|przed|poprzedni|"
    "poprzednia";
static const char after_words[] =
    "after|new|to|current|neu|neuer|neue|neues|nach|nachher|apres|nouveau|nouvelle|"
    "despues|nuevo|nueva|dopo|nuovo|nuova|depois|novo|nova|nieuw|nieuwe|na|naar|nowy|"
    "nowa|nowe|po";

/* The header without the first word of the list that it has; len 0: it has none, or
 * nothing else. */
static struct gp_header_words without(const char *list, struct gp_slice header)
{
    struct gp_header_words w = gp_header_words_fold(header), rest = {.len = 0};
    bool found = false;
    size_t i, n;

    for (i = 0; i < w.len; i += n + 1) {
        n = strcspn(w.at + i, " ");
        if (!found && gp_is_one_of(list, w.at + i, n)) {
            found = true;
            continue;
        }
        if (rest.len != 0)
            rest.at[rest.len++] = ' ';
        memcpy(rest.at + rest.len, w.at + i, n);
        rest.len += n;
    }
    rest.len = found ? rest.len : 0;
    rest.at[rest.len] = '\0';
    return rest;
}

bool gp_header_is_change(struct gp_slice before, struct gp_slice after)
{
    struct gp_header_words a = without(before_words, before),
                           b = without(after_words, after);

    return a.len != 0 && a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

bool gp_header_is_stay(struct gp_slice in, struct gp_slice out)
{
    static const char in_words[] =
        "in|entered|entry|enter|arrived|arrival|checkin|intime";
    static const char out_words[] = "out|exited|exit|left|leave|departed|departure|"
                                    "checkout|outtime";
    struct gp_header_words a = gp_header_words_fold(in), b = gp_header_words_fold(out);

    if (gp_is_one_of(in_words, a.at, a.len) && gp_is_one_of(out_words, b.at, b.len))
        return true;
    a = without(in_words, in);
    b = without(out_words, out);
    return a.len != 0 && a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

bool gp_header_is_sub_of(struct gp_slice sub, struct gp_slice of)
{
    struct gp_header_words a = gp_header_words_fold(sub), b = gp_header_words_fold(of);
    size_t skip = strncmp(a.at, "sub ", 4) == 0  ? 4
                  : strncmp(a.at, "sub", 3) == 0 ? 3
                                                 : 0;

    return skip != 0 && a.len - skip == b.len && memcmp(a.at + skip, b.at, b.len) == 0;
}
