/* The fast engines read what the plain one reads, whatever the bytes. */
#include "base/mem.h"
#include "tests/support/engines.h"
#include "tests/support/gen.h"
#include "tests/support/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void agree(const struct gp_text *t, const struct engines_want *want)
{
    const char *complaint = engines_complaint(gp_text_z(t), t->len, want);

    if (complaint != NULL)
        fail_msg("%s: %zu columns, pieces of %zu, limit %zu:\n%s", complaint,
                 want->n_columns, want->piece, want->field_limit, gp_text_z(t));
}

/* A chunk is 64 bytes: the record slides over its border byte by byte. */
static void slide(const char *record)
{
    static const size_t pieces[] = {0, 1, 63, 64, 65, 100};
    size_t shift, p;

    for (shift = 0; shift < 130; shift++) {
        struct gp_text t = {0};
        size_t i;

        gp_text_add(&t, "a,b,");
        for (i = 0; i < shift; i++)
            gp_text_add_char(&t, 'x');
        gp_text_add(&t, "\n");
        gp_text_add(&t, record);
        for (i = 0; i < 70; i++)
            gp_text_add(&t, "1,2,3\n");
        for (p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
            agree(&t, &(struct engines_want){
                          .delimiter = ',', .n_columns = 3, .piece = pieces[p]});
            agree(&t, &(struct engines_want){.delimiter = ',',
                                             .n_columns = 3,
                                             .piece = pieces[p],
                                             .field_limit = 40});
        }
        gp_text_release(&t);
    }
}

static void every_record_may_lie_anywhere_in_a_chunk(void **state)
{
    static const char *const records[] = {
        "\"q\",\"r, s\",\"t\"\n",
        "\"q\"\"q\",\"\",\"\"\"\"\n",
        "1,\"two\nlines\",3\n",
        "1,\"two\r\nlines\r\",3\r\n",
        "1,2,\"3\"\r",
        "1,2,3\r\n\r\n4,5,6\r\n",
        "  1 ,\t2, 3 \n",
        "1,\"2\" ,3\n",
        "1, \"2\",3\n",
        "1,2\"2,3\n",
        "1,\"2\"2,3\n",
        "1,\"2,3\n",
        "1,\"2,3\n4,5\",6\n7,8,9\n",
        "1,\"2\n\",3,4,5\n",
        "1,2\n1,2,3,\n1,2,3,,,\n\n  \n,,\n",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof records / sizeof records[0]; i++)
        slide(records[i]);
}

/* Bytes with many separators and quotes, sound for long stretches or not at all. */
static void random_bytes(struct gen *g, struct gp_text *t)
{
    static const char *const parts[] = {"a",  "bc", ",",    ",",      "\n", "\n",
                                        "\"", "\"", "\"\"", "\",\"",  "\r", "\r\n",
                                        " ",  "\t", ",,\n", "\"x\",", "Z,", "12345678"};
    size_t n = gen_below(g, 400), i;
    unsigned sound = (unsigned)gen_below(g, 101);

    for (i = 0; i < n; i++) {
        if (gen_chance(g, sound))
            gp_text_add(t,
                        gen_chance(g, 70) ? "alpha,2,x\n" : "\"a,\"\"b\",\"\n\",c\n");
        else
            gp_text_add(t, parts[gen_below(g, sizeof parts / sizeof parts[0])]);
    }
    if (gen_chance(g, 5))
        gp_text_add_char(t, '\0');
}

static void random_bytes_are_read_alike(void **state)
{
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 1500; seed++) {
        static const struct gp_slice header[3] = {{"a", 1}, {"b", 1}, {"Z", 1}};
        static const bool used[3] = {false, true, false};
        struct gen g = {seed};
        struct gp_text t = {0};
        struct engines_want want = {.delimiter = ','};

        random_bytes(&g, &t);
        want.n_columns = 1 + (size_t)gen_below(&g, 4);
        if (want.n_columns == 3) {
            want.header = gen_chance(&g, 50) ? header : NULL;
            want.used = gen_chance(&g, 50) ? used : NULL;
        }
        want.piece = (size_t)gen_below(&g, 300);
        want.field_limit = gen_chance(&g, 30) ? 1 + (size_t)gen_below(&g, 100) : 0;
        agree(&t, &want);
        gp_text_release(&t);
    }
}

static void read_file(const char *path, struct gp_text *t)
{
    FILE *f = fopen(path, "rb");
    char buf[4096];
    size_t n;

    gp_text_clear(t);
    if (f == NULL)
        return; /* a folder, perhaps */
    while ((n = fread(buf, 1, sizeof buf, f)) > 0)
        gp_text_add_n(t, buf, n);
    fclose(f);
}

/* Calls use with every file of the folder and those beneath it. */
static size_t each_file(const char *folder,
                        void (*use)(const char *path, const struct gp_text *t))
{
    DIR *dir = opendir(folder);
    struct dirent *d;
    size_t n = 0;

    while (dir != NULL && (d = readdir(dir)) != NULL) {
        struct gp_text path = {0}, t = {0};

        if (d->d_name[0] != '.') {
            gp_text_addf(&path, "%s/%s", folder, d->d_name);
            n += each_file(gp_text_z(&path), use);
            read_file(gp_text_z(&path), &t);
            if (t.len != 0) {
                use(gp_text_z(&path), &t);
                n++;
            }
        }
        gp_text_release(&path);
        gp_text_release(&t);
    }
    if (dir != NULL)
        closedir(dir);
    return n;
}

static void replay(const char *path, const struct gp_text *t)
{
    const char *complaint = engines_fuzzed(t->at, t->len);

    if (complaint != NULL)
        fail_msg("%s: %s", path, complaint);
}

static void what_the_fuzzer_found_stays_found(void **state)
{
    (void)state;
    assert_true(each_file("fuzz/corpus/engines", replay) > 0);
}

static size_t commas(const struct gp_text *t, char delimiter)
{
    size_t n = 1, i;

    for (i = 0; i < t->len && t->at[i] != '\n' && t->at[i] != '\r'; i++)
        n += t->at[i] == delimiter;
    return n;
}

static void compare_file(const char *path, const struct gp_text *t)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    static const size_t pieces[] = {0, 1, 64, 1000};
    size_t d, p;

    if (t->len > (size_t)2 << 20)
        return;
    for (d = 0; d < sizeof delimiters; d++) {
        for (p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
            struct engines_want want = {.delimiter = delimiters[d],
                                        .n_columns = commas(t, delimiters[d]),
                                        .piece = pieces[p]};
            const char *complaint;

            if (t->len > 100000 && (p > 0 || want.n_columns < 3))
                break;
            complaint = engines_complaint(t->at, t->len, &want);
            if (complaint != NULL)
                fail_msg("%s: %s (delimiter %zu)", path, complaint, d);
        }
    }
}

/* The logs and the torture files of the contract, where they are at hand. */
static void real_and_broken_exports_are_read_alike(void **state)
{
    static const char *const folders[] = {"logs", "csv-torture"};
    const char *shared = getenv("GOATPATH_SHARED");
    size_t i;

    (void)state;
    for (i = 0; i < 2; i++) {
        struct gp_text path = {0};

        gp_text_addf(&path, "%s/%s", shared != NULL ? shared : "../shared", folders[i]);
        each_file(gp_text_z(&path), compare_file);
        gp_text_release(&path);
    }
    assert_true(each_file("datasets", compare_file) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_may_lie_anywhere_in_a_chunk),
        cmocka_unit_test(random_bytes_are_read_alike),
        cmocka_unit_test(what_the_fuzzer_found_stays_found),
        cmocka_unit_test(real_and_broken_exports_are_read_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
