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
};

size_t gp_time_word(struct gp_slice s)
{
    size_t i = 0;

    while (i < s.len) {
        unsigned char c = (unsigned char)s.at[i];

        if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c < 0x80)
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
        size_t n = strcspn(row, " ");

        at++;
        if (n == len && memcmp(row, word, n) == 0)
            return at;
        if (len >= 3 && n > len && memcmp(row, word, len) == 0) {
            if (found != 0)
                found = 99;
            else
                found = at;
        }
        row += n;
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
    return find(month_rows, sizeof month_rows / sizeof *month_rows, word);
}

bool gp_time_weekday(struct gp_slice word)
{
    return find(weekday_rows, sizeof weekday_rows / sizeof *weekday_rows, word) != 0;
}
