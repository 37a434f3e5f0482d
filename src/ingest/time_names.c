/* time_names.c - see time_names.h. One row a language: twelve names, blanks between.
 *
 * A word is folded first (lower case, accents off), then matches a name if it is the
 * name or a beginning of it of at least three letters ("Sept", "janv", "Mrz" is listed).
 * Beginnings shared by two months (jui: juin, juillet) name none.
 */
#include "ingest/time_names.h"

#include "base/fold.h"

#include <string.h>

static const char *const month_rows[] = {
    "january february march april may june july august september october november "
    "december",
    "januar februar marz april mai juni juli august september oktober november "
    "dezember",
    "janner feber maerz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre "
    "decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
    "novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "januari februari maart april mei juni juli augustus september oktober november "
    "december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika "
    "listopada grudnia",
    "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik "
    "listopad grudzien",
    "jan feb mrz apr mai jun jul aug sept okt nov dez",
    "jan fev mrt abr mei jun jul ago set out nov dic",
};

static const char *const weekday_rows[] = {
    "monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
    "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "segunda terca quarta quinta sexta sabado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "poniedzialek wtorek sroda czwartek piatek sobota niedziela",
    "mo di mi do fr sa so",
    "ma di wo do vr za zo",
    "pon wt sr czw pt sob nd",
    "月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
};

/* Abbreviations that mean one offset, in hours east of Greenwich. CET in summer is taken
 * at its word. */
static const struct {
    const char *name;
    int hours;
} zones[] = {
    {"utc", 0},   {"gmt", 0},   {"z", 0},     {"ut", 0},   {"wet", 0},   {"west", 1},
    {"cet", 1},   {"mez", 1},   {"cest", 2},  {"mesz", 2}, {"eet", 2},   {"eest", 3},
    {"msk", 3},   {"hkt", 8},   {"sgt", 8},   {"jst", 9},  {"kst", 9},   {"aest", 10},
    {"aedt", 11}, {"nzst", 12}, {"nzdt", 13}, {"edt", -4}, {"est", -5},  {"cdt", -5},
    {"mdt", -6},  {"mst", -7},  {"pdt", -7},  {"pst", -8}, {"akdt", -8}, {"akst", -9},
    {"hst", -10}, {"sast", 2},  {"brt", -3},
};

static const char shared_zones[] =
    "cst ist bst ast adt gst sst ect amt wst wast pkt bt lt acst";

static const char joints[] = "at um a las alle ore o om kl klo godz de den as";
static const char units[] = "uhr h hs hrs uur";

/* Bytes of the blank at i, 0 for none. */
static size_t blank_at(struct gp_slice s, size_t i)
{
    static const char *const wide[] = {"\u00a0", "\u202f", "\u2009", "\u3000"};
    size_t k;

    if (i >= s.len || (unsigned char)s.at[i] < 0x80)
        return i < s.len && s.at[i] == ' ';
    for (k = 0; k < sizeof wide / sizeof *wide; k++) {
        size_t n = strlen(wide[k]);

        if (s.len - i >= n && memcmp(s.at + i, wide[k], n) == 0)
            return n;
    }
    return 0;
}

size_t gp_time_blanks(struct gp_slice s, size_t i)
{
    size_t n;

    while ((n = blank_at(s, i)) != 0)
        i += n;
    return i;
}

size_t gp_time_word(struct gp_slice s)
{
    size_t i = 0;

    while (i < s.len) {
        unsigned char c = (unsigned char)s.at[i];

        if (c < 0x80 ? !((c | 32) >= 'a' && (c | 32) <= 'z') : blank_at(s, i) != 0)
            break;
        i++;
    }
    return i;
}

/* 1-based position in the row of the one name that the word is or begins; 0 for none,
 * or for several when it only begins them. */
static unsigned find_in_row(const char *row, const char *word, size_t len)
{
    unsigned at = 0, found = 0;

    while (*row != '\0') {
        size_t n = 0;

        at++;
        while (n < len && row[n] == word[n] && row[n] != ' ' && row[n] != '\0')
            n++;
        row += n;
        if (n == len && (*row == ' ' || *row == '\0'))
            return at;
        if (n == len && n >= 3)
            found = found != 0 ? 99 : at;
        while (*row != ' ' && *row != '\0')
            row++;
        while (*row == ' ')
            row++;
    }
    return found == 99 ? 0 : found;
}

static unsigned find(const char *const *rows, size_t n, struct gp_slice word)
{
    char folded[32];
    size_t len = gp_fold(word, folded, sizeof folded), i;

    for (i = 0; i < n && len > 0; i++) {
        unsigned at = find_in_row(rows[i], folded, len);

        if (at != 0)
            return at;
    }
    return 0;
}

unsigned gp_time_month(struct gp_slice word)
{
    if (word.len < 3) /* no month is called by less: most ids end here */
        return 0;
    return find(month_rows, sizeof month_rows / sizeof *month_rows, word);
}

bool gp_time_weekday(struct gp_slice word)
{
    return find(weekday_rows, sizeof weekday_rows / sizeof *weekday_rows, word) != 0;
}

/* Is the word one of those in the row, as it stands there? */
static bool is_in(const char *row, struct gp_slice word)
{
    char folded[32];
    size_t len = gp_fold(word, folded, sizeof folded);

    while (*row != '\0' && len > 0) {
        size_t n = strcspn(row, " ");

        if (n == len && memcmp(row, folded, n) == 0)
            return true;
        row += n;
        row += *row == ' ';
    }
    return false;
}

bool gp_time_zone_name(struct gp_slice word, int32_t *seconds)
{
    size_t i;

    for (i = 0; i < sizeof zones / sizeof *zones; i++)
        if (gp_slice_is_nocase(word, zones[i].name)) {
            *seconds = zones[i].hours * 3600;
            return true;
        }
    return false;
}

bool gp_time_zone_is_shared(struct gp_slice word)
{
    return is_in(shared_zones, word);
}

bool gp_time_is_joint(struct gp_slice word)
{
    return is_in(joints, word);
}

bool gp_time_is_unit(struct gp_slice word)
{
    return is_in(units, word);
}

bool gp_time_is_placeholder(struct gp_slice text)
{
    static const char *const words[] = {
        "null", "(null)", "\\N", "n/a", "#n/a", "na",      "none",   "nil",
        "nat",  "nan",    "-",   "--",  "---",  "(blank)", "(leer)", "?"};
    size_t i;

    if (gp_slice_is_any_nocase(text, words, sizeof words / sizeof *words))
        return true;
    for (i = 0; i < text.len; i++) /* 0000-00-00 00:00:00, 00.00.0000 */
        if (text.at[i] == '\0' || strchr("0-:./T ", text.at[i]) == NULL)
            return false;
    return text.len >= 8 && text.at[0] == '0';
}
