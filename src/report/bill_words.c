/* bill_words.c - what a gap costs, as sentences (gap_words.h). */
#include "report/gap_words.h"

static gp_i128 without_sign(gp_i128 us)
{
    return us < 0 ? -us : us;
}

/* What the hours at the spot are, by kind. */
static const char *spot_is(const struct gp_gap *gap)
{
    switch (gap->key.kind) {
    case GP_GAP_LATE:
        return " past the limit (wall clock)";
    case GP_GAP_PING_PONG:
        return " away";
    case GP_GAP_UNDOCUMENTED_HANDOFF:
        return " of waiting";
    case GP_GAP_STALLED:
    case GP_GAP_CRACKS:
        return " of standing still so far";
    default:
        return gap->bill.spot_us < 0 ? " less than the usual time"
                                     : " more than the usual time";
    }
}

/* "2 d 4 h longer", "5 h shorter" */
static void longer(struct gp_words *w, int64_t us)
{
    gp_words_span(w, us < 0 ? -us : us);
    gp_words_say(w, us < 0 ? " shorter" : " longer");
}

/* ", 20,114 h more than the mean time": a few long waits make the sum beyond the median
 * larger than what is lost. */
static void bill_mean(struct gp_words *w, const struct gp_bill *b)
{
    gp_i128 apart = without_sign(b->spot_us - b->spot_over_mean_us);

    if (apart * 1000 < without_sign(b->spot_us)) /* the same, as shown */
        return;
    gp_words_say(w, ", ");
    gp_words_hours(w, without_sign(b->spot_over_mean_us));
    gp_words_say(w, b->spot_over_mean_us < 0 ? " less than the mean time"
                                             : " more than the mean time");
}

/* "; median 9 d", and of how many where some could not be measured. */
static void bill_one(struct gp_words *w, const struct gp_gap *gap)
{
    const struct gp_bill *b = &gap->bill;
    int64_t median = b->spot_median_us;

    if (gap->occurrences > 1) {
        gp_words_say(w, "; median ");
        gp_words_span(w, median < 0 ? -median : median);
        if (median < 0 && b->spot_us >= 0)
            gp_words_say(w, " less");
        else if (median > 0 && b->spot_us < 0)
            gp_words_say(w, " more");
    }
    if (b->spot_n == gap->occurrences)
        return;
    gp_words_say(w, "; measured in ");
    gp_words_count(w, b->spot_n, NULL, NULL);
    gp_words_say(w, " of ");
    gp_words_count(w, gap->occurrences, "occurrence", "occurrences");
}

/* "95 %: 12 h to 50 h"; ends of different sign with theirs. */
static void spot_interval(struct gp_words *w, const struct gp_gap *gap)
{
    gp_i128 low = gp_bill_spot_low(gap);
    gp_i128 high = gap->bill.spot_us + gap->bill.spot_half_us;
    bool less = gap->bill.spot_us < 0;
    gp_i128 from = less ? -high : low, to = less ? -low : high;

    gp_words_say(w, "95 %: ");
    gp_words_hours(w, without_sign(from));
    gp_words_say(w, from < 0 ? (less ? " more to " : " less to ") : " to ");
    gp_words_hours(w, to);
    gp_words_say(w, from >= 0 ? "" : less ? " less" : " more");
}

/* " (median; 95 %: 12 h to 50 h)": which usual time, and how sure. */
static void spot_note(struct gp_words *w, const struct gp_gap *gap)
{
    bool usual = gap->bill.spot_has_usual, sure = gap->bill.spot_half_us != 0;

    if (!usual && !sure)
        return;
    gp_words_say(w, usual ? " (median" : " (");
    gp_words_say(w, usual && sure ? "; " : "");
    if (sure)
        spot_interval(w, gap);
    gp_words_say(w, ")");
}

static void bill_spot(struct gp_words *w, const struct gp_gaps *g,
                      const struct gp_gap *gap)
{
    const struct gp_bill *b = &gap->bill;
    gp_i128 us = without_sign(b->spot_us), month;

    gp_words_say(w, "At the spot: ");
    gp_words_hours(w, us);
    gp_words_say(w, spot_is(gap));
    spot_note(w, gap);
    if (b->spot_has_usual)
        bill_mean(w, b);
    if (gp_gaps_per_month(g, us, &month) && gap->key.kind != GP_GAP_STALLED &&
        gap->key.kind != GP_GAP_CRACKS) {
        gp_words_say(w, "; ");
        gp_words_hours(w, month);
        gp_words_say(w, " a month");
    }
    bill_one(w, gap);
    gp_words_say(w, ".");
}

/* An interval around 0 says that chance alone could have done it: no sum is given. */
static void bill_whole(struct gp_words *w, const struct gp_gaps *g,
                       const struct gp_bill *b)
{
    bool told = b->whole_low_us > 0 || b->whole_high_us < 0;

    gp_words_say(w, "Cases with it took ");
    longer(w, b->whole_us);
    gp_words_say(w, " (95 %: ");
    if (told) {
        gp_words_span(w, b->whole_low_us < 0 ? -b->whole_high_us : b->whole_low_us);
        gp_words_say(w, " to ");
        gp_words_span(w, b->whole_low_us < 0 ? -b->whole_low_us : b->whole_high_us);
    } else {
        longer(w, b->whole_low_us);
        gp_words_say(w, " to ");
        longer(w, b->whole_high_us);
    }
    gp_words_say(w, "; ");
    gp_words_count(w, b->compared[0], NULL, NULL);
    gp_words_say(w, " against ");
    gp_words_count(w, b->compared[1], "case", "cases");
    gp_words_say(w, g->has_flow ? " that follow the document" : " without it");
    if (g->stratum_name != NULL) {
        gp_words_say(w, ", each against those of the same ");
        gp_words_name(w, gp_slice(g->stratum_name));
    }
    gp_words_say(w, ")");
    if (told && b->whole_us > 0) {
        gp_words_say(w, ", ");
        gp_words_hours(w, gp_bill_total(b, b->whole_us));
        gp_words_say(w, " in all");
    }
    gp_words_say(w, told ? ". This does not say the gap caused it."
                         : ": too little to tell from chance.");
}

/* Where hardly any case follows the document, that is said once, of all gaps. */
static void too_few(struct gp_words *w, const struct gp_gaps *g,
                    const struct gp_bill *b)
{
    if (g->cases_following < GP_BILL_ENOUGH)
        return;
    if (b->compared[0] < GP_BILL_ENOUGH) {
        gp_words_say(w, "Whole cases are not compared: ");
        gp_words_count(w, b->compared[0], "closed case has it, ",
                       "closed cases have it, ");
        gp_words_count(w, GP_BILL_ENOUGH, NULL, NULL);
        gp_words_say(w, " are needed.");
        return;
    }
    gp_words_say(w, "Whole cases are not compared: fewer than ");
    gp_words_count(w, GP_BILL_ENOUGH, NULL, NULL);
    gp_words_say(w, " that follow the document are like those with it.");
}

void gp_words_gap_spot(struct gp_words *w, const struct gp_gaps *g,
                       const struct gp_gap *gap)
{
    if (gap->bill.spot_why == GP_BILL_NO_TIME)
        gp_words_say(w, "Hours cannot be told: the log has no times.");
    else if (gap->bill.spot_why == GP_BILL_GIVEN)
        bill_spot(w, g, gap);
    else if (gap->bill.spot_why == GP_BILL_TOO_FEW &&
             g->cases_following >= GP_BILL_ENOUGH)
        gp_words_say(w, "At the spot: too few cases that follow the document have the "
                        "steps around it (10 are needed).");
}

void gp_words_gap_whole(struct gp_words *w, const struct gp_gaps *g,
                        const struct gp_gap *gap)
{
    const struct gp_bill *b = &gap->bill;

    if (b->whole_why == GP_BILL_GIVEN)
        bill_whole(w, g, b);
    else if (b->whole_why == GP_BILL_TOO_FEW)
        too_few(w, g, b);
}
