#include "cli/commands.h"

#include <stdio.h>

static const char *const ledger_option[] = {"ledger=", NULL};
static const char *const events_options[] = {"restricted", NULL};
static const char *const verify_options[] = {"checkpoint=", "key=", "blobs", NULL};
static const char *const output_option[] = {"output=", NULL};
static const char *const attach_options[] = {"ledger=", "to=", "note=", NULL};
static const char *const rebuild_options[] = {"check", "search", NULL};
static const char *const list_options[] = {"ledger=", "limit=", "q=", "sort=", "withdrawn", NULL};
static const char *const init_options[] = {"sample", "hash=", "ceiling=", NULL};
static const char *const feedback_options[] = {
    "ledger=", "inspection=", "issued=", "signed=", "title=", "document-no=", NULL};
static const char *const people_options[] = {"slips=", "skip-refused", NULL};
static const char *const user_add_options[] = {"person=", "role=", "over=", "password-stdin", NULL};
static const char *const password_options[] = {"password-stdin", NULL};
static const char *const token_options[] = {"name=", "scope=", "ledger=", "expires=", NULL};
static const char *const withdraw_options[] = {"ledger=", "reason=", NULL};

static const char *const claim_options[] = {"ledger=", "unit=", "person=", "by=", "on=", "paper=", NULL};
static const char *const dispute_options[] = {"ledger=", "unit=", "reason=", "to=", "by=", "on=", "paper=", NULL};
static const char *const decide_options[] = {
    "ledger=", "unit=", "reason=", "keep", "to=", "by=", "on=", "paper=", NULL};
static const char *const retract_options[] = {"ledger=", "unit=", "person=", "reason=", NULL};

static const char *const progress_options[] = {
    "ledger=", "done=", "percent=", "obstacle=", "next=", "on=", "file=", "by=", "unit=", NULL};
static const char *const closure_options[] = {
    "ledger=", "result=", "settled=", "persons=", "mechanism=", "alike=", "completion=", "rating=", "report=", NULL};
static const char *const review_options[] = {
    "ledger=", "pass", "return", "opinion=", "rating=", "again-by=", "on=", "by=", "paper=", NULL};
static const char *const reopen_options[] = {"ledger=", "reason=", "due=", NULL};
static const char *const sample_options[] = {"ledger=", "count=", "seed=", "planned-on=", NULL};
static const char *const record_options[] = {"ledger=", "result=", "found=", "on=", "by=", "paper=", NULL};
static const char *const period_options[] = {"ledger=", "from=", "until=", NULL};
static const char *const return_options[] = {"ledger=", "reason=", NULL};

static const char *const handover_options[] = {"ledger=", "from=", "to=", "reason=", "post=", "witness=", NULL};
static const char *const signing_options[] = {"ledger=", "on=", "paper=", NULL};
static const char *const holdings_options[] = {"ledger=", "person=", NULL};
static const char *const mirror_answer_options[] = {
    "ledger=", "item=", "unit=", "answer=", "grounds=", "on=", "by=", "paper=", NULL};
static const char *const contradict_options[] = {"ledger=", "item=", "unit=", "reason=", "on=", NULL};
static const char *const extend_options[] = {"ledger=", "until=", "cause=", "reason=", "objective", "proof=", NULL};
static const char *const extend_review_options[] = {"ledger=", "opinion=", "on=", "by=", "paper=", NULL};
static const char *const request_options[] = {
    "ledger=", "kind=", "title=", "matter=", "to=", "to-unit=", "reply-by=", NULL};
static const char *const answer_options[] = {"ledger=", "answer=", "on=", "by=", "paper=", NULL};
static const char *const trace_options[] = {
    "ledger=", "kind=", "what=", "on=", "place=", "led-by=", "people=", "others=", "objective", "proof=", NULL};
static const char *const decision_options[] = {
    "ledger=", "reason=", "paper=", "by=", "on=", "review-on=", "due=", NULL};
static const char *const criterion_options[] = {"ledger=", "checked-by=", NULL};
static const char *const assess_options[] = {"ledger=", "own=", "answer=", "found=", "note=", NULL};
#define PLAN_PARTS                                                                                                     \
    "goal=", "goal-file=", "contents=", "contents-file=", "timetable=", "timetable-file=", "leadership=",              \
        "leadership-file=", "division=", "division-file=", "safeguards=", "safeguards-file="
static const char *const plan_add_options[] = {
    "ledger=", "kind=", "title=", "unit=", "inspection=", "parent=", "body=", "due=", PLAN_PARTS, NULL};
static const char *const plan_set_options[] = {"ledger=", "title=", "body=", "due=", PLAN_PARTS, NULL};
static const char *const plan_review_options[] = {"ledger=", "opinion=", "by=", "on=", "paper=", NULL};
static const char *const plan_issue_options[] = {"ledger=", "document-no=", "on=", "paper=", NULL};
static const char *const plan_file_options[] = {"ledger=", "with=", "on=", NULL};
static const char *const plan_show_options[] = {"ledger=", "version=", NULL};
static const char *const plan_compare_options[] = {"ledger=", "from=", "to=", NULL};
static const char *const plan_ask_options[] = {"ledger=", "unit=", "by=", NULL};
static const char *const plan_answer_options[] = {"ledger=", "unit=", "opinion=", "by=", "on=", "paper=", NULL};
static const char *const plan_handle_options[] = {"ledger=", "unit=", "adoption=", "reason=", NULL};
static const char *const plan_sign_options[] = {"ledger=", "unit=", "by=", "on=", "paper=", NULL};
static const char *const letter_add_options[] = {
    "ledger=", "unit=", "person=", "upper-unit=", "upper-person=", "plan=", "text=", NULL};
static const char *const letter_sign_options[] = {"ledger=", "by=", "on=", "paper=", NULL};

static const char *const schedule_options[] = {"ledger=", "as-of=", "what-if=", "explain=", NULL};
static const char *const call_sheet_options[] = {"ledger=", "as-of=", NULL};
static const char *const report_draft_options[] = {"ledger=", "unit=", "day=", NULL};
static const char *const report_send_options[] = {
    "ledger=",    "unit=",      "day=", "no-news", "problems=", "results=", "own-findings=",
    "obstacles=", "next-step=", "by=",  "on=",     "paper=",    NULL};
static const char *const report_receive_options[] = {"ledger=", "by=", "on=", "paper=", NULL};
static const char *const document_options[] = {"ledger=", "output=", "values", NULL};
static const char *const template_show_options[] = {"output=", NULL};
static const char *const template_check_options[] = {"kind=", NULL};
static const char *const report_return_options[] = {"ledger=", "reason=", NULL};
static const char *const chart_options[] = {
    "ledger=", "output=", "format=", "preset=", "group-by=", "paper=", "inspection=", "as-of=", "page=", NULL};
static const char *const remind_options[] = {"hold", NULL};
static const char *const history_options[] = {"ledger=", "whole", NULL};

static const char *const serve_options[] = {"listen=", "threads=", "quiet", "no-reminders", NULL};
static const char *const schema_options[] = {"openapi", "typescript", "lifecycles", NULL};
static const char *const export_options[] = {"ledger=", "output=", NULL};
static const char *const export_list_options[] = {"ledger=", "output=", "columns=", "q=", "sort=", "withdrawn", NULL};

/* In the order of help. */
const struct cli_command cli_commands[] = {
    {"init", "DIR [--sample] [--hash sm3|sha256] [--ceiling internal|secret|…]", "建立账库；--sample 带示例单位",
     "make a store; --sample brings a sample bureau", CLI_WRITES, init_options, command_init},
    {"serve", "[--listen ADDRESS:PORT] [--threads N] [--quiet] [--no-reminders]", "启动网页和接口服务",
     "serve the web pages and the API", CLI_STORE | CLI_WRITES | CLI_LONG, serve_options, command_serve},
    {"parse", "FILE", "把反馈意见读成问题树（不需要账库）", "read a feedback letter as a tree (needs no store)", 0,
     NULL, command_parse},
    {"import feedback",
     "FILE --inspection CODE [--ledger CODE] [--issued DATE] [--signed DATE] [--title TEXT] [--document-no TEXT]",
     "把反馈意见导入台账", "bring a feedback letter into the ledger", CLI_STORE | CLI_WRITES, feedback_options,
     command_import_feedback},
    {"list", "RECORD [field=value …] [--ledger CODE] [--q TEXT] [--sort FIELD] [--limit N]", "列出记录", "list records",
     CLI_STORE, list_options, command_list},
    {"search", "TEXT [--ledger CODE]", "查找：编号、姓名、单位、正文和附件内容",
     "find by number, name, text and the text of files", CLI_STORE, ledger_option, command_search},
    {"show", "RECORD KEY", "显示一条记录", "show one record", CLI_STORE, ledger_option, command_show},
    {"add", "RECORD field=value …", "登记一条记录", "add a record", CLI_STORE | CLI_WRITES, ledger_option, command_add},
    {"set", "RECORD KEY field=value …", "修改一条记录", "change a record", CLI_STORE | CLI_WRITES, ledger_option,
     command_set},
    {"withdraw", "RECORD KEY --reason TEXT", "撤销误登的记录（编号保留）",
     "withdraw a record entered by mistake (its number stays)", CLI_STORE | CLI_WRITES, withdraw_options,
     command_withdraw},
    {"attach", "FILE --to NUMBER [--note TEXT]", "给问题或措施附上文件", "attach a file to a finding or a measure",
     CLI_STORE | CLI_WRITES, attach_options, command_attach},
    {"claim", "FINDING… --unit UNIT|--person PERSON [--by PERSON] [--on DATE] [--paper FILE]",
     "认领问题；代为登记书面签字时写明签字人、日期，附扫描件",
     "claim findings; for what was signed on paper say by whom and when, with the scan", CLI_STORE | CLI_WRITES,
     claim_options, command_claim},
    {"claim dispute", "FINDING… --unit UNIT --reason TEXT [--to UNIT] [--by PERSON] [--on DATE] [--paper FILE]",
     "单位对责任提出异议，可建议由哪个单位负责", "a unit disputes, and may say which unit should answer",
     CLI_STORE | CLI_WRITES, dispute_options, command_claim_dispute},
    {"claim decide", "FINDING… --unit UNIT --reason TEXT --keep|[--to UNIT] [--by PERSON] [--on DATE] [--paper FILE]",
     "决定异议：维持（--keep）或改派", "decide a dispute: the responsibility stands (--keep) or passes on",
     CLI_STORE | CLI_WRITES, decide_options, command_claim_decide},
    {"claim retract", "FINDING… --unit UNIT|--person PERSON --reason TEXT", "撤回认领或异议",
     "take a claim or a dispute back", CLI_STORE | CLI_WRITES, retract_options, command_claim_retract},
    {"claim board", "[--ledger CODE]", "认领情况：单位和人员的认领率",
     "who has claimed: the shares of units and persons", CLI_STORE, ledger_option, command_claim_board},
    {"handover add", "--from PERSON --to PERSON --reason TEXT [--post TEXT] [--witness PERSON]",
     "登记一次交接（新官理旧账）", "register a hand-over of what a person carries", CLI_STORE | CLI_WRITES,
     handover_options, command_handover_add},
    {"handover show", "NO | --person PERSON", "交接清单：已签字的，或者某人名下现有的全部事项",
     "the list: as it was signed, or what a person carries now", CLI_STORE, holdings_options, command_handover_show},
    {"handover sign", "NO [--on DATE --paper FILE]", "移交人签字；代为登记书面签字时写明日期，附扫描件",
     "the transferor signs; for what was signed on paper say when, with the scan", CLI_STORE | CLI_WRITES,
     signing_options, command_handover_sign},
    {"handover receive", "NO [--on DATE --paper FILE]", "接收人签字：名下事项全部转给接收人",
     "the receiver signs: all of it passes to him", CLI_STORE | CLI_WRITES, signing_options, command_handover_receive},
    {"handover cancel", "NO", "作废还没有完成的交接", "void a hand-over that is not done", CLI_STORE | CLI_WRITES,
     ledger_option, command_handover_cancel},
    {"mirror send", "CHECK", "发出对照检查（先用 add mirror_check、add mirror_item 登记）",
     "send a mirror check (added with add mirror_check, add mirror_item)", CLI_STORE | CLI_WRITES, ledger_option,
     command_mirror_send},
    {"mirror answer", "CHECK --item N --unit UNIT --answer WORD --grounds TEXT [--by PERSON --on DATE --paper FILE]",
     "逐项答复对照检查；“存在”的自动登记为问题", "answer an item; what is present is registered as a problem",
     CLI_STORE | CLI_WRITES, mirror_answer_options, command_mirror_answer},
    {"mirror contradict", "CHECK --item N --unit UNIT --reason TEXT [--on DATE]", "推翻“不存在”的答复，登记为问题",
     "contradict that it is not present; the problem is registered", CLI_STORE | CLI_WRITES, contradict_options,
     command_mirror_contradict},
    {"mirror end", "CHECK", "结束对照检查（须全部答复）", "end it, when all is answered", CLI_STORE | CLI_WRITES,
     ledger_option, command_mirror_end},
    {"mirror show", "CHECK", "各单位答复了多少", "how much each unit has answered", CLI_STORE, ledger_option,
     command_mirror_show},
    {"progress add",
     "MEASURE --done TEXT [--percent N] [--obstacle TEXT] [--next TEXT] [--on DATE] [--file FILE] [--by PERSON] "
     "[--unit UNIT]",
     "填报措施的进展；100% 即为已完成；代为登记时写明由谁、哪个单位提供",
     "report on a measure; 100 % says it is done; for what others supplied say by whom", CLI_STORE | CLI_WRITES,
     progress_options, command_progress_add},
    {"progress return", "MEASURE --reason TEXT", "退回报称已完成的措施", "return a measure that was called done",
     CLI_STORE | CLI_WRITES, return_options, command_progress_return},
    {"closure request",
     "FINDING --result TEXT --settled TEXT --persons TEXT --mechanism TEXT --alike TEXT --completion WORD --report "
     "FILE [--rating WORD]",
     "申请销号：缺什么一次说清", "ask for a problem to be closed: all that is missing is said at once",
     CLI_STORE | CLI_WRITES, closure_options, command_closure_request},
    {"closure review",
     "FINDING --pass|--return [--opinion TEXT] [--rating WORD] [--again-by DATE] [--by PERSON] [--on DATE] [--paper "
     "FILE]",
     "审核销号申请：同意或者退回；代为登记书面意见时写明签署人、日期，附扫描件",
     "review it: pass or return; for what was signed on paper say by whom and when, with the scan",
     CLI_STORE | CLI_WRITES, review_options, command_closure_review},
    {"closure retract", "FINDING", "撤回销号申请", "take a request back", CLI_STORE | CLI_WRITES, ledger_option,
     command_closure_retract},
    {"reopen", "FINDING --reason TEXT [--due DATE]", "已销号的问题重新整改（编号不变）",
     "open a closed problem again under its number", CLI_STORE | CLI_WRITES, reopen_options, command_reopen},
    {"lookback sample", "--count N [--seed TEXT] [--planned-on DATE]",
     "按权重抽取已销号的问题回头看；同一种子抽出同样的问题，--dry-run 只试抽",
     "draw closed problems to be looked at again, by weight; the same seed draws the same", CLI_STORE | CLI_WRITES,
     sample_options, command_lookback_sample},
    {"lookback record", "FINDING --result held|partly|rebounded --found TEXT [--on DATE] [--by PERSON] [--paper FILE]",
     "登记回头看的核查结果；明显反弹的问题随即重新整改（编号不变）；没有安排过的先登记",
     "say what a look-back found; what rebounded is opened again under its number; one not planned is planned first",
     CLI_STORE | CLI_WRITES, record_options, command_lookback_record},
    {"quality", "[--ledger CODE]", "整改质量：得分、公式和各项事实", "the quality figure, its formula and facts",
     CLI_STORE, ledger_option, command_quality},
    {"outcomes", "[--from DATE] [--until DATE] [--ledger CODE]", "整改成效：制度、资金、人员、信访、经验",
     "what rectification brought about: rules, money, persons, letters, practice", CLI_STORE, period_options,
     command_outcomes},
    {"contradictions", "[--ledger CODE]", "列出整改结果与状态、事实不一致之处",
     "list where results, states and facts contradict each other", CLI_STORE, ledger_option, command_contradictions},
    {"criterion add", "FINDING TEXT… [--checked-by TEXT]", "登记验收标准：一条一个参数",
     "add criteria by which it counts as done, an argument each", CLI_STORE | CLI_WRITES, criterion_options,
     command_criterion_add},
    {"criterion assess", "FINDING N --own met|partly|unmet [--answer TEXT] | --found met|partly|unmet [--note TEXT]",
     "对第 N 条验收标准自评（--own），或者填写核查结果（--found）",
     "say whether criterion N is met: by who answers for it (--own), by who reviewed (--found)", CLI_STORE | CLI_WRITES,
     assess_options, command_criterion_assess},
    {"extend ask", "FINDING|MEASURE --until DATE --cause WORD --reason TEXT [--objective] [--proof FILE]",
     "申请延期：缺什么一次说清；原时限保留", "ask for more time: all that stands against it is said at once",
     CLI_STORE | CLI_WRITES, extend_options, command_extend_ask},
    {"extend approve", "FINDING|MEASURE [--opinion TEXT] [--by PERSON] [--on DATE] [--paper FILE]",
     "同意延期；代为登记书面批示时写明签署人、日期，附扫描件",
     "give it; for what was signed on paper say by whom and when, with the scan", CLI_STORE | CLI_WRITES,
     extend_review_options, command_extend_approve},
    {"extend return", "FINDING|MEASURE --opinion TEXT [--by PERSON] [--on DATE] [--paper FILE]", "退回延期申请",
     "refuse it, with the reason", CLI_STORE | CLI_WRITES, extend_review_options, command_extend_return},
    {"extend retract", "FINDING|MEASURE", "撤回延期申请", "take the request back", CLI_STORE | CLI_WRITES,
     ledger_option, command_extend_retract},
    {"request add",
     "FINDING|MEASURE --kind coordination|instruction --title TEXT --matter TEXT --to PERSON|--to-unit UNIT --reply-by "
     "DATE",
     "提请协调、请示：向哪位领导或者哪个单位，何时需要答复",
     "ask somebody for help or instruction: whom, by when an answer is wanted", CLI_STORE | CLI_WRITES, request_options,
     command_request_add},
    {"request answer", "NUMBER --answer TEXT [--by PERSON] [--on DATE] [--paper FILE]",
     "答复提请事项；代为登记书面答复时写明答复人、日期，附扫描件",
     "answer it; for what was answered on paper say by whom and when, with the scan", CLI_STORE | CLI_WRITES,
     answer_options, command_request_answer},
    {"request confirm", "NUMBER", "事项已经解决，办结", "it is settled", CLI_STORE | CLI_WRITES, ledger_option,
     command_request_confirm},
    {"request again", "NUMBER --reason TEXT", "没有解决，再次提请", "it is not: ask again", CLI_STORE | CLI_WRITES,
     return_options, command_request_again},
    {"request retract", "NUMBER", "撤回提请事项", "take a request back", CLI_STORE | CLI_WRITES, ledger_option,
     command_request_retract},
    {"trace add",
     "FINDING|MEASURE --kind contact|meeting|visit|dispatch|talk|document --what TEXT [--on DATE] [--place TEXT] "
     "[--led-by PERSON] [--people PERSON,…] [--others TEXT] [--objective] [--proof FILE]",
     "登记工作留痕：何时、何人、做了什么", "note a contact, a meeting, a visit: when, who, what",
     CLI_STORE | CLI_WRITES, trace_options, command_trace_add},
    {"suspend", "FINDING --reason TEXT --paper FILE [--by PERSON] [--on DATE]", "按决定中止整改，附决定文件",
     "stop by decision, with its document", CLI_STORE | CLI_WRITES, decision_options, command_suspend},
    {"carry-over", "FINDING --reason TEXT --paper FILE --review-on DATE [--by PERSON] [--on DATE]",
     "按决定留号，写明下次复查日期", "carry over by decision, until which day", CLI_STORE | CLI_WRITES,
     decision_options, command_carry_over},
    {"resume", "FINDING --reason TEXT --paper FILE [--due DATE] [--by PERSON] [--on DATE]", "恢复整改",
     "go on with what was stopped or carried over", CLI_STORE | CLI_WRITES, decision_options, command_resume},
    {"postpone", "FINDING --due DATE --reason TEXT --paper FILE [--by PERSON] [--on DATE]",
     "登记确定时限的机关改定的时限，附文件", "record the day set anew by who set it, with the document",
     CLI_STORE | CLI_WRITES, decision_options, command_postpone},
    {"plan add",
     "--kind master|sub|implementation --title TEXT [--unit UNIT] [--inspection CODE] [--parent PLAN] [--body BODY] "
     "[--due "
     "DATE] [--goal TEXT|--goal-file FILE …]",
     "起草方案；--goal、--contents、--timetable、--leadership、--division、--safeguards 是方案的各部分，也可以 "
     "--…-file 文件",
     "write a plan; its parts are --goal, --contents, --timetable, --leadership, --division, --safeguards, or --…-file "
     "FILE",
     CLI_STORE | CLI_WRITES, plan_add_options, command_plan_add},
    {"plan set", "PLAN [--title TEXT] [--goal TEXT|--goal-file FILE …]", "修改方案的文字", "change what a plan says",
     CLI_STORE | CLI_WRITES, plan_set_options, command_plan_set},
    {"plan collect", "PLAN", "把该次巡察问题的措施编入总方案", "take the measures of its inspection into a master plan",
     CLI_STORE | CLI_WRITES, ledger_option, command_plan_collect},
    {"plan submit", "PLAN", "方案报审：缺什么一次说清", "submit a plan: all that is missing is said at once",
     CLI_STORE | CLI_WRITES, ledger_option, command_plan_submit},
    {"plan retract", "PLAN", "撤回报审", "take a submitted plan back", CLI_STORE | CLI_WRITES, ledger_option,
     command_plan_retract},
    {"plan approve", "PLAN [--opinion TEXT] [--by PERSON --on DATE --paper FILE]",
     "在轮到的环节同意；代为登记书面意见时写明签署人、日期，附扫描件",
     "pass the step whose turn it is; for what was signed on paper say by whom and when, with the scan",
     CLI_STORE | CLI_WRITES, plan_review_options, command_plan_approve},
    {"plan return", "PLAN --opinion TEXT [--by PERSON --on DATE --paper FILE]", "退回方案，写明理由",
     "return a plan, saying why", CLI_STORE | CLI_WRITES, plan_review_options, command_plan_return},
    {"plan issue", "PLAN --document-no TEXT [--on DATE] [--paper FILE]", "印发方案，同时发出各单位的摘录",
     "issue an approved plan: every unit is given its extract", CLI_STORE | CLI_WRITES, plan_issue_options,
     command_plan_issue},
    {"plan file", "PLAN [--with TEXT] [--on DATE]", "登记方案已向巡察机构报备",
     "say that it was filed with the inspecting body", CLI_STORE | CLI_WRITES, plan_file_options, command_plan_file},
    {"plan show", "PLAN [--version N]", "显示方案、措施、审核、征求意见、摘录；--version 为第几份文稿",
     "show a plan with its measures, reviews, opinions, extracts; --version: as it was", CLI_STORE, plan_show_options,
     command_plan_show},
    {"plan compare", "PLAN --from N --to M", "比较方案的两份文稿", "what two versions of a plan differ in", CLI_STORE,
     plan_compare_options, command_plan_compare},
    {"plan ask", "PLAN --unit UNIT… --by DATE", "就方案向单位征求意见（--unit 可以写多次）",
     "ask units for their opinion (--unit as often as there are)", CLI_STORE | CLI_WRITES, plan_ask_options,
     command_plan_ask},
    {"plan answer", "PLAN --unit UNIT --opinion TEXT [--by PERSON --on DATE --paper FILE]", "反馈单位的意见",
     "say what a unit thinks of it", CLI_STORE | CLI_WRITES, plan_answer_options, command_plan_answer},
    {"plan handle", "PLAN --unit UNIT --adoption adopted|partly|not_adopted --reason TEXT", "处理意见：是否采纳，理由",
     "adopt an opinion, or say why not", CLI_STORE | CLI_WRITES, plan_handle_options, command_plan_handle},
    {"plan sign", "PLAN --unit UNIT [--by PERSON --on DATE --paper FILE]", "签收单位的方案摘录",
     "sign for a unit's extract", CLI_STORE | CLI_WRITES, plan_sign_options, command_plan_sign},
    {"letter add", "--unit UNIT --person PERSON --upper-person PERSON [--upper-unit UNIT] [--plan PLAN] [--text TEXT]",
     "起草责任书；责任内容由责任分工生成",
     "write a responsibility letter; what it says comes from who answers for what", CLI_STORE | CLI_WRITES,
     letter_add_options, command_letter_add},
    {"letter undertake", "LETTER [--by PERSON --on DATE --paper FILE]", "承诺单位在责任书上签字",
     "sign a responsibility letter below", CLI_STORE | CLI_WRITES, letter_sign_options, command_letter_undertake},
    {"letter countersign", "LETTER [--by PERSON --on DATE --paper FILE]", "上级在责任书上签字", "sign it above",
     CLI_STORE | CLI_WRITES, letter_sign_options, command_letter_countersign},
    {"routes use", "small_office|full_chain [--ledger CODE]", "换用一套审核环节；正在审核的不受影响",
     "use a set of review routes; what is under review stays as it is", CLI_STORE | CLI_WRITES, ledger_option,
     command_routes_use},
    {"history", "RECORD KEY [--whole]", "显示一条记录的各个版本；--whole 连同问题的责任、认领、措施、佐证",
     "show the versions of a record; --whole: with what is about a finding", CLI_STORE, history_options,
     command_history},
    {"work", "[--ledger CODE]", "列出我（--as）要办的事：等我办理的事项，按期限排列的问题和措施",
     "list what waits for me (--as), and my findings and measures by last day", CLI_STORE, ledger_option, command_work},
    {"schedule", "[--as-of DATE] [--what-if NUMBER.field=value] [--explain NUMBER]",
     "倒排工期：每项措施最迟哪天完成、余地多少、做不到时差几天；--what-if 只试算不保存",
     "the plan of days: by when each measure has to be done, what is not feasible; --what-if only tries", CLI_STORE,
     schedule_options, command_schedule},
    {"calls", "[--as-of DATE]", "叫号单：本周该叫谁，为什么", "the call sheet: whom to call this week, and for what",
     CLI_STORE, call_sheet_options, command_call_sheet},
    {"reports", "[--as-of DATE]", "报送台账：每项应报事项谁报了、谁没报，离截止还有多久",
     "the report desk: who has sent each report owed and who has not, and how long is left", CLI_STORE,
     call_sheet_options, command_reports},
    {"reports usual", "", "启用常用的报送安排（每周报告、汇总、调度、每月上报、听取汇报），再逐项修改",
     "make the usual duties to report one's own, to be changed there", CLI_STORE | CLI_WRITES, ledger_option,
     command_reports_usual},
    {"report draft", "DUTY [--unit UNIT] [--day DATE]", "预填一份报告：从本期填报的进展，或者从各单位的报告汇总",
     "a report as it can be filled in beforehand: from what was reported in the period, or compiled", CLI_STORE,
     report_draft_options, command_report_draft},
    {"report send",
     "DUTY [--unit UNIT] [--day DATE] [--no-news] [--problems TEXT] [--results TEXT] [--own-findings TEXT] "
     "[--obstacles "
     "TEXT] [--next-step TEXT] [--by PERSON --on DATE --paper FILE]",
     "报送一份报告；没写的部分用预填的内容", "send a report; what is not said is as it is filled in beforehand",
     CLI_STORE | CLI_WRITES, report_send_options, command_report_send},
    {"document", "KIND NUMBER -o FILE.docx|.pdf|--values",
     "按公文格式生成一份文件：report 报告、closure 销号审批表（.docx，装有 LibreOffice 的可以是 .pdf）；--values "
     "只看将要填入的内容",
     "make an official document: report, closure (.docx; .pdf where LibreOffice is installed); --values: only what "
     "would be filled in",
     CLI_STORE, document_options, command_document},
    {"template show", "KIND [-o FILE.docx]", "列出模板里可用的名称；-o 取出程序自带的模板，改成本单位的",
     "the names a template may have; -o: the program's own template, to be changed", 0, template_show_options,
     command_template_show},
    {"template check", "FILE.docx [--kind KIND]", "检查模板：不认识的、写坏的占位符逐个指出",
     "check a template: every placeholder that is not known or broken is named", 0, template_check_options,
     command_template_check},
    {"report receive", "REPORT [--by NAME] [--on DATE] [--paper FILE]", "签收一份报告；上报的附上级回执",
     "receive a report; of what went up, with its receipt", CLI_STORE | CLI_WRITES, report_receive_options,
     command_report_receive},
    {"report return", "REPORT --reason TEXT", "退回一份报告", "return a report", CLI_STORE | CLI_WRITES,
     report_return_options, command_report_return},
    {"report retract", "REPORT", "撤回报出的报告", "take a report back", CLI_STORE | CLI_WRITES, ledger_option,
     command_report_retract},
    {"chart",
     "-o FILE.pdf|.svg|.png [--preset timetable|roadmap|taskbook] [--group-by aspect|unit|leader|inspection] [--paper "
     "A3] "
     "[--inspection CODE] [--as-of DATE] [--page N]",
     "画挂图：时间表、路线图、任务书，A4 到 A0", "draw the wall chart: time table, road map, task book, A4 to A0",
     CLI_STORE, chart_options, command_chart},
    {"remind", "[--hold]",
     "把今天的提醒放进待发箱并发出（服务运行时每天自动做）；--hold 只放不发；--dry-run 只看有多少",
     "today's reminders into the outbox, and out (the service does it by itself each day); --hold: not out; --dry-run: "
     "only tells how many",
     CLI_STORE | CLI_WRITES, remind_options, command_remind},
    {"milestones use", "INSPECTION", "把通用的时间关口设为这次巡察自己的，再逐个修改",
     "make the usual gates an inspection's own, to be changed there", CLI_STORE | CLI_WRITES, ledger_option,
     command_milestones_use},
    {"workday add", "DATE N [--ledger CODE]", "某日之后（N 为负则之前）第 N 个工作日是哪天，为什么",
     "the N-th working day after a day (before it for a negative N), and why", CLI_STORE, ledger_option,
     command_workday_add},
    {"workday between", "DATE DATE [--ledger CODE]", "两日之间有几个工作日（首日不计）",
     "how many working days there are after one day up to another", CLI_STORE, ledger_option, command_workday_between},
    {"workday is", "DATE [--ledger CODE]", "某日是不是工作日：是则返回 0，不是返回 1",
     "whether a day is worked: exit code 0 when it is, 1 when it is not", CLI_STORE, ledger_option, command_workday_is},
    {"calendar import", "FILE.json", "导入一年的放假安排（国务院办公厅通知）", "import a year's table of holidays",
     CLI_STORE | CLI_WRITES, NULL, command_calendar_import},
    {"events", "[LEDGER] [--restricted]", "逐条输出事件，一行一个 JSON；供账库操作员核对",
     "print the events, one JSON object a line; for the operator of the store", CLI_STORE | CLI_WRITES, events_options,
     command_events},
    {"verify", "[--checkpoint FILE [--key PUBLIC]] [--blobs]", "核验事件链、检查点和附件",
     "verify the chains, a checkpoint, the attachments", CLI_STORE, verify_options, command_verify},
    {"checkpoint", "-o FILE", "签发检查点，另处保存", "sign a checkpoint, to be kept elsewhere", CLI_STORE | CLI_WRITES,
     output_option, command_checkpoint},
    {"rebuild", "--check | --search", "由事件重算全部表格并逐行比对；--search 重做检索索引",
     "fold all events again and compare with the tables; --search makes the search index anew", CLI_STORE,
     rebuild_options, command_rebuild},
    {"schema", "[--json|--openapi|--typescript|--lifecycles]", "说明全部记录、字段和用语（不需要账库）",
     "describe all records, fields and words (needs no store)", 0, schema_options, command_schema},
    {"import people", "FILE.xlsx [--slips FILE.html] [--skip-refused]", "导入单位、人员、机构和账号",
     "import units, people, bodies and accounts", CLI_STORE | CLI_WRITES, people_options, command_import_people},
    {"user add", "USERNAME --person NAME|CODE|ID [--role ROLE --over UNIT] [--password-stdin]",
     "为人员建立登录账号；不给密码时显示一次性启用码", "make an account; without a password, shows a one-time code",
     CLI_STORE | CLI_WRITES, user_add_options, command_user_add},
    {"user passwd", "USERNAME [--password-stdin]", "设置密码（终端上输入两次，不显示）",
     "set a password (asked for twice, not shown)", CLI_STORE | CLI_WRITES, password_options, command_user_passwd},
    {"user setup-code", "", "显示首次设置码（还没有账号时）", "show the set-up code (while there is no account)",
     CLI_STORE | CLI_WRITES, NULL, command_user_setup_code},
    {"user list", "", "列出账号", "list accounts", CLI_STORE, NULL, command_user_list},
    {"token add", "USERNAME --name TEXT --scope read|write [--ledger CODE] [--expires DATE]",
     "为账号新建接口令牌，只显示这一次", "make an API token for an account; shown only once", CLI_STORE | CLI_WRITES,
     token_options, command_token_add},
    {"token list", "USERNAME", "列出账号的接口令牌", "list the API tokens of an account", CLI_STORE, NULL,
     command_token_list},
    {"token revoke", "ID", "撤销接口令牌", "revoke an API token", CLI_STORE | CLI_WRITES, NULL, command_token_revoke},
    {"export ledger", "-o FILE.xlsx [--ledger CODE]", "导出问题清单、任务清单、责任清单（.xlsx）",
     "write the lists of problems, tasks and responsibilities (.xlsx)", CLI_STORE | CLI_WRITES, export_options,
     command_export_ledger},
    {"export list", "RECORD [field=value …] [--columns FIELD,…] [--q TEXT] [--sort FIELD] -o FILE.xlsx|FILE.csv",
     "按条件导出一类记录，列和次序由您定", "write a list of records, its rows, order and columns as asked",
     CLI_STORE | CLI_WRITES, export_list_options, command_export_list},
    {"help", "", "列出全部命令", "list all commands", 0, NULL, command_help},
    {NULL, NULL, NULL, NULL, 0, NULL, NULL},
};

int command_help(struct cli *cli)
{
    strbuf_adds(
        &cli->out,
        cli_say(cli, "用法：rectify [--store 目录|postgres://…] [--as 账号 [--for 人员]] [--lang zh|en] 命令 …\n",
                "usage: rectify [--store DIR|postgres://…] [--as USER [--for PERSON]] [--lang zh|en] COMMAND …\n"));
    for (const struct cli_command *command = cli_commands; command->name; command++)
        strbuf_addf(&cli->out, "  %s %s\n      %s\n", command->name, command->usage,
                    cli_say(cli, command->zh, command->en));
    strbuf_adds(&cli->out, cli_say(cli, "显示内容的命令都有 --json，改动内容的命令都有 --dry-run。\n",
                                   "Every command that prints has --json, every command that writes --dry-run.\n"));
    return EXIT_OK;
}
