/* token: text as a search sees it. Both what is stored and what is looked for are folded the same way, so that
 * "contains" means the same everywhere: compatibility forms to the usual ones (full width to half width, ① to 1),
 * capitals to small letters, line breaks and tabs to spaces. Folding works character by character: the folded form of
 * two texts in a row is that of the whole.
 *
 * Tokens are what an index holds of a folded text. A run of Chinese (Japanese, Korean) characters gives each pair of
 * neighbours and its last character alone; a run of other letters and digits gives the run and each of its ends
 * ("0017", "017", "17", "7"), cut to TOKEN_WORD characters; what stands between gives nothing. So every place where a
 * text occurs inside another shows in the tokens: whatever contains the text has all tokens of token_query, though not
 * everything that has them contains it. */
#ifndef RECTIFY_BASE_TOKEN_H
#define RECTIFY_BASE_TOKEN_H

#include "base/strbuf.h"

#include <stdbool.h>

/* Raised whenever folding or tokens change: an index made by another version is made anew. */
enum { TOKEN_VERSION = 1 };
enum { TOKEN_WORD = 24, TOKEN_QUERY = 12, TOKEN_BYTES = 128 };

/* Appends the folded form. */
void token_fold(struct strbuf *out, const char *text, size_t length);

typedef void token_visit(void *context, const char *token, size_t length);
/* Tokens of a folded text, in the order of the text, repeated ones repeated. */
void token_text(const char *folded, size_t length, token_visit *visit, void *context);

struct token_query {
    struct token {
        char text[TOKEN_BYTES];
        bool prefix; /* a token of the text begins with it; otherwise is it */
    } tokens[TOKEN_QUERY];
    size_t count; /* 0: nothing an index could help with, as in "——" */
};
/* What every text has among its tokens that contains this folded one. Of many tokens only some are taken. */
void token_query(const char *folded, size_t length, struct token_query *ret_query);

/* Something to be looked for in many texts. */
struct token_wanted {
    const char *text; /* folded; the caller's */
    size_t length;
    bool han; /* all of it: such a text is found without folding */
};
struct token_wanted token_wanted(const char *folded, size_t length);
/* Whether `text`, not folded yet, holds it. */
bool token_holds(const char *text, size_t length, const struct token_wanted *wanted, struct strbuf *scratch);
/* First place where `text`, not folded yet, holds the folded `wanted` at or behind the byte `from`; both ends are those
 * of whole characters. */
bool token_find(const char *text, size_t length, size_t from, const char *wanted, size_t *ret_start, size_t *ret_end);

#endif
