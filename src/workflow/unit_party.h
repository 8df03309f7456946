/* unit_party: whether he is an owner of the unit a record names. For the life cycles of what is a unit's. */
#ifndef RECTIFY_WORKFLOW_UNIT_PARTY_H
#define RECTIFY_WORKFLOW_UNIT_PARTY_H

#include "workflow/lifecycle.h"

/* `field` of the record that is moved: a unit. Nobody when it is empty. */
enum status unit_party(struct moving *moving, int field, bool *ret_party);
/* `field` of the record that is moved: a person. */
bool person_party(const struct moving *moving, int field);

#endif
