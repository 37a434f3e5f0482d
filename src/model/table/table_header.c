/* table_header.c - see table_header.h. */
#include "model/table/table_header.h"

#include "base/fold.h"

#include <string.h>

/* Folded words, separated by '|'. */
static const char *const headers[GP_TABLE_COLUMNS] = {
    [GP_TABLE_STEP] =
        "step|activity|task|name|step name|activity name|task name|process "
        "step|action|description|step description|activity description|process step "
        "description|"
        "schritt|aktivitat|aufgabe|tatigkeit|prozessschritt|etape|activite|tache|paso|"
        "actividad|tarea|passo|attivita|atividade|stap|activiteit|taak|krok|czynnosc|"
        "adim|faaliyet|шаг|действие|步骤|活动|ステップ|作業",
    [GP_TABLE_OWNER] =
        "owner|role|responsible|who|group|team|department|responsible "
        "party|responsible "
        "person|responsible role|responsibility|accountable|performed "
        "by|actor|r|function|swimlane|"
        "zustandig|verantwortlich|rolle|abteilung|responsable|responsabile|responsavel|"
        "verantwoordelijk|odpowiedzialny|sorumlu|ответственный|исполнитель|负责人|担当",
    [GP_TABLE_WITHIN] = "within",
    [GP_TABLE_DEADLINE] =
        "deadline|limit|due|sla|time limit|max duration|maximum duration|target|target "
        "time|max time|frist|delai|plazo|scadenza|prazo|termijn|sure|срок",
    [GP_TABLE_NEXT] = "next|next step|followed by|then|successor|next steps|goes to|"
                      "next step id|next step ids|"
                      "nachster schritt|weiter mit|etape suivante|suivant|siguiente|"
                      "siguiente paso|prossimo passo|proximo passo|volgende stap",
    [GP_TABLE_CONDITION] =
        "condition|if|when|connector label|bedingung|condicion|condizione|condicao|"
        "voorwaarde|warunek",
    [GP_TABLE_ID] =
        "id|no|number|nr|step no|step number|step id|process step id|num|lfd "
        "nr|№",
    [GP_TABLE_SHAPE] = "shape type|shape"};

static bool is_one_of(const char *list, const char *word)
{
    size_t n = strlen(word);

    while (*list != '\0') {
        size_t k = strcspn(list, "|");

        if (k == n && memcmp(list, word, n) == 0)
            return true;
        list += k;
        list += *list == '|';
    }
    return false;
}

static size_t column_of(struct gp_slice cell)
{
    char word[64];
    size_t k;

    if (gp_slice_is(cell, "#"))
        return GP_TABLE_ID;
    if (cell.len >= sizeof word)
        return GP_TABLE_COLUMNS;
    gp_fold_words(cell, word, sizeof word);
    for (k = 0; k < GP_TABLE_COLUMNS; k++)
        if (is_one_of(headers[k], word))
            return k;
    return GP_TABLE_COLUMNS;
}

bool gp_table_header(const struct gp_slice *cell, size_t n, struct gp_table_places *out)
{
    size_t i, k, found = 0;

    out->name = SIZE_MAX;
    for (k = 0; k < GP_TABLE_COLUMNS; k++)
        out->at[k] = SIZE_MAX;
    for (i = 0; i < n; i++) {
        k = column_of(cell[i]);
        if (k == GP_TABLE_COLUMNS)
            continue;
        if (out->at[k] == SIZE_MAX) {
            out->at[k] = i;
            found++;
        } else if (k == GP_TABLE_STEP && out->name == SIZE_MAX) {
            out->name = i;
        }
    }
    return found >= 2 && out->at[GP_TABLE_STEP] != SIZE_MAX &&
           (out->at[GP_TABLE_OWNER] != SIZE_MAX || out->at[GP_TABLE_NEXT] != SIZE_MAX ||
            out->at[GP_TABLE_WITHIN] != SIZE_MAX ||
            out->at[GP_TABLE_DEADLINE] != SIZE_MAX ||
            out->at[GP_TABLE_CONDITION] != SIZE_MAX);
}

bool gp_table_shape_works(struct gp_slice shape)
{
    static const char silent[] = "start|end|decision|terminator|start end|gateway";
    char words[64];

    if (shape.len == 0 || shape.len >= sizeof words)
        return true;
    gp_fold_words(shape, words, sizeof words);
    return !is_one_of(silent, words);
}

void gp_table_settle(struct gp_table_places *p, const struct gp_slice *cell, size_t n)
{
    size_t step = p->at[GP_TABLE_STEP], i;

    if (p->name >= n || step >= n || cell[step].len == 0)
        return;
    for (i = 0; i < cell[step].len; i++)
        if (strchr("0123456789.", cell[step].at[i]) == NULL)
            return;
    if (p->at[GP_TABLE_ID] == SIZE_MAX)
        p->at[GP_TABLE_ID] = step;
    p->at[GP_TABLE_STEP] = p->name;
}
