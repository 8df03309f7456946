/* gadget, widget: records that exist only in tests: every kind of field and every flag, so that whatever holds for them
 * holds for any list. A widget belongs to the installation, a gadget to a ledger. */
#ifndef RECTIFY_TESTS_GADGET_H
#define RECTIFY_TESTS_GADGET_H

#include "record/record.h"
#include "store/schema.h"

#define COLOUR_WORDS(W) W(colour, red) W(colour, green) W(colour, blue)
WORDS_DECLARE(colour, COLOUR_WORDS)
#define STATE_WORDS(W) W(gadget_state, made) W(gadget_state, used) W(gadget_state, broken)
WORDS_DECLARE(gadget_state, STATE_WORDS)

#define WIDGET_FIELDS(F)                                                                                               \
    F(text, 20, code, "代码", REQUIRED | UNIQUE)                                                                       \
    F(text, 60, name, "名称", REQUIRED | SORTED)                                                                       \
    F(text, 40, phone, "电话", PERSONAL | REQUIRED)
#define RECORD        widget
#define RECORD_FIELDS WIDGET_FIELDS
#include "record/declare.h"

#define GADGET_FIELDS(F)                                                                                               \
    F(text, 40, code, "代码", REQUIRED | UNIQUE | SORTED)                                                              \
    F(text, 100, title, "标题", REQUIRED | SEARCHED | MATERIAL)                                                        \
    F(long_text, 2000, body, "正文", SEARCHED)                                                                         \
    F(integer, 0, pieces, "件数", SORTED)                                                                              \
    F(flag, 0, spare, "备用", 0)                                                                                       \
    F(date, 0, seen_on, "所见日期", SORTED)                                                                            \
    F(deadline, 0, due, "期限", SORTED | MATERIAL)                                                                     \
    F(instant, 0, heard_at, "听到时间", 0)                                                                             \
    F(money, 0, cost, "金额", 0)                                                                                       \
    F(share, 0, done, "进度", 0)                                                                                       \
    F(word, colour, colour, "颜色", 0)                                                                                 \
    F(term, category, category, "类别", 0)                                                                             \
    F(ref, widget, widget_id, "部件", SORTED)                                                                          \
    F(ref, gadget, parent_id, "上级", 0)                                                                               \
    F(refs, widget, widgets, "全部部件", 0)                                                                            \
    F(refs, gadget, kin, "同类", RESTRICTED)                                                                           \
    F(blob, 0, file, "文件", 0)                                                                                        \
    F(extra, 0, extra, "自有栏目", 0)                                                                                  \
    F(text, 40, phone, "电话", PERSONAL | SEARCHED)                                                                    \
    F(date, 0, born_on, "生日", PERSONAL | SORTED)                                                                     \
    F(text, 200, secret, "秘密", RESTRICTED | SEARCHED | SORTED)                                                       \
    F(text, 40, number, "编号", GIVEN | UNIQUE)                                                                        \
    F(word, gadget_state, state, "状态", GIVEN)                                                                        \
    F(long_text, 2000, verbatim, "原文", FIXED)                                                                        \
    F(integer, 0, weight, "重量", DERIVED | SORTED)
#define RECORD        gadget
#define RECORD_FIELDS GADGET_FIELDS
#include "record/declare.h"

extern const struct registry gadget_registry;
/* Both records, the journal's tables and one derived table: gadget_count(ledger_id, colour, n). */
extern const struct schema gadget_schema;

/* A repeatable random source, so that a failing test can be run again. */
struct dice {
    uint64_t state;
};
uint64_t dice_roll(struct dice *dice, uint64_t below);

/* Any values the lists allow, every field present; refs are drawn from the ids given. */
struct gadget_source {
    struct dice *dice;
    const struct uuid *widgets, *gadgets;
    size_t widget_count, gadget_count;
};
struct gadget *gadget_random(struct arena *arena, const struct gadget_source *source);
struct widget *widget_random(struct arena *arena, struct dice *dice);
/* Sets a few fields of `record` anew (never FIXED, GIVEN or DERIVED ones); returns their mask. */
uint64_t gadget_change(struct arena *arena, const struct gadget_source *source, struct gadget *record);

#endif
