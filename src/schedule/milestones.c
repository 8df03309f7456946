#include "schedule/milestones.h"

#include "access/ledger_fields.h"
#include "ledger/data_file.h"
#include "record/json.h"
#include "schedule/schedule_messages.h"
#include "store/row.h"

#include <jansson.h>

static enum status read_milestone(struct arena *arena, const json_t *json, int64_t position, struct milestone *one)
{
    enum status status = record_from_json(arena, &record_milestone, json, JSON_INPUT, NULL, NULL, &one->head);
    one->position = position;
    record_present(&one->head, FIELD_milestone_position);
    return status;
}

static enum status read_set(struct arena *arena, const json_t *json, struct milestone_set *ret_set)
{
    const json_t *rows = json_object_get(json, "milestones"), *durations = json_object_get(json, "durations");
    struct milestone_set set = {.count = json_array_size(rows)};
    enum status status = set.count && set.count <= MILESTONES_MOST ? OK : FAILED;
    set.milestones = ARENA_ARRAY(arena, struct milestone, set.count);
    for (size_t i = 0; i < set.count && !status; i++)
        status = read_milestone(arena, json_array_get(rows, i), (int64_t)i + 1, set.milestones + i);
    for (size_t kind = 0; kind < words_action_kind.count && kind < MILESTONES_KINDS; kind++)
        set.durations[kind] = json_integer_value(json_object_get(durations, words_action_kind.words[kind]));
    if (!status)
        *ret_set = set;
    return status;
}

enum status milestones_usual(struct arena *arena, const char *profile, struct milestone_set *ret_set)
{
    size_t size = 0;
    const char *bytes =
        data_file(arena_printf(arena, "milestones/%s.json", profile), &size); /* trusted: a known profile */
    if (!bytes)
        bytes = data_file("milestones/inspection.json", &size);
    json_t *json = bytes ? json_loadb(bytes, size, 0, NULL) : NULL;
    enum status status = json ? read_set(arena, json, ret_set) : FAILED;
    json_decref(json);
    return status;
}

static enum status check_none(struct tx *tx, struct uuid ledger, struct uuid inspection, struct problems *problems)
{
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT 1 FROM \"milestone\" WHERE \"ledger_id\"=?1 AND \"inspection_id\"=?2 "
                           "AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, inspection);
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return status || !row ? status : problem_add(problems, REFUSED, &msg_milestones_there, "inspection_id", NULL);
}

enum status milestones_use(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                           struct uuid inspection, struct problems *problems, int64_t *ret_count)
{
    struct milestone_set set;
    struct ledger *card = record_new(tx->arena, &record_ledger);
    enum status status = check_none(tx, ledger, inspection, problems);
    if (!status)
        status = row_load(tx->db, tx->arena, &record_ledger, (struct uuid){0}, ledger, card);
    if (!status)
        status = milestones_usual(tx->arena, card->profile, &set);
    for (size_t i = 0; !status && i < set.count; i++) {
        struct milestone *one = set.milestones + i;
        one->head.ledger_id = ledger;
        one->inspection_id = inspection;
        record_present(&one->head, FIELD_milestone_inspection_id);
        status = gate_add(tx, scope, command, &record_milestone, &one->head, problems);
    }
    if (!status)
        *ret_count = (int64_t)set.count;
    return status;
}
