#include "intake/section.h"

enum { HEADING_MAX = 120, LEAD_MAX = 300, SCORE_MAX = 160, RESIDUE_MAX = 2 };

/* Words any document of this kind uses to name its own parts. Longest first where one begins another. */
static const char32_t stock[] =
    U"整改不到位的问题|整改不彻底的问题|未整改到位的问题|未完成整改的问题|新发现的问题|关于|对于|巡视巡察|巡视|巡察|"
    U"督察|审计|检查|巡查|督导|考核|反馈|查出|发现|指出|反映|移交|"
    "通报|存在|主要|突出|具体|问题|整改|落实|进展|进度|情况|"
    "任务|措施|举措|清单|台账|事项|内容|方面|集中|期内|期间|目前|工作|完成|成效|结果|已|尚未|"
    "需要|需|长期|持续|推进|意见|有关|相关|"
    "党组织|党委|党组|党总支|党支部|单位|部门|组|的|及|和|与|对|以及|情形|逐项|逐条|不足|短板|"
    "薄弱环节|差距|各项|全部|总体|重点|个|"
    "要求|建议|附件|表|一览|明细|分解|分工|责任|如下|以下|还|也|等|本次|此次|上轮|关键|共性|"
    "个性|当前|依然|仍然|仍|较|为|:|,|、|(|)|\"| ";

/* What a defect is said with. Characters where the character alone tells, words elsewhere. */
static const char32_t defects[] =
    U"不|未|没有|缺|弱|滞后|偏差|偏低|偏多|偏高|偏大|频繁|拖沓|偏松|偏软|偏少|过低|过高|过多|过大|落后|违规|违反|超标|"
    "超范围|超限|超期|逾期|挪用|套取|虚|漏|混乱|脱节|脱离|"
    "松懈|松软|松散|宽松软|涣散|浅|空转|空泛|形式主义|官僚|流于形式|走过场|走形式|流失|下滑|"
    "下降|闲置|单一|粗放|随意|短板|差距|隐患|风险|"
    "滥|失责|失职|失察|失管|失真|腐败|侵占|拖欠|拖延|缓慢|迟缓|较慢|难|差|两张皮|淡化|淡薄|"
    "弱化|虚化|边缘化|泛化|断层|断档|空缺|无|打折|折扣|走样|变形|缺口|"
    "少|低|重复|雷同|照搬|照抄|代替|替代|倒挂|堵|乱|卡|坐收|坐支|白条|私设|截留|骗取|冒领|"
    "多发|漏发|重业务轻|重建设轻|重使用轻|"
    "反弹|屡|假|瞒|欠|悬空|老化|紧缺|匮乏|盲区|空白|漏洞|温差|落差|不作为|慢作为|乱作为|有待|"
    "仍需|亟待|亟需|停留|表面|应付|敷衍|推诿|扯皮|畏难|懈怠|"
    "懒散|冷漠|污染|直排|偷排|超采|破坏|毁|侵蚀|淤|臭|超载|违法|违建|擅自|先建|后补|补签|"
    "倒签|拆分|规避|串标|围标|截至目前仍|才|混用|模糊|笼统|粗|"
    "失衡|失范|失序|欠账|挤占|占用|垫付|账实|账外|体外|长期挂账|挂账|有弱项|偏重|过于|较大|"
    "较多|乏力|漂浮|浮躁|拖拉|僵化|陈旧|积压|滞留|空饷|超编|超配|越位|错位|失控|失灵|私分|递减|衰减|单薄|补填|补记|"
    "代签|"
    U"代记|涂改|低效|粗暴|生冷|悬浮|梗阻|水分|架空|游离|错报|偏离|背离|淡漠|麻木|侥幸|抵触|本位主义|好人主义|一言堂|"
    U"家长制|会议落实会议|文件落实文件|"
    U"近亲|裙带|吃拿|克扣|突出|问题|薄|轻|迟|缓|散|懒|怕|等靠要";

static const char32_t deeds[] =
    U"已|开展|制定|修订|召开|组织|建立|完善|印发|清退|收回|追缴|追回|补缴|退还|整改到位|规范|"
    "明确|加强|强化|严格|健全|推进|约谈|诫勉|通报|培训|学习|出台|"
    "成立|设立|落实|聘请|新增|补充|清理|核查|排查|核销|调整|引进|选派|举办|纳入|实行|推行|督促|"
    "处分|批评教育|责令|优化|实施|启动|编制|签订|公开|公示|"
    "上线|整治|专项|提升|提高到|完成|定期|每月|每季度|每年|每周|安排|邀请|盘活|下达|缴|推动|"
    "抓实|细化|研究|审议|传达|梳理|对照|举一反三";

static const char32_t exhortations[] =
    U"提高|强化|加强|压实|压紧|扛牢|扛起|健全|建立健全|深化|坚持|突出|严格|统一|精心|"
    "高位|周密|迅速|切实|全面|持续|扎实|坚决|加大|注重|抓好|狠抓|推动|推进|深入|"
    "勇担|担起|扛稳|推深|增强|提升|把牢|把握|树牢|要|必须|务必|始终|保持|认真|严肃|做好|做实|加快|完善|筑牢|"
    "坚定|履行|进一步|着力|聚力|营造|运用|用好|统筹|聚焦整改|巩固";

static const char32_t organisation[] =
    U"组织领导|组织实施|组织整改|组织开展|组织保障|组织推进|组织情况|组织部署|主体责任|"
    "第一责任人|首责|总体要求|总体情况|总体推进|总体部署|总体安排|总体|工作部署|部署|"
    "基本情况|基本概况|指导思想|基本原则|工作原则|整改原则|工作目标|整改目标|总体目标|"
    "工作开展|工作推进|主要做法|思想认识|提高认识|高度重视|背景|领导小组|"
    "线索|移送|移交|职责|履职|工作机制|工作概况|概况|工作思路|方法步骤|实施步骤|时间安排|进度安排|组织|"
    "认识|领导|机制|责任情况|做法|原则|目标";

static const char32_t next_words[] =
    U"下一步|下步|今后|后续|打算|原因|几点体会|努力方向|保障措施|工作保障|保障|联系方式|监督电话|工作安排|附则|巩固";

static bool has_any_quote(const struct prose *prose, struct span span)
{
    return prose_find_char(prose, span, 0x201C) != PROSE_NONE;
}

enum document_kind kind_of_title(const struct prose *prose, struct span title)
{
    if (prose_has(prose, title, U"讲话|发言|表态|主持词|致辞|体会|党课|倡议"))
        return KIND_SPEECH;
    if (prose_has(prose, title, U"进驻|公告") && !prose_has(prose, title, U"整改|反馈|审计|结果"))
        return KIND_SPEECH; /* what will be looked at is no problem yet */
    if (prose_has(prose, title, U"会议的通知|会的通知|召开") && prose_has(prose, title, U"通知"))
        return KIND_UNKNOWN;
    if (prose_has(prose, title, U"整改")) {
        if (prose_has(prose, title, U"方案|计划|任务书|分工|任务分解|任务清单|措施清单|整改措施|问题清单及整改"))
            return KIND_PLAN;
        if (prose_has(prose, title, U"进展|情况|结果|报告|通报|公告|公示|台账|完成|成效|清单"))
            return prose_has(prose, title, U"通知书|反馈意见|意见书") &&
                           !prose_has(prose, title,
                                      U"整改落实情况|整改情况|整改进展|整改完成情况|整改结果|整改工作情况|整改报告")
                       ? KIND_FEEDBACK
                       : KIND_PROGRESS;
    }
    if (prose_has(prose, title, U"反馈巡察|反馈巡视|反馈督察|反馈审计|反馈会|召开|举行") &&
        !prose_has(prose, title, U"关于"))
        return KIND_NEWS;
    if (prose_has(
            prose, title,
            U"反馈|审计|意见书|通知书|建议书|问题清单|检查情况|督察|巡察报告|巡视报告|通报|督查|检查|调研报告|评估"))
        return KIND_FEEDBACK;
    return KIND_UNKNOWN;
}

/* Code points of the heading that are not stock, up to RESIDUE_MAX + 1. */
static uint32_t residue(const struct prose *prose, struct span span)
{
    char32_t words[sizeof stock / sizeof *stock];
    bool any = prose_narrow(prose, span, stock, words);
    uint32_t left = 0;
    for (uint32_t at = span.start; at < span.end && left <= RESIDUE_MAX;) {
        uint32_t used = any ? prose_match(prose, at, span.end, words) : 0;
        uint32_t value, number = used ? 0 : prose_number(prose, at, span.end, &value);
        left += used || number ? 0 : 1;
        at += used ? used : number ? number : 1;
    }
    return left;
}

static enum section section_of_words(const struct prose *prose, struct span span)
{
    if (prose_has(prose, span, U"下步要求|下一步要求|下一步工作要求|下步工作要求|下一步整改要求"))
        return SECTION_DEMANDS;
    if (prose_has(prose, span, next_words))
        return SECTION_NEXT;
    if (prose_has(prose, span, U"评价|肯定|成绩|亮点"))
        return SECTION_PRAISE;
    if (prose_match_before(prose, span.start, span.end,
                           U"存在的问题|存在的突出问题|存在的主要问题|存在问题|发现的问题"))
        return SECTION_PROBLEMS; /* 村级党组织存在的突出问题 */
    if (prose_has(prose, span, organisation))
        return SECTION_ORGANISATION;
    if (prose_has(prose, span, U"要求|建议|意见") && !prose_has(prose, span, U"问题|落实|进展|整改情况") &&
        (prose_has(prose, span, U"要求|建议") || !prose_has(prose, span, U"反馈意见|反馈的意见")))
        return SECTION_DEMANDS;
    if (prose_has(prose, span, U"整改|措施|进展|落实|任务"))
        return prose_has(prose, span, U"整改要求") ? SECTION_DEMANDS : SECTION_PROGRESS;
    if (prose_has(prose, span, U"问题|不足|短板|薄弱环节|差距|反馈意见|反馈内容|反馈情况"))
        return SECTION_PROBLEMS;
    return SECTION_NONE;
}

/* 关于…问题, 针对“…”, 在“…”方面, “…”问题: the words that frame a problem quoted from a feedback. */
static bool is_framed(const struct prose *prose, struct span span)
{
    uint32_t opened = prose_match(prose, span.start, span.end, U"关于|针对|对于|对照|反馈指出|巡察指出|巡视指出");
    bool quoted = prose_match(prose, span.start + opened, span.end, U"“|在“") > 0;
    if (quoted)
        return opened || prose_has(prose, span, U"”问题|”的问题|”方面|”等问题");
    return opened ? prose_has(prose, span, U"问题")
                  : prose_match_before(prose, span.start, span.end,
                                       U"问题|问题整改情况|问题的整改情况|问题整改|问题的整改|问题整改落实情况") > 0;
}

/* 坚持问题导向，正视短板: what is wrong is only the object of the call. */
static bool calls_first(const struct prose *prose, struct span span)
{
    uint32_t comma = prose_find_char(prose, span, ',');
    return comma != PROSE_NONE && is_exhortation(prose, span) && !states_defect(prose, SPAN(span.start, comma)) &&
           !prose_match_before(prose, span.start, span.end, U"问题|现象");
}

/* 党的建设方面：党支部活动不正常…: a field named before what is told of it. */
static bool field_named(const struct prose *prose, struct span span)
{
    enum { NAME_LONGEST = 24 };
    struct span name = SPAN(span.start, span.end - span.start > NAME_LONGEST ? span.start + NAME_LONGEST : span.end);
    uint32_t at = prose_find(prose, name, U"方面:|领域:");
    return at != PROSE_NONE && !prose_match_before(prose, span.start, at, U"个|等|几") &&
           prose_find_char(prose, SPAN(span.start, at), ',') == PROSE_NONE;
}

/* 聚焦巡察整改情况, 贯彻落实新时代党的组织路线情况: the duty that was looked at – not how rectification was organised.
 */
static bool names_duty(const struct prose *prose, struct span span)
{
    if (!prose_match_before(prose, span.start, span.end, U"情况|方面"))
        return false;
    if (prose_match(prose, span.start, span.end, U"聚焦|围绕"))
        return true;
    return prose_match(prose, span.start, span.end, U"贯彻|落实|执行|履行|践行|学习贯彻") &&
           !prose_has(prose, span, U"整改|巡察|巡视|督察|审计|反馈|第一责任") &&
           (!prose_has(prose, span, U"主体责任") || prose_has(prose, span, U"从严治党|意识形态|党风廉政|安全"));
}

struct heading heading_read(const struct prose *prose, struct span span)
{
    span = prose_trim(prose, span);
    if (span.end - span.start > HEADING_MAX)
        span.end = span.start + HEADING_MAX;
    struct heading heading = {.framed = is_framed(prose, span), .section = section_of_words(prose, span)};
    bool field = prose_match_before(prose, span.start, span.end, U"方面") && !prose_has(prose, span, U"问题");
    uint32_t own = residue(prose, span);
    bool focus = names_duty(prose, span);
    bool named = field_named(prose, span);
    bool generic = !field && !focus && !named && own <= RESIDUE_MAX &&
                   !(own > 0 && prose_match_before(prose, span.start, span.end, /* 党建工作存在薄弱环节 */
                                                   U"存在薄弱环节|存在短板|存在差距|存在不足|有差距|有短板|有不足")) &&
                   !prose_match_before(prose, span.start, span.end, /* 巡察整改责任落实不力 */
                                       U"不力|不到位|不彻底|不够|不严|不实|不深入|不及时|缺失|滞后|弄虚作假");
    bool short_line = span.end - span.start <= 30;
    if (short_line && !has_any_quote(prose, span) && heading.section == SECTION_NEXT &&
        (generic ||
         prose_has(prose, span,
                   U"下一步|下步|今后|后续|原因|打算|保障措施|联系方式|几点|努力方向|整改方向|改进方向|对策")))
        return heading.sense = SENSE_SECTION, heading;
    if (generic && heading.section != SECTION_NONE)
        return heading.sense = SENSE_SECTION, heading.framed = false, heading;
    bool group = prose_match_before(prose, span.start, span.end,
                                    U"方面|领域|方面问题|环节|方面:|方面存在的问题|方面的问题|方面问题的整改") >
                     prose_match_before(prose, span.start, span.end, U"薄弱环节") ||
                 focus || named || (heading.framed && prose_has(prose, span, U"”方面|”情况")) ||
                 (prose_match(prose, span.start, span.end, U"聚焦|围绕|在") && prose_has(prose, span, U"方面"));
    bool exhort = is_exhortation(prose, span);
    bool called = !group && !heading.framed && exhort && calls_first(prose, span);
    if (!called && (group || heading.framed || states_defect(prose, span))) {
        heading.sense = group ? SENSE_GROUP : SENSE_PROBLEM;
        heading.field = group;
        if (!group && !heading.framed && exhort &&
            prose_has(prose, span, U"防止|杜绝|避免|不放|不断|不折不扣|不松|不减|不变"))
            heading.sense = SENSE_EXHORT;
        return heading;
    }
    if (short_line && heading.section != SECTION_NONE && heading.section != SECTION_PROGRESS &&
        heading.section != SECTION_PROBLEMS &&
        prose_has(prose, span, U"情况|要求|建议|意见|评价|总体|领导|原则|目标|思想|部署|组织|做法|职责|保障|步骤"))
        return heading.sense = SENSE_SECTION, heading;
    if (exhort)
        return heading.sense = SENSE_EXHORT, heading;
    if (prose_match(prose, span.start, span.end, U"聚焦|围绕|落实|贯彻") ||
        prose_match_before(prose, span.start, span.end, U"情况"))
        heading.sense = SENSE_GROUP;
    return heading;
}

bool tells_of_inspection(const struct prose *prose, struct span span)
{
    return prose_has(prose, span,
                     U"发现|指出|反馈|查出|巡察组认为|巡视组认为|督察组认为|检查组认为|通报了|巡察情况看|巡视情况看|"
                     U"检查情况看|审计情况看");
}

static uint32_t last_place(const struct prose *prose, struct span span, const char32_t *words)
{
    uint32_t last = PROSE_NONE;
    for (uint32_t at; (at = prose_find(prose, span, words)) != PROSE_NONE; span.start = at + 1)
        last = at;
    return last;
}

enum section lead_read(const struct prose *prose, struct span span)
{
    span = prose_trim(prose, span);
    if (span.end <= span.start)
        return SECTION_NONE;
    if (span.end - span.start > LEAD_MAX)
        span.start = span.end - LEAD_MAX;
    bool announces = prose_match_before(prose, span.start, span.end, U":|,|;|——") ||
                     prose_has(prose, span, U"如下|以下|下列|下面|几个方面");
    bool by_unit = prose_has(prose, span, U"表示|表态|承诺|下一步|我们将|将从");
    if (by_unit)
        return SECTION_NEXT;
    bool problems = prose_has(prose, span, U"问题|不足|短板|差距|薄弱环节|隐患|缺陷|弱项");
    bool found = prose_has(prose, span, U"存在|发现|有|主要是|表现|反映|突出|如下|以下|归纳|梳理|指出");
    uint32_t asked = last_place(prose, span, U"要求|建议|意见|强调|希望|指示"),
             wrong = last_place(prose, span, U"问题|不足|短板|差距|薄弱环节|隐患|弱项");
    bool demanded =
        prose_has(prose, span, U"提出|强调|希望|要求,|要求:|建议,|建议:|意见,|意见:|意见如下|建议如下|要求如下") &&
        !prose_match(prose, span.start, span.end, U"按照|根据|按|依据|对照");
    if (asked != PROSE_NONE && announces && demanded && (wrong == PROSE_NONE || wrong < asked))
        return SECTION_DEMANDS;
    if (prose_has(prose, span, U"整改情况|整改进展|进展情况|整改措施|整改工作情况|整改落实情况") && announces)
        return SECTION_PROGRESS;
    if (problems && found && !prose_has(prose, span, U"已完成|完成整改|整改到位|措施|清单式"))
        return SECTION_PROBLEMS;
    if (prose_has(prose, span, U"成效|成绩|做法|特点|经验|亮点") && announces)
        return SECTION_PRAISE;
    return SECTION_NONE;
}

static struct span scored(struct span span)
{
    if (span.end - span.start > SCORE_MAX)
        span.end = span.start + SCORE_MAX;
    return span;
}

uint32_t defect_count(const struct prose *prose, struct span span)
{
    return prose_count(prose, scored(span), defects);
}

uint32_t deed_count(const struct prose *prose, struct span span)
{
    return prose_count(prose, scored(span), deeds);
}

bool is_exhortation(const struct prose *prose, struct span span)
{
    span = prose_trim(prose, span);
    return prose_match(prose, span.start, span.end, exhortations) > 0;
}

bool states_defect(const struct prose *prose, struct span span)
{
    span = scored(prose_trim(prose, span));
    uint32_t defect = defect_count(prose, span);
    if (defect == 0)
        return false;
    /* "不断提高", "不折不扣" and the like say the opposite of a defect */
    uint32_t praise = prose_count(prose, span,
                                  U"问题定位|问题销号|问题意识|问题清单|问题线索|问题分析|不断|不折不扣|不忘|不变|不减|"
                                  U"不松|不停|不放松|不懈|无微|无私|少走|突出重点|问题导向|"
                                  "不动摇|不走样|毫不|无不|不仅|不但");
    return defect > praise;
}

bool holds_problems(enum section section)
{
    return section == SECTION_PROBLEMS || section == SECTION_PROGRESS;
}

const char *section_word(enum section section)
{
    static const char *const words[] = {[SECTION_NONE] = "text",
                                        [SECTION_PROBLEMS] = "problems-section",
                                        [SECTION_PROGRESS] = "progress-section",
                                        [SECTION_DEMANDS] = "demands-section",
                                        [SECTION_ORGANISATION] = "organisation",
                                        [SECTION_PRAISE] = "praise",
                                        [SECTION_NEXT] = "next-steps"};
    return words[section];
}
