#include "intake/field.h"

#include <stddef.h>

enum { LABEL_MAX = 14 };

struct field_words {
    enum field field;
    const char32_t *words;
};

/* The whole label must be one of the words; longest first where one begins another. */
static const struct field_words labels[] = {
    {FIELD_ACTION, U"整改措施及时限|整改措施及完成时限|整改措施和时限|整改措施与时限|措施及时限|整改举措及时限|"
                   U"整改措施及责任人|整改措施及责任|整改措施及成效|整改措施及完成情况|整改措施及落实情况|"
                   U"整改措施和成效|整改措施与成效|整改措施及进展|"
                   "整改措施|整改落实情况|整改落实措施|整改完成情况|整改工作情况|整改进展情况|"
                   "整改进展|整改情况|整改结果|整改成效|整改举措|整改任务|整改落实|具体整改措施|具体整改情况|具体措施|"
                   "落实情况|落实措施|进展情况|工作措施|工作进展|已采取措施|采取措施|采取的措施|主要措施|"
                   "下一步整改措施|下一步措施|下一步工作|下一步打算|下一步计划|下一步|下步措施|措施|成效|取得成效|"
                   "取得的成效|完成情况"},
    {FIELD_PROBLEM,
     U"反馈问题|反馈的问题|问题清单|反馈意见|存在问题|存在的问题|问题描述|问题表现|具体问题|主要问题|巡察反馈问题|"
     "巡视反馈问题|督察反馈问题|审计发现问题|"
     "发现问题|问题|具体表现|主要表现|问题内容|反馈具体问题|问题简要表述"},
    {FIELD_STATUS, U"整改状态|完成状态|整改进度|当前状态|完成程度|办理状态|状态|进度|是否完成|整改完成状态"},
    {FIELD_DEADLINE, U"整改时限|整改期限|完成时限|完成期限|完成时间|整改完成时限|整改完成时间|时限|期限|时间节点|"
                     "计划完成时间|预计完成时间|拟完成时间|整改时间|时限要求|办结时限|整改时限要求"},
    {FIELD_LEAD, U"牵头单位|牵头部门|牵头科室|牵头处室|牵头责任单位|牵头股室|主责单位|主责部门|主办单位|牵头整改单位|"
                 "牵头支部|牵头党组织|牵头机构|牵头责任部门"},
    {FIELD_RESPONSIBLE, U"责任单位|责任部门|责任科室|责任处室|责任股室|配合单位|配合部门|配合科室|配合处室|协办单位|"
                        "参与单位|整改责任单位|整改单位|整改责任部门|责任主体|承办单位|协助单位|"
                        "责任支部|落实单位|实施单位|配合责任单位|责任单位及责任人|责任党组织|具体责任单位"},
    {FIELD_PERSON, U"责任领导|牵头领导|责任人|牵头人|整改责任人|分管领导|包抓领导|督导领导|配合领导|直接责任人|"
                   "第一责任人|牵头校领导|督导单位|督办单位|验收单位|销号单位|主要责任人|"
                   "督促单位|监督单位|具体责任人"},
    {FIELD_TARGET, U"整改目标|目标|工作目标|原因分析|问题原因|产生原因|整改要求|整改依据|定性依据|序号|编号|佐证材料|"
                   "备注|验收标准|销号标准|问题来源|问题类型|问题性质|整改类型"},
};

static enum field field_of_words(const struct prose *prose, struct span span)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (prose_is(prose, span, labels[i].words))
            return labels[i].field;
    return FIELD_NONE;
}

struct field_label field_scan(const struct prose *prose, uint32_t at, uint32_t end)
{
    struct field_label none = {FIELD_NONE, at};
    bool boxed = at < end && (prose->fold[at] == 0x3010 || prose->fold[at] == '[');
    uint32_t from = at + boxed, stop = from;
    while (stop < end && stop - from <= LABEL_MAX && prose->fold[stop] != ':' && !closes(prose->fold[stop]) &&
           prose->fold[stop] != '\n' && prose->fold[stop] != ',' && !ends_sentence(prose->fold[stop]))
        stop++;
    if (stop >= end || stop == from)
        return none;
    uint32_t after = stop;
    if (boxed) {
        if (!closes(prose->fold[stop]))
            return none;
        after++;
        if (after < end && prose->fold[after] == ':')
            after++;
    } else if (prose->fold[stop] == ':') {
        after++;
    } else {
        return none;
    }
    enum field field = field_of_words(prose, prose_trim(prose, SPAN(from, stop)));
    return field == FIELD_NONE ? none : (struct field_label){field, after};
}

struct field_label field_scan_line(const struct prose *prose, uint32_t at, uint32_t end)
{
    uint32_t stop = at;
    while (stop < end && stop - at <= LABEL_MAX && !ends_sentence(prose->fold[stop]))
        stop++;
    enum field field = stop - at <= LABEL_MAX ? field_of_words(prose, prose_trim(prose, SPAN(at, stop))) : FIELD_NONE;
    if (stop < end)
        stop++;
    return field == FIELD_NONE ? (struct field_label){FIELD_NONE, at} : (struct field_label){field, stop};
}

enum field field_of_column(const struct prose *prose, struct span cell)
{
    cell = prose_trim(prose, cell);
    uint32_t bracket = prose_find_char(prose, cell, '(');
    if (bracket != PROSE_NONE && bracket > cell.start)
        cell = prose_trim(prose, SPAN(cell.start, bracket));
    if (cell.end == cell.start || cell.end - cell.start > LABEL_MAX)
        return FIELD_NONE;
    enum field field = field_of_words(prose, cell);
    if (field != FIELD_NONE)
        return prose_has(prose, cell, U"整改结果") ? FIELD_STATUS : field;
    static const struct field_words parts[] = {
        {FIELD_TARGET, U"类别|来源|性质|分类|级别|金额|目标|依据|备注"},
        {FIELD_DEADLINE, U"时限|期限|完成时间|整改时间"},
        {FIELD_LEAD, U"牵头单位|牵头部门|牵头科室|主责"},
        {FIELD_PERSON, U"责任人|领导"},
        {FIELD_RESPONSIBLE, U"责任单位|责任部门|责任科室|配合|责任主体"},
        {FIELD_STATUS, U"状态|是否完成|结果|销号"},
        {FIELD_ACTION, U"措施|整改情况|整改进展|落实情况|完成情况"},
        {FIELD_PROBLEM, U"问题|隐患|反馈意见"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (prose_has(prose, cell, parts[i].words))
            return parts[i].field;
    return FIELD_NONE;
}

bool field_describes(enum field field)
{
    return field == FIELD_STATUS || field == FIELD_DEADLINE || field == FIELD_LEAD || field == FIELD_RESPONSIBLE ||
           field == FIELD_PERSON;
}

uint32_t status_match(const struct prose *prose, struct span span)
{
    return prose_match(prose, span.start, span.end,
                       U"基本达到序时进度|未达到序时进度|达到序时进度|达到时序进度|已全部完成整改|已经完成整改|"
                       U"已完成整改|已全部完成|已全部整改|已经完成|已完成|已整改到位|"
                       "已整改完成|已整改|已基本完成|已销号|已办结|基本完成整改|基本完成|基本整改到位|阶段性完成|"
                       "取得阶段性成效|取得阶段性进展|部分整改|部分完成|正在整改|整改中|正在推进|正在进行|持续整改|"
                       "长期整改|未完成整改|未完成|未整改|尚未完成|尚未整改|整改完成|整改完毕|整改到位|完成整改|"
                       "全部完成|全面完成|完成并长期坚持|长期坚持|持续推进|持续推进中|推进中|申请延期|延期|办结|销号|"
                       "完成|分阶段整改|立行立改");
}

/* What a status is said of. */
static const char32_t subjects[] =
    U"该问题目前|该问题已经|该问题|此问题|该项问题|此项问题|本问题|该项工作|此项工作|该事项|该项整改|此项整改|"
    U"整改状态为|目前,|目前";

/* 目前该项整改… */
static uint32_t skip_subjects(const struct prose *prose, struct span span)
{
    for (uint32_t used; (used = prose_match(prose, span.start, span.end, subjects)) > 0;)
        span.start += used;
    return span.start;
}

bool is_status_line(const struct prose *prose, struct span span, struct span *ret_word)
{
    enum { LINE_MAX_LENGTH = 40 };
    span = prose_trim(prose, span);
    span.start = skip_subjects(prose, span);
    uint32_t used = status_match(prose, span), behind = span.start + used;
    if (!used || span.end - span.start > LINE_MAX_LENGTH)
        return false;
    uint32_t next = behind < span.end ? prose->fold[behind] : ',';
    if (next != ',' && next != ';' && !ends_sentence(next) && next != '(' && !is_space(next) && next != 0x3001 &&
        !prose_match(prose, behind, span.end, U"并"))
        return false;
    struct span tail = SPAN(behind, span.end);
    bool more = prose_sentence_end(prose, tail) < span.end; /* a sentence of its own behind it tells what was done */
    if ((more || span.end - behind > 12) && !prose_has(prose, tail, U"预计|力争|长期坚持|持续"))
        return false;
    *ret_word = SPAN(span.start, behind);
    return true;
}

bool opens_with_status(const struct prose *prose, struct span span, struct span *ret_word)
{
    span = prose_trim(prose, span);
    uint32_t used = status_match(prose, span), behind = span.start + used;
    uint32_t next = behind < span.end ? prose->fold[behind] : ',';
    if (!used || prose_sentence_end(prose, span) < span.end ||
        (next != ',' && next != ':' && next != ';' && next != '('))
        return false;
    *ret_word = SPAN(span.start, behind);
    return true;
}

bool is_status_note(const struct prose *prose, struct span span, struct span *ret_word)
{
    span = prose_trim(prose, span);
    while (span.start < span.end && (opens(prose->fold[span.start])))
        span.start++;
    while (span.end > span.start && (closes(prose->fold[span.end - 1]) || ends_sentence(prose->fold[span.end - 1])))
        span.end--;
    span.start = skip_subjects(prose, span);
    struct field_label label = field_scan(prose, span.start, span.end);
    if (label.field == FIELD_STATUS || label.field == FIELD_ACTION)
        span = prose_trim(prose, SPAN(label.end, span.end));
    uint32_t used = status_match(prose, span);
    if (!used || span.end - span.start > used + 8)
        return false;
    if (used < span.end - span.start && !prose_match(prose, span.start + used, span.end, U",|并|且|、|和"))
        return false;
    *ret_word = SPAN(span.start, span.start + used);
    return true;
}

bool is_status_sentence(const struct prose *prose, struct span sentence, struct span *ret_word)
{
    return is_status_note(prose, sentence, ret_word) || is_status_line(prose, sentence, ret_word);
}
