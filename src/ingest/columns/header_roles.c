/* header_roles.c - how much a header says that its column has a role (header_words.h).
 *
 * A phrase of the table scores its
 * weight when it is the whole header, most of it when it ends the header ("incident
 * state" is a state), less at its beginning. Words that spoil a role ("due date" is no
 * event time) multiply the score down. For case ids there is one rule besides: noun +
 * id/number/key names the case when the noun names an object of work (ticket, order).
 */
#include "ingest/columns/header_match.h"
#include "ingest/columns/header_words.h"

#include <string.h>

struct phrase {
    double weight;
    const char *phrases; /* separated by '|' */
};

static const struct phrase case_phrases[] = {
    {1.0, "case concept name|case id|caseid|case key|case number|case no|case nr|case "
          "identifier|case ref|case reference|documentkey|trace id|trace name|process "
          "instance "
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
     "chamado|ebeln|vbeln|banfn|belnr|aufnr|einkaufsbeleg|verkaufsbeleg|チケット番号|"
     "チケットid|注文番号|受付番号|インシデント番号"},
    {0.9,
     "номер заявки|номер обращения|номер заказа|номер дела|номер инцидента|номер "
     "документа|id заявки|id обращения|id заказа|id дела|id кейса|заявка|обращение|"
     "заказ|инцидент|кейс|talep no|talep numarasi|talep id|basvuru no|siparis no|vaka "
     "no|vaka id|dosya no|is emri no|arendenummer|arendenr|arende id|arende|"
     "sagsnummer|sagsnr|sags id|sag|saksnummer|saksnr|sak|ordrenummer|ordernr|cislo "
     "pripadu|id pripadu|pripad|cislo objednavky|cislo pozadavku|cislo zakazky|"
     "工单编号|工单号|案例编号|案例id|案件编号|流程编号|流程实例|流程实例id|订单号|"
     "订单编号|申请编号|申请单号|单号|접수번호|주문번호|신청번호|요청번호|티켓번호|"
     "사건번호|사례id|케이스id|ma don|ma don hang|ma yeu cau|ma ho so|ma phieu|so "
     "phieu|nomor tiket|no tiket|id kasus|nomor kasus|nomor pesanan"},
    {0.7, "session id|user session|session key|number|nummer|numero|numer|番号"},
    {0.6, "key|nr|no|identifier|schlussel|clave|cle|chiave"},
    {0.5, "id|vorgang"},
};

/* Objects of work: noun alone, or with an id word. Weak ones are usually attributes. */
static const char case_nouns[] =
    "ticket|incident|issue|request|order|deal|opportunity|claim|application|problem|"
    "change|purchase order|sales order|work order|workorder|po|invoice|contract|lead|"
    "matter|complaint|loan|quote|shipment|delivery|booking|reservation|permit|"
    "service|service "
    "request|patient|admission|hadm|stay|episode|enquiry|inquiry|conversation|"
    "sr|document|file|batch order|requisition|policy|offer|bug|story|defect|return|"
    "repair|parcel|visit|encounter|dossier|auftrag|antrag|bestellung|commande|"
    "demande|pedido|solicitud|ordine|richiesta|solicitacao|aanvraag|bestelling|wniosek|"
    "zamowienie|candidate|fine|declaration|verkaufschance|geschaft";
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
    {0.85, "ereignis|aktion|etape|evenement|tache|evento|etapa|tarea|tramite|operacion|"
           "accion|passo|compito|operazione|azione|tarefa|operacao|acao|stap|taak|"
           "gebeurtenis|handeling|handling|actie|verrichting|processtap|tcode|"
           "zdarzenie|zadanie|krok|etap|"
           "イベント|イベント名|タスク|タスク名|工程|処理|処理名"},
    {0.85, "операция|действие|активность|событие|шаг|название операции|наименование "
           "операции|islem|aktivite|faaliyet|adim|olay|surec adimi|aktivitet|handelse|"
           "haendelse|hendelse|steg|atgard|cinnost|aktivita|udalost|活动|活动名称|操作|"
           "操作名称|环节|环节名称|步骤|事件|事件名称|节点|节点名称|활동|활동명|작업|"
           "작업명|이벤트|업무|buoc|hoat dong|thao tac|aktivitas|kegiatan|langkah"},
    {0.8, "status|state|stage|stage name|status name|phase|zustand|statut|etat|estado|"
          "stato|fase|situacao|stan|dealstage|ticket status|procedure|treatment|"
          "examination|ステータス|状態|faza|статус|состояние|стадия|этап|durum|asama|"
          "stav|状态|阶段|상태|단계|trang thai|tahap|tahapan"},
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
    {1.0,
     "дата и время|дата время|метка времени|время события|дата события|время "
     "окончания|дата окончания|время завершения|дата завершения|tarih saat|islem "
     "tarihi|zaman damgasi|bitis zamani|bitis tarihi|tidpunkt|tidsstampel|datum och "
     "tid|sluttid|slutdatum|tidspunkt|tidsstempel|dato og tid|slutdato|datum a cas|"
     "casove razitko|cas ukonceni|datum ukonceni|操作时间|时间戳|发生时间|处理时间|"
     "完成时间|结束时间|日期时间|일시|발생일시|완료일시|종료일시|처리일시|종료시간|"
     "완료시간|타임스탬프|ngay gio|thoi diem|thoi gian ket thuc|ngay ket thuc|waktu "
     "selesai|tanggal selesai"},
    {0.9, "datum|zeit|fecha|hora|data|heure|ora|tijd|czas|日付|時刻|時間|дата|время|"
          "tarih|zaman|tid|dato|cas|时间|日期|更新时间|시간|날짜|thoi gian|ngay|waktu|"
          "tanggal"},
    {0.8, "updated|updated at|updated on|modified at|modified on|changed at|changed on|"
          "change date|change time|modified|date entered|entered at|entered|recorded "
          "at|recorded|udate|cpudt|erdat|aedat|logged at|reported at|occurred|last "
          "updated|last modified|"
          "last modified date|update time|modification date|status date|status changed "
          "at|changed|geandert am|modifie le|更新日時|変更日時|登録日時"},
    {0.85,
     "to|until|till|bis|tot|hasta|end|stop|stopped|finished|completed|ended|event "
     "end|activity end|fin|fine|fim|koniec|окончание|завершение|bitis|slut|konec"},
    {0.7, "at|on|when|seit|depuis"},
};
static const char time_spoilers[] =
    "due|deadline|snapshot|stichtag|planned|plan|scheduled|schedule|expected|estimated|"
    "estimate|target|"
    "forecast|birth|born|dob|synced|sync|loaded|load|extracted|ingested|imported|"
    "exported|inserted|import|export|fivetran|etl|dwh|batch|valid|expiry|expires|"
    "expiration|wiedervorlage|frist|plazo|prazo|vervaldatum|streefdatum|enabled|"
    "enabling|assigned|assign|zone|duration|elapsed|sla|promised|"
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
    {1.0, "начало|время начала|дата начала|baslangic|baslangic zamani|baslangic "
          "tarihi|baslama zamani|starttid|starttidspunkt|startdato|zacatek|cas "
          "zahajeni|datum zahajeni|开始时间|开始日期|开始|시작일시|시작시간|시작|thoi "
          "gian bat dau|ngay bat dau|waktu mulai|tanggal mulai"},
    {0.9, "from|von|van|desde|dal|od"},
};
static const struct phrase resource_phrases[] = {
    {1.0, "org resource|resource|resource name|resource label"},
    {0.95,
     "employee|agent|teammate|assignee|user|worker|performer|performed by|executed by|"
     "handled by|done by|operator|originator|executor|user name|username|agent "
     "name|employee name|bearbeiter|mitarbeiter|sachbearbeiter|benutzer|"
     "ressource|recurso|usuario|risorsa|utente|utilisateur|agente|operatore|"
     "recurso humano|medewerker|gebruiker|behandelaar|pracownik|uzytkownik|zasob|"
     "intervenant|gestionnaire|conseiller|technicien|担当者|担当者名|作業者|ユーザー|"
     "ユーザ|リソース|operador|"
     "empleado|empleada|"
     "funcionario|dipendente|tramitador|gestor|instructor|osoba|"
     "prowadzacy|osoba prowadzaca|opiekun|wykonawca|incaricato|addetto|uitvoerder|"
     "esecutore|ejecutor|executant|ausfuhrender"},
    {0.9,
     "исполнитель|сотрудник|пользователь|оператор|специалист|ответственный|"
     "kullanici|kullanici adi|personel|calisan|sorumlu|atanan|islem yapan|"
     "handlaggare|anvandare|medarbetare|resurs|medarbejder|sagsbehandler|bruger|"
     "saksbehandler|bruker|ressurs|referent|uzivatel|pracovnik|zamestnanec|"
     "resitel|处理人|操作人|操作员|用户|员工|资源|执行人|负责人|经办人|办理人|처리자|"
     "사용자|작업자|직원|담당자|nguoi dung|nhan vien|nguoi thuc hien|nguoi xu ly|"
     "pengguna|petugas|karyawan|pelaksana"},
    {0.85, "assigned to|assigned agent|who|by whom|processed by|completed by|updated "
           "by|modified by|"
           "changed by|user id|userid|agent id|employee id|resource id|actor|staff|"
           "technician|handler|clerk|usnam|ernam|aenam|assignee id|last modified "
           "by|staff member|"
           "responsible person|updater|updater name|rep|modified by user|geandert von|"
           "bearbeitet von|erledigt von|modifie par|modificado por|modificato da|"
           "alterado por|gewijzigd door|zmienil|"
           "responsavel|responsable|responsabile|zustandig|"
           "zugewiesen an|verantwortlicher|担当|処理者|更新者"},
    {0.75, "owner|owner name|sales agent|sales rep|salesperson|author|author id|by|"
           "responsible|person|deal owner|owner id|analyst|nurse|doctor|actor id|"
           "physician|clinician|therapist|surgeon|practitioner|caregiver|advisor|"
           "adviser|officer|reviewer|approver|processor|consultant|specialist|"
           "engineer|recruiter|adjuster|underwriter|dispatcher|inspector|auditor|"
           "interviewer|caseworker|case worker|case handler|support agent"},
    {0.6, "machine|equipment|workstation|maschine|macchina|maquina"},
};
static const char resource_spoilers[] =
    "requested|requester|opened|created|customer|client|reported|submitted|caller|"
    "creator|time|date|cost|count|type|position|role|group|team|country|previous|old|"
    "manager|start|end|startevent|endevent|closed|caused|email|phone";

static const char not_resource[] = "user agent|useragent|agent string|agent version";

static const struct phrase group_phrases[] = {
    {1.0, "org group|group|group name|assignment group|assigned group|support group|"
          "workgroup|work group|team|team name"},
    {0.9, "gruppe|abteilung|equipe|grupo|gruppo|squadra|equipo|afdeling|groep|zespol|"
          "grupa|dzial|arbeitsgruppe|zuweisungsgruppe|supportgruppe|bearbeitergruppe|"
          "bearbeitungsgruppe|losungsgruppe|toewijzingsgroep|oplosgroep|behandelgroep|"
          "department|groupe|departamento|departement|"
          "dipartimento|reparto|oficina|ufficio|unidad|unidade|filiale|sede|チーム|"
          "グループ|部署|部門|担当部署|担当チーム|担当グループ"},
    {0.9, "отдел|группа|подразделение|команда|birim|departman|ekip|grup|bolum|"
          "avdelning|grupp|enhet|avdeling|gruppe|oddeleni|skupina|tym|utvar|部门|组|"
          "小组|团队|科室|班组|부서|팀|그룹|phong ban|bo phan|nhom|bagian|divisi|"
          "departemen|tim"},
    {0.8, "role|org role|queue|position|agent position|agent role|resource role|user "
          "role|resource group|rolle|rol|papel|ruolo|funcao|役割|queue name|"
          "department name|ward"},
    {0.6, "section|unit|division|org unit|business unit|group id|team id|department "
          "id|workcenter|work center|skill|branch|office|bureau"},
    {0.5, "service"}, /* a department, or what was done there (columns.c) */
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

static double phrase_score(const struct role_words *r, const struct gp_header_words *w,
                           bool *whole)
{
    static const double factor[] = {0, 0.6, 0.88, 1};
    double best = 0;
    size_t i, n;

    *whole = false;
    for (i = 0; i < r->n; i++) {
        enum gp_phrase_place p =
            gp_best_place(r->phrases[i].phrases, w->at, w->len, &n);
        double score = r->phrases[i].weight * factor[p];

        if (score > best) {
            best = score;
            *whole = p == GP_WHOLE;
        }
    }
    return best;
}

/* ---- case ids: noun + id word ---- */

/* "ticket id" -> "ticket"; "ticketid" and "auftragsnr" too. 0 when there is none. */
size_t gp_noun_length(const struct gp_header_words *w)
{
    size_t n;

    if (gp_best_place(id_words, w->at, w->len, &n) == GP_ENDS)
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

static double case_score(const struct gp_header_words *w)
{
    static const struct role_words r = {ROWS(case_phrases), NULL, NULL};
    bool whole;
    double phrase = phrase_score(&r, w, &whole);
    size_t n = gp_noun_length(w), k;
    double noun = 0;

    if (whole)
        return phrase;
    if (n == 0)
        n = gp_best_place(case_nouns, w->at, w->len, &k) == GP_WHOLE ? w->len : 0;
    if (n == 0) {
        if (w->of_case || gp_has_word_of(case_spoilers, w))
            return 0;
        noun = gp_best_place(case_nouns, w->at, w->len, &k) == GP_ENDS ? 0.55 : 0;
        return noun > phrase * 0.6 ? noun : phrase * 0.6; /* Sales Document */
    }
    if (gp_is_one_of(weak_nouns, w->at, n))
        noun = 0.35;
    else if (gp_best_place(not_case_nouns, w->at, n, &k) >= GP_ENDS)
        return 0;
    else if (gp_best_place(case_nouns, w->at, n, &k) >= GP_ENDS)
        noun = n == w->len ? 0.8 : 0.9;
    else
        noun = gp_best_place(weak_nouns, w->at, n, &k) >= GP_ENDS ? 0.3 : 0.6;
    return gp_has_word_of(case_spoilers, w) ? noun * 0.4 : noun;
}

/* "N° dossier", "Nr. sprawy", "No. de commande": the number stands in front. */
static double case_of_number(const struct gp_header_words *w)
{
    static const char in_front[] = "n°|nº|n|no|nr|num|numero|nro";
    static const char between[] = "de|du|del|di|do|da";
    struct gp_header_words turned = {.len = 0};
    size_t n = 0, skip;
    double plain = case_score(w), score;

    if (gp_best_place(in_front, w->at, w->len, &n) != GP_BEGINS)
        return plain;
    skip = n + 1;
    if (gp_best_place(between, w->at + skip, w->len - skip, &n) == GP_BEGINS)
        skip += n + 1;
    turned.len = w->len - skip;
    memcpy(turned.at, w->at + skip, turned.len);
    if (turned.len + sizeof " no" > sizeof turned.at)
        return plain;
    memcpy(turned.at + turned.len, " no", sizeof " no");
    turned.len += strlen(" no");
    turned.of_case = w->of_case;
    score = case_score(&turned);
    return score > plain ? score : plain;
}

/* ---- the answer ---- */

/* "Event User": whoever it was of, no step. */
static bool ends_with_person(const struct gp_header_words *w)
{
    static const char people[] = "user|username|employee|agent|owner|operator|person|"
                                 "resource|worker|assignee|by";
    size_t n;

    return gp_best_place(people, w->at, w->len, &n) == GP_ENDS;
}

static double spoiled(const struct role_words *r, const struct gp_header_words *w,
                      double score)
{
    if (r->spoilers != NULL && gp_has_word_of(r->spoilers, w))
        score *= 0.3;
    if (r->mild != NULL && gp_has_word_of(r->mild, w))
        score *= 0.7;
    return score;
}

/* "Sachbearbeiter/in", "Bearbeiter:in", "Utilisateur(trice)" */
static void drop_gender(struct gp_header_words *w)
{
    static const char endings[] = "in|innen|r|a|e|trice|ora|euse";
    size_t n;

    if (gp_best_place(endings, w->at, w->len, &n) == GP_ENDS)
        w->len -= n + 1;
    w->at[w->len] = '\0';
}

/* "Owner First Name", "Agent Last Name": the person, by a part of the name. */
static void drop_part_of_name(struct gp_header_words *w)
{
    static const char parts[] =
        "first name|firstname|last name|lastname|surname|vorname|"
        "nachname|display name|name";
    size_t n;

    if (gp_best_place(parts, w->at, w->len, &n) == GP_ENDS)
        w->len -= n + 1;
    w->at[w->len] = '\0';
}

double gp_header_score(struct gp_slice header, enum gp_role role)
{
    struct gp_header_words w = gp_header_words_fold(header);
    const struct role_words *r = &words_of[role];
    bool whole;
    double score;

    if (role == GP_ROLE_CASE)
        return header.len != 0 && header.at[0] == '.' ? 0 : case_of_number(&w);
    if (w.of_case ||
        (role == GP_ROLE_RESOURCE && gp_is_one_of(not_resource, w.at, w.len)))
        return 0;
    if (role == GP_ROLE_RESOURCE) {
        drop_part_of_name(&w);
        drop_gender(&w);
    }
    score = phrase_score(r, &w, &whole);
    if (role == GP_ROLE_START && score < 0.9 && gp_speaks_of_start(&w))
        score = 0.9;
    if (role == GP_ROLE_ACTIVITY && ends_with_person(&w))
        score *= 0.3;
    return whole ? score : spoiled(r, &w, score);
}

bool gp_spoils_time(const struct gp_header_words *w)
{
    return gp_has_word_of(time_spoilers, w);
}
