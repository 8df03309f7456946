/* intake: the tree of a letter as a browser sends it back, read and compared with the letter itself. */
#ifndef RECTIFY_API_INTAKE_H
#define RECTIFY_API_INTAKE_H

#include "api/call.h"
#include "intake/letter.h"

/* Nodes from JSON; checked against `paper`: they tile it, and what they call their text is its text. A problem names
 * its node. */
enum status nodes_read(struct call *call, const json_t *array, const struct paper *paper,
                       struct letter_node **ret_nodes, size_t *ret_count);

#endif
