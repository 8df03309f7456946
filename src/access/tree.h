/* tree: the derived path of a record in a tree (D5): its parent's path and one segment of its own, so that text order
 * is tree order and a subtree is a range. A segment is the position (8 digits) and the random half of the id (8 bytes
 * in hex), so that equal positions do not collide. */
#ifndef RECTIFY_ACCESS_TREE_H
#define RECTIFY_ACCESS_TREE_H

#include "store/tx.h"

enum { TREE_SEGMENT = 24, TREE_PATH = 400, TREE_POSITION = 99999999 };

struct tree_node {
    const struct record_type *type;
    struct uuid ledger_id, id, parent_id; /* parent nil: at the top */
    int64_t position;
    const char *root; /* path in front of a top node, "" for none */
};

/* For the rules of the record: whether the position is in range and the node, with what stands below it, is not too
 * deep there. Says what is wrong at "position" or "parent_id". */
enum status tree_check(struct tx *tx, const struct tree_node *node, struct problems *problems);
/* The position behind the last node there, for one that was given none; node->position is not looked at. */
enum status tree_next_position(struct tx *tx, const struct tree_node *node, int64_t *ret_position);
/* Computes and stores the node's path and depth (the columns "path" and, where the type has it, "depth"), and moves its
 * subtree along. */
enum status tree_derive(struct tx *tx, const struct tree_node *node);

#endif
