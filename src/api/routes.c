#include "api/routes.h"

#include "access/scope.h"
#include "api/handlers.h"
#include "api/records.h"

#include <string.h>

#define BOOKS "/api/v1/ledgers/{ledger}"

/* clang-format off */
const struct route routes[] = {
    {HTTP_GET, "/api/v1/setup", PUBLIC, 0, NULL, NULL, setup_get_answer,
     "是否还要初始化", "what is left to set up",
     NULL, NULL, "setup_state"},
    {HTTP_POST, "/api/v1/setup/administrator", PUBLIC | PASSWORDS | NO_DRY_RUN, 0,
     setup_administrator_prepare, setup_administrator_apply, session_login_answer,
     "建立单位、台账和第一个管理员", "make the organisation, its ledger and the first administrator",
     NULL, "administrator", "session"},
    {HTTP_POST, "/api/v1/session", PUBLIC | PASSWORDS | NO_DRY_RUN, 0,
     session_login_prepare, session_login_apply, session_login_answer,
     "登录", "log in",
     NULL, "log_in", "session"},
    {HTTP_GET, "/api/v1/session", BEFORE_PASSWORD, 0, NULL, NULL, session_get_answer,
     "我是谁，能做什么", "who I am and what I may do",
     NULL, NULL, "session"},
    {HTTP_DELETE, "/api/v1/session", BEFORE_PASSWORD | NO_DRY_RUN | NO_TOKEN, 0, NULL, session_logout_apply, session_logout_answer,
     "退出", "log out",
     NULL, NULL, NULL},
    {HTTP_PUT, "/api/v1/session/password", BEFORE_PASSWORD | PASSWORDS | NO_DRY_RUN | NO_TOKEN, 0,
     session_password_prepare, session_password_apply, session_login_answer,
     "修改密码", "change the password",
     NULL, "password_change", "session"},
    {HTTP_GET, "/api/v1/session/tokens", NO_TOKEN, 0, NULL, NULL, tokens_list_answer,
     "我的接口令牌", "my API tokens",
     NULL, NULL, "token_page"},
    {HTTP_POST, "/api/v1/session/tokens", NO_TOKEN | NO_KEY | NO_DRY_RUN, 0,
     tokens_add_prepare, tokens_add_apply, tokens_add_answer,
     "新建接口令牌（内容只显示这一次）", "make an API token (its secret is told this once)",
     NULL, "token_wanted", "token_made"},
    {HTTP_POST, "/api/v1/session/tokens/{id}/revoke", NO_TOKEN | NO_DRY_RUN, 0,
     tokens_revoke_prepare, tokens_revoke_apply, tokens_revoke_answer,
     "撤销接口令牌", "revoke an API token",
     NULL, NULL, "token"},
    {HTTP_GET, "/api/v1/feeds/{secret}", FEED | HEAVY, ROLES_BUSINESS, NULL, NULL, feed_answer,
     "日历订阅（.ics）：我要办的事；?unit= 某单位要办的事。地址里的令牌权限为 feed，可随时撤销", "a calendar to subscribe to (.ics): what I have to do, or a unit (?unit=). The token in the address has the scope feed and can be revoked",
     "unit", NULL, "text/calendar"},
    {HTTP_GET, "/api/v1/schema", 0, 0, NULL, NULL, schema_answer,
     "记录、字段、用语的说明", "the description of records, fields and words",
     "ledger", NULL, "description"},
    {HTTP_GET, "/api/v1/openapi.json", 0, 0, NULL, NULL, openapi_answer,
     "接口说明（OpenAPI 3.1）", "this description (OpenAPI 3.1)",
     NULL, NULL, "openapi"},
    {HTTP_GET, "/api/v1/pick", 0, 0, pick_prepare, NULL, pick_answer,
     "按名称找记录（选单用）", "find records by name, for pickers",
     "record ledger q", NULL, "pick_page"},
    {HTTP_GET, "/api/v1/search", 0, 0, NULL, NULL, search_answer,
     "查找：编号、姓名、单位、正文和附件内容", "find by number, name, text and the text of files",
     "q ledger limit", NULL, "search_result"},
    {HTTP_GET, "/api/v1/work", 0, ROLES_BUSINESS, NULL, NULL, work_answer,
     "我要办的事", "what I have to do",
     "ledger", NULL, "work"},
    {HTTP_GET, "/api/v1/waiting", 0, ROLES_BUSINESS, NULL, NULL, waiting_answer,
     "等我认领、审核、答复、签字的", "what waits for my hand: claims, reviews, requests, papers to sign",
     "ledger", NULL, "waiting"},
    {HTTP_GET, "/api/v1/reminders", 0, ROLES_BUSINESS, NULL, NULL, reminders_answer,
     "最近一次给我的提醒", "what I was last reminded of",
     NULL, NULL, "reminders"},
    {HTTP_GET, BOOKS "/news", LEDGER, ROLES_BUSINESS, NULL, NULL, news_answer,
     "我上次看过以后别人改了什么（看到哪里：偏好设置 seen.台账代码）", "what others changed since I last looked (how far: the preference seen.<ledger>)",
     NULL, NULL, "news"},
    {HTTP_GET, BOOKS "/summary", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, summary_answer,
     "台账首页的数字", "the figures of a ledger's first page",
     NULL, NULL, "summary"},
    {HTTP_GET, BOOKS "/schedule", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, schedule_answer,
     "倒排工期：最迟和最早日期、余地、关键链、做不到时差几天和怎么办（?as_of=；?suppose=id.字段=值 只试算）", "the plan of days: latest and earliest days, slack, the deciding chain, what is not feasible and what would help (?as_of=; ?suppose=id.field=value only tries)",
     "as_of suppose", NULL, "schedule"},
    {HTTP_POST, BOOKS "/milestones/use", LEDGER, ROLE_BIT(role_office), milestones_use_prepare, milestones_use_apply, milestones_use_answer,
     "把通用的时间关口设为一次巡察自己的", "make the usual gates an inspection's own",
     NULL, "milestones_wanted", "milestones_done"},
    {HTTP_GET, BOOKS "/chart.svg", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, chart_svg_answer,
     "挂图（网页上看）：?preset=timetable、roadmap、taskbook，?group_by=aspect、unit、leader、inspection", "the wall chart, for the page: ?preset=timetable, roadmap, taskbook; ?group_by=aspect, unit, leader, inspection",
     "preset group_by paper inspection_id as_of page", NULL, "application/octet-stream"},
    {HTTP_GET, BOOKS "/chart.pdf", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, chart_pdf_answer,
     "挂图（打印，A4 到 A0）：?preset=timetable、roadmap、taskbook，?group_by=aspect、unit、leader、inspection", "the wall chart, for the wall: A4 to A0: ?preset=timetable, roadmap, taskbook; ?group_by=aspect, unit, leader, inspection",
     "preset group_by paper inspection_id as_of page", NULL, "application/octet-stream"},
    {HTTP_GET, BOOKS "/chart.png", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, chart_png_answer,
     "挂图（图片）：?preset=timetable、roadmap、taskbook，?group_by=aspect、unit、leader、inspection", "the wall chart as a picture: ?preset=timetable, roadmap, taskbook; ?group_by=aspect, unit, leader, inspection",
     "preset group_by paper inspection_id as_of page", NULL, "application/octet-stream"},
    {HTTP_GET, BOOKS "/call_sheet", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, call_sheet_answer,
     "叫号单：本周该叫谁（到期、超期、没有填报、退回、未认领、未报实施方案、未答复；?as_of=）", "the call sheet: whom to call, and for what (?as_of=)",
     "as_of", NULL, "call_sheet"},
    {HTTP_GET, BOOKS "/report_desk", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, report_desk_answer,
     "报送台账：每项应报事项谁报了、谁没报，离截止还有多久（?as_of=）", "the report desk: of each report owed who has sent it and who has not, and how long is left (?as_of=)",
     "as_of", NULL, "report_desk"},
    {HTTP_GET, BOOKS "/report_draft", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, report_draft_answer,
     "一份报告预填的内容和上期的内容（?duty=、?unit=、?day=；临时报告 ?unit=、?from=、?until=）", "a report as it can be filled in beforehand, and the last one (?duty=, ?unit=, ?day=; one on any day: ?unit=, ?from=, ?until=)",
     "duty unit day from until", NULL, "report_draft"},
    {HTTP_GET, BOOKS "/documents/{kind}/{id}", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, document_answer,
     "一份公文（.docx）：report 报告、closure 问题的销号审批表", "an official document (.docx): report of a report, closure of a problem",
     NULL, NULL, "application/octet-stream"},
    {HTTP_GET, BOOKS "/documents/{kind}/{id}/pdf", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, document_pdf_answer,
     "一份公文（PDF；服务器上有 LibreOffice 时）", "an official document (PDF, where LibreOffice is installed)",
     NULL, NULL, "application/octet-stream"},
    {HTTP_POST, BOOKS "/reporting_duties/usual", LEDGER, ROLE_BIT(role_office), NULL, report_usual_apply, report_usual_answer,
     "启用常用的报送安排", "make the usual duties to report one's own",
     NULL, NULL, "milestones_done"},
    {HTTP_GET, BOOKS "/calendar", LEDGER, ROLES_BUSINESS, NULL, NULL, calendar_answer,
     "台账所在单位哪天上班、哪天休息（?from=、?until=）", "which days the ledger's organisation works (?from=, ?until=)",
     "from until", NULL, "calendar"},
    {HTTP_POST, BOOKS "/calendar/preview", LEDGER | NO_KEY, ROLE_BIT(role_office), calendar_preview_prepare, calendar_preview_apply, calendar_preview_answer,
     "试算一次日历改动会带动哪些日期：新增、修改、撤销本单位的日子，或者导入一年的安排；不保存", "what a change of the calendar would move: a day of one's own added, set, withdrawn, or a year's table; nothing is kept",
     NULL, "calendar_change", "calendar_effect"},
    {HTTP_GET, BOOKS "/workday", LEDGER, ROLES_BUSINESS, NULL, NULL, workday_answer,
     "某日之后第几个工作日是哪天（?from=、?add=），或者两日之间有几个工作日（?from=、?until=）", "the N-th working day after a day (?from=, ?add=), or how many lie between two (?from=, ?until=)",
     "from add until", NULL, "workday"},
    {HTTP_GET, BOOKS "/quality", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, quality_answer,
     "整改质量：得分、计算公式、每项事实，及各牵头单位", "the quality figure: value, formula, each fact, and by lead unit",
     NULL, NULL, "quality"},
    {HTTP_GET, BOOKS "/outcomes", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, outcomes_answer,
     "整改成效：制度、资金、人员、信访、经验（?from=、?until=）", "what rectification brought about: rules, money, persons, letters, practice (?from=, ?until=)",
     "from until", NULL, "outcomes"},
    {HTTP_GET, BOOKS "/contradictions", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, contradictions_answer,
     "整改结果与状态、事实不一致之处（?finding_id= 只看一个问题）", "where results, states and facts contradict each other (?finding_id= of one problem)",
     "finding_id", NULL, "contradictions"},
    {HTTP_POST, BOOKS "/effectiveness_checks/sample", LEDGER, ROLE_BIT(role_office) | ROLE_BIT(role_supervisor) | ROLE_BIT(role_inspector),
     sample_prepare, sample_apply, sample_answer,
     "加权抽取已销号的问题回头看（?dry_run=true 只试抽）", "draw closed problems to be looked at again, by weight (?dry_run=true only tries)",
     NULL, "sample_wanted", "sample"},
    {HTTP_GET, "/api/v1/jobs", 0, 0, NULL, NULL, jobs_list_answer,
     "我的后台任务", "my jobs",
     NULL, NULL, "job_page"},
    {HTTP_GET, "/api/v1/jobs/{id}", 0, 0, NULL, NULL, jobs_get_answer,
     "一项后台任务的进度", "how far a job is",
     NULL, NULL, "job"},
    {HTTP_GET, "/api/v1/jobs/{id}/results", 0, 0, NULL, NULL, jobs_results_answer,
     "后台任务各条的结果", "the results of a job, row by row",
     "after", NULL, "job_results"},
    {HTTP_GET, "/api/v1/jobs/{id}/events", 0, 0, NULL, NULL, jobs_events_answer,
     "后台任务的进度（服务器推送事件）", "the progress of a job (server-sent events)",
     NULL, NULL, "text/event-stream"},
    {HTTP_GET, BOOKS "/changes", LEDGER, ROLES_BUSINESS, NULL, NULL, changes_answer,
     "哪些记录刚被改动（服务器推送事件）", "which records change, as it happens (server-sent events)",
     NULL, NULL, "text/event-stream"},
    {HTTP_GET, BOOKS "/claim_board", LEDGER, ROLES_BUSINESS, NULL, NULL, claim_board_answer,
     "认领情况：两项认领率，按单位、人员、反馈意见（?feedback_report_id=、?inspection_id=）", "who has claimed: both shares, by unit, person, letter (?feedback_report_id=, ?inspection_id=)",
     "feedback_report_id inspection_id", NULL, "claim_board"},
    {HTTP_GET, BOOKS "/holdings", LEDGER, ROLES_BUSINESS, NULL, NULL, holdings_answer,
     "某人名下的全部事项（?person_id=，省略为本人），或者一次交接签字时的清单（?handover_id=）", "what a person carries (?person_id=, oneself by default), or the list of a hand-over as it was signed (?handover_id=)",
     "person_id handover_id", NULL, "holdings"},
    {HTTP_GET, BOOKS "/findings/{id}/proposals", LEDGER, ROLES_BUSINESS, NULL, NULL, proposals_answer,
     "对一条问题的建议：按分管关系建议牵头领导", "what is proposed for a finding: its lead official, by the portfolios",
     NULL, NULL, "proposals"},
    {HTTP_GET, BOOKS "/plan_versions/{id}/content", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, plan_version_content_answer,
     "方案这一稿的全部内容（按当时的措辞）", "what a version of a plan consisted of, as it was worded then",
     NULL, NULL, "plan_content"},
    {HTTP_GET, BOOKS "/plan_versions/{id}/compare", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, plan_compare_answer,
     "与另一稿（?with=）相比改了什么", "what is different from another version (?with=)",
     "with", NULL, "plan_comparison"},
    {HTTP_GET, BOOKS "/plan_extracts/{id}/content", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, plan_extract_content_answer,
     "摘录的三张清单（按印发时的措辞）", "the three lists of an extract, as they were issued",
     NULL, NULL, "plan_content"},
    {HTTP_GET, BOOKS "/corrective_actions/{id}/practice", LEDGER, ROLES_BUSINESS, NULL, NULL, practice_answer,
     "长期坚持的措施各周期有没有落实（每周期至少填报一次）", "the occurrences of a practice by period: one report in each is owed",
     NULL, NULL, "practice"},
    {HTTP_POST, BOOKS "/review_routes/use", LEDGER, ROLE_BIT(role_office), route_set_prepare, route_set_apply, route_set_answer,
     "换用一套审核环节（small_office、full_chain）", "use a set of review routes (small_office, full_chain)",
     NULL, "route_set", "route_set_done"},
    {HTTP_GET, BOOKS "/export.xlsx", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, export_answer,
     "导出台账的三张清单（.xlsx）", "the three lists of a ledger (.xlsx)",
     NULL, NULL, "application/octet-stream"},
    {HTTP_POST, "/api/v1/intake/letters", UPLOAD | HEAVY | NO_DRY_RUN, ROLES_BUSINESS, intake_letter_prepare, NULL, NULL,
     "读一份反馈意见，得到问题树", "read a feedback letter as a tree",
     NULL, "application/octet-stream", "letter"},
    {HTTP_POST, BOOKS "/intake", LEDGER | HEAVY, ROLES_BUSINESS,
     intake_accept_prepare, intake_accept_apply, intake_accept_answer,
     "核对后的问题树入账", "take a corrected tree into the ledger",
     NULL, "intake", "intake_done"},
    {HTTP_GET, BOOKS "/feedback_reports/{id}/text", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, report_text_answer,
     "反馈意见原文和各条目的位置", "the letter's text and the places of its nodes",
     NULL, NULL, "letter_text"},
    {HTTP_GET, BOOKS "/feedback_reports/{id}/file", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, report_file_answer,
     "反馈意见原文件", "the letter as it was sent",
     NULL, NULL, "application/octet-stream"},
    {HTTP_POST, "/api/v1/imports/people", UPLOAD | PASSWORDS | NO_KEY, ROLE_BIT(role_office) | ROLE_BIT(role_system_admin),
     people_import_prepare, NULL, NULL,
     "导入单位和人员（.xlsx）", "bring units and people in (.xlsx)",
     "skip_refused", "application/octet-stream", "people_import"},
    {HTTP_POST, "/api/v1/imports/calendar", UPLOAD, ROLE_BIT(role_office) | ROLE_BIT(role_system_admin),
     calendar_import_prepare, calendar_import_apply, calendar_import_answer,
     "导入一年的放假安排（.json）", "import a year's table of holidays (.json)",
     NULL, "application/octet-stream", "calendar_import"},
    {HTTP_GET, "/api/v1/verify", HEAVY, ROLE_BIT(role_office) | ROLE_BIT(role_audit_admin), NULL, NULL, verify_answer,
     "核验事件链", "verify the chains of events",
     NULL, NULL, "verification"},
    {HTTP_POST, BOOKS "/attachments", LEDGER | UPLOAD | HEAVY, ROLES_BUSINESS,
     attachment_add_prepare, records_add_apply, records_get_answer,
     "上传附件（?finding_id=… 等指明所属）", "attach a file (?finding_id=… says to what)",
     "*fields", "application/octet-stream", "*one"},
    {HTTP_GET, BOOKS "/attachments/{id}/file", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, attachment_file_answer,
     "附件的文件", "the file of an attachment",
     NULL, NULL, "application/octet-stream"},
    {HTTP_GET, BOOKS "/attachments/{id}/view", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, attachment_view_answer,
     "在页面中显示附件（图片、PDF）", "an attachment to be shown in a page (images, PDF)",
     NULL, NULL, "application/octet-stream"},
    {HTTP_GET, BOOKS "/attachments/{id}/preview", LEDGER | HEAVY, ROLES_BUSINESS, NULL, NULL, attachment_preview_answer,
     "附件内容预览（.docx、.xlsx、文本）", "what stands in an attachment (.docx, .xlsx, text)",
     NULL, NULL, "text/html"},
    {HTTP_GET, "/api/v1/preferences/{key}", 0, 0, NULL, NULL, preference_get_answer,
     "我的一项设置（没有时为 null）", "one of my preferences (null: not set)",
     NULL, NULL, "preference"},
    {HTTP_PUT, "/api/v1/preferences/{key}", 0, 0, preference_set_prepare, preference_set_apply, NULL,
     "保存我的一项设置", "keep one of my preferences",
     NULL, "preference", NULL},
    {HTTP_GET, BOOKS "/views", LEDGER, 0, NULL, NULL, views_list_answer,
     "我的视图和共享的视图", "my views, and shared ones",
     "page", NULL, "view_page"},
    {HTTP_POST, BOOKS "/views", LEDGER, 0, views_add_prepare, views_add_apply, views_get_answer,
     "保存视图", "save a view",
     NULL, "view_wanted", "view"},
    {HTTP_GET, BOOKS "/views/{id}", LEDGER, 0, NULL, NULL, views_get_answer,
     "一个视图", "one view",
     NULL, NULL, "view"},
    {HTTP_PATCH, BOOKS "/views/{id}", LEDGER, 0, views_set_prepare, views_set_apply, views_get_answer,
     "修改我的视图：名称、共享、内容", "change a view of mine: its name, whether it is shared, what it holds",
     NULL, "view_wanted", "view"},
    {HTTP_DELETE, BOOKS "/views/{id}", LEDGER, 0, NULL, views_drop_apply, NULL,
     "删除我的视图", "delete a view of mine",
     NULL, NULL, NULL},
    /* what every record has */
    {HTTP_GET, BOOKS "/{records}/{id}/history", LEDGER, 0, records_prepare, NULL, records_history_answer,
     "一条记录的各个版本；whole=true 时连同问题的责任、认领、措施、佐证", "the versions of a record; whole=true: with what is about a finding",
     "whole", NULL, "history"},
    {HTTP_GET, "/api/v1/{records}/{id}/history", 0, 0, records_prepare, NULL, records_history_answer,
     "一条记录的各个版本", "the versions of a record",
     NULL, NULL, "history"},
    {HTTP_POST, BOOKS "/{records}/{id}/withdraw", LEDGER, 0, records_withdraw_prepare, records_withdraw_apply, records_get_answer,
     "撤销误登的记录（编号保留）", "withdraw a record entered by mistake (its number stays)",
     NULL, "reason", "*one"},
    {HTTP_POST, "/api/v1/{records}/{id}/withdraw", 0, 0, records_withdraw_prepare, records_withdraw_apply, records_get_answer,
     "撤销误登的记录", "withdraw a record entered by mistake",
     NULL, "reason", "*one"},
    {HTTP_POST, BOOKS "/{records}/{id}/moves/{event}", LEDGER, 0, moves_prepare, moves_apply, records_get_answer,
     "流转一条记录：认领、提出异议……（带版本）", "move a record along its life cycle (with its version)",
     NULL, "move", "*one"},
    {HTTP_POST, BOOKS "/{records}/moves/{event}", LEDGER, 0, bulk_prepare, bulk_apply, NULL,
     "批量流转，每条各有结果", "move many records, with a result for each",
     NULL, "bulk", "bulk_result"},
    {HTTP_POST, BOOKS "/{records}/bulk", LEDGER, 0, bulk_prepare, bulk_apply, NULL,
     "批量修改，每条各有结果", "change many records, with a result for each",
     NULL, "bulk", "bulk_result"},
    {HTTP_POST, "/api/v1/{records}/bulk", 0, 0, bulk_prepare, bulk_apply, NULL,
     "批量修改，每条各有结果", "change many records, with a result for each",
     NULL, "bulk", "bulk_result"},
    {HTTP_GET, BOOKS "/{records}", LEDGER, 0, records_prepare, NULL, records_list_answer,
     "列出记录：筛选、排序、翻页", "a page of records: filters, order, cursor",
     "*list", NULL, "*page"},
    {HTTP_POST, BOOKS "/{records}", LEDGER, 0, records_add_prepare, records_add_apply, records_get_answer,
     "登记一条记录", "add a record",
     NULL, "*new", "*one"},
    {HTTP_GET, BOOKS "/{records}/export.xlsx", LEDGER | HEAVY, 0, records_prepare, NULL, export_xlsx_answer,
     "导出所列记录（.xlsx）：同样的筛选、排序和列", "what a list shows as a workbook: the same filters, order, columns",
     "*list", NULL, "application/octet-stream"},
    {HTTP_GET, BOOKS "/{records}/export.csv", LEDGER | HEAVY, 0, records_prepare, NULL, export_csv_answer,
     "导出所列记录（.csv）", "what a list shows as CSV",
     "*list", NULL, "text/csv"},
    {HTTP_GET, BOOKS "/{records}/counts", LEDGER, 0, records_prepare, NULL, records_counts_answer,
     "按一个字段的取值计数（?by=…）", "count a list by the values of a field (?by=…)",
     "*list", NULL, "counts"},
    {HTTP_GET, BOOKS "/{records}/{id}", LEDGER, 0, records_prepare, NULL, records_get_answer,
     "一条记录，及我能改什么", "one record, and what I may change of it",
     NULL, NULL, "*one"},
    {HTTP_PATCH, BOOKS "/{records}/{id}", LEDGER, 0, records_set_prepare, records_set_apply, records_get_answer,
     "修改一条记录（带版本）", "change a record (with its version)",
     NULL, "*change", "*one"},
    {HTTP_GET, "/api/v1/{records}", 0, 0, records_prepare, NULL, records_list_answer,
     "列出记录：筛选、排序、翻页", "a page of records: filters, order, cursor",
     "*list", NULL, "*page"},
    {HTTP_POST, "/api/v1/{records}", 0, 0, records_add_prepare, records_add_apply, records_get_answer,
     "登记一条记录", "add a record",
     NULL, "*new", "*one"},
    {HTTP_GET, "/api/v1/{records}/export.xlsx", HEAVY, 0, records_prepare, NULL, export_xlsx_answer,
     "导出所列记录（.xlsx）：同样的筛选、排序和列", "what a list shows as a workbook: the same filters, order, columns",
     "*list", NULL, "application/octet-stream"},
    {HTTP_GET, "/api/v1/{records}/export.csv", HEAVY, 0, records_prepare, NULL, export_csv_answer,
     "导出所列记录（.csv）", "what a list shows as CSV",
     "*list", NULL, "text/csv"},
    {HTTP_GET, "/api/v1/{records}/counts", 0, 0, records_prepare, NULL, records_counts_answer,
     "按一个字段的取值计数（?by=…）", "count a list by the values of a field (?by=…)",
     "*list", NULL, "counts"},
    {HTTP_GET, "/api/v1/{records}/{id}", 0, 0, records_prepare, NULL, records_get_answer,
     "一条记录，及我能改什么", "one record, and what I may change of it",
     NULL, NULL, "*one"},
    {HTTP_PATCH, "/api/v1/{records}/{id}", 0, 0, records_set_prepare, records_set_apply, records_get_answer,
     "修改一条记录（带版本）", "change a record (with its version)",
     NULL, "*change", "*one"},
    {0, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
/* clang-format on */

struct words {
    const char *at[ROUTE_SEGMENTS];
    size_t length[ROUTE_SEGMENTS];
    size_t count; /* ROUTE_SEGMENTS + 1: more than any route has */
};

static void split(const char *path, struct words *words)
{
    words->count = 0;
    while (*path == '/' && words->count <= ROUTE_SEGMENTS) {
        size_t length = strcspn(++path, "/");
        if (words->count < ROUTE_SEGMENTS) {
            words->at[words->count] = path;
            words->length[words->count] = length;
        }
        words->count++;
        path += length;
    }
}

/* {records} stands for records that exist, so that any other word is an unknown address. */
static bool is_record(const char *word, size_t length)
{
    for (size_t i = 0; i < all_records.count; i++) {
        const char *path = record_path(all_records.types[i]);
        if (strlen(path) == length && memcmp(path, word, length) == 0)
            return true;
    }
    return false;
}

static bool fits(const char *pattern, const struct words *path, size_t taken[ROUTE_ARGUMENTS])
{
    struct words words;
    size_t arguments = 0;
    split(pattern, &words);
    if (words.count != path->count)
        return false;
    for (size_t i = 0; i < words.count; i++) {
        if (words.at[i][0] == '{') {
            bool records = strncmp(words.at[i], "{records}", words.length[i]) == 0;
            if (!path->length[i] || (records && !is_record(path->at[i], path->length[i])))
                return false;
            taken[arguments++] = i;
        } else if (words.length[i] != path->length[i] || memcmp(words.at[i], path->at[i], words.length[i]) != 0) {
            return false;
        }
    }
    return true;
}

const struct route *route_find(struct arena *arena, unsigned method, const char *path,
                               const char *arguments[ROUTE_ARGUMENTS], unsigned *ret_allowed)
{
    struct words words;
    unsigned allowed = 0;
    split(path, &words);
    for (const struct route *route = routes; route->method && words.count <= ROUTE_SEGMENTS; route++) {
        size_t taken[ROUTE_ARGUMENTS] = {0};
        if (!fits(route->pattern, &words, taken))
            continue;
        allowed |= route->method;
        if (route->method != method)
            continue;
        for (size_t i = 0; i < ROUTE_ARGUMENTS && taken[i]; i++)
            arguments[i] = arena_strndup(arena, words.at[taken[i]], words.length[taken[i]]);
        return route;
    }
    *ret_allowed = allowed;
    return NULL;
}
