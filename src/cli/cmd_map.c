/* cmd_map.c - goatpath map LOG...: the process map as a file of its own. */
#include "cli/command.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/show.h"
#include "report/json.h"
#include "report/process_map.h"

#include <string.h>

static void tell_hidden(const struct gp_map *map)
{
    struct gp_words words = {0};

    gp_map_words(&words, map);
    gp_output_remark("%s", gp_text_z(&words.text));
    gp_words_release(&words);
}

static enum gp_status draw(const struct gp_options *o, const struct gp_stats *stats,
                           const char *format, struct gp_err *err)
{
    struct gp_map_options options = {o->map_activities, o->map_paths, 0, 0};
    struct gp_text picture = {0};
    struct gp_map map;
    enum gp_status st = gp_map_choose(stats, &options, &map, err);

    if (st != GP_OK)
        return st;
    if (strcmp(format, "dot") == 0)
        gp_map_dot(&picture, stats, &map);
    else
        st = gp_map_draw(stats, &map, format, &picture, err);
    if (st == GP_OK)
        st = gp_show_text(o, &picture, err);
    if (st == GP_OK && !o->quiet)
        tell_hidden(&map);
    gp_text_release(&picture);
    gp_map_release(&map);
    return st;
}

/* What a map is drawn from, all of it: the sections of report.json. */
static enum gp_status print_json(const struct gp_options *o, const struct gp_loaded *l,
                                 struct gp_err *err)
{
    static const char *const sections[] = {"log", "activities", "directly_follows",
                                           NULL};
    struct gp_text out = {0};

    gp_report_json(&out, &l->facts, sections);
    return gp_show_text(o, &out, err);
}

enum gp_status gp_cmd_map(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    const char *format = NULL;
    bool json = o->format == GP_FORMAT_JSON;
    enum gp_status st = json ? GP_OK : gp_show_picture_format(o, &format, err);

    if (st == GP_OK)
        st = gp_load(o, 0, &l, err);
    if (st == GP_OK)
        st = json ? print_json(o, &l, err) : draw(o, &l.stats, format, err);
    gp_loaded_release(&l);
    return st;
}
