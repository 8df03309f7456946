/* Small letters and the trees they become, figures, marks, limits, tiling. */
#include "testing.h"

#include "base/utf8.h"
#include "intake/secrecy.h"
#include "letters.h"
#include <time.h>

static const struct {
    const char *name, *text, *outline; /* one line a node: depth in blanks, level, number|title */
} letters[] = {
    {"a group by its field, problems in sentences",
     "反馈意见\n一、存在的主要问题\n（一）选人用人方面。一是岗位长期空缺；二是管理粗放。\n（二）采购方面。主要存在着比"
     "选不严、验收走样等问题。\n",
     "aspect （一）|选人用人方面\n finding 一是|岗位长期空缺\n finding 二是|管理粗放\naspect （二）|采购方面\n finding "
     "|比选不严\n finding |验收走样\n"},
    {"points under a problem",
     "反馈意见\n发现存在以下问题：\n1.学习不深入。一是流于形式；二是记录不全。\n2.账目混乱。\n",
     "finding 1.|学习不深入\n point 一是|流于形式\n point 二是|记录不全\nfinding 2.|账目混乱\n"},
    {"a plan",
     "整改方案\n问题1：账目混乱。\n整改措施：\n1.开展清理。\n2."
     "修订制度。\n整改时限：立行立改\n问题2：纪律松散。\n整改措施：严格考勤。\n",
     "finding 问题1：|账目混乱\n action 1.|开展清理\n action 2.|修订制度\nfinding 问题2：|纪律松散\n action "
     "|严格考勤\n"},
    {"a report",
     "整改进展情况的通报\n1.关于“学习不深入”的问题\n开展研讨9次。\n2."
     "关于“账目混乱”的问题\n一是清理账目；二是修订制度。\n",
     "finding 1.|学习不深入\n action |开展研讨9次\nfinding 2.|账目混乱\n action 一是|清理账目\n action "
     "二是|修订制度\n"},
    {"everything in one paragraph",
     "反馈意见 一、存在的主要问题 （一）党的领导弱化 1.学习不深入。学习以文件代研讨。 2.责任制落实不到位。未专题研究。 "
     "二、整改要求 （一）加强学习。 （二）压实责任。",
     "aspect （一）|党的领导弱化\n finding 1.|学习不深入\n finding 2.|责任制落实不到位\ndemand （一）|加强学习\ndemand "
     "（二）|压实责任\n"},
    {"a table",
     "整改清单\n序号\t反馈问题\t整改措施\t整改时限\n1\t账目混乱\t清理账目\t年底前\n2\t纪律松散\t严格考勤\t立行立改\n",
     "finding 1|账目混乱\n action |清理账目\nfinding 2|纪律松散\n action |严格考勤\n"},
    {"fields named in a sentence, in a heading, before a list",
     "巡察反馈\n“回头看”发现，在政策落实方面，存在宣传不到位、监测不精准等问题；在作风方面，存在坐收坐支、变相列支等问"
     "题。\n",
     "aspect |在政策落实方面\n finding |宣传不到位\n finding |监测不精准\naspect |在作风方面\n finding |坐收坐支\n "
     "finding |变相列支\n"},
    {"paragraphs that each open with their field",
     "反馈意见\n一、发现的问题\n在教学方面。一是课时不达标；二是教学点建设滞后。\n在财务方面。一是账目不清；二是收支未"
     "入账。"
     "\n",
     "aspect |在教学方面\n finding 一是|课时不达标\n finding 二是|教学点建设滞后\naspect |在财务方面\n finding "
     "一是|账目不清\n finding 二是|收支未入账\n"},
    {"problems in clauses and behind a colon, calls with 要",
     "反馈意见\n一、存在的问题\n（一）采购方面。论证不充分，设备闲置；验收走样，资料不全。\n（二）财务方面\n1."
     "报账混乱："
     "票据不合规；拖欠超过一年。\n2."
     "资产管理缺位，主要是：租金收取不到位、出租未公开。\n请贵单位：一要逐条整改；二要公开结果。\n",
     "aspect （一）|采购方面\n finding |论证不充分，设备闲置\n finding |验收走样，资料不全\naspect （二）|财务方面\n "
     "finding 1.|报账混乱\n  point |票据不合规\n  point |拖欠超过一年\n finding 2.|资产管理缺位，主要是\n  point "
     "|租金收取不到位\n  point |出租未公开\ndemand 一要|逐条整改\ndemand 二要|公开结果\n"},
    {"a newspaper's shorthand",
     "巡察组向区住建局反馈情况\n问题：项目推进缓慢；物业监管缺位；作风漂浮。\n建议：一、压实责任；二、整治作风。\n",
     "finding |项目推进缓慢\nfinding |物业监管缺位\nfinding |作风漂浮\ndemand 一、|压实责任\ndemand 二、|整治作风\n"},
    {"one line broken in a whole text",
     "反馈意见\n二、存在的问题\n一是资源配置不均衡。部分乡镇学校生均用房面积不\n达标，专用教室不足。二是教师队伍缺编。"
     "\n三是大班额未消除。"
     "\n",
     "finding 一是|资源配置不均衡\nfinding 二是|教师队伍缺编\nfinding 三是|大班额未消除\n"},
    {"a table of two columns with lists in its cells",
     "整改任务清单\n问题\t整改要求\n学习不深入\t1.制定计划；2."
     "集中学习。责任单位：办公室；责任领导：张某\n账目混乱\t清理账目\n",
     "finding |学习不深入\n action 1.|制定计划\n action 2.|集中学习\nfinding |账目混乱\n action |清理账目\n"},
    {"a speech of those inspected",
     "表态发言\n反馈意见指出，我镇主要存在着学习不深入、把关不严等问题。\n一、提高站位\n要立行立改。\n",
     "finding |学习不深入\nfinding |把关不严\n"},
    {"a speech", "在推进会上的讲话\n同志们：\n一、提高认识\n一是要见人见事。二是要敢于碰硬。\n", ""},
    {"praise only", "工作情况通报\n近年来取得明显成效，群众满意度不断提升。\n", ""},
    {"nothing", "。\n\n", ""},
};

static void add_line(struct strbuf *out, const struct letter *letter, const struct letter_node *node)
{
    for (uint32_t parent = node->parent; parent; parent = letter->nodes[parent - 1].parent)
        strbuf_addc(out, ' ');
    strbuf_addf(out, "%s %s|%s\n", letter_level_word(node->level), node->no, node->title);
}

static void letters_become_trees(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(letters); i++) {
        struct letter letter = letter_of(arena, letters[i].text);
        struct strbuf outline = {0};
        for (size_t k = 0; k < letter.count; k++)
            if (letter.nodes[k].level != LEVEL_OTHER)
                add_line(&outline, &letter, &letter.nodes[k]);
        if (strcmp(strbuf_text(&outline), letters[i].outline) != 0)
            fail_msg("%s:\n%s", letters[i].name, strbuf_text(&outline));
        strbuf_free(&outline);
    }
    arena_free(arena);
}

static bool has_check(const struct letter *letter, const char *code)
{
    for (size_t i = 0; i < letter->checks.count; i++)
        if (strcmp(letter->checks.items[i].message->code, code) == 0)
            return true;
    return false;
}

static void figures_are_held_against_the_tree(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const char *body = "：\n1.账目混乱。\n2.纪律松散。\n";
    struct letter right = letter_of(arena, arena_printf(arena, "反馈意见\n巡察发现2个突出问题%s", body));
    struct letter wrong = letter_of(arena, arena_printf(arena, "反馈意见\n巡察发现存在3个问题%s", body));
    assert_int_equal(right.figure_count, 1);
    assert_string_equal(right.figures[0].label, "问题");
    assert_int_equal(right.figures[0].value, 2);
    assert_false(has_check(&right, "figure_mismatch"));
    assert_true(has_check(&wrong, "figure_mismatch"));
    struct letter parts = letter_of(arena, "整改情况通报\n反馈问题20个，已完成整改15个，基本完成3个，正在整改1个。\n");
    assert_true(has_check(&parts, "figure_sum_mismatch"));
    struct letter gap = letter_of(arena, "反馈意见\n存在以下问题：\n1.账目混乱。\n3.纪律松散。\n");
    assert_true(has_check(&gap, "number_gap"));
    arena_free(arena);
}

static const struct {
    const char *text, *head;
    enum secrecy level;
    const char *mark;
} marks[] = {
    {"秘密★1年\n反馈意见\n", "", SECRECY_SECRET, "秘密★1年"},
    {"密级：机密★5年\n反馈意见\n", "", SECRECY_CONFIDENTIAL, "机密★5年"},
    {"绝密★\n", "", SECRECY_TOP, "绝密★"},
    {"内部资料  严禁外传\n反馈意见\n", "", SECRECY_INTERNAL, "内部资料"},
    {"【工作秘密】\n反馈意见\n", "", SECRECY_WORK, "工作秘密"},
    {"反馈意见\n", "第1页\n秘密★3年", SECRECY_SECRET, "秘密★3年"},
    {"反馈意见\n保守国家秘密教育开展不够。\n内部管理不严。\n秘密级文件管理混乱。\n", "", SECRECY_NONE, ""},
};

static void marks_are_seen_where_marks_stand(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(marks); i++) {
        struct paper paper = paper_of(arena, marks[i].text);
        paper.running_head = marks[i].head;
        struct letter_marking marking = marking_read(arena, &paper);
        if (marking.level != marks[i].level || strcmp(marking.text, marks[i].mark) != 0)
            fail_msg("%s: %s %s", marks[i].text, secrecy_word(marking.level), marking.text);
    }
    arena_free(arena);
}

static void broken_tilings_are_refused(void **state)
{
    (void)state;
    struct letter_node good[] = {{.id = 1, .level = LEVEL_OTHER, .start = 0, .end = 4},
                                 {.id = 2, .level = LEVEL_FINDING, .start = 4, .end = 9},
                                 {.id = 3, .parent = 2, .level = LEVEL_ACTION, .start = 9, .end = 10}};
    struct letter_node bad[3];
    assert_int_equal(letter_check_tiling(good, 3, 10, NULL), OK);
    assert_int_equal(letter_check_tiling(good, 3, 11, NULL), REFUSED);
    assert_int_equal(letter_check_tiling(good, 2, 10, NULL), REFUSED);
    assert_int_equal(letter_check_tiling(NULL, 0, 0, NULL), OK);
    memcpy(bad, good, sizeof good), bad[1].start = 5;
    assert_int_equal(letter_check_tiling(bad, 3, 10, NULL), REFUSED);
    memcpy(bad, good, sizeof good), bad[2].parent = 3;
    assert_int_equal(letter_check_tiling(bad, 3, 10, NULL), REFUSED);
    memcpy(bad, good, sizeof good), bad[2].parent = 1;
    assert_int_equal(letter_check_tiling(bad, 3, 10, NULL), REFUSED);
    memcpy(bad, good, sizeof good), bad[2].id = 4;
    assert_int_equal(letter_check_tiling(bad, 3, 10, NULL), REFUSED);
    memcpy(bad, good, sizeof good), bad[2].end = 9;
    assert_int_equal(letter_check_tiling(bad, 3, 10, NULL), REFUSED);
}

static void too_many_parts_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct strbuf text = {0};
    strbuf_adds(&text, "反馈意见\n存在以下问题：\n");
    for (int i = 0; i < LETTER_NODES_MAX + 10; i++)
        strbuf_adds(&text, "问题1：账目混乱。\n");
    struct problems problems;
    struct letter letter;
    struct paper paper = paper_of(arena, strbuf_text(&text));
    problems_init(&problems, arena);
    assert_int_equal(letter_read(arena, &paper, &problems, &letter), TOO_LARGE);
    assert_int_equal(problems.count, 1);
    strbuf_free(&text);
    arena_free(arena);
}

/* Texts made to be slow: each up to the paper's limit, each read in about a second; the bound leaves room for
 * sanitizers. */
static void hostile_texts_are_read_in_time(void **state)
{
    (void)state;
    enum { CHARACTERS = 1000 * 1000, SECONDS = 10 };
    static const char *const patterns[] = {
        "（",
        "关于“",
        "（（1）",
        "2026年3月底前、",
        "存在不到位、",
        "一是工作不到位；二是落实不力。",
        "有的不到位；",
        "整改措施：\n",
        "存在的主要问题\n",
        "1.问题不足\n",
        "（一）在方面\n",
        "工作开展。\n",
        "反馈问题：好\n",
        "存在问题：有\n工作\n",
        "甲\t乙\t丙\n",
        "整改情况：已完成\n（1）甲\n",
        "要改到位，",
        "要求：要改；",
        "请于3日内报告，两个月内报送，",
        "责令改正，3日内完成；",
        "整改要求：\n（1）要改\n",
        "说明：1.甲2.乙\n",
        "（一）青龙村\n1、不到位\n",
        "【问题1】不到位\n整改状态：完成\n",
        "方面\t序号\t问题\t整改措施\n甲方面\t1\t不到位\t改\n",
        "责任单位：甲牵头、乙配合\n",
    };
    for (size_t i = 0; i < COUNT(patterns); i++) {
        struct arena *arena = arena_new();
        struct strbuf text = {0};
        strbuf_adds(&text, "反馈意见\n一、存在的主要问题\n（一）选人用人方面\n");
        size_t count = CHARACTERS / utf8_count(patterns[i], strlen(patterns[i]));
        size_t lines = PAPER_PARAGRAPHS / 2 - 10;
        if (strchr(patterns[i], '\n') && count > lines)
            count = lines;
        while (count-- > 0)
            strbuf_adds(&text, patterns[i]);
        struct problems problems;
        struct letter letter;
        problems_init(&problems, arena);
        struct paper paper = paper_of(arena, strbuf_text(&text));
        clock_t before = clock();
        enum status status = letter_read(arena, &paper, &problems, &letter);
        if ((clock() - before) / CLOCKS_PER_SEC > SECONDS)
            fail_msg("%s takes too long", patterns[i]);
        assert_true(status == OK || status == TOO_LARGE);
        if (status == OK)
            assert_int_equal(letter_check_tiling(letter.nodes, letter.count, letter.characters, &problems), OK);
        strbuf_free(&text);
        arena_free(arena);
    }
}

static void what_is_asked_behind_a_problem_is_its_deadline(void **state)
{
    (void)state;
    static const struct {
        const char *text, *due; /* of the first finding or demand; NULL: none */
    } cases[] = {
        {"反馈意见\n一、存在的问题\n1.会议偏多。上半年召开三十次。请于2026年12月底前完成整改。\n2.作风不实。\n",
         "2026年12月底前"},
        {"反馈意见\n一、存在的问题\n1.补贴滞留，涉及资金18万元。限期15日内发放到位。\n2.作风不实。\n", "15日内"},
        {"反馈意见\n一、存在的问题\n1.工程逾期。要求2024年12月底前完成整改，至今未完成。\n2.作风不实。\n", NULL},
        {"整改情况的报告\n1."
         "关于“账目不清”的问题\n整改措施：启动清理，2025年11月上旬完成。\n中共某局党组\n2025年7月1日\n",
         "2025年11月上旬"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct letter letter = letter_of(arena, cases[i].text);
        const char *due = NULL;
        for (size_t k = 0; k < letter.count && !due; k++)
            due = letter.nodes[k].deadline.text;
        if ((due == NULL) != (cases[i].due == NULL) || (due && strcmp(due, cases[i].due) != 0))
            fail_msg("%s: %s", cases[i].text, due ? due : "none");
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_become_trees),
        cmocka_unit_test(what_is_asked_behind_a_problem_is_its_deadline),
        cmocka_unit_test(figures_are_held_against_the_tree),
        cmocka_unit_test(marks_are_seen_where_marks_stand),
        cmocka_unit_test(broken_tilings_are_refused),
        cmocka_unit_test(too_many_parts_are_refused),
        cmocka_unit_test(hostile_texts_are_read_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
