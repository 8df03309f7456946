/* extending: days that move (D4). More time is asked for before the day has passed and decided last of all by who set
 * the day; a hard day only comes forward. One gate for screen, API, bulk, import and command line. The days that were
 * stay in the requests and in the history. */
#ifndef RECTIFY_LEDGER_EXTENDING_H
#define RECTIFY_LEDGER_EXTENDING_H

#include "journal/journal.h"
#include "ledger/extension_request_fields.h"

enum { EXTENSIONS_MOST = 2 }; /* of one day, unless the ledger says otherwise */

/* What more time is asked for: a measure, or else the problem. */
struct extended {
    const struct record_type *type;
    struct record_head *record;
    int due, hard, set_by, extensions; /* its fields */
};

/* NOT_FOUND when there is no such record; the journal names it. */
enum status extending_load(struct tx *tx, const struct extension_request *request, struct extended *ret_extended);
/* NULL: it has none. */
const struct deadline *extending_due(const struct extended *extended);

/* Adds every condition that is not met: that there is a day, that it has not passed, that it is not hard, how often it
 * was moved, that the new one is later and within the problem's. REFUSED when there is one. */
enum status extending_gate(struct tx *tx, const struct extension_request *request, struct problems *problems);

/* When it is granted: meanwhile the problem may have been closed or stopped, or its day moved. REFUSED, with what is so
 * now: a day that stays where it is was not extended. */
enum status extending_stands(struct tx *tx, const struct extension_request *request, struct problems *problems);

/* A rule of findings and measures alike: a hard day is moved back by nobody's pen, only by the life cycle, which counts
 * it. */
enum status extending_rules(const struct record_type *type, const struct record_head *before,
                            const struct record_head *after, struct problems *problems);

/* The follow hook; it moves life cycles, so it lives with them: workflow/follow_extension.c. */
enum status extension_request_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                     const struct record_head *after, struct problems *problems);

#endif
