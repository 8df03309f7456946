/* ledger_words: closed lists about inspections, findings and measures (D3). Their labels come from the ledger's
 * profile. */
#ifndef RECTIFY_LEDGER_WORDS_H
#define RECTIFY_LEDGER_WORDS_H

#include "access/access_words.h"

#define INSPECTION_KIND_WORDS(W)                                                                                       \
    W(inspection_kind, regular)                                                                                        \
    W(inspection_kind, special_topic)                                                                                  \
    W(inspection_kind, cross)                                                                                          \
    W(inspection_kind, surprise)                                                                                       \
    W(inspection_kind, look_back)                                                                                      \
    W(inspection_kind, audit)                                                                                          \
    W(inspection_kind, environmental)
WORDS_DECLARE(inspection_kind, INSPECTION_KIND_WORDS)

#define INSPECTION_LEVEL_WORDS(W)                                                                                      \
    W(inspection_level, central)                                                                                       \
    W(inspection_level, provincial)                                                                                    \
    W(inspection_level, city)                                                                                          \
    W(inspection_level, county)                                                                                        \
    W(inspection_level, internal)
WORDS_DECLARE(inspection_level, INSPECTION_LEVEL_WORDS)

/* The tree a feedback letter states (B1): one record, told apart by its level. */
#define FINDING_LEVEL_WORDS(W)                                                                                         \
    W(finding_level, aspect)                                                                                           \
    W(finding_level, item)                                                                                             \
    W(finding_level, finding)                                                                                          \
    W(finding_level, point)                                                                                            \
    W(finding_level, demand)
WORDS_DECLARE(finding_level, FINDING_LEVEL_WORDS)

#define ORIGIN_WORDS(W)                                                                                                \
    W(origin, inspection)                                                                                              \
    W(origin, audit)                                                                                                   \
    W(origin, survey)                                                                                                  \
    W(origin, superior_comment)                                                                                        \
    W(origin, petition)                                                                                                \
    W(origin, self_found)                                                                                              \
    W(origin, mirror)                                                                                                  \
    W(origin, carried_over)
WORDS_DECLARE(origin, ORIGIN_WORDS)

#define COMMONNESS_WORDS(W) W(commonness, common) W(commonness, individual)
WORDS_DECLARE(commonness, COMMONNESS_WORDS)

#define HORIZON_WORDS(W) W(horizon, immediate) W(horizon, by_deadline) W(horizon, ongoing)
WORDS_DECLARE(horizon, HORIZON_WORDS)

/* 面上/点上 */
#define FINDING_SCOPE_WORDS(W) W(finding_scope, general) W(finding_scope, single)
WORDS_DECLARE(finding_scope, FINDING_SCOPE_WORDS)

#define SINCE_WORDS(W) W(since, recent) W(since, legacy)
WORDS_DECLARE(since, SINCE_WORDS)

#define VISIBILITY_WORDS(W) W(visibility, nascent) W(visibility, manifest)
WORDS_DECLARE(visibility, VISIBILITY_WORDS)

/* The life cycle's table is workflow/finding_cycle.c. */
#define FINDING_STATE_WORDS(W)                                                                                         \
    W(finding_state, registered)                                                                                       \
    W(finding_state, claimed)                                                                                          \
    W(finding_state, disputed)                                                                                         \
    W(finding_state, planned)                                                                                          \
    W(finding_state, in_progress)                                                                                      \
    W(finding_state, under_review)                                                                                     \
    W(finding_state, returned)                                                                                         \
    W(finding_state, suspended)                                                                                        \
    W(finding_state, carried_over)                                                                                     \
    W(finding_state, closed)                                                                                           \
    W(finding_state, reopened)
WORDS_DECLARE(finding_state, FINDING_STATE_WORDS)

/* The outward vocabulary of results, apart from the state (E5). */
#define COMPLETION_WORDS(W)                                                                                            \
    W(completion, done)                                                                                                \
    W(completion, mostly_done)                                                                                         \
    W(completion, stage_done)                                                                                          \
    W(completion, continuing)                                                                                          \
    W(completion, not_done)
WORDS_DECLARE(completion, COMPLETION_WORDS)

#define RESPONSIBILITY_ROLE_WORDS(W)                                                                                   \
    W(responsibility_role, lead_unit)                                                                                  \
    W(responsibility_role, lead_official)                                                                              \
    W(responsibility_role, accountable_official)                                                                       \
    W(responsibility_role, responsible_unit)                                                                           \
    W(responsibility_role, supporting_unit)                                                                            \
    W(responsibility_role, action_owner)                                                                               \
    W(responsibility_role, adopting_official)
WORDS_DECLARE(responsibility_role, RESPONSIBILITY_ROLE_WORDS)

/* 主体、第一、直接/分管、监督、主管、属地 */
#define RESPONSIBILITY_KIND_WORDS(W)                                                                                   \
    W(responsibility_kind, main)                                                                                       \
    W(responsibility_kind, first)                                                                                      \
    W(responsibility_kind, direct)                                                                                     \
    W(responsibility_kind, supervisory)                                                                                \
    W(responsibility_kind, competent)                                                                                  \
    W(responsibility_kind, territorial)
WORDS_DECLARE(responsibility_kind, RESPONSIBILITY_KIND_WORDS)

/* The life cycle's table is workflow/claim_cycle.c. */
#define CLAIM_STATE_WORDS(W)                                                                                           \
    W(claim_state, owed)                                                                                               \
    W(claim_state, claimed)                                                                                            \
    W(claim_state, disputed)                                                                                           \
    W(claim_state, passed_on)                                                                                          \
    W(claim_state, void)
WORDS_DECLARE(claim_state, CLAIM_STATE_WORDS)

#define CLAIM_DECISION_WORDS(W) W(claim_decision, kept) W(claim_decision, moved)
WORDS_DECLARE(claim_decision, CLAIM_DECISION_WORDS)

/* The life cycle's table is workflow/handover_cycle.c. */
#define HANDOVER_STATE_WORDS(W)                                                                                        \
    W(handover_state, drafted)                                                                                         \
    W(handover_state, handed)                                                                                          \
    W(handover_state, done)                                                                                            \
    W(handover_state, void)
WORDS_DECLARE(handover_state, HANDOVER_STATE_WORDS)

/* The life cycles' tables are workflow/mirror_check_cycle.c and workflow/mirror_answer_cycle.c. */
#define MIRROR_STATE_WORDS(W) W(mirror_state, draft) W(mirror_state, sent) W(mirror_state, ended)
WORDS_DECLARE(mirror_state, MIRROR_STATE_WORDS)

#define MIRROR_ANSWER_STATE_WORDS(W)                                                                                   \
    W(mirror_answer_state, owed)                                                                                       \
    W(mirror_answer_state, answered)                                                                                   \
    W(mirror_answer_state, contradicted)                                                                               \
    W(mirror_answer_state, void)
WORDS_DECLARE(mirror_answer_state, MIRROR_ANSWER_STATE_WORDS)

/* 存在、部分存在、隐性或其他形式存在、不存在 */
#define MIRROR_RESULT_WORDS(W)                                                                                         \
    W(mirror_result, present)                                                                                          \
    W(mirror_result, partly)                                                                                           \
    W(mirror_result, other_form)                                                                                       \
    W(mirror_result, not_present)
WORDS_DECLARE(mirror_result, MIRROR_RESULT_WORDS)

#define ACTION_KIND_WORDS(W) W(action_kind, rule) W(action_kind, action) W(action_kind, practice) W(action_kind, sweep)
WORDS_DECLARE(action_kind, ACTION_KIND_WORDS)

/* 当下改、系统改、长久改 */
#define ACTION_LAYER_WORDS(W) W(action_layer, now) W(action_layer, systemic) W(action_layer, lasting)
WORDS_DECLARE(action_layer, ACTION_LAYER_WORDS)

#define ACTION_STATE_WORDS(W) W(action_state, planned) W(action_state, in_progress) W(action_state, done)
WORDS_DECLARE(action_state, ACTION_STATE_WORDS)

/* What is reviewed, and by whom, in the steps of a route (D28). */
#define REVIEW_KIND_WORDS(W)                                                                                           \
    W(review_kind, closure)                                                                                            \
    W(review_kind, extension)                                                                                          \
    W(review_kind, plan)                                                                                               \
    W(review_kind, sub_plan)                                                                                           \
    W(review_kind, implementation)
WORDS_DECLARE(review_kind, REVIEW_KIND_WORDS)

#define REVIEW_BY_WORDS(W)                                                                                             \
    W(review_by, lead_official)                                                                                        \
    W(review_by, accountable_official)                                                                                 \
    W(review_by, office)                                                                                               \
    W(review_by, leader)                                                                                               \
    W(review_by, supervisor)                                                                                           \
    W(review_by, inspector)
WORDS_DECLARE(review_by, REVIEW_BY_WORDS)

/* The life cycle's table is workflow/review_cycle.c. */
#define REVIEW_STATE_WORDS(W)                                                                                          \
    W(review_state, waiting)                                                                                           \
    W(review_state, open)                                                                                              \
    W(review_state, passed)                                                                                            \
    W(review_state, returned)                                                                                          \
    W(review_state, void)
WORDS_DECLARE(review_state, REVIEW_STATE_WORDS)

/* The life cycle's table is workflow/closure_cycle.c. */
#define CLOSURE_STATE_WORDS(W)                                                                                         \
    W(closure_state, under_review)                                                                                     \
    W(closure_state, passed)                                                                                           \
    W(closure_state, returned)                                                                                         \
    W(closure_state, retracted)
WORDS_DECLARE(closure_state, CLOSURE_STATE_WORDS)

/* The life cycle's table is workflow/extension_cycle.c. */
#define EXTENSION_STATE_WORDS(W)                                                                                       \
    W(extension_state, under_review)                                                                                   \
    W(extension_state, passed)                                                                                         \
    W(extension_state, returned)                                                                                       \
    W(extension_state, retracted)
WORDS_DECLARE(extension_state, EXTENSION_STATE_WORDS)

/* 提请协调、请示 */
#define REQUEST_KIND_WORDS(W) W(request_kind, coordination) W(request_kind, instruction)
WORDS_DECLARE(request_kind, REQUEST_KIND_WORDS)

/* The life cycle's table is workflow/request_cycle.c. */
#define REQUEST_STATE_WORDS(W)                                                                                         \
    W(request_state, open)                                                                                             \
    W(request_state, answered)                                                                                         \
    W(request_state, confirmed)                                                                                        \
    W(request_state, retracted)
WORDS_DECLARE(request_state, REQUEST_STATE_WORDS)

#define TRACE_KIND_WORDS(W)                                                                                            \
    W(trace_kind, contact)                                                                                             \
    W(trace_kind, meeting)                                                                                             \
    W(trace_kind, visit)                                                                                               \
    W(trace_kind, dispatch)                                                                                            \
    W(trace_kind, talk)                                                                                                \
    W(trace_kind, document)
WORDS_DECLARE(trace_kind, TRACE_KIND_WORDS)

/* Master plan, sub-plan of a special topic, a unit's implementation plan. */
#define PLAN_KIND_WORDS(W) W(plan_kind, master) W(plan_kind, sub) W(plan_kind, implementation)
WORDS_DECLARE(plan_kind, PLAN_KIND_WORDS)

/* The life cycle's table is workflow/plan_cycle.c. */
#define PLAN_STATE_WORDS(W)                                                                                            \
    W(plan_state, draft)                                                                                               \
    W(plan_state, under_review)                                                                                        \
    W(plan_state, returned)                                                                                            \
    W(plan_state, approved)                                                                                            \
    W(plan_state, issued)
WORDS_DECLARE(plan_state, PLAN_STATE_WORDS)

/* 送审稿、批准稿 */
#define PLAN_STAGE_WORDS(W) W(plan_stage, submitted) W(plan_stage, approved)
WORDS_DECLARE(plan_stage, PLAN_STAGE_WORDS)

/* The life cycle's table is workflow/opinion_cycle.c. */
#define OPINION_STATE_WORDS(W)                                                                                         \
    W(opinion_state, asked)                                                                                            \
    W(opinion_state, answered)                                                                                         \
    W(opinion_state, handled)                                                                                          \
    W(opinion_state, lapsed)
WORDS_DECLARE(opinion_state, OPINION_STATE_WORDS)

#define ADOPTION_WORDS(W) W(adoption, adopted) W(adoption, partly) W(adoption, not_adopted)
WORDS_DECLARE(adoption, ADOPTION_WORDS)

/* The life cycle's table is workflow/extract_cycle.c. */
#define EXTRACT_STATE_WORDS(W) W(extract_state, issued) W(extract_state, signed) W(extract_state, void)
WORDS_DECLARE(extract_state, EXTRACT_STATE_WORDS)

/* The life cycle's table is workflow/letter_cycle.c. */
#define LETTER_STATE_WORDS(W)                                                                                          \
    W(letter_state, drafted)                                                                                           \
    W(letter_state, undertaken)                                                                                        \
    W(letter_state, signed)                                                                                            \
    W(letter_state, void)
WORDS_DECLARE(letter_state, LETTER_STATE_WORDS)

#define CRITERION_MET_WORDS(W) W(criterion_met, met) W(criterion_met, partly) W(criterion_met, unmet)
WORDS_DECLARE(criterion_met, CRITERION_MET_WORDS)

/* How often a practice is kept up. */
#define FREQUENCY_WORDS(W)                                                                                             \
    W(frequency, weekly)                                                                                               \
    W(frequency, ten_days)                                                                                             \
    W(frequency, half_monthly)                                                                                         \
    W(frequency, monthly)                                                                                              \
    W(frequency, quarterly)                                                                                            \
    W(frequency, half_yearly)                                                                                          \
    W(frequency, yearly)
WORDS_DECLARE(frequency, FREQUENCY_WORDS)

/* Whether a measure that touches money, posts or persons is lawful. */
#define LAWFUL_WORDS(W) W(lawful, lawful) W(lawful, to_change)
WORDS_DECLARE(lawful, LAWFUL_WORDS)

/* 好、较好、一般、差 */
#define RATING_WORDS(W) W(rating, good) W(rating, fairly_good) W(rating, fair) W(rating, poor)
WORDS_DECLARE(rating, RATING_WORDS)

/* What a file brought in. */
#define IMPORT_KIND_WORDS(W) W(import_kind, people)
WORDS_DECLARE(import_kind, IMPORT_KIND_WORDS)

#define BATCH_STATE_WORDS(W) W(batch_state, open) W(batch_state, accepted)
WORDS_DECLARE(batch_state, BATCH_STATE_WORDS)

#define BODY_KIND_WORDS(W)                                                                                             \
    W(body_kind, leading_group)                                                                                        \
    W(body_kind, office)                                                                                               \
    W(body_kind, topic_group)                                                                                          \
    W(body_kind, class_team)                                                                                           \
    W(body_kind, party_group)
WORDS_DECLARE(body_kind, BODY_KIND_WORDS)

/* What an inspection is owed, each by its own chain of gates. */
#define MILESTONE_CHAIN_WORDS(W)                                                                                       \
    W(milestone_chain, plan)                                                                                           \
    W(milestone_chain, report)
WORDS_DECLARE(milestone_chain, MILESTONE_CHAIN_WORDS)

#define PERIOD_UNIT_WORDS(W)                                                                                           \
    W(period_unit, working_days)                                                                                       \
    W(period_unit, days)                                                                                               \
    W(period_unit, months)
WORDS_DECLARE(period_unit, PERIOD_UNIT_WORDS)

#define CALENDAR_DAY_KIND_WORDS(W)                                                                                     \
    W(calendar_day_kind, rest)                                                                                         \
    W(calendar_day_kind, work)
WORDS_DECLARE(calendar_day_kind, CALENDAR_DAY_KIND_WORDS)

/* What a duty to report is about (D2): a unit's own report, the office's summary, a dispatch, what goes up to a source,
 * a hearing by the leading group. */
#define REPORT_KIND_WORDS(W)                                                                                           \
    W(report_kind, unit_report)                                                                                        \
    W(report_kind, summary)                                                                                            \
    W(report_kind, dispatch)                                                                                           \
    W(report_kind, upward)                                                                                             \
    W(report_kind, hearing)
WORDS_DECLARE(report_kind, REPORT_KIND_WORDS)

#define REPORT_BY_WORDS(W) W(report_by, each_unit) W(report_by, one_unit) W(report_by, office)
WORDS_DECLARE(report_by, REPORT_BY_WORDS)

#define REPORT_SIGNER_WORDS(W)                                                                                         \
    W(report_signer, unit_head)                                                                                        \
    W(report_signer, accountable_official)                                                                             \
    W(report_signer, lead_official)                                                                                    \
    W(report_signer, office_head)                                                                                      \
    W(report_signer, group_head)
WORDS_DECLARE(report_signer, REPORT_SIGNER_WORDS)

/* The life cycle's table is workflow/report_cycle.c. */
#define REPORT_STATE_WORDS(W)                                                                                          \
    W(report_state, drafted)                                                                                           \
    W(report_state, sent)                                                                                              \
    W(report_state, received)                                                                                          \
    W(report_state, returned)
WORDS_DECLARE(report_state, REPORT_STATE_WORDS)

#define BODY_ROLE_WORDS(W)                                                                                             \
    W(body_role, head)                                                                                                 \
    W(body_role, deputy_head)                                                                                          \
    W(body_role, member)                                                                                               \
    W(body_role, office_head)                                                                                          \
    W(body_role, liaison)
WORDS_DECLARE(body_role, BODY_ROLE_WORDS)

#endif
