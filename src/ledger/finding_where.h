/* finding_where: what several queries say of findings in SQL. `f` is the row as the query calls it, with its dot
 * ("\"f\"."), or "". */
#ifndef RECTIFY_LEDGER_FINDING_WHERE_H
#define RECTIFY_LEDGER_FINDING_WHERE_H

/* It is being put right: neither closed nor stopped. */
#define FINDING_RUNS(f)         f "\"state\" NOT IN ('closed','suspended','carried_over')"
#define FINDING_RESTRICTED(f)   "(COALESCE(" f "\"restricted\",0)<>0)"
#define FINDING_CONFIDENTIAL(f) "(COALESCE(" f "\"confidentiality\",'open')<>'open')"
/* The problem it is of: a point has its problem's state, day and leaders. */
#define FINDING_PROBLEM(f)                                                                                             \
    "CASE WHEN " f "\"level\"='point' THEN COALESCE(" f "\"parent_id\"," f "\"id\") ELSE " f "\"id\" END"
/* Measures "n"."id", what they answer "a", the problem of that "f"; AND "n"."ledger_id"= has to follow. */
#define MEASURES_BY_PROBLEM                                                                                            \
    " FROM \"corrective_action_answers\" AS \"n\" JOIN \"finding\" AS \"a\" ON "                                       \
    "\"a\".\"ledger_id\"=\"n\".\"ledger_id\" AND \"a\".\"id\"=\"n\".\"ref_id\" AND \"a\".\"withdrawn\"=0 JOIN "        \
    "\"finding\" AS \"f\" ON \"f\".\"ledger_id\"=\"a\".\"ledger_id\" AND \"f\".\"id\"=" FINDING_PROBLEM(               \
        "\"a\".") " AND \"f\".\"withdrawn\"=0 "

#endif
