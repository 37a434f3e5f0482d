/* preset.c - see preset.h. */
#include "ingest/preset.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MOST = 1 << 20 };

/* ---- those built in ---- */

#define BUILT_IN(system)                                                               \
    extern const char gp_##system##_preset[];                                          \
    extern const unsigned long gp_##system##_preset_length;
BUILT_IN(hubspot)
BUILT_IN(jira)
BUILT_IN(salesforce)
BUILT_IN(servicenow)
BUILT_IN(zendesk)
#undef BUILT_IN

static const struct {
    const char *name, *at;
    const unsigned long *len;
} built_in[] = {
#define ROW(system)                                                                    \
    {                                                                                  \
#system, gp_##system##_preset, &gp_##system##_preset_length                    \
    }
    ROW(hubspot), ROW(jira), ROW(salesforce), ROW(servicenow), ROW(zendesk),
#undef ROW
};

enum { N_BUILT_IN = sizeof built_in / sizeof built_in[0] };

const char *gp_preset_name(size_t i)
{
    return i < N_BUILT_IN ? built_in[i].name : NULL;
}

struct gp_slice gp_preset_bytes(size_t i)
{
    return gp_slice_n(built_in[i].at, *built_in[i].len);
}

/* ---- words ---- */

bool gp_preset_next(struct gp_slice *list, char sign, struct gp_slice *item)
{
    const char *end;
    size_t n;

    if (list->len == 0)
        return false;
    end = memchr(list->at, sign, list->len);
    n = end != NULL ? (size_t)(end - list->at) : list->len;
    *item = gp_slice_trim(gp_slice_n(list->at, n));
    n += end != NULL;
    *list = gp_slice_n(list->at + n, list->len - n);
    return true;
}

static bool counts(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80 || c == '*';
}

static char small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static void skip_signs(struct gp_slice *s)
{
    while (s->len != 0 && !counts(s->at[0]))
        *s = gp_slice_n(s->at + 1, s->len - 1);
}

/* A "*" ends the pattern: what follows it is not looked at. */
bool gp_preset_same(struct gp_slice name, struct gp_slice pattern)
{
    for (;;) {
        skip_signs(&name);
        skip_signs(&pattern);
        if (pattern.len != 0 && pattern.at[0] == '*')
            return true;
        if (name.len == 0 || pattern.len == 0)
            return name.len == 0 && pattern.len == 0;
        if (small(name.at[0]) != small(pattern.at[0]))
            return false;
        name = gp_slice_n(name.at + 1, name.len - 1);
        pattern = gp_slice_n(pattern.at + 1, pattern.len - 1);
    }
}

/* ---- reading ---- */

static enum gp_status expected(const struct gp_preset *p, uint64_t line,
                               struct gp_slice found, const char *what,
                               struct gp_err *err)
{
    return gp_fail_at(err, GP_USAGE, p->name, line, "found \"%.*s\", expected %s",
                      (int)(found.len < 80 ? found.len : 80), found.at, what);
}

/* Where the value of a key goes; NULL: no such key. */
static struct gp_slice *place_of(struct gp_preset *p, struct gp_export *e,
                                 struct gp_slice key)
{
    const struct {
        const char *key;
        struct gp_slice *place;
    } general[] = {{"title", &p->title},
                   {"ends", &p->ends},
                   {"clock-stands", &p->clock_stands},
                   {"missing", &p->missing}},
      of_export[] = {{"needs", e != NULL ? &e->needs : NULL},
                     {"shape", e != NULL ? &e->shape : NULL},
                     {"field", e != NULL ? &e->field : NULL},
                     {"events", e != NULL ? &e->events : NULL},
                     {"note", e != NULL ? &e->note : NULL}};
    size_t i;
    int role;

    for (i = 0; e == NULL && i < sizeof general / sizeof general[0]; i++)
        if (gp_slice_is(key, general[i].key))
            return general[i].place;
    for (i = 0; e != NULL && i < sizeof of_export / sizeof of_export[0]; i++)
        if (gp_slice_is(key, of_export[i].key))
            return of_export[i].place;
    for (role = 0; e != NULL && role < GP_ROLES; role++)
        if (gp_slice_is(key, gp_role_name((enum gp_role)role)))
            return &e->role[role];
    return NULL;
}

static enum gp_status begin_export(struct gp_preset *p, struct gp_slice line,
                                   uint64_t number, struct gp_err *err)
{
    if (line.len < 3 || line.at[line.len - 1] != ']')
        return expected(p, number, line, "[name of an export]", err);
    if (!gp_reserve(&p->exports, &p->cap, p->n + 1))
        return gp_fail_memory(err);
    p->exports[p->n++] = (struct gp_export){
        .title = gp_slice_trim(gp_slice_n(line.at + 1, line.len - 2)), .line = number};
    return GP_OK;
}

static enum gp_status take_line(struct gp_preset *p, struct gp_slice line,
                                uint64_t number, struct gp_err *err)
{
    struct gp_export *e = p->n != 0 ? &p->exports[p->n - 1] : NULL;
    struct gp_slice rest = line, key, *place;

    if (line.len == 0 || line.at[0] == '#')
        return GP_OK;
    if (line.at[0] == '[')
        return begin_export(p, line, number, err);
    if (memchr(line.at, '=', line.len) == NULL)
        return expected(p, number, line, "name = value", err);
    (void)gp_preset_next(&rest, '=', &key);
    place = place_of(p, e, key);
    if (place == NULL)
        return expected(p, number, key,
                        e == NULL ? "title, ends, clock-stands, missing or an [export]"
                                  : "needs, shape, field, events, note or a role "
                                    "(case, activity, time, ...)",
                        err);
    *place = gp_slice_trim(rest);
    return GP_OK;
}

static enum gp_status parse(struct gp_preset *p, struct gp_err *err)
{
    struct gp_slice rest = gp_text_slice(&p->text), line;
    enum gp_status st = GP_OK;
    uint64_t number = 0;
    size_t i;

    while (st == GP_OK && gp_preset_next(&rest, '\n', &line))
        st = take_line(p, line, ++number, err);
    for (i = 0; i < p->n && st == GP_OK; i++)
        if (p->exports[i].needs.len == 0)
            st =
                gp_fail_at(err, GP_USAGE, p->name, p->exports[i].line,
                           "[%.*s] needs a line \"needs = \" with the headers by which "
                           "it is known",
                           (int)p->exports[i].title.len, p->exports[i].title.at);
    if (st == GP_OK && p->n == 0)
        st = gp_fail_at(err, GP_USAGE, p->name, 0,
                        "describes no export; expected a line [name of an export]");
    return st;
}

static enum gp_status read_file(struct gp_preset *p, struct gp_err *err)
{
    FILE *f = fopen(p->name, "re");
    char block[4096];
    size_t n;
    bool bad;

    if (f == NULL)
        return gp_fail(err, GP_USAGE,
                       "--preset %s: there is none of that name (hubspot, jira, "
                       "salesforce, servicenow, zendesk), and as a file: %s",
                       p->name, strerror(errno));
    while (p->text.len < FILE_MOST && (n = fread(block, 1, sizeof block, f)) != 0)
        gp_text_add_n(&p->text, block, n);
    bad = ferror(f) != 0;
    fclose(f);
    if (bad || p->text.len >= FILE_MOST)
        return gp_fail_at(err, GP_USAGE, p->name, 0,
                          "cannot be read as a preset: a text of at most 1 MiB");
    return gp_text_ok(&p->text) ? GP_OK : gp_fail_memory(err);
}

enum gp_status gp_preset_read(const char *name, struct gp_preset *p, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t i;

    memset(p, 0, sizeof *p);
    p->name = name;
    for (i = 0; i < N_BUILT_IN; i++)
        if (strcmp(name, built_in[i].name) == 0)
            break;
    if (i < N_BUILT_IN) {
        gp_text_add_slice(&p->text, gp_preset_bytes(i));
        st = gp_text_ok(&p->text) ? GP_OK : gp_fail_memory(err);
    } else {
        st = read_file(p, err);
    }
    return st == GP_OK ? parse(p, err) : st;
}

void gp_preset_release(struct gp_preset *p)
{
    gp_free(p->exports);
    gp_text_release(&p->text);
    memset(p, 0, sizeof *p);
}
