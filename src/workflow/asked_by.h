/* asked_by: who may take back what somebody asked for: he himself, or an owner of the lead unit. For the life cycles of
 * requests. */
#ifndef RECTIFY_WORKFLOW_ASKED_BY_H
#define RECTIFY_WORKFLOW_ASKED_BY_H

#include "workflow/lifecycle.h"

/* `person`, `finding`: fields of the record that is moved. */
enum status asked_by(struct moving *moving, int person, int finding, bool *ret_party);

#endif
