/* asking: what a list is asked in the words of an address or a command line, the same everywhere a list is read:
 *
 *   state=registered,closed    any of these words (terms, records by id or by what people call them)
 *   state!=closed              none of them, and not empty
 *   lead_unit_id=              is empty; lead_unit_id!= is not
 *   due=2026-03-01..2026-03-31 from–to, either end may be left out (dates, numbers, amounts)
 *   due=this_week              also today, next_week, this_month, next_month; an end of a range may be today, today+7
 *   title~=台账                stands somewhere in the text
 *   extra.KEY=value            one of the office's own columns (D34)
 *   unassigned, mine, my_unit, and the questions of ledger/question.h: open, overdue, owed … =true    about findings,
 * in the words of the first page's figures
 *
 * A deadline is asked by its last day, also as due_on. Sentences name the parameter. */
#ifndef RECTIFY_LEDGER_ASKING_H
#define RECTIFY_LEDGER_ASKING_H

#include "ledger/question.h"
#include "ledger/records.h"
#include "store/list.h"

struct asking {
    struct db *db;
    struct arena *arena;
    const struct scope *scope; /* whose "mine" */
    const struct clock *clock;
    struct list_query *query;
    struct problems *problems;
    const char *(*also)(size_t index); /* other names the asker may have meant, then NULL; may be NULL */
    unsigned questions;                /* asked so far; asking_done adds them */
    struct asked asked[QUESTION_COUNT];
    size_t asked_count;
};

/* REFUSED for a name that is neither a field nor a question, or a value it cannot hold. */
enum status asking_add(struct asking *asking, const char *name, const char *value);
/* Call when everything is added: a question looks at the filters beside it. */
enum status asking_done(struct asking *asking);
/* "due", "-due"; "" or NULL: the usual one. Only what an index serves, or what orders a short list (D25). */
enum status asking_sort(struct asking *asking, const char *sort);
bool asking_may_sort(const struct field *field);

#endif
