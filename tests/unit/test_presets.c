/* Presets: small exports as the systems write them, read by what is known of each. */
#include "tests/support/test.h"

#include "base/mem.h"
#include "ingest/preset.h"
#include "tests/support/import.h"
#include "tests/support/scratch.h"

#include <string.h>

static enum gp_status read_with(const char *preset, const char *text,
                                struct gp_ingest_options *o, struct gp_ingest_result *r,
                                struct gp_err *err)
{
    struct gp_preset p = {0};
    enum gp_status st = GP_OK;

    memset(err, 0, sizeof *err);
    if (preset != NULL)
        st = gp_preset_read(preset, &p, err);
    o->preset = preset != NULL ? &p : NULL;
    if (st == GP_OK)
        st = import_text(text, o, r, err);
    gp_preset_release(&p);
    return st;
}

static void expect(const char *preset, const char *export, const char *text,
                   const char *story)
{
    struct gp_ingest_options o = {.reader = {.header = -1}};
    struct gp_ingest_result r;
    struct gp_text told = {0};
    struct gp_err err;

    if (read_with(preset, text, &o, &r, &err) != GP_OK)
        fail_msg("%s", err.text);
    import_tell(r.log, &told);
    assert_string_equal(gp_text_z(&told), story);
    assert_non_null(strstr(r.sources[0].preset, export));
    gp_text_release(&told);
    gp_ingest_release(&r);
}

/* ---- Zendesk ---- */

static void zendesk_ticket_events_are_histories_of_status(void **state)
{
    (void)state;
    expect(
        "zendesk", "ticket field history",
        "field_name,ticket_id,updated,_fivetran_synced,user_id,value\r\n"
        "status,77,2024-03-01 09:00:00,2024-04-01 00:00:00,501,new\r\n"
        "assignee_id,77,2024-03-01 09:05:00,2024-04-01 00:00:00,501,601\r\n"
        "status,77,2024-03-01 09:05:00,2024-04-01 00:00:00,501,open\r\n"
        "priority,77,2024-03-01 09:05:00,2024-04-01 00:00:00,501,high\r\n"
        "status,77,2024-03-02 10:00:00,2024-04-01 00:00:00,601,pending\r\n"
        "status,78,2024-03-02 11:00:00,2024-04-01 00:00:00,502,new\r\n"
        "status,77,2024-03-04 10:00:00,2024-04-01 00:00:00,601,solved\r\n",
        "77: new by 501, open by 501, pending by 601, solved by 601; 78: new by 502");
    expect("zendesk", "Explore",
           "Ticket ID,Update - Timestamp,Updater name,Changes - Field name,"
           "Changes - Previous value,Changes - New value\n"
           "9,2024-03-01 09:00,Ann,status,,new\n"
           "9,2024-03-01 09:30,Bob,status,new,open\n"
           "9,2024-03-01 09:30,Bob,group_id,12,13\n"
           "9,2024-03-02 08:00,Bob,status,open,solved\n",
           "9: new by Ann, open by Bob, solved by Bob");
}

static void zendesk_metrics_are_a_row_a_ticket(void **state)
{
    (void)state;
    expect("zendesk", "metrics",
           "id,ticket_id,created_at,updated_at,initially_assigned_at,assigned_at,"
           "solved_at,reopens,full_resolution_time_in_minutes\n"
           "1,31,2024-03-01T09:00:00Z,2024-03-09T09:00:00Z,2024-03-01T09:30:00Z,"
           "2024-03-02T08:00:00Z,2024-03-03T17:00:00Z,1,3360\n"
           "2,32,2024-03-02T09:00:00Z,2024-03-02T09:00:00Z,,,,0,\n",
           "31: created_at, initially_assigned_at, assigned_at, solved_at; "
           "32: created_at");
}

/* ---- Jira ---- */

static void jira_changelogs_are_histories_of_status(void **state)
{
    (void)state;
    expect("jira", "changelog",
           "Issue Key,Created,Author,Field,From,To\n"
           "OPS-1,2024-03-01T09:00:00.000+0100,Ann,status,To Do,In Progress\n"
           "OPS-1,2024-03-01T09:00:00.000+0100,Ann,assignee,,Ann\n"
           "OPS-1,2024-03-04T15:00:00.000+0100,Bob,status,In Progress,Done\n"
           "OPS-2,2024-03-02T09:00:00.000+0100,Ann,Rank,,Ranked higher\n"
           "OPS-2,2024-03-03T09:00:00.000+0100,Cem,status,To Do,Done\n",
           "OPS-1: In Progress by Ann, Done by Bob; OPS-2: Done by Cem");
    expect("jira", "issue field history",
           "field_id,issue_id,time,_fivetran_synced,value,is_active,author_id\n"
           "status,10027,2024-03-01 09:00:00,2024-04-01 00:00:00,Open,true,a1\n"
           "summary,10027,2024-03-01 09:00:00,2024-04-01 00:00:00,\"a, b\",true,a1\n"
           "status,10027,2024-03-02 09:00:00,2024-04-01 00:00:00,Done,true,a2\n"
           "status,10028,2024-03-02 09:00:00,2024-04-01 00:00:00,Open,true,a2\n",
           "10027: Open by a1, Done by a2; 10028: Open by a2");
}

/* Whose an issue is today is not who created it. */
static void jira_issues_have_two_dates(void **state)
{
    (void)state;
    expect("jira", "issues",
           "Summary,Issue key,Issue id,Issue Type,Status,Assignee,Created,Updated,"
           "Due Date,Resolved\n"
           "x,OPS-1,1,Task,Done,Ann,2024-03-01 09:00,2024-03-09 09:00,2024-03-20 00:00,"
           "2024-03-05 09:00\n"
           "y,OPS-2,2,Bug,To Do,Bob,2024-03-02 09:00,2024-03-02 09:00,,\n",
           "OPS-1: Created, Resolved; OPS-2: Created");
}

/* ---- HubSpot ---- */

static void hubspot_histories_and_stages(void **state)
{
    (void)state;
    expect("hubspot", "deal property history",
           "deal_id,timestamp,_fivetran_synced,source,name,source_id,value\n"
           "5,2024-03-01 09:00:00.5,2024-04-01 00:00:00,CRM_UI,dealstage,u1,"
           "appointmentscheduled\n"
           "5,2024-03-01 09:00:00.5,2024-04-01 00:00:00,CRM_UI,amount,u1,100\n"
           "5,2024-03-09 09:00:00.5,2024-04-01 00:00:00,CRM_UI,dealstage,u1,closedwon\n"
           "6,2024-03-02 09:00:00.5,2024-04-01 00:00:00,CRM_UI,dealstage,u2,"
           "appointmentscheduled\n",
           "5: appointmentscheduled, closedwon; 6: appointmentscheduled");
    expect("hubspot", "deal stages",
           "_fivetran_start,deal_id,_fivetran_active,_fivetran_end,_fivetran_synced,"
           "date_entered,source,value\n"
           "2024-03-01 6:49:18,5,TRUE,2050-01-01 00:00:00,2024-04-01 8:15:46,"
           "2024-03-01 6:49:18,CRM_UI,qualified\n"
           "2024-03-02 6:49:18,6,TRUE,2050-01-01 00:00:00,2024-04-01 8:15:46,"
           "2024-03-02 6:49:18,CRM_UI,qualified\n",
           "5: qualified; 6: qualified");
}

/* The exits and the hours beside each date are no steps; skipped stages are blank. */
static void hubspot_dates_of_stages_leave_out_exits_and_hours(void **state)
{
    (void)state;
    expect(
        "hubspot", "dates of stages",
        "Record ID,Deal Name,Create Date,Deal owner,"
        "\"Date entered \"\"Offer (Sales)\"\"\",\"Date exited \"\"Offer (Sales)\"\"\","
        "\"Time in \"\"Offer (Sales)\"\" (HH:mm:ss)\","
        "\"Date entered \"\"Closed won (Sales)\"\"\"\n"
        "801,Alpha,2024-03-01 09:00,Ann,2024-03-02 09:00,2024-03-05 09:00,72:00:00,"
        "2024-03-05 09:00\n"
        "802,Beta,2024-03-02 09:00,Bob,,,,2024-03-03 09:00\n",
        "801: Create Date, Date entered \"Offer (Sales)\", "
        "Date entered \"Closed won (Sales)\"; "
        "802: Create Date, Date entered \"Closed won (Sales)\"");
}

/* ---- Salesforce ---- */

static void salesforce_field_histories(void **state)
{
    (void)state;
    expect(
        "salesforce", "OpportunityFieldHistory",
        "Id,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue\n"
        "h1,006A,005X,2024-03-01T09:00:00.000+0000,created,,\n"
        "h2,006A,005X,2024-03-04T09:00:00.000+0000,StageName,Prospecting,Proposal\n"
        "h3,006A,005X,2024-03-04T09:00:00.000+0000,Amount,100,120\n"
        "h4,006A,005Y,2024-03-09T09:00:00.000+0000,StageName,Proposal,Closed Won\n"
        "h5,006B,005Y,2024-03-05T09:00:00.000+0000,StageName,Proposal,Closed Lost\n",
        /* the creation gives the first state of 006A a time and a person; that of 006B has
              no time */
        "006A: Prospecting by 005X, Proposal by 005X, Closed Won by 005Y; "
        "006B: Closed Lost by 005Y");
    expect("salesforce", "CaseHistory",
           "Id,CaseId,CreatedById,CreatedDate,Field,OldValue,NewValue\n"
           "1,500A,Ann,2024-03-01T09:00:00Z,Status,New,Working\n"
           "2,500A,Ann,2024-03-01T09:00:00Z,Priority,Low,High\n"
           "3,500A,Bob,2024-03-03T09:00:00Z,Status,Working,Closed\n"
           "4,500B,Bob,2024-03-03T10:00:00Z,Status,New,Closed\n",
           "500A: Working by Ann, Closed by Bob; 500B: Closed by Bob");
}

static void salesforce_rows_of_stages(void **state)
{
    (void)state;
    expect("salesforce", "OpportunityHistory",
           "Id,OpportunityId,StageName,Amount,Probability,CloseDate,CreatedDate,"
           "CreatedById\n"
           "1,006A,Prospecting,100,10,2024-05-01,2024-03-01T09:00:00Z,Ann\n"
           "2,006A,Proposal,100,40,2024-05-01,2024-03-02T09:00:00Z,Ann\n"
           "3,006A,Proposal,150,40,2024-06-01,2024-03-03T09:00:00Z,Bob\n"
           "4,006B,Prospecting,10,10,2024-05-01,2024-03-03T10:00:00Z,Bob\n",
           "006A: Prospecting by Ann, Proposal by Ann, Proposal by Bob; "
           "006B: Prospecting by Bob");
    expect("salesforce", "report of stage history",
           "Opportunity Owner,Opportunity ID,Opportunity Name,From Stage,To Stage,"
           "Last Modified,Amount\n"
           "Ann,006A,Alpha,Prospecting,Proposal,\"2024-03-02 09:00\",100\n"
           "Ann,006A,Alpha,Proposal,Closed Won,\"2024-03-09 09:00\",100\n"
           "Bob,006B,Beta,Prospecting,Closed Lost,\"2024-03-04 09:00\",50\n",
           "006A: Proposal by Ann, Closed Won by Ann; 006B: Closed Lost by Bob");
}

/* ---- ServiceNow ---- */

static void servicenow_audits_and_metrics(void **state)
{
    (void)state;
    expect("servicenow", "sys_audit",
           "sys_created_on,user,tablename,documentkey,fieldname,oldvalue,newvalue\n"
           "2024-03-01 09:00:00,ann,incident,9d38,incident_state,1,2\n"
           "2024-03-01 09:00:00,ann,incident,9d38,assigned_to,,46ca\n"
           "2024-03-02 09:00:00,bob,incident,9d38,incident_state,2,6\n"
           "2024-03-02 10:00:00,bob,incident,77aa,incident_state,1,7\n",
           "9d38: 2 by ann, 6 by bob; 77aa: 7 by bob");
    expect(
        "servicenow", "metric_instance",
        "id,definition,field,value,start,end,duration,calculation_complete\n"
        "INC1,Incident State Duration,incident_state,New,2024-03-01 09:00:00,"
        "2024-03-01 10:00:00,01:00:00,true\n"
        "INC1,Assigned to Duration,assigned_to,Ann,2024-03-01 09:30:00,"
        "2024-03-02 10:00:00,24:30:00,true\n"
        "INC1,Incident State Duration,incident_state,In Progress,2024-03-01 10:00:00,"
        "2024-03-02 10:00:00,24:00:00,true\n"
        "INC2,Incident State Duration,incident_state,New,2024-03-03 09:00:00,,,"
        "false\n",
        "INC1: New, In Progress; INC2: New");
}

static void servicenow_tables_of_incidents(void **state)
{
    (void)state;
    expect("servicenow", "log of record updates",
           "number,incident_state,sys_mod_count,sys_updated_by,sys_updated_at,"
           "opened_at,assignment_group\n"
           "INC1,New,0,ann,2024-03-01 09:00,2024-03-01 08:00,Desk\n"
           "INC1,Resolved,1,bob,2024-03-02 09:00,2024-03-01 08:00,Net\n"
           "INC2,New,0,?,2024-03-02 10:00,2024-03-02 08:00,?\n",
           "INC1: New by ann, Resolved by bob; INC2: New by ?");
    expect("servicenow", "incidents",
           "number,short_description,opened_at,resolved_at,closed_at,state,"
           "sys_updated_on\n"
           "INC1,printer,2024-03-01 09:00:00,2024-03-02 09:00:00,2024-03-09 09:00:00,"
           "Closed,2024-03-09 09:00:00\n"
           "INC2,mail,2024-03-02 09:00:00,,,New,2024-03-02 09:00:00\n",
           "INC1: opened_at, resolved_at, closed_at; INC2: opened_at");
}

/* ---- how they are used ---- */

static const char changelog[] = "Issue Key,Created,Author,Field,From,To\n"
                                "A-1,2024-03-01 09:00,Ann,status,To Do,Doing\n"
                                "A-1,2024-03-02 09:00,Bob,status,Doing,Done\n"
                                "A-1,2024-03-02 09:30,Bob,assignee,Bob,Cem\n"
                                "A-2,2024-03-02 10:00,Bob,status,To Do,Done\n"
                                "A-2,2024-03-02 10:30,Bob,assignee,,Cem\n";

static void options_are_stronger_than_the_preset(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}, .field = "Field=assignee"};
    struct gp_ingest_result r;
    struct gp_text told = {0};
    struct gp_err err;

    (void)state;
    o.column[GP_ROLE_RESOURCE] = "none";
    assert_int_equal(read_with("jira", changelog, &o, &r, &err), GP_OK);
    import_tell(r.log, &told);
    assert_null(strstr(gp_text_z(&told), " by "));
    assert_non_null(strstr(gp_text_z(&told), "Cem"));
    assert_null(strstr(gp_text_z(&told), "Done"));
    gp_text_release(&told);
    gp_ingest_release(&r);
}

static void a_preset_is_suggested_and_not_used(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}, .most_rows = 9};
    struct gp_look look;
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(
        gp_ingest_look(scratch_text("look.csv", changelog), &o, &look, &err), GP_OK);
    assert_null(look.found.preset);
    assert_string_equal(look.found.looks_like,
                        "Jira, changelog (Issue Key, Field, From, To, Created): "
                        "--preset jira");
    gp_look_release(&look);
    assert_int_equal(gp_ingest_look(scratch_text("look.csv", "Case ID,Activity,Time\n"
                                                             "1,a,2024-01-01\n"
                                                             "1,b,2024-01-02\n"),
                                    &o, &look, &err),
                     GP_OK);
    assert_null(look.found.looks_like);
    gp_look_release(&look);
}

static void an_export_that_fits_none_is_refused_by_name(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}};
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    assert_int_equal(read_with("zendesk", changelog, &o, &r, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "ticket field history (no column \"ticket_id\")"));
}

static void a_copied_file_can_be_changed(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}};
    struct gp_ingest_result r;
    struct gp_text told = {0};
    struct gp_err err;
    const char *path =
        scratch_text("mine.preset", "# mine\ntitle = Our CRM\n\n"
                                    "[Vorgänge]\nneeds = vorgangsnr, schritt*\n"
                                    "case = vorgangsnr\nactivity = schritt*\n"
                                    "time = am | zeit\nresource = wer\n");

    (void)state;
    assert_int_equal(read_with(path,
                               "Wer;Vorgangs-Nr.;Schritt (neu);Am\n"
                               "Ann;7;a;01.03.2024\nBob;7;b;13.03.2024\n"
                               "Bob;8;a;14.03.2024\n",
                               &o, &r, &err),
                     GP_OK);
    import_tell(r.log, &told);
    assert_string_equal(gp_text_z(&told), "7: a by Ann, b by Bob; 8: a by Bob");
    gp_text_release(&told);
    gp_ingest_release(&r);
}

static void a_broken_file_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text, *says;
        unsigned line;
    } broken[] = {{"title = x\ncolour = red\n[a]\nneeds = b\n", "\"colour\"", 2},
                  {"[a]\nneeds b\n", "name = value", 2},
                  {"title = x\n[a]\ncase = b\n", "needs", 2},
                  {"[a\nneeds = b\n", "[name of an export]", 1},
                  {"title = x\n", "describes no export", 0}};
    struct gp_preset p;
    struct gp_err err;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof broken / sizeof *broken; i++) {
        memset(&err, 0, sizeof err);
        assert_int_equal(
            gp_preset_read(scratch_text("bad.preset", broken[i].text), &p, &err),
            GP_USAGE);
        assert_non_null(strstr(err.text, broken[i].says));
        assert_int_equal(err.line, broken[i].line);
        gp_preset_release(&p);
    }
    assert_int_equal(gp_preset_read("nowhere", &p, &err), GP_USAGE);
    assert_non_null(strstr(err.text, "zendesk"));
    gp_preset_release(&p);
}

static void all_that_are_built_in_can_be_read(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; gp_preset_name(i) != NULL; i++) {
        struct gp_preset p;
        struct gp_err err = {0};

        assert_int_equal(gp_preset_read(gp_preset_name(i), &p, &err), GP_OK);
        assert_true(p.n >= 3 && p.title.len != 0 && p.ends.len != 0 &&
                    p.clock_stands.len != 0);
        gp_preset_release(&p);
    }
    assert_int_equal(i, 5);
}

static void names_are_the_same_by_their_letters_and_digits(void **state)
{
    (void)state;
    assert_true(gp_preset_same(gp_slice("Ticket ID"), gp_slice("ticket_id")));
    assert_true(
        gp_preset_same(gp_slice("Date entered \"Offer\""), gp_slice("date_entered_*")));
    assert_false(gp_preset_same(gp_slice("Ticket IDs"), gp_slice("ticket_id")));
    assert_false(gp_preset_same(gp_slice("Ticket"), gp_slice("ticket_id")));
    assert_false(gp_preset_same(gp_slice("Date exited"), gp_slice("date_entered_*")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zendesk_ticket_events_are_histories_of_status),
        cmocka_unit_test(zendesk_metrics_are_a_row_a_ticket),
        cmocka_unit_test(jira_changelogs_are_histories_of_status),
        cmocka_unit_test(jira_issues_have_two_dates),
        cmocka_unit_test(hubspot_histories_and_stages),
        cmocka_unit_test(hubspot_dates_of_stages_leave_out_exits_and_hours),
        cmocka_unit_test(salesforce_field_histories),
        cmocka_unit_test(salesforce_rows_of_stages),
        cmocka_unit_test(servicenow_audits_and_metrics),
        cmocka_unit_test(servicenow_tables_of_incidents),
        cmocka_unit_test(options_are_stronger_than_the_preset),
        cmocka_unit_test(a_preset_is_suggested_and_not_used),
        cmocka_unit_test(an_export_that_fits_none_is_refused_by_name),
        cmocka_unit_test(a_copied_file_can_be_changed),
        cmocka_unit_test(a_broken_file_is_refused_with_its_line),
        cmocka_unit_test(all_that_are_built_in_can_be_read),
        cmocka_unit_test(names_are_the_same_by_their_letters_and_digits),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
