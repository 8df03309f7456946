/* The mirror (B5): a list is sent, each unit answers item by item; what is there becomes a problem of its own, that it
 * is not there can be contradicted; on both databases, and folding to the same. */
#include "workflow/bureau.h"

#include "ledger/attachment.h"
#include "ledger/gate.h"
#include "ledger/ledger_messages.h"
#include "ledger/mirror_fields.h"
#include "ledger/records.h"
#include "workflow/workflow_messages.h"

#include <string.h>

static struct uuid check_for(struct bureau *bureau)
{
    return bureau_add(bureau, &record_mirror_check, "title", "对照某局反馈问题", "units",
                      arena_printf(bureau->bench->arena, "[\"%s\",\"%s\"]", bureau_text(bureau, bureau->a),
                                   bureau_text(bureau, bureau->b)),
                      NULL);
}

static struct uuid item_of(struct bureau *bureau, struct uuid check, const char *matter)
{
    return bureau_add(bureau, &record_mirror_item, "mirror_check_id", bureau_text(bureau, check), "matter", matter,
                      NULL);
}

static struct uuid answer_of(struct bureau *bureau, struct uuid item, struct uuid unit)
{
    bool row;
    struct stmt *stmt =
        db_prepare(bureau->bench->db, "SELECT \"id\" FROM \"mirror_answer\" WHERE \"mirror_item_id\"=?1 "
                                      "AND \"organisation_id\"=?2");
    stmt_bind_uuid(stmt, 1, item);
    stmt_bind_uuid(stmt, 2, unit);
    assert_int_equal(stmt_step(stmt, &row), OK);
    assert_true(row);
    struct uuid id = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return id;
}

static struct uuid paper_of(struct bureau *bureau, struct uuid check)
{
    struct bench *bench = bureau->bench;
    struct attachment *file = record_new(bench->arena, &record_attachment);
    must(bench, attachment_take(NULL, bench->arena, DIGEST_SM3, "对照检查表", 15, &bench->problems, file));
    file->name = "对照检查表.txt";
    file->mirror_check_id = check;
    record_present(&file->head, FIELD_attachment_name);
    record_present(&file->head, FIELD_attachment_mirror_check_id);
    must(bench, bench_add(bench, &record_attachment, bureau->ledger, file));
    return file->head.id;
}

#define CHECK(who, id, event) bureau_move(bureau, &bureau->scopes[who], &record_mirror_check, id, event, NULL)
#define ANSWER(who, id, event, ...)                                                                                    \
    bureau_move(bureau, &bureau->scopes[who], &record_mirror_answer, id, event, __VA_ARGS__)

static void each_unit_answers_each_item(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid check = check_for(bureau);
    assert_int_equal(CHECK(OFFICE, check, "send"), REFUSED);
    assert_true(bench_names(bench, &msg_mirror_no_items, ""));
    struct uuid first = item_of(bureau, check, "公务接待超标准。去年发现多起"),
                second = item_of(bureau, check, "台账不实");
    assert_int_equal(CHECK(OWNER_A, check, "send"), NOT_FOUND); /* nobody knows of it before it is sent */
    must(bench, CHECK(OFFICE, check, "send"));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM mirror_answer WHERE state='owed'"), 4);
    assert_int_equal(bureau_try_add(bureau, &record_mirror_item, "mirror_check_id", bureau_text(bureau, check),
                                    "matter", "再加一项", NULL),
                     REFUSED);
    assert_true(bench_names(bench, &msg_mirror_sent, "mirror_check_id"));
    assert_int_equal(bureau_set(bureau, &record_mirror_item, first, "matter", "改", NULL), REFUSED);

    /* what is there is a problem of the unit's own */
    struct uuid mine = answer_of(bureau, first, bureau->a), theirs = answer_of(bureau, first, bureau->b);
    assert_int_equal(ANSWER(OWNER_A, theirs, "answer", "answer", "present", "grounds", "x", NULL), NOT_FOUND);
    assert_int_equal(ANSWER(LEADER, mine, "answer", "answer", "present", "grounds", "x", NULL), FORBIDDEN);
    must(bench, ANSWER(OWNER_A, mine, "answer", "answer", "partly", "grounds", "去年两起超标准", NULL));
    const struct mirror_answer *answered = bureau_load(bureau, &record_mirror_answer, mine);
    const struct finding *finding = bureau_load(bureau, &record_finding, answered->finding_id);
    assert_int_equal(finding->origin, origin_mirror);
    assert_string_equal(finding->title, "公务接待超标准");
    assert_string_equal(finding->working_text, "去年两起超标准");
    assert_true(uuid_equal(finding->lead_unit_id, bureau->a));
    assert_false(answered->on_paper);

    /* the office records what came on paper */
    assert_int_equal(ANSWER(OFFICE, theirs, "answer", "answer", "not_present", "grounds", "已自查", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_signing_who, "answered_by_id"));
    assert_true(bench_names(bench, &msg_signing_paper, "paper_id"));
    must(bench, ANSWER(OFFICE, theirs, "answer", "answer", "not_present", "grounds", "已自查", "answered_by_id",
                       bureau_text(bureau, bureau->persons[OWNER_B]), "paper_id",
                       bureau_text(bureau, paper_of(bureau, check)), NULL));
    assert_int_equal(CHECK(OFFICE, check, "end"), REFUSED);
    assert_true(bench_names(bench, &msg_mirror_unanswered, ""));

    /* a later look finds otherwise */
    assert_int_equal(ANSWER(SUPERVISOR, mine, "contradict", "contradiction", "x", NULL), REFUSED);
    assert_true(bench_names(bench, &msg_answer_owns_up, "answer"));
    must(bench, ANSWER(SUPERVISOR, theirs, "contradict", "contradiction", "抽查发现三起", NULL));
    answered = bureau_load(bureau, &record_mirror_answer, theirs);
    finding = bureau_load(bureau, &record_finding, answered->finding_id);
    assert_string_equal(finding->working_text, "抽查发现三起");
    assert_true(uuid_equal(finding->lead_unit_id, bureau->b));

    must(bench, ANSWER(OWNER_A, answer_of(bureau, second, bureau->a), "answer", "answer", "not_present", "grounds",
                       "逐项核对", NULL));
    must(bench, ANSWER(OFFICE, answer_of(bureau, second, bureau->b), "excuse", NULL));
    must(bench, CHECK(OFFICE, check, "end"));
    must_fold_to_the_same(bench);
}

static size_t seen(struct bureau *bureau, enum person_of who, const struct record_type *type)
{
    struct list_query query = {.type = type, .ledger = bureau->ledger, .sort = -1, .limit = 100};
    struct list_page page = {0};
    must(bureau->bench, gate_list(bureau->bench->db, bureau->bench->arena, &bureau->scopes[who], &query,
                                  &bureau->bench->problems, &page));
    return page.count;
}

static void an_owner_sees_what_was_sent_to_his_units(void **state)
{
    BENCH(state);
    struct bureau *bureau = bureau_new(bench);
    struct uuid check = bureau_add(bureau, &record_mirror_check, "title", "只发甲科", "units",
                                   arena_printf(bench->arena, "[\"%s\"]", bureau_text(bureau, bureau->a)), NULL);
    item_of(bureau, check, "一");
    item_of(bureau, check, "二");
    paper_of(bureau, check);
    assert_int_equal(seen(bureau, OWNER_A, &record_mirror_check), 0);
    assert_int_equal(seen(bureau, OWNER_A, &record_mirror_item), 0);
    assert_int_equal(seen(bureau, OWNER_A, &record_attachment), 0);
    must(bench, CHECK(OFFICE, check, "send"));
    assert_int_equal(seen(bureau, OWNER_A, &record_mirror_check), 1);
    assert_int_equal(seen(bureau, OWNER_A, &record_mirror_item), 2);
    assert_int_equal(seen(bureau, OWNER_A, &record_mirror_answer), 2);
    assert_int_equal(seen(bureau, OWNER_A, &record_attachment), 1);
    assert_int_equal(seen(bureau, OWNER_B, &record_mirror_check), 0);
    assert_int_equal(seen(bureau, OWNER_B, &record_mirror_item), 0);
    assert_int_equal(seen(bureau, OWNER_B, &record_mirror_answer), 0);
    assert_int_equal(seen(bureau, OWNER_B, &record_attachment), 0);
    assert_int_equal(seen(bureau, LEADER, &record_mirror_answer), 2);
    /* a hand-over is seen by who is named on it, its papers, too */
    bureau_add(bureau, &record_handover, "from_person_id", bureau_text(bureau, bureau->persons[OWNER_B]),
               "to_person_id", bureau_text(bureau, bureau->persons[NOBODY]), "reason", "调离", NULL);
    assert_int_equal(seen(bureau, OWNER_B, &record_handover), 1);
    assert_int_equal(seen(bureau, OWNER_A, &record_handover), 0);
    assert_int_equal(seen(bureau, SUPERVISOR, &record_handover), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_ON_BOTH(each_unit_answers_each_item),
        FULL_ON_BOTH(an_owner_sees_what_was_sent_to_his_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
