/* sarif.c - gaps as SARIF 2.1.0 (OASIS, 2020); see sarif.h. */
#include "report/sarif.h"

#include "base/json.h"
#include "base/path.h"
#include "report/judgement_words.h"
#include "report/measures.h"

/* A name as a relative URI reference: what is not unreserved is percent-encoded. */
static void uri(struct gp_json *j, struct gp_slice name)
{
    static const char kept[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789-._~";
    struct gp_text t = {0};
    size_t i, k;

    for (i = 0; i < name.len; i++) {
        for (k = 0; kept[k] != '\0' && kept[k] != name.at[i]; k++)
            ;
        if (kept[k] != '\0')
            gp_text_add_char(&t, name.at[i]);
        else
            gp_text_addf(&t, "%%%02X", (unsigned)(unsigned char)name.at[i]);
    }
    gp_json_text_take(j, "uri", &t);
}

static void place(struct gp_json *out, struct gp_slice file, uint64_t line)
{
    gp_json_open_flat(out, "physicalLocation", '{');
    gp_json_open_flat(out, "artifactLocation", '{');
    uri(out, file);
    gp_json_close(out);
    if (line != 0) {
        gp_json_open_flat(out, "region", '{');
        gp_json_count(out, "startLine", line);
        gp_json_close(out);
    }
    gp_json_close(out);
}

static void message(struct gp_json *out, const char *key, struct gp_words *w)
{
    gp_json_open_flat(out, key, '{');
    gp_json_text_take(out, "text", &w->text);
    gp_json_close(out);
    gp_words_release(w);
}

static void event_place(struct gp_json *out, const struct gp_judgement *j,
                        uint32_t event)
{
    const struct gp_eventlog *log = j->stats->log;

    place(out, gp_base_name(gp_event_file(log, event)), log->line[event]);
}

/* Where it stands in the document; else, at the first row of the evidence. */
static void location(struct gp_json *out, const struct gp_judgement *j,
                     const struct gp_gap *gap)
{
    struct gp_slice file;
    uint64_t line;

    gp_json_open_flat(out, "locations", '[');
    gp_json_open_flat(out, NULL, '{');
    if (gp_gap_place(j, gap, &file, &line))
        place(out, file, line);
    else if (gap->n_examples != 0 && j->gaps.hit[gap->example[0]].event[0] != GP_NO_ID)
        event_place(out, j, j->gaps.hit[gap->example[0]].event[0]);
    else
        place(out, gp_dict_name(&j->process->files, 0), 0);
    gp_json_close(out);
    gp_json_close(out);
}

static void evidence(struct gp_json *out, const struct gp_judgement *j,
                     const struct gp_gap *gap)
{
    uint64_t id = 1;
    size_t i, k;

    gp_json_open(out, "relatedLocations", '[');
    for (i = 0; i < gap->n_examples; i++) {
        const struct gp_gap_hit *hit = &j->gaps.hit[gap->example[i]];

        for (k = 0; k < GP_GAP_EVENTS && hit->event[k] != GP_NO_ID; k++) {
            struct gp_words w = {0};

            gp_json_open_flat(out, NULL, '{');
            gp_json_count(out, "id", id++);
            gp_words_say(&w, "case ");
            gp_words_name(&w, gp_stats_case(j->stats, hit->case_id));
            gp_words_say(&w, ", ");
            gp_words_name(&w,
                          gp_stats_name(j->stats, GP_BY_ACTIVITY,
                                        gp_id(j->stats->log->activity, hit->event[k])));
            event_place(out, j, hit->event[k]);
            message(out, "message", &w);
            gp_json_close(out);
        }
    }
    gp_json_close(out);
}

static void suppression(struct gp_json *out, const struct gp_judgement *j,
                        const struct gp_gap *gap)
{
    const struct gp_allowance *a = gp_gap_allowed(j, gap);

    gp_json_open_flat(out, "suppressions", '[');
    if (a != NULL) {
        struct gp_words w = {0};

        gp_allowance_words(&w, a);
        gp_json_open_flat(out, NULL, '{');
        gp_json_z(out, "kind", "external");
        gp_json_text_take(out, "justification", &w.text);
        gp_json_close(out);
        gp_words_release(&w);
    }
    gp_json_close(out);
}

static void result(struct gp_json *out, const struct gp_judgement *j,
                   const struct gp_gap *gap)
{
    const char *kind = gp_gap_kind_name((enum gp_gap_kind)gap->key.kind);
    struct gp_words w = {0};
    struct gp_text id = {0};

    gp_gap_id(&id, gap);
    gp_words_gap(&w, &j->conformance, &j->gaps, gap);
    gp_json_open(out, NULL, '{');
    gp_json_z(out, "ruleId", kind);
    gp_json_count(out, "ruleIndex", gap->key.kind);
    gp_json_z(out, "level",
              gap->cases == 0 || gap->key.sub == GP_SUB_LOOP ? "note" : "warning");
    message(out, "message", &w);
    location(out, j, gap);
    evidence(out, j, gap);
    gp_json_open_flat(out, "partialFingerprints", '{');
    gp_json_text_take(out, "gap/v1", &id);
    gp_json_close(out);
    suppression(out, j, gap);
    gp_json_open_flat(out, "properties", '{');
    gp_json_count(out, "cases", gap->cases);
    gp_json_count(out, "occurrences", gap->occurrences);
    gp_json_z(out, "certain", gp_gap_certain(gap));
    gp_json_close(out);
    gp_json_close(out);
}

/* A kind of gap, with its definition. */
static void rule(struct gp_json *out, const char *kind)
{
    const struct gp_measure *m = gp_measure_find(kind);

    gp_json_open(out, NULL, '{');
    gp_json_z(out, "id", kind);
    gp_json_open_flat(out, "shortDescription", '{');
    gp_json_z(out, "text", m->title);
    gp_json_close(out);
    gp_json_open_flat(out, "fullDescription", '{');
    gp_json_z(out, "text", m->definition);
    gp_json_close(out);
    gp_json_close(out);
}

static void driver(struct gp_json *out)
{
    int kind;

    gp_json_open(out, "tool", '{');
    gp_json_open(out, "driver", '{');
    gp_json_z(out, "name", "goatpath");
    gp_json_z(out, "version", GP_VERSION);
    gp_json_open(out, "rules", '[');
    for (kind = 0; kind < GP_GAP_N_KINDS; kind++) {
        rule(out, gp_gap_kind_name((enum gp_gap_kind)kind));
    }
    gp_json_close(out);
    gp_json_close(out);
    gp_json_close(out);
}

void gp_sarif_write(struct gp_text *out, const struct gp_judgement *j)
{
    struct gp_json json = gp_json_into(out);
    size_t i;

    gp_json_open(&json, NULL, '{');
    gp_json_z(&json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    gp_json_z(&json, "version", "2.1.0");
    gp_json_open(&json, "runs", '[');
    gp_json_open(&json, NULL, '{');
    driver(&json);
    gp_json_z(&json, "columnKind", "unicodeCodePoints");
    gp_json_open(&json, "results", '[');
    for (i = 0; i < j->gaps.n; i++)
        result(&json, j, &j->gaps.gap[i]);
    gp_json_close(&json);
    gp_json_close(&json);
    gp_json_close(&json);
    gp_json_close(&json);
}
