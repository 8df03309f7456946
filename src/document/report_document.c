#include "document/report_document.h"

#include "access/organisation_fields.h"
#include "access/person_fields.h"
#include "ledger/data_file.h"
#include "ledger/gate.h"
#include "ledger/names.h"
#include "ledger/report_figures.h"
#include "ledger/reporting.h"
#include "store/row.h"

#include <string.h>

struct making {
    struct arena *arena;
    const struct document_wish *wish;
    struct progress_report *report;
    json_t *values;
};

static void put(struct making *m, const char *name, const char *text)
{
    json_object_set_new(m->values, name, json_string(text));
}

static const char *text_in(const struct making *m, int field)
{
    return record_has(&m->report->head, field)
               ? *(const char *const *)field_get(&m->report->head, &record_progress_report.fields[field])
               : "";
}

/* The period behind a title, in brackets, stands below it. */
static void put_title(struct making *m, const char *title)
{
    static const char open[] = "（", close[] = "）";
    const char *at = NULL;
    size_t length = strlen(title), mark = strlen(open);
    for (const char *next = strstr(title, open); next; next = strstr(next + mark, open))
        at = next;
    bool ends = at && length > mark && strcmp(title + length - strlen(close), close) == 0;
    put(m, "title", title);
    put(m, "heading", ends ? arena_strndup(m->arena, title, (size_t)(at - title)) : title);
    put(m, "period",
        ends ? arena_strndup(m->arena, at + mark, (size_t)(title + length - strlen(close) - at) - mark) : "");
}

/* ---- who, to whom, when ---- */

static enum status put_names(struct making *m)
{
    struct organisation *unit = record_new(m->arena, &record_organisation);
    struct person *signer = record_new(m->arena, &record_person);
    struct reporting_duty *duty = record_new(m->arena, &record_reporting_duty);
    const struct progress_report *report = m->report;
    struct db *db = m->wish->db;
    enum status status = row_load(db, m->arena, &record_organisation, (struct uuid){0}, report->organisation_id, unit);
    if (!status && record_has(&report->head, FIELD_progress_report_signed_by_id))
        status = row_load(db, m->arena, &record_person, (struct uuid){0}, report->signed_by_id, signer);
    if (!status && record_has(&report->head, FIELD_progress_report_reporting_duty_id))
        status = row_load(db, m->arena, &record_reporting_duty, m->wish->ledger, report->reporting_duty_id, duty);
    put(m, "organisation", unit->name ? unit->name : "");
    put(m, "signed_by", signer->name ? signer->name : "");
    put(m, "addressee", record_has(&duty->head, FIELD_reporting_duty_addressee) ? duty->addressee : "");
    return status;
}

/* The day it was sent; of a draft today. */
static date day_of(const struct making *m)
{
    if (!record_has(&m->report->head, FIELD_progress_report_sent_at))
        return clock_today(m->wish->clock);
    return clock_day_of(m->wish->clock, m->report->sent_at);
}

/* ---- what it says ---- */

static void put_parts(struct making *m)
{
    json_t *list = json_array();
    for (int part = 0; part < REPORT_PART_COUNT; part++) {
        const char *text = text_in(m, report_part_fields[part]);
        if (*text)
            json_array_append_new(list, json_pack("{s:s,s:s}", "label",
                                                  record_progress_report.fields[report_part_fields[part]].label, "text",
                                                  text));
    }
    json_object_set_new(m->values, "parts", list);
    json_object_set_new(
        m->values, "no_news",
        json_boolean(record_has(&m->report->head, FIELD_progress_report_no_news) && m->report->no_news));
}

/* ---- its figures ---- */

static enum status read_figures(struct making *m, const char **ret_text)
{
    const char *frozen = text_in(m, FIELD_progress_report_figures);
    const struct report_figures_wish wish = {.ledger = m->wish->ledger,
                                             .unit = m->report->organisation_id,
                                             .day = clock_today(m->wish->clock),
                                             .scope = m->wish->scope};
    *ret_text = frozen;
    return *frozen ? OK : report_figures(m->wish->db, m->arena, &wish, ret_text);
}

static enum status put_figures(struct making *m)
{
    const char *text, *key;
    date on = 0;
    json_t *value;
    enum status status = read_figures(m, &text);
    if (status)
        return status;
    json_t *figures = json_loads(text, 0, NULL), *units = json_object_get(figures, "units");
    size_t i;
    json_t *unit;
    json_array_foreach(units, i, unit) if (!*json_string_value(json_object_get(unit, "organisation")))
        json_object_set_new(unit, "organisation", json_string("没有明确牵头单位"));
    json_object_foreach(json_object_get(figures, "total"), key, value)
        json_object_set(m->values, arena_printf(m->arena, "total_%s", key), value); /* trusted: a name of its own */
    date_parse(json_string_value(json_object_get(figures, "as_of")), &on);
    put(m, "figures_on", display_date(m->arena, on, LANGUAGE_ZH));
    json_object_set(m->values, "units", units ? units : json_null());
    json_object_set_new(m->values, "has_units", json_boolean(json_array_size(units) > 0));
    json_decref(figures);
    return OK;
}

enum status report_document_values(struct arena *arena, const struct document_wish *wish, json_t **ret_values)
{
    unsigned roles;
    struct making m = {.arena = arena, .wish = wish, .report = record_new(arena, &record_progress_report)};
    enum status status =
        gate_load(wish->db, arena, wish->scope, &record_progress_report, wish->ledger, wish->id, m.report, &roles);
    if (status)
        return status;
    m.values = json_object();
    put(&m, "number", m.report->number);
    put_title(&m, text_in(&m, FIELD_progress_report_title));
    put(&m, "from_on", display_date(arena, m.report->from_on, LANGUAGE_ZH));
    put(&m, "until_on", display_date(arena, m.report->until_on, LANGUAGE_ZH));
    put(&m, "date", display_date(arena, day_of(&m), LANGUAGE_ZH));
    put_parts(&m);
    status = put_names(&m);
    if (!status)
        status = put_figures(&m);
    if (status)
        json_decref(m.values);
    else
        *ret_values = m.values;
    return status;
}

json_t *report_document_names(struct arena *arena)
{
    size_t size = 0;
    (void)arena;
    const char *bytes = data_file("documents/report.json", &size);
    json_t *json = bytes ? json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL) : NULL,
           *names = json_incref(json_object_get(json, "names"));
    json_decref(json);
    return names;
}
