#include "store/sqlite_tokens.h"

#include "base/token.h"

typedef int take_token(void *context, int flags, const char *token, int length, int start, int end);

struct tokenizing {
    take_token *take;
    void *context;
    int code;
};

static int make(void *context, const char **arguments, int count, Fts5Tokenizer **ret_tokenizer)
{
    static char nothing_to_keep;
    (void)context;
    (void)arguments;
    (void)count;
    *ret_tokenizer = (Fts5Tokenizer *)(void *)&nothing_to_keep;
    return SQLITE_OK;
}

static void unmake(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

static void pass_on(void *context, const char *token, size_t length)
{
    struct tokenizing *tokenizing = context;
    if (tokenizing->code == SQLITE_OK) /* nobody asks for places: they are not kept */
        tokenizing->code = tokenizing->take(tokenizing->context, 0, token, (int)length, 0, (int)length);
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, take_token *take)
{
    (void)tokenizer;
    struct tokenizing tokenizing = {take, context, SQLITE_OK};
    if (!text || length <= 0)
        return SQLITE_OK;
    if (flags & FTS5_TOKENIZE_QUERY)
        pass_on(&tokenizing, text, (size_t)length);
    else
        token_text(text, (size_t)length, pass_on, &tokenizing);
    return tokenizing.code;
}

int sqlite_tokens_register(sqlite3 *connection)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    fts5_tokenizer tokenizer = {make, unmake, tokenize};
    int code = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
    if (code == SQLITE_OK)
        sqlite3_step(statement);
    int ended = sqlite3_finalize(statement);
    if (code == SQLITE_OK)
        code = ended;
    if (code == SQLITE_OK && !api)
        code = SQLITE_ERROR;
    return code == SQLITE_OK ? api->xCreateTokenizer(api, "rectify", NULL, &tokenizer, NULL) : code;
}
