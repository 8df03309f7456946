/* records: the one list of all record types, and all tables of a store. A new record is one row here, its _fields.h and
 * its .c. */
#ifndef RECTIFY_LEDGER_RECORDS_H
#define RECTIFY_LEDGER_RECORDS_H

#include "access/api_token_fields.h"
#include "access/delegation_fields.h"
#include "access/ledger_fields.h"
#include "access/post_fields.h"
#include "access/role_grant_fields.h"
#include "ledger/acceptance_criterion_fields.h"
#include "ledger/attachment_fields.h"
#include "ledger/body_fields.h"
#include "ledger/calendar_fields.h"
#include "ledger/claim_fields.h"
#include "ledger/effectiveness_check_fields.h"
#include "ledger/extension_request_fields.h"
#include "ledger/good_practice_fields.h"
#include "ledger/handover_fields.h"
#include "ledger/import_batch_fields.h"
#include "ledger/milestone_fields.h"
#include "ledger/mirror_fields.h"
#include "ledger/petition_fields.h"
#include "ledger/plan_extract_fields.h"
#include "ledger/plan_opinion_fields.h"
#include "ledger/plan_version_fields.h"
#include "ledger/portfolio_fields.h"
#include "ledger/progress_entry_fields.h"
#include "ledger/progress_report_fields.h"
#include "ledger/recovery_fields.h"
#include "ledger/reporting_duty_fields.h"
#include "ledger/request_fields.h"
#include "ledger/responsibility_fields.h"
#include "ledger/responsibility_letter_fields.h"
#include "ledger/review_route_fields.h"
#include "ledger/review_step_fields.h"
#include "ledger/rule_change_fields.h"
#include "ledger/sanction_fields.h"
#include "ledger/term_fields.h"
#include "ledger/trace_fields.h"
#include "store/schema.h"

#define ALL_RECORDS(R)                                                                                                 \
    R(organisation)                                                                                                    \
    R(person)                                                                                                          \
    R(post)                                                                                                            \
    R(account)                                                                                                         \
    R(ledger)                                                                                                          \
    R(role_grant)                                                                                                      \
    R(api_token)                                                                                                       \
    R(body)                                                                                                            \
    R(body_member)                                                                                                     \
    R(portfolio)                                                                                                       \
    R(delegation)                                                                                                      \
    R(term)                                                                                                            \
    R(calendar_year)                                                                                                   \
    R(calendar_day)                                                                                                    \
    R(inspection_round)                                                                                                \
    R(inspection)                                                                                                      \
    R(feedback_report)                                                                                                 \
    R(milestone)                                                                                                       \
    R(finding)                                                                                                         \
    R(responsibility)                                                                                                  \
    R(plan)                                                                                                            \
    R(corrective_action)                                                                                               \
    R(acceptance_criterion)                                                                                            \
    R(attachment)                                                                                                      \
    R(import_batch)                                                                                                    \
    R(effectiveness_check)                                                                                             \
    R(rule_change)                                                                                                     \
    R(recovery)                                                                                                        \
    R(sanction)                                                                                                        \
    R(petition)                                                                                                        \
    R(good_practice)                                                                                                   \
    R(claim)                                                                                                           \
    R(handover)                                                                                                        \
    R(mirror_check)                                                                                                    \
    R(mirror_item)                                                                                                     \
    R(mirror_answer)                                                                                                   \
    R(progress_entry)                                                                                                  \
    R(review_route)                                                                                                    \
    R(closure_request)                                                                                                 \
    R(extension_request)                                                                                               \
    R(review_step)                                                                                                     \
    R(request)                                                                                                         \
    R(trace)                                                                                                           \
    R(plan_version)                                                                                                    \
    R(plan_opinion)                                                                                                    \
    R(plan_extract)                                                                                                    \
    R(responsibility_letter)                                                                                           \
    R(reporting_duty)                                                                                                  \
    R(progress_report)

extern const struct registry all_records;
extern const struct schema all_tables;

#endif
