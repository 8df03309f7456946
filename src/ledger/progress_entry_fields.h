/* progress_entry: what was done about a measure by a day (D3): what, how far, what proves it, what stands in the way,
 * what comes next. A statement, said once: a wrong one is withdrawn by who made it, or by the office, and said anew.
 * 100 per cent says that the measure is done; its state follows (workflow/action_cycle.c). */
#ifndef RECTIFY_LEDGER_PROGRESS_ENTRY_FIELDS_H
#define RECTIFY_LEDGER_PROGRESS_ENTRY_FIELDS_H

#include "ledger/attachment_fields.h"

#define PROGRESS_ENTRY_FIELDS(F)                                                                                       \
    F(ref, corrective_action, corrective_action_id, "整改措施", REQUIRED | SORTED | FIXED)                             \
    F(date, 0, occurred_on, "进展日期", REQUIRED | SORTED | FIXED)                                                     \
    F(long_text, 20000, done, "进展情况", REQUIRED | SEARCHED | FIXED)                                                 \
    F(share, 0, percent, "完成进度", FIXED)                                                                            \
    F(long_text, 4000, obstacle, "存在困难", SEARCHED | FIXED)                                                         \
    F(long_text, 4000, next_step, "下一步打算", FIXED)                                                                 \
    F(integer, 0, sweep_base, "应排查数", FIXED)                                                                       \
    F(integer, 0, sweep_checked, "已排查数", FIXED)                                                                    \
    F(integer, 0, sweep_found, "发现问题数", FIXED)                                                                    \
    F(integer, 0, sweep_corrected, "已整改数", FIXED)                                                                  \
    F(integer, 0, sweep_left, "未整改数", FIXED)                                                                       \
    F(refs, attachment, proofs, "佐证材料", FIXED)                                                                     \
    F(ref, person, reported_by_id, "填报人", GIVEN)
#define RECORD        progress_entry
#define RECORD_FIELDS PROGRESS_ENTRY_FIELDS
#include "record/declare.h"

#endif
