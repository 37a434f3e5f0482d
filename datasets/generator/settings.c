/* settings.c - the command line. Options are few enough for one table of functions. */
#include "settings.h"

#include "times.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const shape_names[SHAPES] = {
    [EVENTS] = "events",   [INTERVAL] = "interval", [LIFECYCLE] = "lifecycle",
    [HISTORY] = "history", [WIDE] = "wide",
};

const char *const encoding_names[ENCODINGS] = {
    [UTF_8] = "utf-8",
    [UTF_16LE] = "utf-16le",
    [UTF_16BE] = "utf-16be",
    [CP1252] = "cp1252",
};

const char *const line_end_names[LINE_ENDS] = {"lf", "crlf", "cr"};

static const char help[] =
    "goatpath-datagen deals|tickets [options] -o DIR\n"
    "\n"
    "Writes DIR/deals.csv (or tickets.csv), an event log that looks like a real "
    "export,\n"
    "DIR/manual.md, the documented process, and DIR/truth.json, what was put in.\n"
    "The same options give the same bytes.\n"
    "\n"
    "  -o DIR             folder to write into; made if it is not there\n"
    "  --seed N           another N, another log (default 1)\n"
    "  --cases N          how many cases begin (default 400)\n"
    "  --events N         instead: as many cases as it takes for about N events\n"
    "  --weeks N          from the first case to the export (default 52; tickets 12)\n"
    "  --quiet N          no case begins in the last N weeks, so that most are "
    "completed\n"
    "  --people N         at most so many, more work then means more at once (400)\n"
    "  --dirty SHARE      damaged rows, 0 to 0.1 (default 0.002)\n"
    "  --plain            for measurements: no damaged rows, three years, many "
    "variants\n"
    "\n"
    "How the events are written (they are the same events):\n"
    "  --shape NAME       events (default for deals), interval (for tickets),\n"
    "                     lifecycle, history, wide\n"
    "  --delimiter C      , ; | or tab (default , for deals and ; for tickets)\n"
    "  --eol lf|crlf|cr   --quote minimal|all      --bom\n"
    "  --sep              the first line is sep= and the delimiter\n"
    "  --preamble N       lines about the export in front of the header\n"
    "  --encoding NAME    utf-8, utf-16le, utf-16be, cp1252\n"
    "  --time NAME        one of:\n";

static void print_help(void)
{
    fputs(help, stdout);
    for (unsigned i = 0; i < n_time_formats; i++)
        printf("                       %-12s %s\n", time_formats[i].name,
               time_formats[i].example);
}

static void refuse(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("goatpath-datagen: ", stderr);
    vfprintf(stderr, format, args);
    fputs("; see --help\n", stderr);
    va_end(args);
    exit(2);
}

static uint64_t number(const char *option, const char *value, uint64_t least,
                       uint64_t most)
{
    char *end;
    unsigned long long n;

    errno = 0;
    n = strtoull(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || n < least || n > most ||
        value[0] == '-')
        refuse("%s %s: expected a whole number from %llu to %llu", option, value,
               (unsigned long long)least, (unsigned long long)most);
    return n;
}

static unsigned choice(const char *option, const char *value, const char *const *names,
                       unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (strcmp(value, names[i]) == 0)
            return i;
    refuse("%s %s: not one of the values it can have", option, value);
    return 0;
}

static void set_folder(struct settings *s, const char *option, const char *value)
{
    (void)option;
    s->folder = value;
}

static void set_seed(struct settings *s, const char *option, const char *value)
{
    s->seed = number(option, value, 0, UINT64_MAX);
}

static void set_cases(struct settings *s, const char *option, const char *value)
{
    s->cases = (uint32_t)number(option, value, 1, 50000000);
}

static void set_events(struct settings *s, const char *option, const char *value)
{
    s->events = number(option, value, 1, 500000000);
}

static void set_weeks(struct settings *s, const char *option, const char *value)
{
    s->weeks = (uint32_t)number(option, value, 1, 520);
}

static void set_quiet(struct settings *s, const char *option, const char *value)
{
    s->quiet = (uint32_t)number(option, value, 0, 519);
}

static void set_people(struct settings *s, const char *option, const char *value)
{
    s->people = (uint32_t)number(option, value, 40, 1400);
}

static void set_dirty(struct settings *s, const char *option, const char *value)
{
    char *end;
    double share = strtod(value, &end);

    if (end == value || *end != '\0' || !(share >= 0 && share <= 0.1))
        refuse("%s %s: expected a share from 0 to 0.1", option, value);
    s->dirty = (uint32_t)(share * 1e6 + 0.5);
}

static void set_shape(struct settings *s, const char *option, const char *value)
{
    s->shape = (enum shape)choice(option, value, shape_names, SHAPES);
}

static void set_delimiter(struct settings *s, const char *option, const char *value)
{
    static const char *const names[] = {",", ";", "|", "tab"};

    s->delimiter = ",;|\t"[choice(option, value, names, 4)];
}

static void set_eol(struct settings *s, const char *option, const char *value)
{
    s->line_end = (enum line_end)choice(option, value, line_end_names, LINE_ENDS);
}

static void set_preamble(struct settings *s, const char *option, const char *value)
{
    s->preamble = (uint32_t)number(option, value, 0, 9);
}

static void set_quote(struct settings *s, const char *option, const char *value)
{
    static const char *const names[] = {"minimal", "all"};

    s->quote_all = choice(option, value, names, 2) == 1;
}

static void set_encoding(struct settings *s, const char *option, const char *value)
{
    s->encoding = (enum encoding)choice(option, value, encoding_names, ENCODINGS);
}

static void set_time(struct settings *s, const char *option, const char *value)
{
    s->time = time_format_find(value);
    if (s->time == NULL)
        refuse("%s %s: no such format of time", option, value);
}

static const struct {
    const char *name;
    void (*set)(struct settings *, const char *option, const char *value);
} options[] = {
    {"-o", set_folder},           {"--seed", set_seed},
    {"--cases", set_cases},       {"--events", set_events},
    {"--weeks", set_weeks},       {"--quiet", set_quiet},
    {"--people", set_people},     {"--dirty", set_dirty},
    {"--shape", set_shape},       {"--delimiter", set_delimiter},
    {"--eol", set_eol},           {"--quote", set_quote},
    {"--encoding", set_encoding}, {"--time", set_time},
    {"--preamble", set_preamble},
};

static void set_option(struct settings *s, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(options[i].name, name) != 0)
            continue;
        if (value == NULL)
            refuse("%s: expected a value after it", name);
        options[i].set(s, name, value);
        return;
    }
    refuse("%s: no such option", name);
}

static void set_plain(struct settings *s)
{
    s->lively = true;
    s->dirty = 0;
    s->weeks = 156;
}

static void set_defaults(struct settings *s, const struct process *p)
{
    bool deals_log = p == &deals;

    *s = (struct settings){.process = p,
                           .seed = 1,
                           .cases = 400,
                           .weeks = deals_log ? 52 : 12,
                           .people = 400,
                           .dirty = 2000,
                           .shape = p->intervals ? INTERVAL : EVENTS,
                           .delimiter = deals_log ? ',' : ';',
                           .time = time_format_find(deals_log ? "iso" : "dmy-dots")};
}

static const struct process *find_process(const char *name)
{
    if (name != NULL && strcmp(name, deals.name) == 0)
        return &deals;
    if (name != NULL && strcmp(name, tickets.name) == 0)
        return &tickets;
    if (name != NULL && (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)) {
        print_help();
        exit(0);
    }
    refuse("%s: expected deals or tickets", name ? name : "nothing");
    return NULL;
}

void settings_read(struct settings *s, int argc, char **argv)
{
    set_defaults(s, find_process(argc > 1 ? argv[1] : NULL));
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--plain") == 0)
            set_plain(s);
        else if (strcmp(argv[i], "--bom") == 0)
            s->bom = true;
        else if (strcmp(argv[i], "--sep") == 0)
            s->sep = true;
        else
            set_option(s, argv[i], argv[i + 1]), i++;
    }
    if (s->folder == NULL)
        refuse("-o: missing, where should the files go");
    if (s->quiet >= s->weeks)
        refuse("--quiet %u: expected less than the %u weeks", s->quiet, s->weeks);
    if (s->bom && s->encoding == CP1252)
        refuse("--bom: cp1252 has no byte order mark");
    if (s->shape == WIDE && s->time->print_clock != NULL)
        refuse("--time %s: a table with a row a case has its times in one column each",
               s->time->name);
    if (s->shape == WIDE)
        s->dirty = 0;
}
