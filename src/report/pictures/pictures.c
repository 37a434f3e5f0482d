/* pictures.c - see pictures.h.
 *
 * One gnuplot draws all figures, two dots share the pictures of the map. A program that
 * fails half-way has written some pictures: whole ones are used, and a cut one does not
 * pass the filter later.
 */
#include "report/pictures/pictures.h"

#include "report/pictures/child.h"

#include <stdio.h>
#include <string.h>

enum { DOTS = 2, WALL_SECONDS = 20, NAME = 32 };
static const size_t most_svg = (size_t)8 << 20;

struct drawing {
    struct gp_figures *figures;
    struct gp_map_levels *levels; /* NULL: none */
    struct gp_workdir w;
    struct gp_child plot, dot[DOTS];
};

static struct gp_slice bytes_of(const struct gp_text *t)
{
    return gp_text_slice(t);
}

static enum gp_status put_files(const struct drawing *d, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    char name[NAME];
    size_t i;

    for (i = 0; i < d->figures->n && st == GP_OK; i++) {
        const struct gp_figure *f = &d->figures->figure[i];

        (void)snprintf(name, sizeof name, "%s.gp", f->name);
        st = gp_workdir_put(&d->w, name, bytes_of(&f->script), err);
        (void)snprintf(name, sizeof name, "%s.dat", f->name);
        if (st == GP_OK)
            st = gp_workdir_put(&d->w, name, bytes_of(&f->data), err);
    }
    for (i = 0; d->levels != NULL && i < d->levels->n_pictures && st == GP_OK; i++) {
        (void)snprintf(name, sizeof name, "map%zu.dot", i);
        st = gp_workdir_put(&d->w, name, bytes_of(&d->levels->picture[i].dot), err);
    }
    return st;
}

static void note(struct gp_text *notes, const struct gp_err *err)
{
    gp_text_add(notes, err->text);
    gp_text_add_char(notes, '\n');
}

static void start_plot(struct drawing *d, struct gp_text *notes)
{
    char name[GP_FIGURES_MOST][NAME];
    const char *args[GP_FIGURES_MOST + 2] = {"--default-settings"};
    struct gp_err err = {0};
    size_t i;

    if (d->figures->n == 0)
        return;
    for (i = 0; i < d->figures->n; i++) {
        (void)snprintf(name[i], NAME, "%s.gp", d->figures->figure[i].name);
        args[i + 1] = name[i];
    }
    if (gp_child_start(&d->plot, "gnuplot", args, &d->w, WALL_SECONDS, &err) != GP_OK)
        note(notes, &err);
}

/* The k-th dot draws pictures k, k + DOTS, ... each into its own file (-O). */
static bool start_dot(struct drawing *d, size_t k, struct gp_err *err)
{
    char name[GP_LEVELS_ALL][NAME];
    const char *args[GP_LEVELS_ALL + 3] = {"-Tsvg", "-O"};
    size_t i, n = 2;

    for (i = k; i < d->levels->n_pictures; i += DOTS) {
        (void)snprintf(name[i], NAME, "map%zu.dot", i);
        args[n++] = name[i];
    }
    return n == 2 ||
           gp_child_start(&d->dot[k], "dot", args, &d->w, WALL_SECONDS, err) == GP_OK;
}

static void start_dots(struct drawing *d, struct gp_text *notes)
{
    struct gp_err err = {0};
    size_t k;

    for (k = 0; d->levels != NULL && k < DOTS; k++)
        if (!start_dot(d, k, &err)) {
            note(notes, &err);
            return;
        }
}

static void await(struct gp_child *c, struct gp_text *notes)
{
    struct gp_err err = {0};

    if (c->pid != 0 && gp_child_wait(c, &err) != GP_OK)
        note(notes, &err);
}

/* A picture that is not there was not drawn; the program's note says why. */
static void fetch(const struct drawing *d, const char *name, struct gp_text *svg)
{
    struct gp_err err;

    if (gp_workdir_get(&d->w, name, most_svg, svg, &err) != GP_OK)
        gp_text_clear(svg);
}

static void fetch_all(struct drawing *d)
{
    char name[NAME];
    size_t i;

    for (i = 0; i < d->figures->n; i++) {
        (void)snprintf(name, sizeof name, "%s.svg", d->figures->figure[i].name);
        fetch(d, name, &d->figures->figure[i].svg);
    }
    for (i = 0; d->levels != NULL && i < d->levels->n_pictures; i++) {
        (void)snprintf(name, sizeof name, "map%zu.dot.svg", i);
        fetch(d, name, &d->levels->picture[i].svg);
    }
}

enum gp_status gp_pictures_draw(struct gp_figures *figures,
                                struct gp_map_levels *levels, struct gp_text *notes,
                                struct gp_err *err)
{
    struct drawing d = {.figures = figures, .levels = levels};
    struct gp_err why = {0};
    size_t k;

    if (gp_workdir_make(&d.w, &why) != GP_OK || put_files(&d, &why) != GP_OK) {
        note(notes, &why);
        goto done;
    }
    start_plot(&d, notes);
    start_dots(&d, notes);
    await(&d.plot, notes);
    for (k = 0; k < DOTS; k++)
        await(&d.dot[k], notes);
    fetch_all(&d);
done:
    gp_workdir_remove(&d.w);
    return gp_text_ok(notes) ? GP_OK : gp_fail_memory(err);
}
