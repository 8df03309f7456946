/* work_json: work as the API and the command line send it; declared in "insight/work.h". */
#include "insight/work.h"

static void put_item(struct strbuf *out, const struct work_item *item)
{
    strbuf_addc(out, '{');
    json_member_id(out, "id", item->id);
    strbuf_add_member(out, "ledger", item->ledger_code);
    json_member_text(out, "number", item->number);
    strbuf_add_member(out, "title", item->title);
    strbuf_add_member(out, "state", item->state);
    json_member_text(out, "level", item->level);
    json_member_date(out, "due_on", !item->due.on_unknown, item->due.on);
    json_member_text(out, "due_as", item->has_due ? word_text(&words_deadline_as, item->due.as) : NULL);
    json_member_text(out, "due_text", item->due.text);
    strbuf_add_member(out, "bucket", work_bucket_names[item->bucket]);
    if (item->bucket != WORK_undated)
        strbuf_add_member_int(out, "days", item->days);
    json_member_text(out, "unit", item->unit);
    json_member_text(out, "person", item->person);
    strbuf_addc(out, '}');
}

static void put_finding(struct strbuf *out, const struct work_item *item)
{
    put_item(out, item);
    out->bytes[--out->length] = '\0'; /* its brace: more members follow */
    strbuf_add_member_bool(out, "leads", item->leads);
    strbuf_add_member_bool(out, "answers_for", item->answers_for);
    strbuf_addc(out, '}');
}

static void put_action(struct strbuf *out, const struct work_item *item)
{
    put_item(out, item);
    out->bytes[--out->length] = '\0';
    json_member_id(out, "finding_id", item->finding);
    json_member_text(out, "finding_number", item->finding_number);
    json_member_text(out, "finding_title", item->finding_title);
    strbuf_addc(out, '}');
}

static void put_count(struct strbuf *out, const char *name, int64_t count, const char *question)
{
    struct strbuf filter = {0};
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "count", count);
    strbuf_adds(&filter, "owed=true&");
    strbuf_adds(&filter, question);
    strbuf_adds(&filter, "=true");
    strbuf_add_member(out, "filter", strbuf_text(&filter));
    strbuf_free(&filter);
    strbuf_addc(out, '}');
}

static void put_ledger(struct strbuf *out, const struct work_ledger *ledger)
{
    strbuf_addc(out, '{');
    strbuf_add_member(out, "code", ledger->code);
    put_count(out, "total", ledger->total, question_names[question_running]);
    for (int i = 0; i < WORK_BUCKET_COUNT; i++)
        put_count(out, work_bucket_names[i], ledger->buckets[i], work_bucket_names[i]);
    strbuf_add_member_int(out, "actions", ledger->actions);
    strbuf_addc(out, '}');
}

static void put_items(struct strbuf *out, const char *name, const struct work_item *items, size_t count,
                      void (*put)(struct strbuf *out, const struct work_item *item))
{
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '[');
    for (size_t i = 0; i < count && i < WORK_SHOWN; i++) {
        strbuf_adds(out, i ? ",\n" : "");
        put(out, &items[i]);
    }
    strbuf_addc(out, ']');
}

void work_json(struct strbuf *out, const struct work *work)
{
    strbuf_addc(out, '{');
    json_member_date(out, "today", true, work->today);
    strbuf_add_member_name(out, "ledgers");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < work->ledgers.count; i++) {
        strbuf_adds(out, i ? "," : "");
        put_ledger(out, &work->ledgers.items[i]);
    }
    strbuf_addc(out, ']');
    strbuf_add_member_int(out, "ledgers_left_out", (int64_t)work->ledgers_left_out);
    put_items(out, "findings", work->findings.items, work->findings.count, put_finding);
    strbuf_add_member_int(out, "findings_total", (int64_t)work->findings.count);
    put_items(out, "actions", work->actions.items, work->actions.count, put_action);
    strbuf_add_member_int(out, "actions_total", (int64_t)work->actions.count);
    strbuf_add_member_bool(out, "more", work->more);
    strbuf_addc(out, '}');
}
