/* signing: a move that bears somebody's hand: his own, or on paper, recorded by the office with his name, the day and
 * the scan (D15, D35). For guards and effects of life cycles. */
#ifndef RECTIFY_WORKFLOW_SIGNING_H
#define RECTIFY_WORKFLOW_SIGNING_H

#include "workflow/lifecycle.h"

/* Fields of the record: the day, whose hand, the scan. */
struct signing {
    int on, by, paper;
};

/* He could sign himself (`party`), and does not say that it was somebody else. */
bool signing_himself(const struct moving *moving, const struct signing *fields, bool party);
/* A guard's answer: signed himself, or name and scan are there; the day is not to come. Passes over what is still to be
 * filled in while only asked. */
enum status signing_check(struct moving *moving, const struct signing *fields, bool himself);
/* Day and hand; what somebody else supplied is his (`unit` nil: no unit's). */
void signing_fill(struct moving *moving, const struct signing *fields, bool himself, struct uuid unit);

#endif
