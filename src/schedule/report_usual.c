#include "schedule/report_usual.h"

#include "access/ledger_fields.h"
#include "ledger/data_file.h"
#include "ledger/reporting.h"
#include "ledger/reporting_duty_fields.h"
#include "record/json.h"
#include "schedule/schedule_messages.h"
#include "store/row.h"

#include <jansson.h>
#include <string.h>

static enum status check_none(struct tx *tx, struct uuid ledger, struct problems *problems)
{
    struct reporting all;
    enum status status = reporting_load(tx->db, tx->arena, ledger, &all);
    return status || !all.count ? status : problem_add(problems, REFUSED, &msg_duties_there, "", NULL);
}

/* Written behind what it goes into. */
static struct uuid id_of(const struct reporting_duty *const *duties, size_t count, const char *title)
{
    for (size_t i = 0; i < count && title; i++)
        if (strcmp(duties[i]->title, title) == 0)
            return duties[i]->head.id;
    return (struct uuid){0};
}

static enum status add_all(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                           json_t *rows, struct problems *problems, int64_t *ret_count)
{
    const struct reporting_duty *added[USUAL_DUTIES];
    size_t count = json_array_size(rows);
    enum status status = count && count <= USUAL_DUTIES ? OK : FAILED;
    for (size_t i = 0; i < count && !status; i++) {
        json_t *json = json_array_get(rows, i);
        struct reporting_duty *duty = record_new(tx->arena, &record_reporting_duty);
        const char *into = json_string_value(json_object_get(json, "into"));
        struct uuid outer = id_of(added, i, into);
        json_object_del(json, "into");
        status = record_from_json(tx->arena, &record_reporting_duty, json, JSON_INPUT, NULL, problems, &duty->head);
        duty->head.ledger_id = ledger;
        duty->from_on = clock_today(tx->clock);
        record_present(&duty->head, FIELD_reporting_duty_from_on);
        if (!uuid_is_nil(outer)) {
            duty->outer_id = outer;
            record_present(&duty->head, FIELD_reporting_duty_outer_id);
        }
        if (!status)
            status = gate_add(tx, scope, command, &record_reporting_duty, &duty->head, problems);
        added[i] = duty;
    }
    if (!status)
        *ret_count = (int64_t)count;
    return status;
}

enum status report_usual_use(struct tx *tx, const struct scope *scope, const struct command *command,
                             struct uuid ledger, struct problems *problems, int64_t *ret_count)
{
    size_t size = 0;
    struct ledger *card = record_new(tx->arena, &record_ledger);
    enum status status = check_none(tx, ledger, problems);
    if (!status)
        status = row_load(tx->db, tx->arena, &record_ledger, (struct uuid){0}, ledger, card);
    if (status)
        return status;
    const char *bytes =
        data_file(arena_printf(tx->arena, "reporting/%s.json", card->profile), &size); /* trusted: a known profile */
    if (!bytes)
        bytes = data_file("reporting/inspection.json", &size);
    json_t *json = bytes ? json_loadb(bytes, size, 0, NULL) : NULL;
    status = json ? add_all(tx, scope, command, ledger, json_object_get(json, "duties"), problems, ret_count) : FAILED;
    json_decref(json);
    return status;
}
