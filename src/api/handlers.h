/* handlers: what the rows of routes.c point to. Each resource has its file: session.c, setup.c, records.c (with
 * records_list.c, records_history.c, records_write.c), bulk.c, schema.c, intake.c,
 * views.c, preferences.c, report.c, attachments.c, people.c, calendar.c, export.c, export_list.c, pick.c, summary.c,
 * outcomes.c, plan_content.c, trust.c. What prepare, apply and answer may do is said in call.h. */
#ifndef RECTIFY_API_HANDLERS_H
#define RECTIFY_API_HANDLERS_H

#include "api/call.h"

enum status session_get_answer(struct call *call, struct db *db);
enum status session_login_prepare(struct call *call);
enum status session_login_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status session_login_answer(struct call *call, struct db *db);
enum status session_logout_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status session_logout_answer(struct call *call, struct db *db);
enum status session_password_prepare(struct call *call);
enum status session_password_apply(struct tx *tx, struct call *call, struct problems *problems);

enum status tokens_list_answer(struct call *call, struct db *db);
enum status tokens_add_prepare(struct call *call);
enum status tokens_add_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status tokens_add_answer(struct call *call, struct db *db);
enum status tokens_revoke_prepare(struct call *call);
enum status tokens_revoke_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status tokens_revoke_answer(struct call *call, struct db *db);

enum status setup_get_answer(struct call *call, struct db *db);
enum status setup_administrator_prepare(struct call *call);
enum status setup_administrator_apply(struct tx *tx, struct call *call, struct problems *problems);

enum status openapi_answer(struct call *call, struct db *db);
enum status schema_answer(struct call *call, struct db *db);

enum status records_prepare(struct call *call);
enum status records_list_answer(struct call *call, struct db *db);
enum status records_counts_answer(struct call *call, struct db *db);
enum status records_get_answer(struct call *call, struct db *db);
enum status records_add_prepare(struct call *call);
enum status records_add_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status records_set_prepare(struct call *call);
enum status records_set_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status records_withdraw_prepare(struct call *call);
enum status records_withdraw_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status bulk_prepare(struct call *call);
enum status bulk_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status records_history_answer(struct call *call, struct db *db);

enum status preference_get_answer(struct call *call, struct db *db);
enum status preference_set_prepare(struct call *call);
enum status preference_set_apply(struct tx *tx, struct call *call, struct problems *problems);

enum status views_list_answer(struct call *call, struct db *db);
enum status views_get_answer(struct call *call, struct db *db);
enum status views_add_prepare(struct call *call);
enum status views_add_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status views_set_prepare(struct call *call);
enum status views_set_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status views_drop_apply(struct tx *tx, struct call *call, struct problems *problems);

enum status pick_prepare(struct call *call);
enum status pick_answer(struct call *call, struct db *db);

enum status search_answer(struct call *call, struct db *db);

enum status jobs_list_answer(struct call *call, struct db *db);
enum status jobs_get_answer(struct call *call, struct db *db);
enum status jobs_results_answer(struct call *call, struct db *db);
enum status jobs_events_answer(struct call *call, struct db *db);

enum status changes_answer(struct call *call, struct db *db);

enum status summary_answer(struct call *call, struct db *db);
enum status plan_version_content_answer(struct call *call, struct db *db);
enum status plan_extract_content_answer(struct call *call, struct db *db);
enum status plan_compare_answer(struct call *call, struct db *db);
enum status practice_answer(struct call *call, struct db *db);
enum status route_set_prepare(struct call *call);
enum status route_set_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status route_set_answer(struct call *call, struct db *db);
enum status claim_board_answer(struct call *call, struct db *db);
enum status holdings_answer(struct call *call, struct db *db);
enum status proposals_answer(struct call *call, struct db *db);

enum status schedule_answer(struct call *call, struct db *db);
enum status milestones_use_prepare(struct call *call);
enum status milestones_use_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status milestones_use_answer(struct call *call, struct db *db);
enum status chart_svg_answer(struct call *call, struct db *db);
enum status chart_pdf_answer(struct call *call, struct db *db);
enum status chart_png_answer(struct call *call, struct db *db);
enum status feed_answer(struct call *call, struct db *db);
enum status reminders_answer(struct call *call, struct db *db);
enum status call_sheet_answer(struct call *call, struct db *db);
enum status calendar_preview_prepare(struct call *call);
enum status calendar_preview_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status calendar_preview_answer(struct call *call, struct db *db);
enum status report_desk_answer(struct call *call, struct db *db);
enum status report_draft_answer(struct call *call, struct db *db);
enum status document_answer(struct call *call, struct db *db);
enum status document_pdf_answer(struct call *call, struct db *db);
enum status report_usual_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status report_usual_answer(struct call *call, struct db *db);
enum status calendar_answer(struct call *call, struct db *db);
enum status workday_answer(struct call *call, struct db *db);
enum status calendar_import_prepare(struct call *call);
enum status calendar_import_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status calendar_import_answer(struct call *call, struct db *db);

enum status quality_answer(struct call *call, struct db *db);
enum status outcomes_answer(struct call *call, struct db *db);
enum status contradictions_answer(struct call *call, struct db *db);
enum status sample_prepare(struct call *call);
enum status sample_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status sample_answer(struct call *call, struct db *db);

enum status moves_prepare(struct call *call);
enum status moves_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status work_answer(struct call *call, struct db *db);
enum status waiting_answer(struct call *call, struct db *db);
enum status news_answer(struct call *call, struct db *db);

enum status intake_letter_prepare(struct call *call);
enum status intake_accept_prepare(struct call *call);
enum status intake_accept_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status intake_accept_answer(struct call *call, struct db *db);
/* The name of a file that is sent as a body, from X-File-Name, without folders; REFUSED when there is no body. */
enum status upload_name(struct call *call, const char **ret_name);

enum status people_import_prepare(struct call *call);

enum status attachment_add_prepare(struct call *call);
enum status attachment_file_answer(struct call *call, struct db *db);
enum status attachment_view_answer(struct call *call, struct db *db);
enum status attachment_preview_answer(struct call *call, struct db *db);
enum status export_answer(struct call *call, struct db *db);
enum status export_xlsx_answer(struct call *call, struct db *db);
enum status export_csv_answer(struct call *call, struct db *db);

enum status verify_answer(struct call *call, struct db *db);

enum status report_text_answer(struct call *call, struct db *db);
enum status report_file_answer(struct call *call, struct db *db);

#endif
