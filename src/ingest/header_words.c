/* header_words.c - see header_words.h.
 *
 * A header is folded to words ("CaseID" -> "case id"). A phrase of the table scores its
 * weight when it is the whole header, most of it when it ends the header ("incident
 * state" is a state), less at its beginning. Words that spoil a role ("due date" is no
 * event time) multiply the score down. For case ids there is one rule besides: noun +
 * id/number/key names the case when the noun names an object of work (ticket, order).
 */
#include "ingest/header_words.h"

#include "base/fold.h"

#include <string.h>

struct phrase {
    double weight;
    const char *phrases; /* separated by '|' */
};

static const struct phrase case_phrases[] = {
    {1.0, "case concept name|case id|caseid|case key|case number|case no|case nr|case "
          "identifier|case ref|case reference|trace id|trace name|process instance "
          "id|process instance|case"},
    {0.95, "trace|case name|cases id"},
    {1.0, "fall id|fallid|fallnummer|fall nummer|fall nr|vorgangsnummer|vorgangs "
          "id|vorgangsid|vorgang id|vorgang nr|vorgangs nr|aktenzeichen|fall"},
    {1.0,
     "id caso|id de caso|id del caso|numero de caso|numero caso|caso id|caso|id do "
     "caso|numero do caso|id cas|cas id|id du cas|numero de dossier|numero "
     "dossier|id dossier|dossier|identifiant du cas|cas|codice caso|numero "
     "pratica|id pratica|pratica|expediente|numero de expediente|processo id"},
    {1.0, "zaak|zaaknummer|zaak id|zaakid|dossiernummer|sprawa|id sprawy|numer "
          "sprawy|nr sprawy|ケースid|ケース id|ケース番号|ケース|案件id|案件番号|案件"},
    {0.9,
     "auftragsnummer|auftrags nr|auftrag|bestellnummer|bestell "
     "nr|ticketnummer|ticket nr|antragsnummer|rechnungsnummer|belegnummer|numero de "
     "commande|numero de ticket|numero di "
     "ordine|numero ordine|numero de pedido|numero pedido|pedido|ordernummer|numer "
     "zamowienia|numer zgloszenia|zgloszenie|chamado|numero do "
     "chamado|チケット番号|チケットid|注文番号|受付番号|インシデント番号"},
    {0.7, "session id|number|nummer|numero|numer|番号"},
    {0.6, "key|nr|no|identifier"},
    {0.5, "id|vorgang"},
};

/* Objects of work: noun alone, or with an id word. Weak ones are usually attributes. */
static const char case_nouns[] =
    "ticket|incident|issue|request|order|deal|opportunity|claim|application|problem|"
    "change|purchase order|sales order|work order|workorder|po|invoice|contract|lead|"
    "matter|complaint|loan|quote|shipment|delivery|booking|reservation|permit|"
    "service|service request|patient|admission|episode|enquiry|inquiry|conversation|"
    "sr|document|file|batch order|requisition|policy|offer|bug|story|defect|return|"
    "repair|parcel|visit|encounter|dossier|auftrag|antrag|bestellung|commande|"
    "demande|pedido|solicitud|ordine|richiesta|solicitacao|aanvraag|bestelling|wniosek|"
    "zamowienie|candidate|fine|declaration";
static const char weak_nouns[] =
    "customer|client|account|user|contact|person|product|item|line|company|"
    "organization|organisation|vendor|supplier|asset|device|object|kunde|kunden|"
    "cliente|klant|klient|member|student|employee|article|material|portal|parent|"
    "caller|requester|reporter|location|site|store|project|process";
static const char not_case_nouns[] =
    "event|activity|task|row|record|log|message|history|entry|step|instance|work item|"
    "workitem|action|resource|agent|owner|assignee|author|group|team|queue|status|"
    "stage|state|variant|element|type|source|pipeline|category|priority|session event|"
    "transaction|operator|operation|handling|comment|field|column|index|position|"
    "by|department|role|brand|form|batch "
    "instance|attribute|property|campaign|activiteit|"
    "aktivitat|submitter|modified|created|updated|creator|editor|user|employee|worker|"
    "concept";
/* A ticket id, but of another ticket. */
static const char case_spoilers[] =
    "merged|parent|related|linked|original|previous|prev|followup|follow|master|"
    "duplicate|old|child|sub|external|source|target|next|associated|ids|mother|root";
/* What numbers rows or events, not cases. */
static const char row_words[] =
    "event|row|index|line|seq|sequence|message|log|activity|column|step|task|uuid|guid|"
    "nr|no|entry|history|transaction|comment|call|email|mail|change|update|note|audit|"
    "instance|action|element|version|revision|posting|item|workitem|handling|user|"
    "session|operation";
static const char id_words[] =
    "id|key|number|no|nr|num|code|ref|reference|identifier|nummer|numero|uuid|guid";

static const struct phrase activity_phrases[] = {
    {1.0, "concept name|activity|activity name|activity label|activities"},
    {1.0, "aktivitat|aktivitaet|aktivitatsname|tatigkeit|actividad|nombre de "
          "actividad|activite|nom de l activite|attivita|atividade|nome da "
          "atividade|activiteit|activiteitnaam|czynnosc|aktywnosc|nazwa "
          "czynnosci|アクティビティ|アクティビティ名|活動|作業|作業名|作業内容"},
    {0.95, "event name|event label|task name|process step|step name|activity "
           "description|event description|event"},
    {0.9,
     "task|step|action name|operation name|operation|prozessschritt|arbeitsschritt|"
     "schritt|action|new status|to status|new state|to state|new stage|to stage"},
    {0.85, "ereignis|aktion|etape|evenement|tache|evento|etapa|tarea|operacion|accion|"
           "passo|compito|operazione|azione|tarefa|operacao|acao|stap|taak|"
           "gebeurtenis|handeling|handling|actie|zdarzenie|zadanie|krok|etap|"
           "イベント|イベント名|タスク|タスク名|工程|処理|処理名"},
    {0.8, "status|state|stage|stage name|status name|phase|zustand|statut|etat|estado|"
          "stato|fase|situacao|stan|dealstage|ticket status|procedure|treatment|"
          "examination|ステータス|状態|faza"},
    {0.7, "event type|activity type|transaction type|milestone|vorgang"},
    {0.45, "code|message|description|type|transaction|subject|beschreibung|"
           "descripcion|descrizione|descricao"},
};
static const char activity_spoilers[] =
    "id|previous|prev|old|from|next|parent|count|duration|date|time|timestamp|at|by|"
    "number|index|source|first|last|priority|sub|reason|instance|cost|country|flag|"
    "marital|city|province|zip|us|cycle";

static const struct phrase time_phrases[] = {
    {1.0,
     "time timestamp|timestamp|time stamp|complete timestamp|completion timestamp|"
     "end timestamp|event time|event timestamp|event date|event datetime|event "
     "date time|eventtime|activity timestamp|activity time|activity date|complete "
     "time|completion time|end time|endtime|end date|enddate|end datetime|end date "
     "time|complete date|completion date|finish time|finish date|finish "
     "timestamp|completed at|completed on|finished at|ended at|time complete|"
     "time end|date end"},
    {0.95, "time|datetime|date time|date and time|date|occurred at|ts"},
    {1.0,
     "zeitstempel|zeitpunkt|datum uhrzeit|datum zeit|endzeit|endzeitpunkt|"
     "enddatum|ende|abschlusszeit|ereigniszeit|horodatage|horodate|date heure|date "
     "et heure|date fin|date de fin|heure de fin|heure fin|marca de tiempo|fecha "
     "hora|fecha y hora|fecha fin|fecha de fin|fecha final|hora fin|hora de fin|"
     "data ora|data e ora|marca temporale|data fine|ora fine|data hora|data e "
     "hora|carimbo de data hora|carimbo de tempo|data fim|data de fim|data de "
     "termino|tijdstempel|tijdstip|datum tijd|eindtijd|einddatum|znacznik czasu|"
     "data i czas|data zakonczenia|czas zakonczenia|日時|タイムスタンプ|発生日時|"
     "完了日時|終了日時|終了時刻|完了時刻"},
    {0.9, "datum|zeit|fecha|hora|data|heure|ora|tijd|czas|日付|時刻|時間"},
    {0.8, "updated|updated at|updated on|modified at|modified on|changed at|changed on|"
          "change date|change time|modified|date entered|entered at|entered|recorded "
          "at|recorded|logged at|reported at|occurred|last updated|last modified|"
          "last modified date|update time|modification date|status date|status changed "
          "at|changed|geandert am|modifie le|更新日時|変更日時|登録日時"},
    {0.85,
     "to|until|till|bis|tot|hasta|end|stop|stopped|finished|completed|ended|event "
     "end|activity end|fin|fine|fim|koniec"},
    {0.7, "at|on|when"},
};
static const char time_spoilers[] =
    "due|deadline|planned|plan|scheduled|schedule|expected|estimated|estimate|target|"
    "forecast|birth|born|dob|synced|sync|loaded|load|extracted|ingested|imported|"
    "exported|inserted|import|export|fivetran|etl|dwh|batch|valid|expiry|expires|"
    "expiration|enabled|enabling|assigned|assign|zone|duration|elapsed|sla|promised|"
    "requested|faellig|fallig|fallig|geplant|prevu|prevue|echeance|previsto|prevista|"
    "vencimiento|vencimento|scadenza|gepland|planowany|termin|arrival|active|waiting|"
    "processing|service|response|lead|cycle|期限|予定|fallig am";
static const char time_mild[] =
    "opened|created|closed|resolved|received|registered|creation|open|close|create|"
    "erstellt|angelegt|cree|creado|creato|criado|closedate|createdate|engage|order|"
    "submitted|invoice|posting|document|delivery|start|started|begin|beginn|anfang|"
    "debut|inicio|inizio|aanvang|poczatek|rozpoczecia|開始|startzeit|startdatum";

static const struct phrase start_phrases[] = {
    {1.0, "start timestamp|start time|start date|start datetime|start date time|"
          "starttime|startdate|started at|started on|started|begin time|begin date|"
          "begin timestamp|begin|beginning|time start|date start|start|time begin|"
          "activity start|event start|start at|began at"},
    {1.0, "startzeit|startzeitpunkt|startdatum|beginn|anfang|anfangszeit|beginnzeit|"
          "date debut|date de debut|heure debut|heure de debut|debut|inicio|fecha "
          "inicio|fecha de inicio|hora inicio|hora de inicio|inizio|data inizio|ora "
          "inizio|data di inizio|data inicio|data de inicio|begintijd|starttijd|"
          "begindatum|aanvang|data rozpoczecia|czas rozpoczecia|poczatek|rozpoczecie|"
          "開始日時|開始時刻|開始時間|開始"},
    {0.9, "from|von|van|desde|dal|od"},
};
static const char start_words[] =
    "start|started|starts|begin|began|beginn|anfang|debut|inicio|inizio|rozpoczecia|"
    "aanvang|from|von|van|desde|dal|od|poczatek|starttime|startdate|startzeit|"
    "startdatum|starttijd|"
    "begintijd|begindatum|開始|開始日時|開始時刻";
static const char end_words[] =
    "end|ended|ends|complete|completed|completion|finish|finished|ende|endzeit|"
    "enddatum|fin|fine|fim|eind|eindtijd|einddatum|zakonczenia|koniec|termino|"
    "終了|終了日時|完了|完了日時|終了時刻|endtime|enddate|stop|stopped";

static const struct phrase resource_phrases[] = {
    {1.0, "org resource|resource|resource name|resource label"},
    {0.95, "employee|agent|assignee|user|worker|performer|performed by|executed by|"
           "handled by|done by|operator|originator|executor|user name|username|agent "
           "name|employee name|bearbeiter|mitarbeiter|sachbearbeiter|benutzer|"
           "ressource|recurso|usuario|risorsa|utente|utilisateur|agente|operatore|"
           "recurso humano|medewerker|gebruiker|behandelaar|pracownik|uzytkownik|zasob|"
           "intervenant|担当者|担当者名|作業者|ユーザー|ユーザ|リソース|operador|"
           "empleado|empleada|"
           "funcionario|dipendente"},
    {0.85, "assigned to|assigned agent|who|by whom|processed by|completed by|updated "
           "by|modified by|"
           "changed by|user id|userid|agent id|employee id|resource id|actor|staff|"
           "technician|handler|clerk|assignee id|last modified by|staff member|"
           "responsible person|updater|updater name|rep|modified by user|geandert von|"
           "bearbeitet von|erledigt von|modifie par|modificado por|modificato da|"
           "alterado por|gewijzigd door|zmienil|"
           "responsavel|responsable|responsabile|zustandig|"
           "zugewiesen an|verantwortlicher|担当|処理者|更新者"},
    {0.75, "owner|owner name|sales agent|sales rep|salesperson|author|author id|by|"
           "responsible|person|deal owner|owner id|analyst|nurse|doctor|actor id"},
};
static const char resource_spoilers[] =
    "requested|requester|opened|created|customer|client|reported|submitted|caller|"
    "creator|time|date|cost|count|type|position|role|group|team|country|previous|old|"
    "manager|start|end|startevent|endevent|closed|caused|email|phone";

static const char not_resource[] = "user agent|useragent|agent string|agent version";

static const struct phrase group_phrases[] = {
    {1.0, "org group|group|group name|assignment group|assigned group|support group|"
          "workgroup|work group|team|team name"},
    {0.9,
     "gruppe|abteilung|equipe|grupo|gruppo|squadra|equipo|afdeling|groep|zespol|"
     "grupa|dzial|arbeitsgruppe|department|groupe|departamento|departement|"
     "dipartimento|reparto|チーム|グループ|部署|部門|担当部署|担当チーム|担当グループ"},
    {0.8, "role|org role|queue|position|agent position|agent role|resource role|user "
          "role|resource group|rolle|rol|papel|ruolo|funcao|役割|queue name|"
          "department name|ward"},
    {0.6, "section|unit|division|org unit|business unit|group id|team id|department "
          "id|workcenter|work center|skill"},
};
static const char group_spoilers[] =
    "customer|client|requester|opened|product|previous|old|material|age|account|"
    "country|"
    "region|involved|item|priority|blood|diagnosis|count|status|responsible";

static const struct phrase lifecycle_phrases[] = {
    {1.0, "lifecycle transition|lifecycle|life cycle|transition|transition type|event "
          "lifecycle|activity lifecycle"},
    {0.8, "event type|registration type|eventtype|lifecycle state|transaction type|"
          "ereignistyp|event status|type"},
};
static const struct phrase instance_phrases[] = {
    {1.0,
     "concept instance|activity instance|activity instance id|instance id|work item "
     "id|workitem id|task instance id|handling id|activity instance identifier"},
};

struct role_words {
    const struct phrase *phrases;
    size_t n;
    const char *spoilers, *mild;
};

#define ROWS(table) table, sizeof(table) / sizeof *(table)
static const struct role_words words_of[GP_ROLES] = {
    [GP_ROLE_CASE] = {ROWS(case_phrases), NULL, NULL},
    [GP_ROLE_ACTIVITY] = {ROWS(activity_phrases), activity_spoilers, NULL},
    [GP_ROLE_TIME] = {ROWS(time_phrases), time_spoilers, time_mild},
    [GP_ROLE_START] = {ROWS(start_phrases), time_spoilers, NULL},
    [GP_ROLE_RESOURCE] = {ROWS(resource_phrases), resource_spoilers, NULL},
    [GP_ROLE_GROUP] = {ROWS(group_phrases), group_spoilers, NULL},
    [GP_ROLE_LIFECYCLE] = {ROWS(lifecycle_phrases), NULL, NULL},
    [GP_ROLE_INSTANCE] = {ROWS(instance_phrases), NULL, NULL},
};

/* ---- matching ---- */

struct words { /* a folded header */
    char at[160];
    size_t len;
    bool of_case; /* XES writers put "case:" in front of what belongs to the case */
};

static struct words fold(struct gp_slice header)
{
    struct words w;

    w.len = gp_fold_words(header, w.at, sizeof w.at);
    w.of_case = gp_slice_starts(header, "case:");
    return w;
}

/* Where a phrase stands in a header. */
enum place { NOWHERE, BEGINS, ENDS, WHOLE };

static enum place place_in(const char *text, size_t len, const char *phrase, size_t n)
{
    if (n > len || n == 0)
        return NOWHERE;
    if (n == len)
        return memcmp(text, phrase, n) == 0 ? WHOLE : NOWHERE;
    if (text[len - n - 1] == ' ' && memcmp(text + len - n, phrase, n) == 0)
        return ENDS;
    if (text[n] == ' ' && memcmp(text, phrase, n) == 0)
        return BEGINS;
    return NOWHERE;
}

/* Best place of any phrase of the list; *length is the length of the best one. */
static enum place best_place(const char *list, const char *text, size_t len,
                             size_t *length)
{
    enum place best = NOWHERE;

    *length = 0;
    while (*list != '\0') {
        size_t n = strcspn(list, "|");
        enum place p = place_in(text, len, list, n);

        if (p > best || (p == best && p != NOWHERE && n > *length)) {
            best = p;
            *length = n;
        }
        list += n;
        list += *list == '|';
    }
    return best;
}

static bool is_one_of(const char *list, const char *text, size_t len)
{
    size_t n;

    return best_place(list, text, len, &n) == WHOLE;
}

/* Any single word of the header in the list (which may hold two-word phrases too). */
static bool has_word_of(const char *list, const struct words *w)
{
    size_t i = 0;

    while (i < w->len) {
        size_t n = strcspn(w->at + i, " ");

        if (is_one_of(list, w->at + i, n))
            return true;
        i += n + 1;
    }
    return false;
}

static double phrase_score(const struct role_words *r, const struct words *w,
                           bool *whole)
{
    static const double factor[] = {0, 0.6, 0.88, 1};
    double best = 0;
    size_t i, n;

    *whole = false;
    for (i = 0; i < r->n; i++) {
        enum place p = best_place(r->phrases[i].phrases, w->at, w->len, &n);
        double score = r->phrases[i].weight * factor[p];

        if (score > best) {
            best = score;
            *whole = p == WHOLE;
        }
    }
    return best;
}

/* ---- case ids: noun + id word ---- */

/* "ticket id" -> "ticket"; "ticketid" and "auftragsnr" too. 0 when there is none. */
static size_t noun_length(const struct words *w)
{
    size_t n;

    if (best_place(id_words, w->at, w->len, &n) == ENDS)
        return w->len - n - 1;
    if (w->len > 4 && strchr(w->at, ' ') == NULL) {
        if (memcmp(w->at + w->len - 2, "id", 2) == 0 ||
            memcmp(w->at + w->len - 2, "nr", 2) == 0 ||
            memcmp(w->at + w->len - 2, "no", 2) == 0)
            return w->len - 2;
        if (w->len > 8 && memcmp(w->at + w->len - 6, "nummer", 6) == 0)
            return w->len - 6;
    }
    return 0;
}

static double case_score(const struct words *w)
{
    static const struct role_words r = {ROWS(case_phrases), NULL, NULL};
    bool whole;
    double phrase = phrase_score(&r, w, &whole);
    size_t n = noun_length(w), k;
    double noun = 0;

    if (whole)
        return phrase;
    if (n == 0)
        n = best_place(case_nouns, w->at, w->len, &k) == WHOLE ? w->len : 0;
    if (n == 0)
        return w->of_case || has_word_of(case_spoilers, w) ? 0 : phrase * 0.6;
    if (is_one_of(weak_nouns, w->at, n))
        noun = 0.35;
    else if (best_place(not_case_nouns, w->at, n, &k) >= ENDS)
        return 0;
    else if (best_place(case_nouns, w->at, n, &k) >= ENDS)
        noun = n == w->len ? 0.8 : 0.9;
    else
        noun = best_place(weak_nouns, w->at, n, &k) >= ENDS ? 0.3 : 0.6;
    return has_word_of(case_spoilers, w) ? noun * 0.4 : noun;
}

/* ---- the answer ---- */

static double spoiled(const struct role_words *r, const struct words *w, double score)
{
    if (r->spoilers != NULL && has_word_of(r->spoilers, w))
        score *= 0.3;
    if (r->mild != NULL && has_word_of(r->mild, w))
        score *= 0.7;
    return score;
}

double gp_header_score(struct gp_slice header, enum gp_role role)
{
    struct words w = fold(header);
    const struct role_words *r = &words_of[role];
    bool whole;
    double score;

    if (role == GP_ROLE_CASE)
        return case_score(&w);
    if (w.of_case || (role == GP_ROLE_RESOURCE && is_one_of(not_resource, w.at, w.len)))
        return 0;
    score = phrase_score(r, &w, &whole);
    if (role == GP_ROLE_START && score < 0.9 && has_word_of(start_words, &w))
        score = 0.9;
    return whole ? score : spoiled(r, &w, score);
}

static const char process_fields[] =
    "status|state|stage|stage name|stagename|dealstage|deal stage|pipeline stage|"
    "ticket status|issue status|incident state|phase|lifecycle stage|lifecyclestage|"
    "hs pipeline stage|case status|opportunity stage|zustand|statut|etape|etat|estado|"
    "etapa|fase|stato|stap|stan|etap|ステータス|状態|prozessschritt|vorgangsstatus";
static const char process_spoilers[] =
    "sub|previous|prev|old|payment|email|mail|sync|marital|country|billing|shipping|"
    "contact|approval|subscription|delivery|address|mailing|date|count|time|reason|"
    "id|by";

/* Dates in columns that are no steps; fewer words than spoil the time of an event, since
 * here the header is the step's name ("Lead created", "First response"). */
static const char no_steps[] =
    "due|deadline|planned|plan|scheduled|schedule|expected|estimated|estimate|target|"
    "forecast|birth|born|dob|birthday|birthdate|synced|sync|loaded|load|extracted|"
    "ingested|fivetran|etl|dwh|valid|expiry|expires|expiration|promised|sla|reminder|"
    "next|faellig|fallig|geplant|prevu|prevue|echeance|previsto|"
    "prevista|vencimiento|vencimento|scadenza|gepland|planowany|termin|期限|予定|"
    "geburtsdatum|renewal|snapshot|asof|eta";

/* What the shapes history and wide ask of a header. */
static void shape_hints(const struct words *w, struct gp_header_hints *h)
{
    h->made_by = is_one_of(
        "created by|created by id|createdby|changed by|changed by "
        "id|author|author id|user|user id|updated by|modified by|"
        "sys created by|edited by|by|who|geandert von|bearbeiter|updater|updater name",
        w->at, w->len);
    h->creation = has_word_of("created|createdate|created_at|creation|create|opened|"
                              "open|reported|received|registered|submitted|logged|"
                              "start|started|begin|indate|erstellt|angelegt|eroffnet|"
                              "cree|creado|creato|criado|engage",
                              w);
    h->closing = has_word_of("close|closed|closedate|resolved|solved|finished|finish|"
                             "completed|complete|end|ended|done|won|lost|geschlossen|"
                             "abgeschlossen|erledigt|ferme|cerrado|chiuso|fechado|"
                             "gesloten",
                             w);
    h->no_step = has_word_of(no_steps, w);
    h->entry = has_word_of("entered|entry|enter", w);
    h->exit = has_word_of("exited|exit|left", w);
    h->last_change = has_word_of("updated|modified|update|touched|lastmodified|"
                                 "lastmodifieddate|geandert|modifie|last|viewed|"
                                 "systemmodstamp|seen|更新日時",
                                 w);
    h->closed_flag =
        is_one_of("is closed|isclosed|closed|is won or lost", w->at, w->len);
}

/* Words for dates and for times of day; the long ones are met as endings, too. */
static const char date_words[] =
    "date|datum|day|tag|fecha|dia|data|jour|giorno|dzien|dag|dt|日付|日|年月日";
static const char of_day_words[] =
    "time|uhrzeit|zeit|clock|hour|hora|heure|ora|orario|uur|tijd|tijdstip|godzina|czas|"
    "tm|時刻|時間";

/* How much of the word is left without what it says of dates or times of day: nothing of
 * "date", "start" of "startdate", all of "status". */
static size_t without_moment(const char *list, const char *word, size_t n)
{
    if (is_one_of(list, word, n))
        return 0;
    for (; *list != '\0'; list += *list == '|') {
        size_t e = strcspn(list, "|");

        if (e >= 4 && n > e + 2 && memcmp(word + n - e, list, e) == 0)
            return n - e;
        list += e;
    }
    return n;
}

static bool has_moment(const char *list, const struct words *w)
{
    size_t i, n;

    for (i = 0; i < w->len; i += n + 1) {
        n = strcspn(w->at + i, " ");
        if (without_moment(list, w->at + i, n) < n)
            return true;
    }
    return false;
}

struct gp_header_hints gp_header_hints(struct gp_slice header)
{
    struct words w = fold(header);
    struct gp_header_hints h = {0};

    h.case_attribute = w.of_case;
    h.start_word = has_word_of(start_words, &w);
    h.not_event_time = has_word_of(time_spoilers, &w);
    h.end_word = has_word_of(end_words, &w);
    h.row_word = w.len == 0 || has_word_of(row_words, &w);
    h.bare_id = is_one_of("id|key", w.at, w.len);
    h.thing_word =
        noun_length(&w) > 0 ||
        has_word_of("name|title|subject|summary|reference|ref|record|titel|"
                    "betreff|nom|titre|nombre|titulo|nome|naam|nazwa|件名|名前",
                    &w);
    h.field_name =
        is_one_of("field|field name|field id|fieldname|changed field|property|"
                  "property name|column name|changed column|audited field|"
                  "field label|fname|primary attribute value|attribute name",
                  w.at, w.len);
    h.maybe_field_name = is_one_of("name|attribute|key|item", w.at, w.len);
    h.value = is_one_of("value|field value|property value", w.at, w.len);
    h.new_value =
        is_one_of("new value|newvalue|new|to|to value|to string|tostring|after|"
                  "value new|new string|value after|to stage|to status|to state|"
                  "new stage|new status|new state|neuer wert|neuer status",
                  w.at, w.len);
    h.old_value = is_one_of("old value|oldvalue|old|from|from value|from string|"
                            "fromstring|before|value old|previous value|old string|"
                            "value before|from stage|from status|from state|old stage|"
                            "old status|old state|previous stage|previous status|"
                            "previous state|alter wert|alter status",
                            w.at, w.len);
    h.date_word = has_moment(date_words, &w);
    h.of_day_word = has_moment(of_day_words, &w);
    shape_hints(&w, &h);
    return h;
}

double gp_field_is_process(struct gp_slice name)
{
    struct words w = fold(name);
    size_t n;
    enum place p = best_place(process_fields, w.at, w.len, &n);

    if (has_word_of(process_spoilers, &w))
        return 0;
    return p == WHOLE  ? (is_one_of("state|estado|etat|stato", w.at, w.len) ? 0.9 : 1)
           : p == ENDS ? 0.7
                       : 0;
}

bool gp_field_is_creation(struct gp_slice name)
{
    struct words w = fold(name);

    return is_one_of("created|createdate|create date|created at|created on|creation|"
                     "created date|creation date|issue created|opened|opened at|"
                     "hs createdate|ticket created",
                     w.at, w.len);
}

bool gp_says_closed(struct gp_slice status)
{
    struct words w = fold(status);

    return has_word_of("closed|won|lost|done|resolved|solved|completed|complete|"
                       "finished|cancelled|canceled|rejected|deleted|true|yes|"
                       "disqualified|abandoned|geschlossen|gewonnen|verloren|erledigt|"
                       "abgeschlossen|abgelehnt|storniert|ferme|gagne|perdu|termine|"
                       "cerrado|ganado|perdido|terminado|chiuso|vinto|perso|fechado|"
                       "ganho|gesloten|gewonnen|afgerond|zamkniete|closedwon|"
                       "closedlost|1",
                       &w);
}

bool gp_header_same_stem(struct gp_slice a, struct gp_slice b)
{
    struct words x = fold(a), y = fold(b);
    char *x_end = strrchr(x.at, ' '), *y_end = strrchr(y.at, ' ');
    size_t n = x_end != NULL ? (size_t)(x_end - x.at) : 0;

    if (n == 0)
        return false;
    if (y.len == n) /* "updated" and "updated by" */
        return memcmp(x.at, y.at, n) == 0;
    return y_end != NULL && (size_t)(y_end - y.at) == n && memcmp(x.at, y.at, n) == 0;
}

/* The header without its words for dates and times: "start time" -> "start". */
static struct words stem_of(struct gp_slice header)
{
    struct words w = fold(header), stem = {.len = 0};
    size_t i = 0;

    while (i < w.len) {
        size_t n = strcspn(w.at + i, " ");
        size_t keep = without_moment(date_words, w.at + i, n);

        if (is_one_of("local|utc|gmt|cet|est|pst", w.at + i, n))
            keep = 0; /* Time (UTC) */
        else if (keep == n)
            keep = without_moment(of_day_words, w.at + i, n);
        if (keep != 0 && stem.len != 0)
            stem.at[stem.len++] = ' ';
        memcpy(stem.at + stem.len, w.at + i, keep);
        stem.len += keep;
        i += n + 1;
    }
    stem.at[stem.len] = '\0';
    return stem;
}

bool gp_header_same_moment(struct gp_slice a, struct gp_slice b)
{
    return strcmp(stem_of(a).at, stem_of(b).at) == 0;
}

bool gp_header_is_bare_time(struct gp_slice header)
{
    return stem_of(header).len == 0;
}
