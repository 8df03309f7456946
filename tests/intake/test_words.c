/* What headings, lead-ins and listings are taken for, and what a problem is called. */
#include "testing.h"

#include "intake/field.h"
#include "intake/responsible.h"
#include "intake/section.h"
#include "intake/split.h"
#include "intake/title.h"
#include "letters.h"

static const struct {
    const char *heading;
    enum heading_sense sense;
    enum section section; /* looked at for SENSE_SECTION */
} headings[] = {
    {"总体评价", SENSE_SECTION, SECTION_PRAISE},
    {"下步要求", SENSE_SECTION, SECTION_DEMANDS},
    {"落实市委重点任务打折扣", SENSE_PROBLEM, SECTION_NONE},
    {"巡察发现的主要问题", SENSE_SECTION, SECTION_PROBLEMS},
    {"存在的问题和不足", SENSE_SECTION, SECTION_PROBLEMS},
    {"巡察反馈问题整改落实情况", SENSE_SECTION, SECTION_PROGRESS},
    {"审计查出问题的整改情况", SENSE_SECTION, SECTION_PROGRESS},
    {"整改任务清单", SENSE_SECTION, SECTION_PROGRESS},
    {"组织整改落实情况", SENSE_SECTION, SECTION_ORGANISATION},
    {"学院党委主要负责人落实第一责任人职责情况", SENSE_SECTION, SECTION_ORGANISATION},
    {"整改工作总体推进情况", SENSE_SECTION, SECTION_ORGANISATION},
    {"意见建议", SENSE_SECTION, SECTION_DEMANDS},
    {"整改要求", SENSE_SECTION, SECTION_DEMANDS},
    {"下一步工作打算", SENSE_SECTION, SECTION_NEXT},
    {"尚未整改到位的原因及下一步措施", SENSE_SECTION, SECTION_NEXT},
    {"选人用人方面", SENSE_GROUP, SECTION_NONE},
    {"巡察整改方面", SENSE_GROUP, SECTION_NONE},
    {"财政管理审计情况", SENSE_GROUP, SECTION_NONE},
    {"关于“聚焦全面从严治党责任落实情况”方面问题的整改", SENSE_GROUP, SECTION_NONE},
    {"关于“产业项目同质化”的问题", SENSE_PROBLEM, SECTION_NONE},
    {"落实全面从严治党主体责任不力", SENSE_PROBLEM, SECTION_NONE},
    {"民主集中制执行有偏差", SENSE_PROBLEM, SECTION_NONE},
    {"提高政治站位，压实整改责任", SENSE_EXHORT, SECTION_NONE},
};

static void headings_are_understood(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(headings); i++) {
        struct prose prose = prose_of(arena, headings[i].heading);
        struct heading heading = heading_read(&prose, SPAN(0, prose.length));
        if (heading.sense != headings[i].sense ||
            (heading.sense == SENSE_SECTION && heading.section != headings[i].section))
            fail_msg("%s: sense %d, %s", headings[i].heading, (int)heading.sense, section_word(heading.section));
    }
    arena_free(arena);
}

static const struct {
    const char *sentence;
    enum section section;
} leads[] = {
    {"发现存在以下问题：", SECTION_PROBLEMS},
    {"但对照巡察要求，仍有以下突出问题：", SECTION_PROBLEMS},
    {"对照政治巡察要求，还存在一些需要重视和解决的问题。", SECTION_PROBLEMS},
    {"巡察组要求，", SECTION_DEMANDS},
    {"针对以上问题，提出如下意见：", SECTION_DEMANDS},
    {"现将巡察整改情况公布如下：", SECTION_PROGRESS},
    {"局党组书记表示，", SECTION_NEXT},
    {"现将有关情况反馈如下：", SECTION_NONE},
};

static void leads_are_understood(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(leads); i++) {
        struct prose prose = prose_of(arena, leads[i].sentence);
        enum section section = lead_read(&prose, SPAN(0, prose.length));
        if (section != leads[i].section)
            fail_msg("%s: %s", leads[i].sentence, section_word(section));
    }
    arena_free(arena);
}

static const char *const titles[][2] = {
    {"关于“乡村产业发展谋划不够”问题的整改", "乡村产业发展谋划不够"},
    {"针对“学科专业设置契合度不高”的问题", "学科专业设置契合度不高"},
    {"在“落实新时代党的组织路线”方面", "落实新时代党的组织路线"},
    {"关于部分专项资金分配下达不及时的问题。", "部分专项资金分配下达不及时"},
    {"主要存在着“三审三校”制度执行不严、", "“三审三校”制度执行不严"},
    {"采编与经营未能真正“两分开”等问题。", "采编与经营未能真正“两分开”"},
    {"选人用人方面。", "选人用人方面"},
    {"理论学习浮在面上。党组中心组学习9次。", "理论学习浮在面上"},
    {"程序不规范。（牵头单位：设备科；责任单位：财务科）", "程序不规范"},
    {"活动创新不足：学习形式仍以集中读文件为主", "活动创新不足"},
    {"经费支出不严（已整改）", "经费支出不严"},
    {"关于“审判质效不高”问题，主要表现为超期", "审判质效不高"},
    {"惠农补贴发放“优亲厚友”问题仍有发生。", "惠农补贴发放“优亲厚友”问题仍有发生"},
};

static void titles_are_bare(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(titles); i++) {
        struct prose prose = prose_of(arena, titles[i][0]);
        assert_string_equal(prose_slice(arena, &prose, title_of(&prose, SPAN(0, prose.length))), titles[i][1]);
    }
    arena_free(arena);
}

static const struct {
    const char *text, *parts; /* joined by | */
    bool bare;
} listings[] = {
    {"主要存在着制度执行不严、账号底数不清、未能真正“两分开、两独立”等问题。",
     "存在着制度执行不严、|账号底数不清、|未能真正“两分开、两独立”等问题。", true},
    {"存在印刷、耗材采购不规范，稿费审核不严等问题。", "存在印刷、耗材采购不规范，|稿费审核不严等问题。", false},
    {"但也发现了一些问题：学习不深入，落实有差距；作风不实。", "学习不深入，落实有差距；|作风不实。", false},
    {"发现，有的落实不够有力；有的责任压得不实。", "有的落实不够有力；|有的责任压得不实。", false},
    {"坚决防止表面整改、敷衍整改等问题。", "", false},
    {"上轮指出的接待不入账、底数不清等问题，仍未解决。", "上轮指出的接待不入账、|底数不清等问题，仍未解决。", true},
    {"近年来在农村公路、客货邮融合等方面做了大量工作。", "", true},
};

static void listings_are_split(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(listings); i++) {
        struct prose prose = prose_of(arena, listings[i].text);
        struct parts parts = split_listing(arena, &prose, SPAN(0, prose.length), listings[i].bare);
        struct strbuf joined = {0};
        for (size_t k = 0; k < parts.count; k++) {
            strbuf_adds(&joined, k ? "|" : "");
            strbuf_adds(&joined, prose_slice(arena, &prose, parts.items[k]));
        }
        assert_string_equal(strbuf_text(&joined), listings[i].parts);
        strbuf_free(&joined);
    }
    arena_free(arena);
}

static void notes_name_units(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct prose prose =
        prose_of(arena, "（牵头单位：办公室；责任单位：财务科、人事科，各县（区）政府；整改时限：2026年3月底前）");
    struct note note = note_read(arena, &prose, SPAN(0, prose.length));
    assert_true(note.found);
    assert_int_equal(note.lead_units.count, 1);
    assert_string_equal(note.lead_units.items[0], "办公室");
    assert_int_equal(note.responsible_units.count, 3);
    assert_string_equal(note.responsible_units.items[2], "各县（区）政府");
    assert_string_equal(prose_slice(arena, &prose, note.deadline), "2026年3月底前");
    arena_free(arena);
}

static const struct {
    const char *text;
    enum field field;
} fields[] = {
    {"整改措施：", FIELD_ACTION},   {"整改落实情况:", FIELD_ACTION},   {"【整改措施】", FIELD_ACTION},
    {"反馈问题：", FIELD_PROBLEM},  {"责任单位：", FIELD_RESPONSIBLE}, {"牵头领导：", FIELD_PERSON},
    {"整改时限：", FIELD_DEADLINE}, {"整改状态：", FIELD_STATUS},      {"会议指出：", FIELD_NONE},
    {"问题较多：", FIELD_NONE},
};

static void field_labels_are_read(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(fields); i++) {
        struct prose prose = prose_of(arena, fields[i].text);
        if (field_scan(&prose, 0, prose.length).field != fields[i].field)
            fail_msg("%s", fields[i].text);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_understood), cmocka_unit_test(leads_are_understood),
        cmocka_unit_test(titles_are_bare),         cmocka_unit_test(listings_are_split),
        cmocka_unit_test(notes_name_units),        cmocka_unit_test(field_labels_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
