/* outcome_words: closed lists about what becomes of closed problems and what rectification brought about (E3, E5).
 * Their labels come from the ledger's profile. */
#ifndef RECTIFY_LEDGER_OUTCOME_WORDS_H
#define RECTIFY_LEDGER_OUTCOME_WORDS_H

#include "record/words.h"

/* How a closed problem came to be looked at again. */
#define CHECK_KIND_WORDS(W) W(check_kind, planned) W(check_kind, sampled)
WORDS_DECLARE(check_kind, CHECK_KIND_WORDS)

/* The life cycle's table is workflow/check_cycle.c. */
#define CHECK_STATE_WORDS(W) W(check_state, planned) W(check_state, done) W(check_state, void)
WORDS_DECLARE(check_state, CHECK_STATE_WORDS)

/* 成效稳固、部分反弹、明显反弹 */
#define CHECK_RESULT_WORDS(W) W(check_result, held) W(check_result, partly) W(check_result, rebounded)
WORDS_DECLARE(check_result, CHECK_RESULT_WORDS)

#define RULE_CHANGE_KIND_WORDS(W) W(rule_change_kind, new) W(rule_change_kind, revised) W(rule_change_kind, abolished)
WORDS_DECLARE(rule_change_kind, RULE_CHANGE_KIND_WORDS)

/* The life cycle's table is workflow/rule_cycle.c. */
#define RULE_STATE_WORDS(W)                                                                                            \
    W(rule_state, draft)                                                                                               \
    W(rule_state, opinions)                                                                                            \
    W(rule_state, deliberation)                                                                                        \
    W(rule_state, issued)                                                                                              \
    W(rule_state, in_force)                                                                                            \
    W(rule_state, dropped)
WORDS_DECLARE(rule_state, RULE_STATE_WORDS)

/* Whether a rule is carried out. */
#define EXECUTION_WORDS(W) W(execution, good) W(execution, partly) W(execution, not )
WORDS_DECLARE(execution, EXECUTION_WORDS)

/* 四种形态 */
#define SANCTION_FORM_WORDS(W)                                                                                         \
    W(sanction_form, first)                                                                                            \
    W(sanction_form, second)                                                                                           \
    W(sanction_form, third)                                                                                            \
    W(sanction_form, fourth)
WORDS_DECLARE(sanction_form, SANCTION_FORM_WORDS)

/* How far good practice was spread. */
#define SPREAD_LEVEL_WORDS(W) W(spread_level, unit) W(spread_level, organisation) W(spread_level, upward)
WORDS_DECLARE(spread_level, SPREAD_LEVEL_WORDS)

#endif
