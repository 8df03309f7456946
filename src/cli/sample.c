/* sample: `init --sample` fills the store with the bureau of data/sample; declared in "cli/setup.h". Everything goes
 * the way a user's would: the workbook through the people import, the letters through intake, the rest through the
 * gate. Only its log-ins have a password everybody may know. */
#include "cli/setup.h"

#include "access/account.h"
#include "base/embedded.h"
#include "cli/feedback.h"
#include "cli/people.h"
#include "ledger/data_files.h"
#include "record/json.h"
#include "store/list.h"
#include "store/row.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char sample_password[] = "Rectify-2026";

struct sample {
    struct cli *cli;
    json_t *json;
    struct ledger ledger;
    struct tx *tx;
    struct command command;
    struct problems *problems;
    struct uuid *findings; /* of the letter whose responsibilities are given, in order */
    size_t finding_count;
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* ---- setting fields from the sample's words ---- */

/* One field from text; a reference by what people call it. NULL or "" leaves it. */
static enum status put(struct sample *s, const struct record_type *type, struct record_head *record, const char *name,
                       const char *text)
{
    int field = field_find(type, name);
    char id_text[UUID_TEXT];
    struct uuid id;
    if (!text || !*text || field < 0)
        return OK;
    if (type->fields[field].kind == KIND_ref) {
        enum status status = name_resolve(s->tx->db, s->tx->arena, NULL, type->fields[field].target, s->ledger.head.id,
                                          text, name, s->problems, &id);
        if (status)
            return status;
        uuid_text(id, id_text);
        text = id_text;
    }
    return field_from_text(s->tx->arena, type, field, text, s->problems, record);
}

struct setting {
    const char *field, *text;
};

static enum status put_all(struct sample *s, const struct record_type *type, struct record_head *record,
                           const struct setting *settings)
{
    enum status status = OK;
    for (; settings->field && !status; settings++)
        status = put(s, type, record, settings->field, settings->text);
    return status;
}

static enum status add(struct sample *s, const struct record_type *type, const struct setting *settings)
{
    struct record_head *record = record_new(s->tx->arena, type);
    record->ledger_id = s->ledger.head.id;
    enum status status = put_all(s, type, record, settings);
    return status ? status : gate_add(s->tx, &s->cli->scope, &s->command, type, record, s->problems);
}

static void begin(struct sample *s, struct tx *tx, struct problems *problems)
{
    s->tx = tx;
    s->problems = problems;
    s->command = command_new(tx, &s->cli->actor);
}

/* ---- books, rounds, inspections ---- */

static enum status apply_books(struct tx *tx, void *context, struct problems *problems)
{
    struct sample *s = context;
    const json_t *ledger = json_object_get(s->json, "ledger");
    size_t i;
    json_t *one;
    begin(s, tx, problems);
    enum status status = put_all(s, &record_ledger, &s->ledger.head,
                                 (const struct setting[]){{"code", text_of(ledger, "code")},
                                                          {"name", text_of(ledger, "name")},
                                                          {"organisation_id", text_of(ledger, "code")},
                                                          {"profile", "inspection"},
                                                          {NULL, NULL}});
    if (!status)
        status = gate_add(tx, &s->cli->scope, &s->command, &record_ledger, &s->ledger.head, problems);
    json_array_foreach(json_object_get(s->json, "rounds"), i, one)
    {
        if (!status)
            status = add(s, &record_inspection_round,
                         (const struct setting[]){{"code", text_of(one, "code")},
                                                  {"name", text_of(one, "name")},
                                                  {"level", text_of(one, "level")},
                                                  {"from_on", text_of(one, "from")},
                                                  {"until_on", text_of(one, "to")},
                                                  {NULL, NULL}});
    }
    json_array_foreach(json_object_get(s->json, "inspections"), i, one)
    {
        const char *kind = text_of(one, "kind");
        bool special = kind && strcmp(kind, "special") == 0;
        if (!status)
            status = add(s, &record_inspection,
                         (const struct setting[]){{"code", text_of(one, "code")},
                                                  {"name", arena_printf(tx->arena, "%s%s", text_of(one, "team"),
                                                                        special ? "专项巡视" : "常规巡察")},
                                                  {"kind", special ? "special_topic" : kind},
                                                  {"level", text_of(one, "level")},
                                                  {"inspection_round_id", text_of(one, "round")},
                                                  {"organisation_id", text_of(one, "organisation")},
                                                  {"team", text_of(one, "team")},
                                                  {"entered_on", text_of(one, "entered_on")},
                                                  {"left_on", text_of(one, "left_on")},
                                                  {"feedback_on", text_of(one, "feedback_on")},
                                                  {"concentrated_months", "3"},
                                                  {NULL, NULL}});
    }
    return status;
}

/* ---- letters ---- */

struct receipts {
    struct sample *sample;
    const json_t *json;
    struct uuid report;
};

static enum status apply_receipts(struct tx *tx, void *context, struct problems *problems)
{
    struct receipts *receipts = context;
    struct sample *s = receipts->sample;
    struct feedback_report report = {.head = {.id = receipts->report, .ledger_id = s->ledger.head.id}};
    const json_t *head = json_object_get(receipts->json, "head_receipt"),
                 *group = json_object_get(receipts->json, "group_receipt");
    begin(s, tx, problems);
    enum status status = put_all(s, &record_feedback_report, &report.head,
                                 (const struct setting[]){{"session_on", text_of(receipts->json, "issued_on")},
                                                          {"session_place", text_of(receipts->json, "session_place")},
                                                          {"head_receipt_by_id", text_of(head, "name")},
                                                          {"head_receipt_on", text_of(head, "on")},
                                                          {"group_receipt_by", text_of(group, "name")},
                                                          {"group_receipt_on", text_of(group, "on")},
                                                          {NULL, NULL}});
    struct change change = {.type = &record_feedback_report, .record = &report.head};
    return status ? status : gate_set(tx, &s->cli->scope, &s->command, &change, problems);
}

static enum status import_letter(struct sample *s, const json_t *json)
{
    struct cli *cli = s->cli;
    const char *file = text_of(json, "file");
    const struct embedded *letter = embedded_find(data_files, arena_printf(cli->arena, "sample/%s", file));
    struct inspection *inspection = record_new(cli->arena, &record_inspection);
    struct feedback feedback = {.bytes = (const char *)letter->start,
                                .size = embedded_size(letter),
                                .file_name = file,
                                .ledger = s->ledger.head.id,
                                .inspection = inspection,
                                .title = text_of(json, "title"),
                                .document_no = text_of(json, "document_no"),
                                .issued = true,
                                .has_signed = true};
    date_parse(text_of(json, "issued_on"), &feedback.issued_on);
    date_parse(text_of(json, "signed_on"), &feedback.signed_on);
    enum status status = name_resolve(cli->db, cli->arena, NULL, &record_inspection, s->ledger.head.id,
                                      text_of(json, "inspection"), "", &cli->problems, &inspection->head.id);
    if (!status)
        status = feedback_import(cli, &feedback);
    struct receipts receipts = {s, json, feedback.accepted.report_id};
    return status ? status : cli_write(cli, apply_receipts, &receipts);
}

/* ---- who answers, and what they will do ---- */

static enum status find_findings(struct sample *s, const char *inspection)
{
    struct cli *cli = s->cli;
    struct uuid id;
    char text[UUID_TEXT];
    struct list_page page = {0};
    enum status status = name_resolve(cli->db, cli->arena, NULL, &record_inspection, s->ledger.head.id, inspection, "",
                                      &cli->problems, &id);
    uuid_text(id, text);
    struct list_query query = {.type = &record_finding,
                               .ledger = s->ledger.head.id,
                               .sort = FIELD_finding_path,
                               .limit = LIST_LIMIT,
                               .filters = {{.field = FIELD_finding_inspection_id, .value = text},
                                           {.field = FIELD_finding_level, .value = "finding"}},
                               .filter_count = 2};
    if (!status)
        status = list_read(cli->db, cli->arena, &query, &page);
    s->findings = ARENA_ARRAY(cli->arena, struct uuid, page.count + 1);
    for (size_t i = 0; !status && i < page.count; i++)
        s->findings[s->finding_count++] = ((const struct record_head *)page.rows[i])->id;
    return status;
}

static const struct uuid *finding_of(const struct sample *s, const json_t *json)
{
    json_int_t number = json_integer_value(json_object_get(json, "finding"));
    return number >= 1 && (size_t)number <= s->finding_count ? &s->findings[number - 1] : NULL;
}

/* The office's own terms, by their label; one it does not have yet is added, as an office would. */
static enum status term_word(struct sample *s, const char *vocabulary, const char *label, const char **ret_word)
{
    bool row;
    struct stmt *stmt = db_prepare(s->tx->db, "SELECT \"word\" FROM \"term\" WHERE \"vocabulary\"=?1 AND \"label\"=?2");
    stmt_bind_text(stmt, 1, vocabulary);
    stmt_bind_text(stmt, 2, label);
    enum status status = stmt_step(stmt, &row);
    *ret_word = !status && row ? arena_strdup(s->tx->arena, stmt_text(stmt, 0)) : label;
    stmt_done(stmt);
    if (status || row)
        return status;
    return add(s, &record_term,
               (const struct setting[]){
                   {"vocabulary", vocabulary}, {"word", label}, {"label", label}, {"position", "50"}, {NULL, NULL}});
}

static enum status classify(struct sample *s, const json_t *json, struct uuid id)
{
    struct finding finding = {.head = {.id = id, .ledger_id = s->ledger.head.id}};
    const json_t *due = json_object_get(json, "due");
    const char *category, *severity;
    enum status status = term_word(s, "category", text_of(json, "category"), &category);
    if (!status)
        status = term_word(s, "severity", text_of(json, "severity"), &severity);
    if (!status)
        status = put_all(s, &record_finding, &finding.head,
                         (const struct setting[]){
                             {"category", category},
                             {"severity", severity},
                             {"horizon", text_of(json, "horizon")},
                             {"commonness", json_is_true(json_object_get(json, "common")) ? "common" : "individual"},
                             {"since", text_of(json, "since")},
                             {"basis", text_of(json, "basis")},
                             {"review_on", text_of(due, "review_on")},
                             {"confidentiality", "internal"},
                             {NULL, NULL}});
    const char *day = text_of(due, "date");
    finding.due = (struct deadline){
        .text = text_of(due, "text"), .as = day ? deadline_as_day : deadline_as_ongoing, .on_unknown = !day};
    if (day)
        date_parse(day, &finding.due.on);
    record_present(&finding.head, FIELD_finding_due);
    struct change change = {.type = &record_finding, .record = &finding.head};
    return status ? status : gate_set(s->tx, &s->cli->scope, &s->command, &change, s->problems);
}

/* Responsibilities are as old as the signature under the letter, unless that is still to come. */
static const char *assigned_on(const struct sample *s)
{
    const char *signed_on = text_of(json_array_get(json_object_get(s->json, "feedback_reports"), 0), "signed_on");
    date day;
    return date_parse(signed_on, &day) && day <= clock_today(s->tx->clock) ? signed_on : NULL;
}

static enum status answer(struct sample *s, struct uuid finding, const char *role, const char *who, bool unit)
{
    char id[UUID_TEXT];
    uuid_text(finding, id);
    if (!who)
        return OK;
    return add(s, &record_responsibility,
               (const struct setting[]){{"finding_id", id},
                                        {"role", role},
                                        {unit ? "organisation_id" : "person_id", who},
                                        {"from_on", assigned_on(s)},
                                        {NULL, NULL}});
}

static enum status assign(struct sample *s, const json_t *json, struct uuid id)
{
    static const struct {
        const char *key, *role;
        bool unit;
    } roles[] = {{"lead_unit", "lead_unit", true},
                 {"lead_official", "lead_official", false},
                 {"accountable_official", "accountable_official", false},
                 {"action_owner", "action_owner", false}};
    enum status status = OK;
    size_t i;
    json_t *unit;
    for (i = 0; i < sizeof roles / sizeof *roles && !status; i++)
        status = answer(s, id, roles[i].role, text_of(json, roles[i].key), roles[i].unit);
    json_array_foreach(json_object_get(json, "responsible_units"), i, unit) if (!status) status =
        answer(s, id, "responsible_unit", json_string_value(unit), true);
    json_array_foreach(json_object_get(json, "supporting_units"), i, unit) if (!status) status =
        answer(s, id, "supporting_unit", json_string_value(unit), true);
    return status;
}

static enum status apply_responsibilities(struct tx *tx, void *context, struct problems *problems)
{
    struct sample *s = context;
    size_t i;
    json_t *one;
    enum status status = OK;
    begin(s, tx, problems);
    json_array_foreach(json_object_get(json_object_get(s->json, "responsibilities"), "findings"), i, one)
    {
        const struct uuid *id = finding_of(s, one);
        if (id && !status)
            status = classify(s, one, *id);
        if (id && !status)
            status = assign(s, one, *id);
    }
    return status;
}

/* The days it takes and the measures it comes after, which are there already. */
static enum status put_order(struct sample *s, const json_t *json, struct corrective_action *action)
{
    const json_t *days = json_object_get(json, "working_days"), *follows = json_object_get(json, "follows");
    size_t count = json_array_size(follows);
    enum status status = OK;
    if (days) {
        action->working_days = json_integer_value(days);
        record_present(&action->head, FIELD_corrective_action_working_days);
    }
    if (!count)
        return OK;
    action->follows = (struct uuid_list){ARENA_ARRAY(s->tx->arena, struct uuid, count), count};
    for (size_t i = 0; i < count && !status; i++)
        status = sample_measure(s->tx, s->ledger.head.id, json_integer_value(json_array_get(follows, i)),
                                &action->follows.ids[i]);
    record_present(&action->head, FIELD_corrective_action_follows);
    action->lag_days = json_integer_value(json_object_get(json, "lag_days"));
    record_present(&action->head, FIELD_corrective_action_lag_days);
    return status;
}

static enum status add_action(struct sample *s, struct uuid finding, const json_t *json)
{
    struct corrective_action *action = record_new(s->tx->arena, &record_corrective_action);
    action->head.ledger_id = s->ledger.head.id;
    action->answers = (struct uuid_list){arena_memdup(s->tx->arena, &finding, sizeof finding), 1};
    record_present(&action->head, FIELD_corrective_action_answers);
    enum status status = put_all(s, &record_corrective_action, &action->head,
                                 (const struct setting[]){{"measure", text_of(json, "text")},
                                                          {"owner_id", text_of(json, "owner")},
                                                          {"due", text_of(json, "due_on")},
                                                          {"deliverable", text_of(json, "deliverable")},
                                                          {"indicator", text_of(json, "indicator")},
                                                          {"kind", "action"},
                                                          {NULL, NULL}});
    if (!status)
        status = put_order(s, json, action);
    return status ? status
                  : gate_add(s->tx, &s->cli->scope, &s->command, &record_corrective_action, &action->head, s->problems);
}

static enum status apply_actions(struct tx *tx, void *context, struct problems *problems)
{
    struct sample *s = context;
    size_t i, k;
    json_t *one, *action;
    enum status status = OK;
    begin(s, tx, problems);
    json_array_foreach(json_object_get(json_object_get(s->json, "corrective_actions"), "findings"), i, one)
    {
        const struct uuid *id = finding_of(s, one);
        json_array_foreach(json_object_get(one, "actions"), k, action) if (id && !status) status =
            add_action(s, *id, action);
    }
    return status;
}

/* ---- log-ins ---- */

struct logins {
    struct sample *sample;
    const char *hash;
    struct list_page accounts;
};

static enum status apply_passwords(struct tx *tx, void *context, struct problems *problems)
{
    struct logins *logins = context;
    enum status status = OK;
    begin(logins->sample, tx, problems);
    for (size_t i = 0; i < logins->accounts.count && !status; i++)
        status = account_set_password(tx, &logins->sample->command,
                                      ((const struct record_head *)logins->accounts.rows[i])->id, logins->hash, false,
                                      problems);
    return status;
}

/* One person a role: who it is and how to log in; printed by `serve` on a sample store. */
static enum status write_logins(struct sample *s, const struct logins *logins)
{
    struct cli *cli = s->cli;
    unsigned shown = 0;
    const char *path = arena_printf(cli->arena, "%s/sample-logins.txt", cli->where);
    FILE *file = fopen(path, "we");
    for (size_t i = 0; file && i < logins->accounts.count; i++) {
        const struct account *account = logins->accounts.rows[i];
        struct person person = {0};
        struct scope scope;
        if (scope_resolve(cli->db, cli->arena, &cli->clock, account->person_id, &scope) != OK ||
            !(scope.roles & ~shown) ||
            row_load(cli->db, cli->arena, &record_person, (struct uuid){0}, account->person_id, &person) != OK)
            continue;
        for (size_t role = 0; role < words_role.count; role++) {
            if (!(scope.roles & ~shown & ROLE_BIT(role)))
                continue;
            fprintf(file, "%s\t%s\t%s\t%s\n",
                    profile_word(cli->profiles, "inspection", "role", words_role.words[role], LANGUAGE_ZH), person.name,
                    account->username, sample_password);
            shown |= ROLE_BIT(role);
        }
    }
    return file && fclose(file) == 0 ? OK : FAILED;
}

static enum status open_logins(struct sample *s)
{
    struct cli *cli = s->cli;
    struct logins logins = {.sample = s, .hash = password_hash(cli->arena, sample_password)};
    struct list_query query = {.type = &record_account, .sort = -1, .limit = LIST_LIMIT};
    enum status status = logins.hash ? list_read(cli->db, cli->arena, &query, &logins.accounts) : FAILED;
    if (!status)
        status = cli_write(cli, apply_passwords, &logins);
    if (!status && !db_is_postgres(cli->where))
        status = write_logins(s, &logins);
    return status;
}

static enum status import_people(struct cli *cli)
{
    const struct embedded *book = embedded_find(data_files, "sample/people.xlsx");
    return cli_import_people(cli, "单位和人员.xlsx", (const char *)book->start, embedded_size(book));
}

enum status setup_sample(struct cli *cli)
{
    struct sample s = {.cli = cli};
    const struct embedded *file = embedded_find(data_files, "sample/sample.json");
    s.json = json_loadb((const char *)file->start, embedded_size(file), JSON_REJECT_DUPLICATES, NULL);
    cli_open_blobs(cli);
    size_t i;
    json_t *report;
    enum status status = s.json ? import_people(cli) : FAILED;
    if (!status)
        status = cli_write(cli, apply_books, &s);
    json_array_foreach(json_object_get(s.json, "feedback_reports"), i, report) if (!status) status =
        import_letter(&s, report);
    if (!status)
        status = find_findings(&s, text_of(json_object_get(s.json, "responsibilities"), "inspection"));
    if (!status)
        status = cli_write(cli, apply_responsibilities, &s);
    const struct sample_books books = {s.json, s.ledger.head.id, s.findings, s.finding_count};
    if (!status)
        status = setup_sample_claims(cli, &books);
    if (!status)
        status = cli_write(cli, apply_actions, &s);
    if (!status)
        status = setup_sample_progress(cli, &books);
    if (!status)
        status = setup_sample_people(cli, &books);
    if (!status)
        status = setup_sample_doing(cli, &books);
    if (!status)
        status = setup_sample_plans(cli, &books);
    if (!status)
        status = setup_sample_reports(cli, &books);
    if (!status)
        status = open_logins(&s);
    json_decref(s.json);
    return status;
}
