/* header_moments.c - headers of dates and of times of day, and which belong together
 * (header_words.h).
 */
#include "ingest/columns/header_match.h"
#include "ingest/columns/header_words.h"

#include <string.h>

/* Words for dates and for times of day; the long ones are met as endings, too. */
static const char date_words[] = "date|datum|day|tag|fecha|dia|data|jour|giorno|dzien|"
                                 "dag|dt|udate|cpudt|erdat|aedat|"
                                 "日付|日|年月日";
static const char of_day_words[] =
    "time|uhrzeit|zeit|clock|hour|hr|stunde|hora|heure|ora|orario|uur|tijd|tijdstip|"
    "godzina|czas|tm|utime|cputm|erzet|aezet|uzeit|時刻|時間|時";

/* How much of the word is left without what it says of dates or times of day: nothing of
 * "date", "start" of "startdate", all of "status". */
static size_t without_moment(const char *list, const char *word, size_t n)
{
    if (gp_is_one_of(list, word, n))
        return 0;
    for (; *list != '\0'; list += *list == '|') {
        size_t e = strcspn(list, "|");

        if (e >= 4 && n > e + 2 && memcmp(word + n - e, list, e) == 0)
            return n - e;
        list += e;
    }
    return n;
}

static bool has_moment(const char *list, const struct gp_header_words *w)
{
    size_t i, n;

    for (i = 0; i < w->len; i += n + 1) {
        n = strcspn(w->at + i, " ");
        if (without_moment(list, w->at + i, n) < n)
            return true;
    }
    return false;
}

/* The header without its words for dates and times: "start time" -> "start". */
static struct gp_header_words stem_of(struct gp_slice header)
{
    struct gp_header_words w = gp_header_words_fold(header), stem = {.len = 0};
    size_t i = 0;

    while (i < w.len) {
        size_t n = strcspn(w.at + i, " ");
        size_t keep = without_moment(date_words, w.at + i, n);

        if (gp_is_one_of("local|utc|gmt|cet|est|pst|of|del|du|di", w.at + i, n))
            keep = 0; /* Time (UTC), hour of day */
        else if (keep == n)
            keep = without_moment(of_day_words, w.at + i, n);
        if (keep != 0 && stem.len != 0)
            stem.at[stem.len++] = ' ';
        memcpy(stem.at + stem.len, w.at + i, keep);
        stem.len += keep;
        i += n + 1;
    }
    stem.at[stem.len] = '\0';
    return stem;
}

bool gp_header_same_moment(struct gp_slice a, struct gp_slice b)
{
    return strcmp(stem_of(a).at, stem_of(b).at) == 0;
}

bool gp_header_is_bare_time(struct gp_slice header)
{
    return stem_of(header).len == 0;
}

bool gp_speaks_of_date(const struct gp_header_words *w)
{
    return has_moment(date_words, w);
}

bool gp_speaks_of_day_time(const struct gp_header_words *w)
{
    return has_moment(of_day_words, w);
}
