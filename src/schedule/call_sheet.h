/* call_sheet: 叫号, whom the office calls this week (D1): what is overdue or falls due, what nobody has reported on for
 * a while, what was returned, what is not claimed, implementation plans that are owed, requests nobody answers, what is
 * kept up and not yet done in its period, reports and hearings that are owed (report_desk.h). A query
 * over the records, of what the reader may see, in the working days of the ledger's organisation. */
#ifndef RECTIFY_SCHEDULE_CALL_SHEET_H
#define RECTIFY_SCHEDULE_CALL_SHEET_H

#include "insight/insight.h"
#include "schedule/lamp.h"

#define CALL_KINDS(K) K(measure) K(finding) K(claim) K(plan) K(request) K(practice) K(report)
#define CALL_REASONS(R)                                                                                                \
    R(overdue, "超期", "overdue")                                                                                      \
    R(due, "即将到期", "falls due")                                                                                    \
    R(silent, "久未填报", "silent")                                                                                    \
    R(returned, "已退回", "returned")                                                                                  \
    R(unclaimed, "未认领", "unclaimed")                                                                                \
    R(plan_owed, "未报方案", "owes its plan")                                                                          \
    R(unanswered, "未答复", "unanswered")                                                                              \
    R(occurrence_due, "本期未做", "this period's occurrence is due")                                                   \
    R(report_owed, "未报报告", "owes a report")                                                                        \
    R(hearing_owed, "未听取汇报", "owes a hearing")
#define CALL_KIND(name)           CALL_##name,
#define CALL_REASON(name, zh, en) CALL_FOR_##name,
enum call_kind { CALL_KINDS(CALL_KIND) CALL_KIND_COUNT };
enum call_reason { CALL_REASONS(CALL_REASON) CALL_REASON_COUNT };
#undef CALL_KIND
#undef CALL_REASON
extern const char *const call_kind_names[CALL_KIND_COUNT];
extern const struct message call_reasons[CALL_REASON_COUNT];

enum { CALL_ROWS = 3000 };

struct call_row {
    enum call_kind kind;
    struct uuid id, finding; /* finding nil: about none */
    const char *number, *title;
    struct uuid unit, person; /* nil: nobody */
    const char *unit_name, *unit_path, *person_name, *phone, *note;
    int64_t person_order; /* official */
    unsigned reasons;     /* bits by enum call_reason */
    enum lamp lamp;
    bool has_due, has_last;
    date due, last; /* the day; of the last report */
    int days;       /* working days left; behind it when negative */
};

struct call_sheet {
    date as_of;
    int due_days, silent_days;
    VEC(struct call_row) rows; /* units in official order, within one persons, within one days */
    int64_t counts[CALL_REASON_COUNT], units;
    bool more; /* than CALL_ROWS */
};

/* `phones`: whether the reader may see telephone numbers. */
enum status call_sheet_read(const struct insight *insight, struct uuid ledger, date as_of, bool phones,
                            struct call_sheet *ret_sheet);
void call_sheet_json(struct strbuf *out, const struct call_sheet *sheet);

#endif
