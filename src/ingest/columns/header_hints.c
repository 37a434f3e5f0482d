/* header_hints.c - what else headers tell besides the role of a column (header_words.h).
 */
#include "ingest/columns/header_match.h"
#include "ingest/columns/header_words.h"

#include <string.h>

/* What numbers rows or events, not cases. */
static const char row_words[] =
    "event|row|index|line|seq|sequence|message|log|activity|column|step|task|uuid|guid|"
    "nr|no|entry|history|transaction|comment|call|email|mail|change|update|note|audit|"
    "instance|action|element|version|revision|posting|item|workitem|handling|user|"
    "session|operation";
static const char start_words[] =
    "start|started|starts|begin|began|beginn|anfang|debut|inicio|inizio|rozpoczecia|"
    "aanvang|from|von|van|desde|dal|od|poczatek|starttime|startdate|startzeit|"
    "startdatum|starttijd|"
    "begintijd|begindatum|開始|開始日時|開始時刻|начало|начала|baslangic|baslama|"
    "zacatek|zahajeni|starttid|starttidspunkt|startdato|开始时间|开始日期|开始|시작|"
    "시작일시|시작시간|mulai";
static const char end_words[] =
    "until|till|bis|tot|hasta|end|ended|ends|complete|completed|completion|finish|"
    "finished|ende|endzeit|"
    "enddatum|fin|fine|fim|eind|eindtijd|einddatum|zakonczenia|koniec|termino|"
    "終了|終了日時|完了|完了日時|終了時刻|endtime|enddate|stop|stopped|окончания|"
    "окончание|завершения|завершение|bitis|sluttid|slutdatum|slutdato|slut|konec|"
    "ukonceni|结束时间|完成时间|结束|종료일시|완료일시|종료시간|완료시간|selesai";

static const char process_fields[] =
    "status|state|stage|stage name|stagename|dealstage|deal stage|pipeline stage|"
    "ticket status|issue status|incident state|phase|lifecycle stage|lifecyclestage|"
    "hs pipeline stage|case status|opportunity stage|zustand|statut|etape|etat|estado|"
    "etapa|fase|stato|stap|stan|etap|ステータス|状態|prozessschritt|vorgangsstatus|"
    "dealphase|ticketphase|ticketstatus|dealstatus|auftragsstatus|"
    "статус|состояние|стадия|этап|durum|asama|stav|状态|阶段|상태|단계|trang thai";
static const char process_spoilers[] =
    "sub|previous|prev|old|payment|email|mail|sync|marital|country|billing|shipping|"
    "contact|approval|subscription|delivery|address|mailing|date|count|time|reason|"
    "id|by";

/* Dates in columns that are no steps; fewer words than spoil the time of an event, since
 * here the header is the step's name ("Lead created", "First response"). */
static const char no_steps[] =
    "falligkeit|falligkeitsdatum|frist|fristende|zieldatum|wiedervorlage|nachste|"
    "nachster|nachstes|prochain|prochaine|plazo|vence|proximo|proxima|prossimo|"
    "prossima|"
    "prazo|previsao|previsione|prevision|streefdatum|vervaldatum|volgende|nastepny|"
    "nastepna|planowana|"
    "due|deadline|planned|plan|scheduled|schedule|expected|estimated|estimate|target|"
    "forecast|birth|born|dob|birthday|birthdate|synced|sync|loaded|load|extracted|"
    "ingested|fivetran|etl|dwh|valid|expiry|expires|expiration|promised|sla|reminder|"
    "next|faellig|fallig|geplant|prevu|prevue|echeance|previsto|"
    "prevista|vencimiento|vencimento|scadenza|gepland|planowany|termin|期限|予定|"
    "geburtsdatum|renewal|snapshot|asof|eta";

/* Somebody, whatever their part in it: no activity, however few they are. */
static const char people_words[] =
    "by|who|user|member|customer|client|person|people|employee|staff|worker|creator|"
    "author|owner|requester|reporter|submitter|caller|contact|manager|agent|assignee|"
    "operator|actor|approver|reviewer|vendor|supplier|buyer|seller|student|patient";

/* What was asked for or promised, not what was done. */
static const char promises[] =
    "requested delivery|confirmed delivery|requested ship|requested shipping|requested "
    "due|requested start|requested end|requested finish|requested completion|requested "
    "close|requested resolution|requested "
    "implementation|committed|desired|wunschtermin|wunschlieferdatum|liefertermin";

/* What follows is the name of a stage, whatever its words ("Presentation Scheduled"). */
static const char entries[] =
    "date entered|entered|eintrittsdatum in phase|eintrittsdatum|date d entree|"
    "fecha de entrada|data di entrata|data de entrada";
static const char creations[] =
    "created|createdate|created_at|creation|create|opened|open|reported|received|"
    "registered|submitted|logged|start|started|begin|indate|erstellt|erstellung|"
    "erstellungsdatum|angelegt|eroffnet|cree|ouvert|ouverture|creado|abierto|apertura|"
    "creacion|creato|aperto|criado|aberto|abertura|aangemaakt|geopend|utworzono|"
    "otwarto|engage|erstelldatum|anlagedatum|eroffnungsdatum|eingangsdatum";
static const char closings[] =
    "close|closed|closedate|resolved|solved|finished|finish|completed|complete|end|"
    "ended|done|won|lost|geschlossen|abgeschlossen|abschluss|abschlussdatum|erledigt|"
    "gelost|ferme|fermeture|clos|cloture|resolu|resolution|cerrado|cierre|resuelto|"
    "chiuso|"
    "chiusura|risolto|fechado|fechamento|resolvido|encerrado|gesloten|opgelost|"
    "zamknieto|zamkniecia|rozwiazano";

/* Touched last, by whatever it was. */
static const char changes[] =
    "updated|modified|update|touched|lastmodified|lastmodifieddate|viewed|"
    "systemmodstamp|seen|modification|modifie|geandert|anderung|anderungsdatum|"
    "aktualisiert|aktualisierung|angezeigt|modificado|modificacion|actualizado|"
    "actualizacion|modificato|modifica|aggiornato|aggiornamento|modificacao|alteracao|"
    "atualizado|atualizacao|gewijzigd|wijziging|bijgewerkt|zmodyfikowano|modyfikacji|"
    "modyfikacja|zmieniono|aktualizacja|aktualizacji|更新日時";
static const char lasts[] =
    "last|letzte|letzten|letzter|letztes|zuletzt|dernier|derniere|"
    "ultimo|ultima|laatste|laatst|ostatnia|ostatni|ostatnio";

/* "Last close" is the closing; "last activity" is anything. */
static bool is_last_change(const struct gp_header_words *w)
{
    size_t n;

    return gp_has_word_of(changes, w) ||
           gp_best_place("mis a jour|mise a jour", w->at, w->len, &n) != GP_NOWHERE ||
           (gp_has_word_of(lasts, w) && !gp_has_word_of(closings, w));
}

static bool begins_with(const char *list, const struct gp_header_words *w)
{
    size_t n;

    return gp_best_place(list, w->at, w->len, &n) == GP_BEGINS;
}

/* What the shapes history and wide ask of a header. */
static void shape_hints(const struct gp_header_words *w, struct gp_header_hints *h)
{
    h->made_by =
        gp_is_one_of("created by|created by id|createdby|changed by|changed by "
                     "id|author|author id|autor|auteur|autore|verfasser|user|user "
                     "id|updated by|modified by|"
                     "sys created by|edited by|by|who|teammate|member creator|"
                     "member creator full name|performer|actor|geandert "
                     "von|bearbeiter|updater|updater name",
                     w->at, w->len);
    h->creation = gp_has_word_of(creations, w);
    h->closing = gp_has_word_of(closings, w);
    h->no_step = (gp_has_word_of(no_steps, w) || begins_with(promises, w)) &&
                 !begins_with(entries, w);
    h->entry = gp_has_word_of(
        "entered|entry|enter|intime|eintritt|eintrittsdatum|entree|entrada|entrata", w);
    h->exit = gp_has_word_of(
        "exited|exit|left|outtime|austritt|austrittsdatum|sortie|salida|saida|uscita",
        w);
    h->last_change = is_last_change(w);
    h->closed_flag =
        gp_is_one_of("is closed|isclosed|closed|is won or lost", w->at, w->len);
}

static bool ends_with(const char *list, const struct gp_header_words *w)
{
    size_t n;

    return gp_best_place(list, w->at, w->len, &n) == GP_ENDS;
}

struct gp_header_hints gp_header_hints(struct gp_slice header)
{
    struct gp_header_words w = gp_header_words_fold(header);
    struct gp_header_hints h = {0};

    h.case_attribute = w.of_case;
    h.start_word = gp_has_word_of(start_words, &w);
    h.not_event_time = gp_spoils_time(&w);
    h.end_word = gp_has_word_of(end_words, &w);
    h.row_word = w.len == 0 || gp_has_word_of(row_words, &w);
    h.bare_id = gp_is_one_of("id|key", w.at, w.len);
    h.thing_word =
        gp_noun_length(&w) > 0 ||
        gp_has_word_of("name|title|subject|summary|reference|ref|record|titel|"
                       "betreff|nom|titre|nombre|titulo|nome|naam|nazwa|件名|名前",
                       &w);
    h.field_name =
        ends_with("field name|changed field|property name|geandertes feld", &w) ||
        gp_is_one_of(
            "field|field event|geandertes feld|campo evento|champ evenement|feld "
            "ereignis|field name|field id|fieldname|changed field|property|"
            "property name|column name|changed column|audited field|"
            "field label|fname|primary attribute value|attribute name|"
            "field key|fieldkey|property key|attribute key|feld|feldname|"
            "feldbezeichnung|eigenschaft|champ|nom du champ|campo|nombre del "
            "campo|nome del campo|nome do campo|veld|veldnaam|pole|nazwa pola",
            w.at, w.len);
    h.maybe_field_name = gp_is_one_of("name|attribute|key|item", w.at, w.len);
    h.value = gp_is_one_of("value|field value|property value", w.at, w.len);
    h.new_value =
        begins_with("new value|after value", &w) ||
        gp_is_one_of("new value|newvalue|new|to|to value|to string|tostring|after|"
                     "value new|new string|value after|to stage|to status|to state|"
                     "new stage|new status|new state|neuer wert|neuer status|nouvelle "
                     "valeur|valor nuevo|nuevo valor|nuovo valore|valore nuovo|novo "
                     "valor|valor novo|nieuwe waarde|nowa wartosc",
                     w.at, w.len);
    h.old_value =
        begins_with("old value|before value", &w) ||
        gp_is_one_of("old value|oldvalue|old|from|from value|from string|"
                     "fromstring|before|value old|previous value|old string|"
                     "value before|from stage|from status|from state|old stage|"
                     "old status|old state|previous stage|previous status|"
                     "previous state|alter wert|alter status|ancienne valeur|valor "
                     "anterior|valor antiguo|vecchio valore|valore precedente|valor "
                     "antigo|oude waarde|stara wartosc",
                     w.at, w.len);
    h.people_word = gp_has_word_of(people_words, &w);
    h.date_word = gp_speaks_of_date(&w);
    h.of_day_word = gp_speaks_of_day_time(&w);
    h.stamp_word = ends_with("at|on|ts|time|date|timestamp|datetime", &w);
    h.hour_word = gp_has_word_of("hour|hr|stunde|heure|hora|ora|uur|godzina|時", &w);
    shape_hints(&w, &h);
    return h;
}

/* "Phase de la transaction", "Etapa del negocio": what stands first is what it is. */
static bool is_of_something(const struct gp_header_words *w, size_t first)
{
    static const char *const of[] = {" de ", " del ", " do ",   " da ",    " du ",
                                     " di ", " des ", " dell ", " della ", " van "};
    size_t i;

    for (i = 0; i < sizeof of / sizeof *of; i++)
        if (strncmp(w->at + first, of[i], strlen(of[i])) == 0)
            return true;
    return false;
}

double gp_field_is_process(struct gp_slice name)
{
    struct gp_header_words w = gp_header_words_fold(name);
    size_t n;
    enum gp_phrase_place p = gp_best_place(process_fields, w.at, w.len, &n);

    if (gp_is_one_of("status reason|statuscode|statusgrund", w.at, w.len))
        return 0.9; /* of Dynamics: what a status is in detail */
    if (gp_has_word_of(process_spoilers, &w))
        return 0;
    if (p == GP_WHOLE)
        return gp_is_one_of("state|estado|etat|stato", w.at, w.len) ? 0.9 : 1;
    return p == GP_ENDS || (p == GP_BEGINS && is_of_something(&w, n)) ? 0.7 : 0;
}

bool gp_field_is_creation(struct gp_slice name)
{
    struct gp_header_words w = gp_header_words_fold(name);

    return gp_is_one_of("created|createdate|create date|created at|created on|creation|"
                        "created date|creation date|issue created|opened|opened at|"
                        "hs createdate|ticket created",
                        w.at, w.len);
}

bool gp_says_closed(struct gp_slice status)
{
    struct gp_header_words w = gp_header_words_fold(status);

    return gp_has_word_of(
        "closed|won|lost|done|resolved|solved|completed|complete|"
        "finished|cancelled|canceled|rejected|deleted|true|yes|"
        "disqualified|abandoned|geschlossen|gewonnen|verloren|erledigt|"
        "abgeschlossen|abgelehnt|storniert|ferme|gagne|perdu|termine|"
        "fermee|cloture|cloturee|clos|gagnee|perdue|terminee|resolu|resolue|"
        "cerrado|cerrada|ganado|ganada|perdido|perdida|terminado|resuelto|chiuso|"
        "chiusa|"
        "vinto|vinta|perso|persa|risolto|fechado|fechada|concluido|concluida|resolvido|"
        "ganho|gesloten|gewonnen|afgerond|zamkniete|closedwon|"
        "closedlost|1",
        &w);
}

bool gp_header_same_stem(struct gp_slice a, struct gp_slice b)
{
    struct gp_header_words x = gp_header_words_fold(a), y = gp_header_words_fold(b);
    char *x_end = strrchr(x.at, ' '), *y_end = strrchr(y.at, ' ');
    size_t n = x_end != NULL ? (size_t)(x_end - x.at) : 0;

    if (n == 0)
        return false;
    if (y.len == n) /* "updated" and "updated by" */
        return memcmp(x.at, y.at, n) == 0;
    return y_end != NULL && (size_t)(y_end - y.at) == n && memcmp(x.at, y.at, n) == 0;
}

bool gp_speaks_of_start(const struct gp_header_words *w)
{
    return gp_has_word_of(start_words, w);
}
