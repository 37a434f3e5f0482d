/* align_case - alignment of a log as large as they come: about 12,000 paths with 338,000
 * events against a document of about 700 states (spec/conformance.md 11: under 2 s and
 * 200 MiB on one thread).
 *
 *   align_case [PATHS [SEED [CASES_A_PATH]]]
 *
 * The document: three steps, three lanes of work side by side whose steps may be left
 * out, a loop over the whole, four steps. Paths walk it at random; events are lost,
 * doubled, exchanged and made up.
 */
#include "base/mem.h"
#include "mine/gaps.h"
#include "tests/support/equal_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { LANES = 3, NAMES = 40 };

static const size_t lane_length[LANES] = {8, 8, 7};
static uint64_t seed = 1;

static uint32_t chance(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % n;
}

static void name_of(size_t i, char *name)
{
    snprintf(name, 32, "Step %02zu", i);
}

static uint32_t step(struct gp_process *p, struct gp_net *net, size_t i, uint32_t from)
{
    char name[32];
    uint32_t to = gp_net_place(net, GP_NO_ID), e;

    name_of(i, name);
    e = gp_process_step(p, gp_slice(name), i + 1);
    gp_net_step(net, p->elements[e].label, e, from, to);
    return to;
}

static struct gp_process *make_document(void)
{
    struct gp_process *p = gp_process_new(gp_slice("bench"), "net");
    struct gp_net *net = gp_process_net(p, GP_NO_ID);
    uint32_t begin[LANES], end[LANES], at = gp_net_place(net, GP_NO_ID), top, after;
    size_t i, lane, k;

    net->places[at].initial = 1;
    for (i = 0; i < 3; i++)
        at = step(p, net, i, at);
    top = at;
    gp_net_split(net, GP_NO_ID, at, LANES, begin);
    for (lane = 0; lane < LANES; lane++) {
        end[lane] = begin[lane];
        for (k = 0; k < lane_length[lane]; k++, i++) {
            uint32_t before = end[lane];

            end[lane] = step(p, net, i, before);
            if (k % 2 == 1)
                gp_net_silent(net, GP_NO_ID, before, end[lane]);
        }
    }
    after = gp_net_place(net, GP_NO_ID);
    gp_net_join_all(net, GP_NO_ID, LANES, end, after);
    gp_net_silent(net, GP_NO_ID, after, top);
    for (k = 0; k < 4; k++, i++)
        after = step(p, net, i, after);
    gp_net_silent(net, GP_NO_ID, after, GP_NO_ID);
    return p;
}

/* One round of the lanes, interleaved. */
static size_t walk_lanes(uint32_t *path)
{
    size_t done[LANES] = {0}, n = 0, left = 0, lane;

    for (lane = 0; lane < LANES; lane++)
        left += lane_length[lane];
    while (left > 0) {
        size_t base = 3;

        lane = chance(LANES);
        if (done[lane] == lane_length[lane])
            continue;
        for (size_t l = 0; l < lane; l++)
            base += lane_length[l];
        if (done[lane] % 2 == 0 || chance(4) != 0)
            path[n++] = (uint32_t)(base + done[lane]);
        done[lane]++;
        left--;
    }
    return n;
}

static size_t make_path(uint32_t *path)
{
    uint32_t clean[256];
    size_t n = 0, made = 0, i, rounds = 1 + (chance(8) == 0);

    for (i = 0; i < 3; i++)
        clean[n++] = (uint32_t)i;
    while (rounds-- > 0)
        n += walk_lanes(clean + n);
    for (i = 0; i < 4; i++)
        clean[n++] = (uint32_t)(26 + i);
    for (i = 0; i < n; i++) {
        uint32_t luck = chance(40);

        if (luck == 0)
            continue;
        path[made++] = clean[i];
        if (luck == 1)
            path[made++] = clean[i];
        if (luck == 2)
            path[made++] = chance(NAMES);
        if (luck == 3 && made > 1) {
            path[made - 1] = path[made - 2];
            path[made - 2] = clean[i];
        }
    }
    return made;
}

static struct gp_eventlog *make_log(size_t paths, size_t repeat)
{
    struct gp_eventlog *log = gp_eventlog_new(true, false, false, false);
    char name[32], id[32];
    uint32_t path[1024];
    size_t c, i, n = 0;

    if (log == NULL || gp_eventlog_begin_file(log, "bench", NULL) != GP_OK)
        exit(4);
    for (c = 0; c < paths * repeat; c++) {
        snprintf(id, sizeof id, "c%zu", c);
        n = c % repeat == 0 ? make_path(path) : n;
        for (i = 0; i < n; i++) {
            struct gp_event e = {.case_id = gp_slice(id), .line = (uint32_t)log->n + 2};

            name_of(path[i], name);
            e.activity = gp_slice(name);
            e.start = e.end =
                (int64_t)c * GP_HOUR_US + (int64_t)i * GP_HOUR_US + chance(3600);
            if (gp_eventlog_add(log, &e, NULL) != GP_OK)
                exit(4);
        }
    }
    if (gp_eventlog_group(log, NULL) != GP_OK)
        exit(4);
    return log;
}

/* Processor time: other programs on the machine do not matter. */
static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double mebibytes(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / 1024;
}

struct task {
    struct gp_eventlog *log;
    struct gp_process *p;
    struct gp_variants variants;
    struct gp_step_names names;
    double before; /* MiB */
};

/* Aligns all paths; without certainty first. */
static enum gp_status judge(const struct task *t, bool certain,
                            struct gp_conformance *c, struct gp_err *err)
{
    const struct gp_conformance_options o = {
        .align = {.certainty_effort = certain ? 100000 : 0}};
    double began = now();
    enum gp_status st =
        gp_conformance_run(t->log, &t->variants, t->p, &t->names, &o, c, err);

    if (st == GP_OK)
        printf("%zu paths, %zu events, %u states, %zu edges: %.2f s %s, %.0f MiB "
               "(%.0f before); cost %llu, fitness %.4f\n",
               t->variants.n, t->log->n, c->states->n_states,
               c->states->row[c->states->n_states], now() - began,
               certain ? "with certainty" : "exact", mebibytes(), t->before,
               (unsigned long long)c->closed.total_cost, c->closed.log);
    return st;
}

static enum gp_status find_gaps(const struct gp_conformance *c, struct gp_err *err)
{
    struct gp_gaps gaps;
    double began = now();
    enum gp_status st = gp_gaps_find(c, NULL, &gaps, err);

    if (st == GP_OK) {
        printf("gaps: %zu, %zu occurrences: %.2f s, %.0f MiB\n", gaps.n, gaps.n_hits,
               now() - began, mebibytes());
        gp_gaps_release(&gaps);
    }
    return st;
}

int main(int argc, char **argv)
{
    size_t paths = argc > 1 ? (size_t)atol(argv[1]) : 12000;
    size_t repeat = argc > 3 ? (size_t)atol(argv[3]) : 1;
    struct task t = {0};
    struct gp_conformance c;
    struct gp_err err = {0};
    enum gp_status st;

    if (argc > 2)
        seed = strtoull(argv[2], NULL, 10);
    t.p = make_document();
    t.log = make_log(paths, repeat > 0 ? repeat : 1);
    t.names.label = equal_names(t.log, t.p);
    st = gp_variants_mine(t.log, NULL, &t.variants, &err);
    t.before = mebibytes();
    if (st == GP_OK)
        st = judge(&t, false, &c, &err);
    if (st == GP_OK) {
        gp_conformance_release(&c);
        st = judge(&t, true, &c, &err);
    }
    if (st == GP_OK) {
        st = find_gaps(&c, &err);
        gp_conformance_release(&c);
    }
    if (st != GP_OK)
        printf("%s\n", err.text);
    gp_variants_release(&t.variants);
    gp_eventlog_free(t.log);
    gp_process_free(t.p);
    gp_free((void *)t.names.label);
    return (int)st;
}
