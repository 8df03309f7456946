#include "store/search.h"

#include "base/token.h"

#include <string.h>

uint64_t search_fields(const struct record_type *type)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & SEARCHED && !(type->fields[i].flags & RESTRICTED))
            mask |= FIELD_BIT(i);
    return mask;
}

/* ---- scopes and tokens ---- */

static enum status find_scope(struct db *db, const char *record, struct uuid ledger, int64_t *ret_scope)
{
    struct stmt *stmt =
        db_prepare(db, "SELECT \"number\" FROM \"search_scope\" WHERE \"record\"=?1 AND \"ledger_id\"=?2");
    bool row;
    stmt_bind_text(stmt, 1, record);
    stmt_bind_uuid(stmt, 2, ledger);
    enum status status = stmt_step(stmt, &row);
    *ret_scope = !status && row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

enum status search_scope(struct db *db, const char *record, struct uuid ledger, bool make, int64_t *ret_scope)
{
    enum status status = find_scope(db, record, ledger, ret_scope);
    if (status || *ret_scope || !make)
        return status;
    struct stmt *stmt = db_prepare(db, "INSERT INTO \"search_scope\" (\"number\",\"record\",\"ledger_id\") SELECT "
                                       "coalesce(max(\"number\"),0)+1,?1,?2 FROM \"search_scope\"");
    stmt_bind_text(stmt, 1, record);
    stmt_bind_uuid(stmt, 2, ledger);
    status = stmt_run(stmt);
    return status ? status : find_scope(db, record, ledger, ret_scope);
}

/* Tokens are letters, digits and marks: nothing in them ends a quotation. */
static void add_token(struct strbuf *out, enum dialect dialect, const char *token, bool prefix)
{
    const char *quote = dialect == DIALECT_SQLITE ? "\"" : "'";
    strbuf_adds(out, out->length ? dialect == DIALECT_SQLITE ? " AND " : " & " : "");
    strbuf_adds(out, quote);
    strbuf_adds(out, token);
    strbuf_adds(out, quote);
    if (prefix)
        strbuf_adds(out, dialect == DIALECT_SQLITE ? "*" : ":*");
}

const char *search_match(struct arena *arena, enum dialect dialect, int64_t scope, const char *folded, size_t length)
{
    struct token_query tokens;
    struct strbuf out = {0};
    token_query(folded, length, &tokens);
    if (!tokens.count)
        return NULL;
    for (size_t i = 0; i < tokens.count; i++)
        add_token(&out, dialect, tokens.tokens[i].text, tokens.tokens[i].prefix);
    if (scope && dialect == DIALECT_POSTGRES)
        add_token(&out, dialect, arena_printf(arena, ":%lld", (long long)scope), false);
    const char *match = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return match;
}

/* ---- writing ---- */

static enum status note(struct tx *tx, const char *record, struct uuid ledger, struct uuid id, int64_t version)
{
    struct stmt *stmt =
        db_prepare(tx->db, "INSERT INTO \"search_pending\" (\"record\",\"ledger_id\",\"id\",\"version\") VALUES "
                           "(?1,?2,?3,?4) ON CONFLICT DO NOTHING");
    stmt_bind_text(stmt, 1, record);
    stmt_bind_uuid(stmt, 2, ledger);
    stmt_bind_uuid(stmt, 3, id);
    stmt_bind_int(stmt, 4, version);
    return stmt_run(stmt);
}

static bool is_touched(const struct record_type *type, const struct record_head *before,
                       const struct record_head *after)
{
    uint64_t fields = search_fields(type);
    for (size_t i = 0; i < type->count; i++)
        if (fields & FIELD_BIT(i) && (before ? !field_equal(type, (int)i, before, after) : record_has(after, (int)i)))
            return true;
    return false;
}

enum status search_touch(struct tx *tx, const struct record_type *type, const struct record_head *before,
                         const struct record_head *after)
{
    if (!is_touched(type, before, after))
        return OK;
    return note(tx, type->name, after->ledger_id, after->id, after->version);
}

enum status search_text_set(struct tx *tx, const struct record_type *type, struct uuid ledger, struct uuid id,
                            const char *text)
{
    struct stmt *stmt = db_prepare(
        tx->db, "INSERT INTO \"search_text\" (\"record\",\"ledger_id\",\"id\",\"version\",\"text\") VALUES "
                "(?1,?2,?3,1,?4) ON CONFLICT (\"record\",\"ledger_id\",\"id\") DO UPDATE SET "
                "\"version\"=\"search_text\".\"version\"+1,\"text\"=excluded.\"text\" RETURNING \"version\"");
    bool row;
    int64_t version = 0;
    stmt_bind_text(stmt, 1, type->name);
    stmt_bind_uuid(stmt, 2, ledger);
    stmt_bind_uuid(stmt, 3, id);
    stmt_bind_text(stmt, 4, text);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        version = stmt_int(stmt, 0);
    stmt_done(stmt);
    const char *record = arena_printf(tx->arena, "%s.text", type->name);
    return status ? status : note(tx, record, ledger, id, version);
}

static struct stmt *text_statement(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id)
{
    struct stmt *stmt =
        db_prepare(db, "SELECT \"text\" FROM \"search_text\" WHERE \"record\"=?1 AND \"ledger_id\"=?2 AND \"id\"=?3");
    stmt_bind_text(stmt, 1, type->name);
    stmt_bind_uuid(stmt, 2, ledger);
    stmt_bind_uuid(stmt, 3, id);
    return stmt;
}

enum status search_text_get(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                            struct uuid id, const char **ret_text)
{
    struct stmt *stmt = text_statement(db, type, ledger, id);
    bool row;
    enum status status = stmt_step(stmt, &row);
    if (!status)
        *ret_text = row ? arena_strdup(arena, stmt_text(stmt, 0)) : "";
    stmt_done(stmt);
    return status;
}

/* ---- reading ---- */

struct search {
    struct db *db;
    struct arena *arena;
    const struct list_query *query;
    const struct record_type *type;
    uint64_t fields;
    struct token_wanted words[SEARCH_WORDS];
    size_t word_count;
    struct search_hits hits;   /* match NULL: no index can help */
    const char *match;         /* in any scope */
    int64_t named, named_most; /* records the index and search_pending name; not counted further than this */
    struct strbuf folded;      /* of the value being tested */
};

/* One text to be found as it is, or each of its words. */
static void take_words(struct search *search, char *text)
{
    char *save = NULL;
    if (!search->query->words) {
        search->words[search->word_count++] = token_wanted(text, strlen(text));
        return;
    }
    for (char *word = strtok_r(text, " ", &save); word && search->word_count < SEARCH_WORDS;
         word = strtok_r(NULL, " ", &save))
        search->words[search->word_count++] = token_wanted(word, strlen(word));
}

/* The longest word tells most. Of a long text only a part of the document need hold it: the words may be in several. */
static const struct token_wanted *longest(const struct search *search)
{
    const struct token_wanted *most = &search->words[0];
    for (size_t i = 1; i < search->word_count; i++)
        if (search->words[i].length > most->length)
            most = &search->words[i];
    return most;
}

/* One question: which scope it is, how much is pending in it, how many documents match; counting to `most`. */
static const char *question(const struct search *search)
{
#define SCOPE   "(SELECT \"number\" FROM \"search_scope\" WHERE \"record\"=?1 AND \"ledger_id\"=?2)"
#define PENDING "(SELECT count(*) FROM (SELECT 1 FROM \"search_pending\" WHERE \"record\"=?1"
#define SQLITE                                                                                                         \
    " LIMIT ?3) AS \"some\"),(SELECT count(*) FROM (SELECT 1 FROM \"search_index\" WHERE \"search_index\" MATCH ?4 "   \
    "AND rowid>=" SCOPE "<<40 AND rowid<(" SCOPE "+1)<<40 LIMIT ?3) AS \"few\")"
#define POSTGRES                                                                                                       \
    " LIMIT ?3) AS \"some\"),(SELECT count(*) FROM (SELECT 1 FROM \"search_doc\" WHERE \"tokens\" @@ CAST(CAST(?4 AS " \
    "text)||' & '':'||" SCOPE "||'''' AS tsquery) LIMIT ?3) AS \"few\")"
    _Static_assert(SEARCH_SCOPE_BITS == 40, "the question says so");
    bool all = search->type->of_installation;
    if (db_dialect(search->db) == DIALECT_SQLITE)
        return all ? "SELECT " SCOPE "," PENDING SQLITE : "SELECT " SCOPE "," PENDING " AND \"ledger_id\"=?2" SQLITE;
    return all ? "SELECT " SCOPE "," PENDING POSTGRES : "SELECT " SCOPE "," PENDING " AND \"ledger_id\"=?2" POSTGRES;
#undef SCOPE
#undef PENDING
#undef SQLITE
#undef POSTGRES
}

static enum status ask(struct search *search, int64_t most)
{
    const struct token_wanted *word = longest(search);
    struct search_hits *hits = &search->hits;
    struct stmt *stmt = db_prepare(search->db, question(search));
    bool row;
    stmt_bind_text(stmt, 1, hits->record);
    stmt_bind_uuid(stmt, 2, hits->ledger);
    stmt_bind_int(stmt, 3, most + 1);
    stmt_bind_text(stmt, 4, search->match);
    enum status status = stmt_step(stmt, &row);
    if (!status && row) {
        int64_t scope = stmt_int(stmt, 0);
        hits->pending = stmt_int(stmt, 1) > 0;
        hits->from = scope << SEARCH_SCOPE_BITS;
        hits->until = scope ? (scope + 1) << SEARCH_SCOPE_BITS : 0;
        hits->match = /* a scope that is not there: no document has it */
            search_match(search->arena, db_dialect(search->db), scope ? scope : -1, word->text, word->length);
        search->named = stmt_int(stmt, 1) + stmt_int(stmt, 2);
        search->named_most = most;
    }
    stmt_done(stmt);
    return status;
}

static void prepare_hits(struct search *search)
{
    const struct record_type *type = search->type;
    const struct token_wanted *word = longest(search);
    struct search_hits *hits = &search->hits;
    hits->record = search->query->file_text ? arena_printf(search->arena, "%s.text", type->name) : type->name;
    hits->of_installation = type->of_installation;
    hits->ledger = type->of_installation ? (struct uuid){0} : search->query->ledger;
    if (search->word_count && word->length < SEARCH_OVERLAP)
        search->match = search_match(search->arena, db_dialect(search->db), 0, word->text, word->length);
    search->named = 1; /* more than the none that were counted */
}

struct search *search_new(struct db *db, struct arena *arena, const struct list_query *query)
{
    struct search *search = ARENA_NEW(arena, struct search);
    struct strbuf folded = {0};
    search->db = db;
    search->arena = arena;
    search->query = query;
    search->type = query->type;
    search->fields = search_fields(query->type) & (query->searchable ? query->searchable : ~UINT64_C(0));
    token_fold(&folded, query->text, strlen(query->text));
    take_words(search, arena_strdup(arena, strbuf_text(&folded)));
    strbuf_free(&folded);
    prepare_hits(search);
    return search;
}

void search_free(struct search *search)
{
    if (search)
        strbuf_free(&search->folded);
}

const struct search_hits *search_hits(const struct search *search)
{
    return &search->hits;
}

enum status search_is_narrow(struct search *search, int64_t most, bool *ret_narrow)
{
    enum status status = OK;
    if (search->match && most > search->named_most && search->named > search->named_most)
        status = ask(search, most);
    *ret_narrow = search->match && search->named <= most;
    return status;
}

void search_columns(const struct search *search, struct strbuf *sql)
{
    for (size_t i = 0; i < search->type->count; i++) {
        if (!(search->fields & FIELD_BIT(i)))
            continue;
        strbuf_addc(sql, ',');
        sql_name(sql, search->type->fields[i].name);
    }
}

int search_column_count(const struct search *search)
{
    return __builtin_popcountll(search->fields);
}

/* Marks the words this value holds. */
static unsigned words_in(struct search *search, const char *text, size_t length)
{
    unsigned found = 0;
    for (size_t i = 0; i < search->word_count; i++)
        if (token_holds(text, length, &search->words[i], &search->folded))
            found |= 1u << i;
    return found;
}

static enum status words_in_text(struct search *search, struct uuid id, unsigned *ret_found)
{
    struct stmt *stmt = text_statement(search->db, search->type, search->query->ledger, id);
    bool row;
    size_t length = 0;
    enum status status = stmt_step(stmt, &row);
    const char *text = !status && row ? stmt_text_n(stmt, 0, &length) : NULL;
    *ret_found = text ? words_in(search, text, length) : 0;
    stmt_done(stmt);
    return status;
}

enum status search_matches(struct search *search, struct stmt *stmt, int id, int first, bool *ret_matches)
{
    unsigned found = 0, all = (1u << search->word_count) - 1;
    enum status status = OK;
    if (search->query->file_text)
        status = words_in_text(search, stmt_uuid(stmt, id), &found);
    for (size_t i = 0; i < search->type->count && found != all && !search->query->file_text; i++) {
        size_t length;
        if (!(search->fields & FIELD_BIT(i)))
            continue;
        const char *text = stmt_text_n(stmt, first < 0 ? sql_first_column(search->type, (int)i) : first++, &length);
        found |= text ? words_in(search, text, length) : 0;
    }
    *ret_matches = found == all;
    return status;
}

bool search_is_certain(const struct search *search)
{
    struct token_query tokens;
    if (!search->hits.match || search->word_count != 1 || search->query->file_text || search->hits.pending ||
        search->fields != search_fields(search->type))
        return false;
    token_query(search->words[0].text, search->words[0].length, &tokens);
    return tokens.count == 1 && !tokens.tokens[0].prefix && strcmp(tokens.tokens[0].text, search->words[0].text) == 0;
}
