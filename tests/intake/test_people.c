#include "testing.h"

#include "access/account.h"
#include "base/utf8.h"
#include "format/archive.h"
#include "intake/people_part.h"
#include "ledger/records.h"
#include "record/json.h"
#include "store/row.h"
#include "store/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- a workbook from a few lines of text: cells between '|', rows between newlines, "#" in front of a number ---- */

static struct arena *arena;
static struct problems problems;
static struct strbuf file;

static void add_text(struct strbuf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '&' || text[i] == '<')
            strbuf_adds(out, text[i] == '&' ? "&amp;" : "&lt;");
        else
            strbuf_addc(out, text[i]);
    }
}

static void add_row(struct strbuf *out, const char *line, size_t length, int number)
{
    char column[4];
    uint32_t at = 0;
    strbuf_addf(out, "<row r=\"%d\">", number);
    for (const char *end = line + length; line <= end; at++) {
        size_t one = 0;
        while (line + one < end && line[one] != '|')
            one++;
        xlsx_column_text(at, column);
        if (one && *line == '#') {
            strbuf_addf(out, "<c r=\"%s%d\"><v>%.*s</v></c>", column, number, (int)one - 1, line + 1);
        } else if (one) {
            strbuf_addf(out, "<c r=\"%s%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", column, number);
            add_text(out, line, one);
            strbuf_adds(out, "</t></is></c>");
        }
        line += one + 1;
    }
    strbuf_adds(out, "</row>");
}

static void make_book(const char *text, const char *merges)
{
    struct strbuf sheet = {0};
    strbuf_adds(&sheet, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    for (int number = 1; *text; number++) {
        size_t length = strcspn(text, "\n");
        add_row(&sheet, text, length, number);
        text += length;
        text += *text == '\n';
    }
    strbuf_adds(&sheet, "</sheetData>");
    strbuf_adds(&sheet, merges ? merges : "");
    strbuf_adds(&sheet, "</worksheet>");
#define RELATED(id, kind, target)                                                                                      \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" kind     \
    "\" Target=\"" target "\"/>"
    struct archive_part parts[] = {
        {"_rels/.rels", RELATIONSHIPS(RELATED("a", "officeDocument", "xl/workbook.xml")), 0},
        {"xl/workbook.xml",
         "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
         "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
         "<sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
         0},
        {"xl/_rels/workbook.xml.rels", RELATIONSHIPS(RELATED("r1", "worksheet", "worksheets/sheet1.xml")), 0},
        {"xl/worksheets/sheet1.xml", sheet.bytes, sheet.length},
    };
    strbuf_clear(&file);
    archive_make(parts, COUNT(parts), &file);
    strbuf_free(&sheet);
}

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    problems_init(&problems, arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    strbuf_free(&file);
    return 0;
}

static const char *said(void)
{
    struct strbuf out = {0};
    problems_text(&problems, LANGUAGE_ZH, &out);
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

static enum status read_text(const char *text, const char *merges, struct people_sheet *ret_sheet)
{
    make_book(text, merges);
    return people_read(arena, file.bytes, file.length, "名单.xlsx", &problems, ret_sheet);
}

static const char *cell(const struct people_sheet *sheet, size_t row, enum people_column column)
{
    assert_true(row < sheet->rows.count);
    const char *text = sheet->rows.items[row]->cells[column];
    return text ? text : "";
}

/* ---- values ---- */

static void months_of_birth(void **state)
{
    (void)state;
    static const struct {
        enum xlsx_kind kind;
        const char *text, *month; /* NULL: refused */
        bool guess;
    } cases[] = {
        {XLSX_TEXT, "1986.08", "1986.08", false},
        {XLSX_TEXT, "1986.8", "1986.08", false},
        {XLSX_TEXT, "1986年8月", "1986.08", false},
        {XLSX_TEXT, "1986年08月12日", "1986.08", false},
        {XLSX_TEXT, "1986-08", "1986.08", false},
        {XLSX_TEXT, "1986/8/1", "1986.08", false},
        {XLSX_TEXT, "１９８６．０８", "1986.08", false},
        {XLSX_TEXT, " 1986. 08 ", "1986.08", false},
        {XLSX_TEXT, "198608", "1986.08", false},
        {XLSX_TEXT, "19860812", "1986.08", false},
        {XLSX_TEXT, "1986年8月生", "1986.08", false},
        {XLSX_TEXT, "1986", "1986", false},
        {XLSX_TEXT, "1970.1", "1970.01", false},
        {XLSX_TEXT, "1970.10", "1970.10", false},
        {XLSX_NUMBER, "1986.08", "1986.08", false},
        {XLSX_NUMBER, "1970.1", "1970.10", true},
        {XLSX_NUMBER, "1970.2", "1970.02", false},
        {XLSX_NUMBER, "31625", "1986.08", false},
        {XLSX_NUMBER, "198608", "1986.08", false},
        {XLSX_DATE, "1986-08-01", "1986.08", false},
        {XLSX_DATE, "1986-08-01T00:00:00", "1986.08", false},
        {XLSX_TEXT, "1986.13", NULL, false},
        {XLSX_TEXT, "1986.00", NULL, false},
        {XLSX_TEXT, "86.08", NULL, false},
        {XLSX_TEXT, "八月", NULL, false},
        {XLSX_TEXT, "1786.08", NULL, false},
        {XLSX_TEXT, "1986.08.12.1", NULL, false},
        {XLSX_TEXT, "999999999999999", NULL, false},
        {XLSX_TEXT, ".", NULL, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct xlsx_cell one = {.kind = cases[i].kind, .text = cases[i].text, .length = strlen(cases[i].text)};
        bool guess;
        const char *month = value_born(arena, &one, &guess);
        if (!cases[i].month ? month != NULL : !month || strcmp(month, cases[i].month) != 0)
            fail_msg("“%s” gave %s", cases[i].text, month ? month : "nothing");
        assert_int_equal(guess, cases[i].guess);
    }
}

static void days(void **state)
{
    (void)state;
    static const struct {
        enum xlsx_kind kind;
        const char *text, *day;
    } cases[] = {
        {XLSX_TEXT, "2026-10-14", "2026-10-14"},
        {XLSX_TEXT, "2026.10.14", "2026-10-14"},
        {XLSX_TEXT, "2026年10月14日", "2026-10-14"},
        {XLSX_TEXT, "20261014", "2026-10-14"},
        {XLSX_NUMBER, "46309", "2026-10-14"},
        {XLSX_DATE, "2026-10-14T08:30:00", "2026-10-14"},
        {XLSX_TEXT, "2026-02-30", NULL},
        {XLSX_TEXT, "2026年10月", NULL},
        {XLSX_TEXT, "长期", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct xlsx_cell one = {.kind = cases[i].kind, .text = cases[i].text, .length = strlen(cases[i].text)};
        const char *day = value_date(arena, &one);
        if (!cases[i].day ? day != NULL : !day || strcmp(day, cases[i].day) != 0)
            fail_msg("“%s” gave %s", cases[i].text, day ? day : "nothing");
    }
}

static void names_numbers_and_words(void **state)
{
    (void)state;
    assert_string_equal(value_name(arena, " 闵　锐\n"), "闵锐");
    assert_string_equal(value_name(arena, "买买提·艾力"), "买买提·艾力");
    assert_string_equal(value_name(arena, "  Anna   Maria "), "Anna Maria");
    assert_string_equal(value_line(arena, " 党组书记、\n局长 "), "党组书记、 局长");
    assert_string_equal(value_digits(arena, "1.3800010001E10"), "13800010001");
    assert_string_equal(value_digits(arena, "13800010001.0"), "13800010001");
    assert_string_equal(value_digits(arena, "1.5"), "1.5");
    assert_string_equal(value_digits(arena, "e"), "e");
    assert_string_equal(value_phone(arena, "１３８ 0001-0001"), "1380001-0001");
    assert_string_equal(value_phone(arena, "转 8012"), "转 8012");
    assert_string_equal(value_username(arena, " Shen.WJ "), "shen.wj");
    assert_null(value_username(arena, "a b"));
    assert_null(value_username(arena, "沈"));
    assert_null(value_username(arena, ""));
    assert_string_equal(value_flag("√"), "true");
    assert_string_equal(value_flag("0"), "false");
    assert_null(value_flag("也许"));
    assert_string_equal(value_role("整改办"), "office");
    assert_string_equal(value_role("巡察办"), "inspector");
    assert_null(value_role("整改"));
    assert_null(value_role(""));
    enum body_role role;
    enum body_kind kind;
    assert_true(value_body_role("主任", body_kind_office, &role));
    assert_int_equal(role, body_role_head);
    assert_false(value_body_role("主任", body_kind_leading_group, &role));
    assert_true(value_body_kind("", "整改工作领导小组办公室", &kind));
    assert_int_equal(kind, body_kind_office);
    assert_true(value_body_kind("专项组", "甲", &kind));
    assert_int_equal(kind, body_kind_topic_group);
    assert_false(value_body_kind("委员会", "甲委员会", &kind));
}

/* Each line is a row of the file: new (-1) or the position it has; then what is to be. */
static void official_order(void **state)
{
    (void)state;
    static const struct {
        int64_t before[5], after[5];
        size_t count, known;
        int64_t last;
    } cases[] = {
        {{-1, -1, -1}, {1, 2, 3}, 3, 0, 0},      /* all new */
        {{1, 2, 3}, {1, 2, 3}, 3, 3, 3},         /* as it was */
        {{2, 5, 9, -1}, {2, 5, 9, 10}, 4, 3, 9}, /* gaps stay, the new one comes behind */
        {{1, -1, 2}, {1, 2, 3}, 3, 2, 2},        /* a new one in between: counted anew */
        {{3, 1, 2}, {1, 2, 3}, 3, 3, 3},         /* another order */
        {{-1}, {41}, 1, 40, 40},                 /* a short list goes behind, and moves nobody */
        {{7, 3, -1}, {7, 3, 41}, 3, 40, 40},
        {{2, 2}, {1, 2}, 2, 2, 2},  /* two in one place */
        {{-1, 1}, {1, 2}, 2, 1, 1}, /* somebody before the only one */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct people_row rows[5] = {{0}};
        struct people_seat seats[5] = {{0}};
        for (size_t k = 0; k < cases[i].count; k++) {
            rows[k].rank = (uint32_t)k;
            seats[k] = (struct people_seat){&rows[k], cases[i].before[k], NULL};
        }
        people_order(seats, cases[i].count, cases[i].known, cases[i].last);
        for (size_t k = 0; k < cases[i].count; k++)
            if (seats[k].position != cases[i].after[k])
                fail_msg("case %zu, row %zu: %lld", i, k, (long long)seats[k].position);
    }
}

/* ---- headings ---- */

static void sheets_are_known_by_columns(void **state)
{
    (void)state;
    static const struct {
        const char *cells[5];
        int kind; /* -1: no list of ours */
        enum people_column column;
        uint16_t at;
    } cases[] = {
        {{"序号", "姓　名", "工作\n单位", "职　务", "备注"}, PEOPLE_PERSONS, COLUMN_NAME, 1},
        {{"姓名*", "部门（必填）", "岗位", "联系电话：", ""}, PEOPLE_PERSONS, COLUMN_PHONE, 3},
        {{"单位名称", "简称", "单位代码", "上级单位", "单位类别"}, PEOPLE_UNITS, COLUMN_UNIT_CODE, 2},
        {{"处室", "编码", "上级部门", "", ""}, PEOPLE_UNITS, COLUMN_UNIT_CODE, 1},
        {{"机构名称", "类型", "成立文件", "成立日期", "成员"}, PEOPLE_BODIES, COLUMN_BODY_KIND, 1},
        {{"机构名称", "姓名", "职务", "", ""}, PEOPLE_BODIES, COLUMN_MEMBER_ROLE, 2},
        {{"机构名称", "姓名", "职务", "出生年月", ""}, PEOPLE_PERSONS, COLUMN_UNIT, 0},
        {{"姓名", "编号", "单位", "", ""}, PEOPLE_PERSONS, COLUMN_PERSON_CODE, 1},
        {{"编号", "单位名称", "上级单位", "", ""}, PEOPLE_UNITS, COLUMN_UNIT_CODE, 0},
        {{"单位", "部门", "上级单位", "", ""}, PEOPLE_UNITS, COLUMN_DEPARTMENT, 1},
        {{"指标", "数值", "", "", ""}, -1, 0, 0},
        {{"姓名", "", "", "", ""}, -1, 0, 0},
        {{"单位", "", "", "", ""}, -1, 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct people_heading heading;
        bool found = people_heading_read(arena, cases[i].cells, NULL, 5, &heading);
        if (found != (cases[i].kind >= 0) || (found && (int)heading.kind != cases[i].kind))
            fail_msg("heading %zu (%s) was read as %d", i, cases[i].cells[0], found ? (int)heading.kind : -1);
        if (found && heading.at[cases[i].column] != cases[i].at)
            fail_msg("heading %zu: column at %u", i, heading.at[cases[i].column]);
    }
}

static void own_columns_keep_their_names(void **state)
{
    (void)state;
    struct people_heading heading;
    const char *cells[] = {"姓名", "单位", "政治\n面貌", "备注", "备注"};
    assert_true(people_heading_read(arena, cells, NULL, 5, &heading));
    assert_null(heading.own[0]);
    assert_string_equal(heading.own[2], "政治面貌");
    assert_string_equal(heading.own[3], "备注");
    assert_string_equal(heading.own[4], "备注2");
}

static void titles_remarks_and_repeated_headings(void **state)
{
    (void)state;
    struct people_sheet sheet;
    assert_int_equal(read_text("花名册\n\n序号|姓名|单位|职务\n#1|王敏|办公室|主任\n序号|姓名|单位|职务\n一、二线\n"
                               "#2|李建国|办公室|副主任\n|合计|#2|\n填表人：张三\n注：以上均在编\n",
                               "<mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A6:D6\"/><mergeCell "
                               "ref=\"A10:D10\"/></mergeCells>",
                               &sheet),
                     OK);
    assert_int_equal(sheet.tabs.items[0].header_row, 3);
    assert_int_equal(sheet.rows.count, 2);
    assert_string_equal(cell(&sheet, 1, COLUMN_NAME), "李建国");
    assert_int_equal(sheet.rows.items[1]->number, 7);
}

static void heading_of_two_rows_without_merges(void **state)
{
    (void)state;
    struct people_sheet sheet;
    assert_int_equal(read_text("姓名|任职情况||备注\n|单位|职务|\n王敏|办公室|主任|甲\n", NULL, &sheet), OK);
    assert_int_equal(sheet.tabs.items[0].header_row, 2);
    assert_int_equal(sheet.rows.count, 1);
    assert_string_equal(cell(&sheet, 0, COLUMN_DUTY), "主任");
    assert_string_equal(sheet.rows.items[0]->own[0].name, "备注");
}

static void limits_are_told(void **state)
{
    (void)state;
    struct people_sheet sheet;
    struct strbuf text = {0};
    strbuf_adds(&text, "姓名|单位|备注\n王敏|办公室|");
    for (int i = 0; i < 2000; i++)
        strbuf_adds(&text, "字");
    assert_int_equal(read_text(strbuf_text(&text), NULL, &sheet), OK);
    assert_null(sheet.rows.items[0]->notes);
    strbuf_adds(&text, "字");
    assert_int_equal(read_text(strbuf_text(&text), NULL, &sheet), OK);
    assert_ptr_equal(sheet.rows.items[0]->notes->problem.message, &msg_people_cell_long);
    assert_string_equal(sheet.rows.items[0]->notes->problem.place, "表!C2");
    strbuf_clear(&text);
    strbuf_adds(&text, "姓名|单位");
    for (int i = 0; i < 255; i++)
        strbuf_addf(&text, "|列%d", i);
    assert_int_equal(read_text(strbuf_text(&text), NULL, &sheet), TOO_LARGE);
    strbuf_clear(&text);
    strbuf_adds(&text, "姓名|单位\n");
    for (int i = 0; i < 100001; i++)
        strbuf_adds(&text, "甲|乙\n");
    assert_int_equal(read_text(strbuf_text(&text), NULL, &sheet), TOO_LARGE);
    assert_non_null(strstr(said(), "100000"));
    strbuf_free(&text);
}

/* ---- with a store ---- */

struct desk {
    char where[64];
    struct db *db;
    struct clock clock;
    struct scope scope;
    struct actor actor;
};

static instant still(void *context)
{
    (void)context;
    return INT64_C(1795000000000);
}

static enum status make_store(struct tx *tx, void *context, struct problems *out)
{
    (void)context;
    (void)out;
    struct installation installation = {.site_id = uuid_new(1),
                                        .algorithm = DIGEST_SM3,
                                        .offset_minutes = 480,
                                        .created_at = clock_now(tx->clock),
                                        .ceiling = "internal"};
    return installation_create(tx, &installation);
}

static enum status write_it(struct desk *desk, enum status (*apply)(struct tx *, void *, struct problems *),
                            void *context, bool dry_run)
{
    struct write_request request = {
        .apply = apply, .context = context, .arena = arena, .problems = &problems, .dry_run = dry_run};
    return write_now(desk->db, &all_records, &desk->clock, &request);
}

static int begin_store(void **state)
{
    begin(state);
    struct desk *desk = xmalloc(sizeof *desk);
    snprintf(desk->where, sizeof desk->where, "/tmp/rectify-people-XXXXXX");
    assert_non_null(mkdtemp(desk->where));
    desk->clock = (struct clock){still, NULL, 480};
    desk->scope = (struct scope){.operator= true, .roles = ROLES_ALL};
    desk->actor = (struct actor){.via = via_import};
    assert_int_equal(db_open(desk->where, DB_CREATE, &problems, &desk->db), OK);
    assert_int_equal(schema_create(desk->db, &all_tables, desk->where, &problems), OK);
    assert_int_equal(write_it(desk, make_store, NULL, false), OK);
    *state = desk;
    return 0;
}

static int end_store(void **state)
{
    struct desk *desk = *state;
    db_close(desk->db);
    const char *command = arena_printf(arena, "rm -r %s", desk->where);
    assert_int_equal(system(command), 0);
    free(desk);
    return end(state);
}

static struct people_plan *plan_text(struct desk *desk, const char *text)
{
    struct people_sheet *sheet = ARENA_NEW(arena, struct people_sheet);
    struct people_plan *plan;
    problems_init(&problems, arena);
    assert_int_equal(read_text(text, NULL, sheet), OK);
    enum status status = people_plan(desk->db, arena, &desk->clock, &desk->scope, sheet, NULL, &problems, &plan);
    if (status)
        fail_msg("%s", said());
    return plan;
}

static enum status apply_part(struct desk *desk, struct people_plan *plan, size_t part, bool dry_run)
{
    struct people_write write = {.plan = plan, .scope = &desk->scope, .actor = &desk->actor, .part = part};
    problems_init(&problems, arena);
    assert_int_equal(people_prepare(plan, part, &problems), OK);
    return write_it(desk, people_apply, &write, dry_run);
}

static int64_t number(struct desk *desk, const char *sql)
{
    bool row;
    struct stmt *stmt = db_prepare(desk->db, sql);
    assert_int_equal(stmt_step(stmt, &row), OK);
    int64_t value = row ? stmt_int(stmt, 0) : -1;
    stmt_done(stmt);
    return value;
}

static const char two[] = "姓名|单位|职务|手机|角色\n王敏|水利局|局长|138|整改办\n李建国|水利局|副局长|139|\n";

static void a_part_may_be_run_again(void **state)
{
    struct desk *desk = *state;
    struct people_plan *plan = plan_text(desk, two);
    assert_int_equal(people_parts(plan), 1);
    assert_int_equal(apply_part(desk, plan, 0, true), OK);
    assert_int_equal(number(desk, "SELECT count(*) FROM person"), 0);
    assert_int_equal(apply_part(desk, plan, 0, true), OK);
    assert_int_equal(apply_part(desk, plan, 0, false), OK);
    assert_int_equal(number(desk, "SELECT count(*) FROM person"), 2);
    assert_int_equal(number(desk, "SELECT count(*) FROM account_secret WHERE must_change=1"), 1);
    struct people_slip *slips;
    assert_int_equal(people_slips(plan, &slips), 0); /* nobody said that it was committed */
    people_done(plan, 0);
    assert_int_equal(people_slips(plan, &slips), 1);
    struct account account;
    struct account_secret secret;
    assert_int_equal(account_load(desk->db, arena, slips[0].username, &account, &secret), OK);
    assert_true(password_matches(secret.hash, slips[0].code));
    plan = plan_text(desk, two);
    assert_int_equal(plan->steps.count, 0);
}

static enum status add_person(struct tx *tx, void *context, struct problems *out)
{
    struct desk *desk = context;
    struct person *person = record_new(tx->arena, &record_person);
    struct command command = command_new(tx, &desk->actor);
    person->name = "别人";
    record_present(&person->head, FIELD_person_name);
    return gate_add(tx, &desk->scope, &command, &record_person, &person->head, out);
}

static void others_entries_in_between_are_seen(void **state)
{
    struct desk *desk = *state;
    struct people_plan *plan = plan_text(desk, two);
    assert_int_equal(write_it(desk, add_person, desk, false), OK);
    assert_int_equal(apply_part(desk, plan, 0, false), CONFLICT);
    assert_ptr_equal(problems.items[0].message, &msg_people_meanwhile);
    assert_int_equal(number(desk, "SELECT count(*) FROM person"), 1);
    assert_int_equal(apply_part(desk, plan_text(desk, two), 0, false), OK);
}

struct phone_change {
    struct desk *desk;
    int field;
};

static enum status set_one(struct tx *tx, void *context, struct problems *out)
{
    struct phone_change *one = context;
    struct person *person = record_new(tx->arena, &record_person);
    struct command command = command_new(tx, &one->desk->actor);
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT id FROM person WHERE name='王敏'");
    assert_int_equal(stmt_step(stmt, &row), OK);
    person->head.id = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    person->phone = "150";
    person->email = "w@x";
    record_present(&person->head, one->field);
    struct change change = {.type = &record_person, .record = &person->head};
    return gate_set(tx, &one->desk->scope, &command, &change, out);
}

static void others_changes_of_the_same_field_are_kept(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(apply_part(desk, plan_text(desk, two), 0, false), OK);
    static const char changed[] = "姓名|单位|手机\n王敏|水利局|137\n";
    struct people_plan *plan = plan_text(desk, changed);
    struct phone_change email = {desk, FIELD_person_email}, phone = {desk, FIELD_person_phone};
    assert_int_equal(write_it(desk, set_one, &email, false), OK);
    assert_int_equal(apply_part(desk, plan, 0, true), OK); /* another field: no quarrel */
    assert_int_equal(write_it(desk, set_one, &phone, false), OK);
    assert_int_equal(apply_part(desk, plan, 0, false), CONFLICT);
    assert_int_equal(number(desk, "SELECT count(*) FROM person WHERE phone='150'"), 1);
}

static void many_rows_are_cut_into_parts(void **state)
{
    struct desk *desk = *state;
    struct strbuf text = {0};
    strbuf_adds(&text, "姓名|单位|职务\n");
    for (int i = 0; i < 1001; i++)
        strbuf_addf(&text, "人%d|水利局|职员\n", i);
    struct people_plan *plan = plan_text(desk, strbuf_text(&text));
    strbuf_free(&text);
    assert_int_equal(plan->counts[COUNT_PERSONS][PEOPLE_NEW], 1001);
    assert_int_equal(plan->counts[COUNT_ORGANISATIONS][PEOPLE_NEW], 1);
    assert_int_equal(people_parts(plan), 6); /* 1 002 records that begin something, 200 a part */
    for (size_t part = 0; part < people_parts(plan); part++) {
        assert_true(plan->parts.items[part + 1] - plan->parts.items[part] <= 400); /* a person and his post */
        assert_int_equal(apply_part(desk, plan, part, false), OK);
        people_done(plan, part);
        assert_int_equal(number(desk, "SELECT count(*) FROM import_batch WHERE state='accepted'"), part == 5);
    }
    assert_int_equal(number(desk, "SELECT count(*) FROM person"), 1001);
    assert_int_equal(number(desk, "SELECT count(*) FROM import_batch b JOIN ledger_event e ON e.batch_id=b.id WHERE "
                                  "e.event='accept_batch' AND e.record_id=b.id AND b.new_count=2003"),
                     1);
    assert_int_equal(number(desk, "SELECT max(seq)=(SELECT seq FROM ledger_event WHERE event='accept_batch') FROM "
                                  "ledger_event WHERE ledger_id=(SELECT site_id FROM installation)"),
                     1);
    assert_int_equal(number(desk, "SELECT count(DISTINCT batch_id) FROM ledger_event WHERE batch_id IS NOT NULL"), 1);
    struct strbuf json = {0};
    people_json(plan, LANGUAGE_ZH, true, &json);
    json_t *read = json_loads(strbuf_text(&json), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(read);
    assert_true(json_is_true(json_object_get(read, "applied")));
    assert_int_equal(json_array_size(json_object_get(read, "rows")), 1001);
    json_decref(read);
    strbuf_free(&json);
}

static void two_heads_of_a_unit_are_shown(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(apply_part(desk,
                                plan_text(desk, "姓名|单位|职务|负责人\n王敏|水利局|局长|是\n李建国|水利局|书记|\n"), 0,
                                false),
                     OK);
    plan_text(desk, "姓名|单位|职务|负责人\n李建国|水利局|书记|√\n");
    assert_non_null(strstr(said(), "王敏"));
    plan_text(desk, "姓名|单位|职务|负责人\n李建国|水利局|书记|√\n王敏|水利局|局长|否\n");
    assert_string_equal(said(), "");
}

static void roles_reach_as_far_as_the_ledger(void **state)
{
    struct desk *desk = *state;
    static const char units[] = "单位名称|单位代码|上级单位\n市|S|\n水利局|SL|市\n办公室|BG|水利局\n";
    assert_int_equal(apply_part(desk, plan_text(desk, units), 0, false), OK);
    struct people_plan *plan = plan_text(desk, "姓名|单位|角色\n王敏|办公室|整改办\n");
    const struct role_grant *grant = (const struct role_grant *)plan->steps.items[plan->steps.count - 1].record;
    assert_string_equal(((struct people_unit *)index_uuid(&plan->unit_ids, grant->organisation_id))->name, "市");
    assert_int_equal(grant->ceiling, confidentiality_internal);
    plan = plan_text(desk, "姓名|单位|角色|授权范围\n王敏|办公室|整改办|水利局\n");
    grant = (const struct role_grant *)plan->steps.items[plan->steps.count - 1].record;
    assert_string_equal(((struct people_unit *)index_uuid(&plan->unit_ids, grant->organisation_id))->name, "水利局");
}

static void slips_escape_and_fill_pages(void **state)
{
    (void)state;
    struct people_slip slips[11];
    struct strbuf page = {0};
    for (size_t i = 0; i < COUNT(slips); i++)
        slips[i] = (struct people_slip){.name = "<i>\"&'", .unit = "办公室", .username = "u", .code = "K7QM-2XHD-9RTC"};
    people_slips_html(slips, COUNT(slips), "甲<乙", &page);
    assert_null(strstr(page.bytes, "<i>"));
    assert_non_null(strstr(page.bytes, "&lt;i&gt;&quot;&amp;&#39;"));
    assert_non_null(strstr(page.bytes, "甲&lt;乙"));
    size_t pages = 0;
    for (const char *at = page.bytes; (at = strstr(at, "<main")); at++)
        pages++;
    assert_int_equal(pages, 2);
    strbuf_free(&page);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, begin_store, end_store)
#define WITHOUT(test)    cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITHOUT(months_of_birth),
        WITHOUT(days),
        WITHOUT(names_numbers_and_words),
        WITHOUT(official_order),
        WITHOUT(sheets_are_known_by_columns),
        WITHOUT(own_columns_keep_their_names),
        WITHOUT(titles_remarks_and_repeated_headings),
        WITHOUT(heading_of_two_rows_without_merges),
        WITHOUT(limits_are_told),
        WITHOUT(slips_escape_and_fill_pages),
        WITH_STORE(a_part_may_be_run_again),
        WITH_STORE(others_entries_in_between_are_seen),
        WITH_STORE(others_changes_of_the_same_field_are_kept),
        WITH_STORE(many_rows_are_cut_into_parts),
        WITH_STORE(two_heads_of_a_unit_are_shown),
        WITH_STORE(roles_reach_as_far_as_the_ledger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
