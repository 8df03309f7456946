/* people_json: what an import did, or would do, for programs and for a terminal; declared in "intake/people.h". */
#include "intake/people_part.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *zh, *en;
} counted[PEOPLE_COUNTED] = {
    [COUNT_ORGANISATIONS] = {"organisations", "单位", "units"},
    [COUNT_PERSONS] = {"persons", "人员", "people"},
    [COUNT_POSTS] = {"posts", "任职", "posts"},
    [COUNT_ACCOUNTS] = {"accounts", "账号", "accounts"},
    [COUNT_GRANTS] = {"grants", "授权", "roles"},
    [COUNT_BODIES] = {"bodies", "机构", "bodies"},
    [COUNT_BODY_MEMBERS] = {"body_members", "机构成员", "members"},
};
static const char *const result_words[] = {"same", "changed", "new", "refused"};
static const char *const kind_words[PEOPLE_KINDS] = {"units", "persons", "bodies"};
static const char *const severity_words[] = {"error", "warning", "info"};

static void add_key(struct strbuf *out, const char *key, const char *value, bool first)
{
    strbuf_adds(out, first ? "" : ",");
    strbuf_add_json(out, key);
    strbuf_addc(out, ':');
    strbuf_add_json(out, value ? value : "");
}

static void add_number(struct strbuf *out, const char *key, size_t value, bool first)
{
    strbuf_adds(out, first ? "" : ",");
    strbuf_add_json(out, key);
    strbuf_addc(out, ':');
    strbuf_add_int(out, (int64_t)value);
}

static void begin_list(struct strbuf *out, const char *key)
{
    strbuf_addc(out, ',');
    strbuf_add_json(out, key);
    strbuf_adds(out, ":[");
}

static void add_counts(const struct people_plan *plan, struct strbuf *out)
{
    for (size_t i = 0; i < PEOPLE_COUNTED; i++) {
        strbuf_addc(out, ',');
        strbuf_add_json(out, counted[i].name);
        strbuf_adds(out, ":{");
        add_number(out, "new", plan->counts[i][PEOPLE_NEW], true);
        add_number(out, "changed", plan->counts[i][PEOPLE_CHANGED], false);
        add_number(out, "same", plan->counts[i][PEOPLE_SAME], false);
        strbuf_addc(out, '}');
    }
}

static const char *row_name(const struct people_plan *plan, const struct people_row *row)
{
    const char *unit = row->cells[COLUMN_DEPARTMENT] ? row->cells[COLUMN_DEPARTMENT] : row->cells[COLUMN_UNIT];
    enum people_kind kind = tab_of(plan->sheet, row)->kind;
    const char *name = kind == PEOPLE_BODIES ? row->cells[COLUMN_BODY] : row->cells[COLUMN_NAME];
    return kind == PEOPLE_UNITS || !name ? unit : name;
}

static void add_rows(const struct people_plan *plan, enum language language, struct strbuf *out)
{
    begin_list(out, "rows");
    for (size_t i = 0; i < plan->sheet->rows.count; i++) {
        const struct people_row *row = plan->sheet->rows.items[i];
        struct strbuf message = {0};
        for (const struct people_note *note = row->notes; note; note = note->next) {
            strbuf_adds(&message, message.length ? language == LANGUAGE_ZH ? "；" : "; " : "");
            problem_text(&note->problem, language, &message);
        }
        strbuf_adds(out, i ? ",\n{" : "\n{");
        add_key(out, "sheet", tab_of(plan->sheet, row)->name, true);
        add_number(out, "row", row->number, false);
        add_key(out, "result", result_words[row->result], false);
        add_key(out, "name", row_name(plan, row), false);
        add_key(out, "message", strbuf_text(&message), false);
        strbuf_addc(out, '}');
        strbuf_free(&message);
    }
    strbuf_addc(out, ']');
}

static void add_sheets(const struct people_plan *plan, struct strbuf *out)
{
    begin_list(out, "sheets");
    for (size_t i = 0; i < plan->sheet->tabs.count; i++) {
        const struct people_tab *tab = &plan->sheet->tabs.items[i];
        strbuf_adds(out, i ? ",{" : "{");
        add_key(out, "name", tab->name, true);
        add_key(out, "kind", kind_words[tab->kind], false);
        add_number(out, "header_row", tab->header_row, false);
        add_number(out, "rows", tab->rows, false);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
}

static void add_problem(const struct problem *problem, enum language language, bool first, struct strbuf *out)
{
    struct strbuf text = {0};
    problem_text(problem, language, &text);
    strbuf_adds(out, first ? "\n{" : ",\n{");
    add_key(out, "severity", severity_words[problem->severity], true);
    add_key(out, "place", problem->place, false);
    add_key(out, "code", problem->message->code, false);
    add_key(out, "message", strbuf_text(&text), false);
    strbuf_addc(out, '}');
    strbuf_free(&text);
}

static void add_problems(const struct people_plan *plan, enum language language, struct strbuf *out)
{
    bool first = true;
    begin_list(out, "problems");
    for (size_t i = 0; i <= plan->sheet->rows.count; i++) {
        const struct people_note *note = i ? plan->sheet->rows.items[i - 1]->notes : plan->sheet->notes;
        for (; note; note = note->next, first = false)
            add_problem(&note->problem, language, first, out);
    }
    strbuf_addc(out, ']');
}

static const char *unit_name(const struct people_person *person)
{
    return person->unit ? person->unit->name : "";
}

static void add_missing(const struct people_plan *plan, struct strbuf *out)
{
    begin_list(out, "missing");
    for (size_t i = 0; i < plan->missing.count; i++) {
        strbuf_adds(out, i ? ",{" : "{");
        add_key(out, "name", person_name(plan->missing.items[i]), true);
        add_key(out, "unit", unit_name(plan->missing.items[i]), false);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
}

static void add_slips(const struct people_plan *plan, struct strbuf *out)
{
    struct people_slip *slips;
    size_t count = people_slips(plan, &slips);
    begin_list(out, "slips");
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(out, i ? ",\n{" : "\n{");
        add_key(out, "name", slips[i].name, true);
        add_key(out, "unit", slips[i].unit, false);
        add_key(out, "username", slips[i].username, false);
        add_key(out, "code", slips[i].code, false);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
}

static bool applied(const struct people_plan *plan)
{
    return !plan->refused && plan->parts_done == people_parts(plan);
}

void people_json(const struct people_plan *plan, enum language language, bool with_slips, struct strbuf *out)
{
    strbuf_adds(out, applied(plan) ? "{\"applied\":true" : "{\"applied\":false");
    add_counts(plan, out);
    add_number(out, "refused", plan->refused_rows, false);
    add_number(out, "parts", people_parts(plan), false);
    add_number(out, "parts_done", plan->parts_done, false);
    add_sheets(plan, out);
    add_rows(plan, language, out);
    begin_list(out, "extra_columns");
    for (size_t i = 0; i < plan->sheet->extra_columns.count; i++) {
        strbuf_adds(out, i ? "," : "");
        strbuf_add_json(out, plan->sheet->extra_columns.items[i]);
    }
    strbuf_addc(out, ']');
    add_missing(plan, out);
    add_problems(plan, language, out);
    if (with_slips)
        add_slips(plan, out);
    strbuf_adds(out, "}\n");
}

void people_text(const struct people_plan *plan, enum language language, struct strbuf *out)
{
    bool zh = language == LANGUAGE_ZH;
    for (size_t i = 0; i < PEOPLE_COUNTED; i++) {
        const size_t *counts = plan->counts[i];
        if (counts[PEOPLE_NEW] || counts[PEOPLE_CHANGED] || counts[PEOPLE_SAME])
            strbuf_addf(out, zh ? "%s：新增 %zu，变动 %zu，未变 %zu\n" : "%s: %zu new, %zu changed, %zu same\n",
                        zh ? counted[i].zh : counted[i].en, counts[PEOPLE_NEW], counts[PEOPLE_CHANGED],
                        counts[PEOPLE_SAME]);
    }
    if (plan->refused_rows)
        strbuf_addf(out, zh ? "不能导入：%zu 行\n" : "refused: %zu rows\n", plan->refused_rows);
    for (size_t i = 0; i < plan->sheet->extra_columns.count; i++) {
        strbuf_adds(out, i ? zh ? "、" : ", " : zh ? "自有栏目：" : "columns of your own: ");
        strbuf_adds(out, plan->sheet->extra_columns.items[i]);
    }
    strbuf_adds(out, plan->sheet->extra_columns.count ? "\n" : "");
    if (!plan->missing.count)
        return;
    strbuf_addf(out, zh ? "表中没有、仍保留的人员 %zu 名：" : "%zu people are not in the sheet and stay as they are: ",
                plan->missing.count);
    for (size_t i = 0; i < plan->missing.count && i < 20; i++) {
        strbuf_adds(out, i ? zh ? "、" : ", " : "");
        strbuf_adds(out, person_name(plan->missing.items[i]));
    }
    strbuf_adds(out, plan->missing.count > 20 ? "…\n" : "\n");
}
