/* commands: one function a command; the table is in commands.c. */
#ifndef RECTIFY_CLI_COMMANDS_H
#define RECTIFY_CLI_COMMANDS_H

#include "cli/cli.h"

/* init.c */
int command_init(struct cli *cli);
/* parse.c, import_feedback.c */
int command_parse(struct cli *cli);
int command_import_feedback(struct cli *cli);
/* records.c: for every record, from its list */
int command_list(struct cli *cli);
int command_show(struct cli *cli);
int command_add(struct cli *cli);
int command_set(struct cli *cli);
int command_withdraw(struct cli *cli);
int command_history(struct cli *cli);
/* work.c */
int command_work(struct cli *cli);
int command_workday_add(struct cli *cli);
int command_workday_between(struct cli *cli);
int command_workday_is(struct cli *cli);
int command_call_sheet(struct cli *cli);
/* report.c */
int command_reports(struct cli *cli);
int command_reports_usual(struct cli *cli);
int command_report_draft(struct cli *cli);
int command_document(struct cli *cli);
int command_template_show(struct cli *cli);
int command_template_check(struct cli *cli);
int command_report_send(struct cli *cli);
int command_report_receive(struct cli *cli);
int command_report_return(struct cli *cli);
int command_report_retract(struct cli *cli);
/* chart.c and others */
int command_chart(struct cli *cli);
int command_remind(struct cli *cli);
int command_schedule(struct cli *cli);
int command_milestones_use(struct cli *cli);
int command_calendar_import(struct cli *cli);
/* attach.c */
int command_attach(struct cli *cli);
/* progress.c */
int command_progress_add(struct cli *cli);
int command_progress_return(struct cli *cli);
/* plan.c */
int command_plan_add(struct cli *cli);
int command_plan_set(struct cli *cli);
int command_plan_collect(struct cli *cli);
int command_plan_submit(struct cli *cli);
int command_plan_retract(struct cli *cli);
int command_plan_approve(struct cli *cli);
int command_plan_return(struct cli *cli);
int command_plan_issue(struct cli *cli);
int command_plan_file(struct cli *cli);
int command_plan_ask(struct cli *cli);
int command_plan_answer(struct cli *cli);
int command_plan_handle(struct cli *cli);
int command_plan_sign(struct cli *cli);
/* plan_show.c */
int command_plan_show(struct cli *cli);
int command_plan_compare(struct cli *cli);
/* letter.c */
int command_letter_add(struct cli *cli);
int command_letter_undertake(struct cli *cli);
int command_letter_countersign(struct cli *cli);
/* routes.c */
int command_routes_use(struct cli *cli);
/* closure.c */
int command_closure_request(struct cli *cli);
int command_closure_review(struct cli *cli);
int command_closure_retract(struct cli *cli);
int command_reopen(struct cli *cli);
/* lookback.c, outcomes.c */
int command_lookback_sample(struct cli *cli);
int command_lookback_record(struct cli *cli);
int command_quality(struct cli *cli);
int command_outcomes(struct cli *cli);
int command_contradictions(struct cli *cli);
/* handover.c */
int command_handover_add(struct cli *cli);
int command_handover_sign(struct cli *cli);
int command_handover_receive(struct cli *cli);
int command_handover_cancel(struct cli *cli);
int command_handover_show(struct cli *cli);
/* mirror.c */
int command_mirror_send(struct cli *cli);
int command_mirror_answer(struct cli *cli);
int command_mirror_contradict(struct cli *cli);
int command_mirror_end(struct cli *cli);
int command_mirror_show(struct cli *cli);
/* extension.c */
int command_extend_ask(struct cli *cli);
int command_extend_approve(struct cli *cli);
int command_extend_return(struct cli *cli);
int command_extend_retract(struct cli *cli);
/* request.c */
int command_request_add(struct cli *cli);
int command_request_answer(struct cli *cli);
int command_request_confirm(struct cli *cli);
int command_request_again(struct cli *cli);
int command_request_retract(struct cli *cli);
/* trace.c */
int command_trace_add(struct cli *cli);
/* decision.c */
int command_suspend(struct cli *cli);
int command_carry_over(struct cli *cli);
int command_resume(struct cli *cli);
int command_postpone(struct cli *cli);
/* criterion.c */
int command_criterion_add(struct cli *cli);
int command_criterion_assess(struct cli *cli);
/* claim.c */
int command_claim(struct cli *cli);
int command_claim_dispute(struct cli *cli);
int command_claim_decide(struct cli *cli);
int command_claim_retract(struct cli *cli);
int command_claim_board(struct cli *cli);
/* verify.c */
int command_verify(struct cli *cli);
int command_checkpoint(struct cli *cli);
/* events.c */
int command_events(struct cli *cli);
/* trust.c */
int command_rebuild(struct cli *cli);
/* people.c */
int command_import_people(struct cli *cli);
/* users.c */
int command_user_add(struct cli *cli);
int command_user_passwd(struct cli *cli);
int command_user_list(struct cli *cli);
int command_user_setup_code(struct cli *cli);
/* tokens.c */
int command_token_add(struct cli *cli);
int command_token_list(struct cli *cli);
int command_token_revoke(struct cli *cli);
/* serve.c, schema.c */
int command_search(struct cli *cli);
int command_serve(struct cli *cli);
int command_schema(struct cli *cli);
/* export_ledger.c, export_list.c */
int command_export_ledger(struct cli *cli);
int command_export_list(struct cli *cli);
/* commands.c */
int command_help(struct cli *cli);

#endif
