/* question: what people ask of findings that is more than one field's value, each with a name: it is a parameter of the
 * lists (…/findings?owed=true&overdue=true) and what the figures count, so that a number and the rows it opens are the
 * same question. An open finding is one that is not closed; a running one is neither stopped by decision nor carried
 * over, either: only what runs can be late. */
#ifndef RECTIFY_LEDGER_QUESTION_H
#define RECTIFY_LEDGER_QUESTION_H

#include "access/scope.h"
#include "store/list.h"

#define QUESTIONS(Q)                                                                                                   \
    Q(open)      /* not closed */                                                                                      \
    Q(stopped)   /* open, but stopped by decision or carried over (中止、留号) */                                 \
    Q(running)   /* open, and not stopped */                                                                           \
    Q(overdue)   /* running, its last day gone by */                                                                   \
    Q(due_today) /* running, its last day today */                                                                     \
    Q(due_week)  /* running, its last day in the seven days after today */                                             \
    Q(due_later) /* running, its last day after those */                                                               \
    Q(undated)   /* running, without a last day */                                                                     \
    Q(fresh)     /* entered in the last QUESTION_FRESH_DAYS days */                                                    \
    Q(silent) /* running, somebody leads it, and nothing about it was changed or attached for QUESTION_SILENT_DAYS */  \
    Q(owed)   /* the reader's units or he himself answer for it */                                                     \
    Q(under)  /* =<id>: below this node of the tree, or it itself */                                                   \
    Q(of_inspection) /* =<id>: a measure that answers a finding of this inspection (of measures only) */               \
    Q(ever_closed)   /* closed, or opened again after it was */                                                        \
    Q(closed_first)  /* closed at the first request, never returned nor opened again */                                \
    Q(closed_late)   /* closed after its last day */

#define QUESTION_WORD(name) question_##name,
enum question { QUESTIONS(QUESTION_WORD) QUESTION_COUNT };
#undef QUESTION_WORD
enum { QUESTION_WEEK_DAYS = 7, QUESTION_FRESH_DAYS = 7, QUESTION_SILENT_DAYS = 14 };

extern const char *const question_names[QUESTION_COUNT];

struct asked {
    enum question question;
    struct uuid id; /* of those with =<id> */
};

/* QUESTION_COUNT when there is none of this name. */
enum question question_find(const char *name);
/* Whether it is one about this record, and whether its value is an id. */
bool question_is_about(enum question question, const struct record_type *type);
bool question_takes_id(enum question question);
/* Whether only what has a deadline can be it. */
bool question_names_day(enum question question);
/* All of them at once, as a condition on the record's table in this ledger. */
const struct list_within *question_condition(struct arena *arena, const struct scope *scope, const struct clock *clock,
                                             struct uuid ledger, const struct asked *asked, size_t count);

#endif
