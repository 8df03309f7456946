/* merkle: the root of a Merkle tree (RFC 9162, 2.1.1) over values that come one after another: memory for the logarithm
 * of their number. Leaves are hashed with 0x00 in front, nodes with 0x01. */
#ifndef RECTIFY_JOURNAL_MERKLE_H
#define RECTIFY_JOURNAL_MERKLE_H

#include "base/digest.h"

struct merkle {
    struct digest_state *digest; /* the caller's, of any kind */
    uint64_t count;
    struct digest full[64]; /* roots of the full subtrees: one of 2^i leaves where bit i of count is set */
};

void merkle_begin(struct merkle *tree, struct digest_state *digest);
void merkle_add(struct merkle *tree, const void *leaf, size_t size);
struct digest merkle_root(const struct merkle *tree); /* of what was added so far; more may follow */

#endif
