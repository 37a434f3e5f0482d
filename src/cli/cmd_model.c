/* cmd_model.c - goatpath model check|draw|convert FILE: a document alone, as it was understood,
 * drawn, in another form; and names|draft|rules|calendar LOG: what a log proposes. */
#include "base/nearest.h"
#include "cli/command.h"
#include "cli/load.h"
#include "cli/model_check.h"
#include "cli/output.h"
#include "cli/show.h"
#include "model/convert.h"
#include "model/plain.h"
#include "model/read.h"
#include "report/document_dot.h"
#include "report/draft_manual.h"
#include "report/found_calendar.h"
#include "report/graphviz.h"
#include "report/suggest_rules.h"

#include <string.h>

static enum gp_status draw(const struct gp_options *o, const char *file,
                           struct gp_err *err)
{
    struct gp_document_picture picture = {0};
    struct gp_process *p = NULL;
    struct gp_text out = {0};
    const char *format;
    enum gp_status st = gp_show_picture_format(o, &format, err);

    if (st == GP_OK)
        st = gp_read_files(&file, 1, NULL, &p, err);
    if (st == GP_OK)
        st = gp_document_picture_make(p, NULL, &picture, err);
    if (st == GP_OK && picture.dot.len == 0)
        st = gp_fail(err, GP_INPUT,
                     picture.too_large
                         ? "%s: too large to be drawn: more than 400 boxes"
                         : "%s: nothing to draw: rules have no order of steps",
                     file);
    if (st == GP_OK && strcmp(format, "dot") == 0)
        gp_text_add_n(&out, picture.dot.at, picture.dot.len);
    else if (st == GP_OK)
        st = gp_dot_draw(&picture.dot, format, "The documented process", &out, err);
    if (st == GP_OK)
        st = gp_show_text(o, &out, err);
    gp_text_release(&out);
    gp_document_picture_release(&picture);
    gp_process_free(p);
    return st;
}

/* The mapping file, ready to be edited: what is sure as lines, proposals as comments. */
static enum gp_status names(struct gp_options *o, struct gp_err *err)
{
    struct gp_slice *owner = NULL;
    struct gp_loaded l = {0};
    struct gp_names matches = {0};
    struct gp_text out = {0};
    enum gp_status st;
    size_t i;

    if (o->document == NULL)
        return gp_fail(err, GP_USAGE, "goatpath model names --log LOG --document FILE");
    if (o->log != NULL) {
        if (!gp_reserve(&o->operand, &o->cap_operands, o->n_operands + 1))
            return gp_fail_memory(err);
        o->operand[o->n_operands++] = o->log;
    }
    st = gp_load_events(o, 1, &l, err);
    if (st == GP_OK)
        st = gp_names_match(&l.process->labels, &l.ingest.log->activities,
                            &(struct gp_names_options){0}, &matches, err);
    owner = st == GP_OK ? gp_array_zero(l.process->labels.n, sizeof *owner) : NULL;
    if (st == GP_OK && owner == NULL)
        st = gp_fail_memory(err);
    for (i = 0; st == GP_OK && i < l.process->n_elements; i++) {
        const struct gp_element *e = &l.process->elements[i];

        if (e->label != GP_NO_ID && e->owner != GP_NO_ID)
            owner[e->label] = gp_dict_name(&l.process->owners, e->owner);
    }
    if (st == GP_OK) {
        gp_names_write(&out, &matches, &l.process->labels, &l.ingest.log->activities,
                       owner);
        st = gp_show_text(o, &out, err);
    }
    gp_free(owner);
    gp_names_release(&matches);
    gp_loaded_release(&l);
    return st;
}

/* What the form has no place for: said, a line each. */
static void remark_lost(const char *output, const struct gp_text *lost)
{
    struct gp_slice rest = gp_text_slice(lost), line;

    while (gp_plain_line(&rest, &line))
        gp_output_remark("%s does not hold %.*s", output,
                         (int)(line.len < 500 ? line.len : 500), line.at);
}

static enum gp_status form_of(const struct gp_options *o, const char **form,
                              struct gp_err *err)
{
    const char *const *ending = gp_convert_endings();
    size_t len = o->output != NULL ? strlen(o->output) : 0;

    for (; *ending != NULL; ending++)
        if (len > strlen(*ending) &&
            strcmp(o->output + len - strlen(*ending), *ending) == 0) {
            *form = *ending;
            return GP_OK;
        }
    return gp_fail(err, GP_USAGE,
                   "-o %s: a document is written as .md, .bpmn, .net.tsv or .pnml",
                   o->output != NULL ? o->output : "FILE is missing");
}

/* The ending of -o names the form. */
static enum gp_status convert(const struct gp_options *o, const char *file,
                              struct gp_err *err)
{
    struct gp_process *p = NULL;
    struct gp_text out = {0}, lost = {0};
    const char *form = NULL;
    enum gp_status st = form_of(o, &form, err);

    if (st == GP_OK)
        st = gp_read_files(&file, 1, NULL, &p, err);
    if (st == GP_OK)
        st = gp_convert(p, form, &out, &lost, err);
    if (st == GP_OK)
        st = gp_show_text(o, &out, err);
    if (st == GP_OK && !o->quiet)
        remark_lost(o->output, &lost);
    gp_text_release(&out);
    gp_text_release(&lost);
    gp_process_free(p);
    return st;
}

/* "logs/helpdesk.csv.zst" -> "helpdesk" */
static struct gp_slice title_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    struct gp_slice name = gp_slice(slash != NULL ? slash + 1 : file);
    const char *dot = memchr(name.at, '.', name.len);

    return dot != NULL && dot != name.at ? gp_slice_n(name.at, (size_t)(dot - name.at))
                                         : name;
}

static enum gp_status draft(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    struct gp_draft d = {0};
    struct gp_text out = {0};
    enum gp_status st;

    if (o->cover == 0)
        return gp_fail(err, GP_USAGE, "--cover: found 0, expected 1 to 100");
    st = gp_load(o, 1, &l, err);
    if (st == GP_OK)
        st = gp_draft_make(&l.stats, o->cover, &d, err);
    if (st == GP_OK)
        st = gp_draft_manual(&d, title_of(o->operand[1]), &out, err);
    if (st == GP_OK)
        st = gp_show_text(o, &out, err);
    gp_text_release(&out);
    gp_draft_release(&d);
    gp_loaded_release(&l);
    return st;
}

/* A rules document of what the log keeps. */
static enum gp_status rules(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    struct gp_suggestions s = {0};
    struct gp_text out = {0};
    enum gp_status st;

    if (o->kept == 0)
        return gp_fail(err, GP_USAGE, "--kept: found 0, expected 1 to 100");
    st = gp_load(o, 1, &l, err);
    if (st == GP_OK)
        st = gp_suggest(&l.stats, o->kept, &s, err);
    if (st == GP_OK)
        st = gp_suggest_rules(&s, &l.stats, title_of(o->operand[1]), &out, err);
    if (st == GP_OK)
        st = gp_show_text(o, &out, err);
    gp_text_release(&out);
    gp_suggestions_release(&s);
    gp_loaded_release(&l);
    return st;
}

/* Hours at which people are seen, as a file for --calendar. */
static enum gp_status calendar(struct gp_options *o, struct gp_err *err)
{
    struct gp_hours_options how = {.confidence = 0.1,
                                   .support = 0.7,
                                   .least_stamps = GP_HOURS_STAMPS,
                                   .least_dates = GP_HOURS_DATES};
    struct gp_hours_found found = {0};
    struct gp_zone *zone = NULL;
    struct gp_loaded l = {0};
    struct gp_text out = {0};
    enum gp_status st;

    if (o->granule < 5 || o->granule > 1440 || 1440 % o->granule != 0)
        return gp_fail(err, GP_USAGE,
                       "--granule: found %zu, expected 5 to 1440 minutes that divide a "
                       "day, such as 15, 30 or 60",
                       o->granule);
    how.granule = (unsigned)o->granule;
    st = gp_zone_open(o->ingest.tz, &zone, err);
    how.zone = zone;
    if (st == GP_OK)
        st = gp_load_events(o, 1, &l, err);
    if (st == GP_OK && !l.ingest.log->has_time)
        st = gp_fail(err, GP_INPUT, "the log has no times: nobody's hours can be seen");
    if (st == GP_OK)
        st = gp_hours_find(l.ingest.log, &how, &found, err);
    if (st == GP_OK)
        st = gp_found_calendar(&found, l.ingest.log, &how, title_of(o->operand[1]),
                               &out, err);
    if (st == GP_OK)
        st = gp_show_text(o, &out, err);
    gp_text_release(&out);
    gp_hours_release(&found);
    gp_zone_free(zone);
    gp_loaded_release(&l);
    return st;
}

/* What is missing, too much or unknown behind `goatpath model`. */
static enum gp_status wrong_words(const struct gp_options *o, struct gp_err *err)
{
    static const char *const does[] = {"check", "draw",  "convert", "names",
                                       "draft", "rules", "calendar"};
    struct gp_nearest n;
    size_t i;

    if (o->n_operands == 0)
        return gp_fail(err, GP_USAGE,
                       "model does what? goatpath model check|draw|convert FILE, model "
                       "names LOG --document FILE, model draft|rules|calendar LOG");
    n = gp_nearest_to(o->operand[0]);
    for (i = 0; i < sizeof does / sizeof does[0]; i++)
        gp_nearest_offer(&n, does[i]);
    if (n.best == NULL || strcmp(n.best, o->operand[0]) != 0)
        return gp_fail(
            err, GP_USAGE,
            "model does not know \"%s\"; it knows check, draw, convert, names, "
            "draft, rules and calendar%s%s",
            o->operand[0], n.best != NULL ? "; the nearest is " : "",
            n.best != NULL ? n.best : "");
    return gp_fail(err, GP_USAGE,
                   "goatpath model %s FILE takes one document, found %zu",
                   o->operand[0], o->n_operands - 1);
}

enum gp_status gp_cmd_model(struct gp_options *o, struct gp_err *err)
{
    if (o->n_operands == 2 && strcmp(o->operand[0], "check") == 0)
        return gp_model_check(o, o->operand[1], err);
    if (o->format == GP_FORMAT_JSON)
        return gp_fail(
            err, GP_USAGE,
            "--json belongs to `goatpath model check FILE`; the others write "
            "pictures, documents and mapping files");
    if (o->n_operands == 2 && strcmp(o->operand[0], "draw") == 0)
        return draw(o, o->operand[1], err);
    if (o->n_operands == 2 && strcmp(o->operand[0], "convert") == 0)
        return convert(o, o->operand[1], err);
    if (o->n_operands >= 1 && strcmp(o->operand[0], "names") == 0)
        return names(o, err);
    if (o->n_operands >= 1 && strcmp(o->operand[0], "draft") == 0)
        return draft(o, err);
    if (o->n_operands >= 2 && strcmp(o->operand[0], "rules") == 0)
        return rules(o, err);
    if (o->n_operands >= 2 && strcmp(o->operand[0], "calendar") == 0)
        return calendar(o, err);
    return wrong_words(o, err);
}
