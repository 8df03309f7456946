#include "journal/merkle.h"

static struct digest node(struct digest_state *digest, const struct digest *left, const struct digest *right)
{
    digest_begin(digest);
    digest_add(digest, "\x01", 1);
    digest_add(digest, left->bytes, DIGEST_SIZE);
    digest_add(digest, right->bytes, DIGEST_SIZE);
    return digest_end(digest);
}

void merkle_begin(struct merkle *tree, struct digest_state *digest)
{
    tree->digest = digest;
    tree->count = 0;
}

void merkle_add(struct merkle *tree, const void *leaf, size_t size)
{
    digest_begin(tree->digest);
    digest_add(tree->digest, "\x00", 1);
    digest_add(tree->digest, leaf, size);
    struct digest root = digest_end(tree->digest);
    int bit = 0;
    for (; tree->count >> bit & 1; bit++) /* as a binary counter carries */
        root = node(tree->digest, &tree->full[bit], &root);
    tree->full[bit] = root;
    tree->count++;
}

struct digest merkle_root(const struct merkle *tree)
{
    struct digest root = {0};
    bool any = false;
    for (int bit = 0; bit < 64; bit++) {
        if (!(tree->count >> bit & 1))
            continue;
        root = any ? node(tree->digest, &tree->full[bit], &root) : tree->full[bit];
        any = true;
    }
    if (!any) {
        digest_begin(tree->digest);
        root = digest_end(tree->digest);
    }
    return root;
}
