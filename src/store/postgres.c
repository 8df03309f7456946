#include "store/backend.h"

#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNDER_WAY_MAX = 64, FIRST_REPLAN = 256 };

/* Statements whose rows nobody reads are sent without waiting (libpq's pipeline); the next one that is waited for takes
 * their outcomes along. After the first that fails the server skips all up to there, so that nothing is built on it. */
struct pg_connection {
    PGconn *conn;
    unsigned next_name;
    unsigned under_way;
    enum status owed;   /* one of them failed, and nobody has been told yet */
    bool answered;      /* the last failure is the server's word, not the end of the connection */
    uint64_t replan_at; /* of db->statements */
};

/* A prepared statement. Parameter types are left to the server, which takes them from the columns; every integer column
 * is bigint, so that an 8-byte binary integer always fits. Results come whole and in binary. */
struct pg_statement {
    char name[16];
    int parameters;
    bool begins;         /* BEGIN: waited for with the first statement of the transaction */
    bool commits;        /* COMMIT of a failed transaction answers ROLLBACK without an error: that is a failure here */
    const char **values; /* of each parameter: a question over many ledgers has hundreds */
    int *lengths, *formats;
    unsigned char (*scratch)[16];
    PGresult *result;
    int row;
};

static PGconn *of(const struct db *db)
{
    return ((const struct pg_connection *)db->connection)->conn;
}

static enum status failed(struct db *db, const PGresult *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : PQerrorMessage(of(db));
    struct pg_connection *connection = db->connection; /* a server that is stopping (57P…) gives no answer either */
    connection->answered = state && strncmp(state, "57P", 3) != 0 && strncmp(state, "08", 2) != 0;
    enum db_failure failure = DB_BROKEN;
    if (state && strcmp(state, "23505") == 0) /* unique_violation; the detail names the key */
        failure = DB_DOUBLED;
    else if (state && (strncmp(state, "40", 2) == 0 || strcmp(state, "55P03") == 0)) /* serialization, deadlock, lock */
        failure = DB_BUSY;
    else if (state && strcmp(state, "53100") == 0)
        failure = DB_FULL;
    else if (state && strcmp(state, "57014") == 0 && db->steps) /* query_canceled: statement_timeout */
        failure = DB_LIMIT;
    else if (state && strcmp(state, "22012") == 0) /* division by zero: see one_row */
        text = DB_ROW_MISSING;
    return db_fail(db, failure, text ? text : PQerrorMessage(of(db)));
}

static bool is_good(const PGresult *result)
{
    ExecStatusType code = PQresultStatus(result);
    return code == PGRES_COMMAND_OK || code == PGRES_TUPLES_OK || code == PGRES_EMPTY_QUERY;
}

/* ---- statements under way ---- */

/* The next result of the pipeline: every statement has one, and a NULL behind it. */
static PGresult *next_result(struct db *db)
{
    PGresult *result = PQgetResult(of(db));
    if (result)
        PQclear(PQgetResult(of(db)));
    return result;
}

static enum status take_owed(struct db *db)
{
    struct pg_connection *connection = db->connection;
    enum status status = connection->owed;
    connection->owed = OK;
    return status;
}

/* Waits for all that was sent; the first failure is owed. `keep`: one more statement was sent, whose result the caller
 * gets. */
static PGresult *end_pipeline(struct db *db, bool keep)
{
    struct pg_connection *connection = db->connection;
    PGresult *kept = NULL, *result;
    PQpipelineSync(connection->conn);
    db->waits++;
    for (unsigned i = 0; i < connection->under_way; i++) {
        result = next_result(db);
        if (!connection->owed && !is_good(result))
            connection->owed = failed(db, result);
        PQclear(result);
    }
    connection->under_way = 0;
    if (keep)
        kept = next_result(db);
    while ((result = PQgetResult(connection->conn))) { /* the sync itself; or what a lost connection still says */
        bool last = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        PQclear(result);
        if (last)
            break;
    }
    PQexitPipelineMode(connection->conn);
    return kept;
}

static enum status pg_settle(struct db *db)
{
    struct pg_connection *connection = db->connection;
    if (connection->under_way)
        end_pipeline(db, false);
    return take_owed(db);
}

static enum status pg_exec(struct db *db, const char *sql)
{
    enum status status = pg_settle(db);
    if (status)
        return status;
    PGresult *result = PQexec(of(db), sql);
    db->waits++;
    if (!is_good(result))
        status = failed(db, result);
    PQclear(result);
    return status;
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static enum status pg_open(struct db *db, const char *where, enum db_mode mode)
{
    PQconninfoOption *parsed = PQconninfoParse(where, NULL); /* what it says of a broken one may hold the password */
    if (!parsed)
        return db_fail(db, DB_BROKEN, "not a valid postgres:// address");
    PQconninfoFree(parsed);
    struct pg_connection *connection = xmalloc(sizeof *connection);
    connection->replan_at = db->statements + FIRST_REPLAN;
    db->connection = connection;
    connection->conn = PQconnectdb(where);
    if (PQstatus(connection->conn) != CONNECTION_OK)
        return db_fail(db, DB_BROKEN, PQerrorMessage(connection->conn));
    PQsetNoticeReceiver(connection->conn, ignore_notice, NULL);
    if (PQsetClientEncoding(connection->conn, "UTF8") != 0 ||
        strcmp(PQparameterStatus(connection->conn, "server_encoding"), "UTF8") != 0)
        return db_fail(db, DB_BROKEN, "the database's encoding must be UTF8");
    /* a page a person waits for is in memory or on an SSD: the server's own guess is a disk that seeks, for which
     * reading a whole table looks cheap */
    return pg_exec(db, mode == DB_READ ? "SET default_transaction_read_only=on; SET random_page_cost=1.1"
                                       : "SET synchronous_commit=on; SET random_page_cost=1.1");
}

static void pg_close(struct db *db)
{
    PQfinish(of(db));
    free(db->connection);
}

/* A statement that must write one row fails in the server when it writes none, so that a COMMIT sent behind it without
 * waiting is skipped. */
static char *one_row(const char *sql)
{
    size_t length;
    if (!db_wants_one_row(sql, &length))
        return xstrdup(sql);
    struct strbuf text = {0};
    strbuf_adds(&text, "WITH \"written\" AS (");
    strbuf_add(&text, sql, length);
    strbuf_adds(&text, " RETURNING 1) SELECT 1/count(*) FROM \"written\"");
    char *made = xstrdup(strbuf_text(&text));
    strbuf_free(&text);
    return made;
}

/* ?12 → $12 outside of quotes. */
static char *numbered(const char *sql, int *ret_parameters)
{
    char *out = one_row(sql);
    int most = 0;
    bool quoted = false;
    for (char *at = out; *at; at++) {
        if (*at == '\'')
            quoted = !quoted;
        if (*at == '?' && !quoted) {
            *at = '$';
            int number = atoi(at + 1);
            most = number > most ? number : most;
        }
    }
    *ret_parameters = most;
    return out;
}

static void statement_free(struct pg_statement *statement)
{
    free(statement->values);
    free(statement->lengths);
    free(statement->formats);
    free(statement->scratch);
    free(statement);
}

static void *pg_prepare(struct db *db, const char *sql)
{
    struct pg_connection *connection = db->connection;
    if (pg_settle(db))
        return NULL;
    struct pg_statement *statement = xmalloc(sizeof *statement);
    char *text = numbered(sql, &statement->parameters);
    size_t room = (size_t)statement->parameters + 1;
    statement->values = xmalloc(room * sizeof *statement->values);
    statement->lengths = xmalloc(room * sizeof *statement->lengths);
    statement->formats = xmalloc(room * sizeof *statement->formats);
    statement->scratch = xmalloc(room * sizeof *statement->scratch);
    statement->begins = strcmp(sql, "BEGIN") == 0;
    statement->commits = strcmp(sql, "COMMIT") == 0;
    snprintf(statement->name, sizeof statement->name, "s%u", connection->next_name++);
    PGresult *result = PQprepare(connection->conn, statement->name, text, 0, NULL);
    db->waits++;
    bool good = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!good)
        failed(db, result);
    PQclear(result);
    free(text);
    if (good)
        return statement;
    statement_free(statement);
    return NULL;
}

static void pg_reset(void *handle)
{
    struct pg_statement *statement = handle;
    PQclear(statement->result);
    statement->result = NULL;
    memset(statement->values, 0, (size_t)statement->parameters * sizeof *statement->values);
}

/* Only a transaction that has failed cannot forget a statement, and then none is prepared that would need the room. */
static void pg_finalize(struct db *db, void *handle)
{
    struct pg_statement *statement = handle;
    const struct pg_connection *connection = db->connection;
    char sql[32];
    if (connection->under_way && !db->closing)
        PQclear(end_pipeline(db, false));
    PGTransactionStatusType now = PQtransactionStatus(of(db));
    if (!db->closing && (now == PQTRANS_IDLE || now == PQTRANS_INTRANS)) {
        snprintf(sql, sizeof sql, "DEALLOCATE %s", statement->name); /* trusted: s and a number */
        PQclear(PQexec(of(db), sql));
    }
    pg_reset(statement);
    statement_free(statement);
}

static void pg_bind(struct pg_statement *statement, int parameter, const void *bytes, size_t size, bool binary)
{
    if (parameter > statement->parameters) /* the text does not ask for it */
        return;
    statement->values[parameter - 1] = bytes;
    statement->lengths[parameter - 1] = (int)size;
    statement->formats[parameter - 1] = binary;
}

static void pg_bind_int(void *handle, int parameter, int64_t value)
{
    struct pg_statement *statement = handle;
    uint64_t big = htobe64((uint64_t)value);
    if (parameter > statement->parameters)
        return;
    memcpy(statement->scratch[parameter - 1], &big, sizeof big);
    pg_bind(statement, parameter, statement->scratch[parameter - 1], sizeof big, true);
}

static void pg_bind_bytes(void *handle, int parameter, const void *bytes, size_t size, bool text)
{
    (void)text; /* binary text is the bytes themselves, and need not end in NUL */
    pg_bind(handle, parameter, bytes, size, true);
}

static void pg_bind_uuid(void *handle, int parameter, const struct uuid *id)
{
    struct pg_statement *statement = handle;
    if (parameter > statement->parameters)
        return;
    memcpy(statement->scratch[parameter - 1], id->bytes, sizeof id->bytes);
    pg_bind(statement, parameter, statement->scratch[parameter - 1], sizeof id->bytes, true);
}

static bool pg_lost(struct db *db)
{
    return PQstatus(of(db)) != CONNECTION_OK;
}

static int pg_send(struct db *db, const struct pg_statement *statement)
{
    return PQsendQueryPrepared(of(db), statement->name, statement->parameters, statement->values, statement->lengths,
                               statement->formats, 1);
}

/* The server looks at a table that has grown once a minute at best, and until then takes any index: in a store that was
 * just filled each look-up walks through all there is. So who writes has those analysed that have doubled since they
 * were last; one that somebody else looks at is left out, which nobody waits for. */
static void analyse_grown(PGconn *conn)
{
    PGresult *grown =
        PQexec(conn, "SELECT 'ANALYZE (SKIP_LOCKED) ' || string_agg(quote_ident(relname), ',') FROM pg_class"
                     " WHERE relnamespace=current_schema()::regnamespace AND relkind='r' AND pg_relation_size(oid) >"
                     " 2*relpages*current_setting('block_size')::bigint");
    if (PQntuples(grown) == 1 && !PQgetisnull(grown, 0, 0))
        PQclear(PQexec(conn, PQgetvalue(grown, 0, 0)));
    PQclear(grown);
}

/* A plan that was made while its table was nearly empty is kept until somebody analyses the table. So plans are made
 * anew each time the number of statements has doubled. */
static void replan(struct db *db)
{
    struct pg_connection *connection = db->connection;
    connection->replan_at = 2 * db->statements;
    if (db->mode != DB_READ)
        analyse_grown(connection->conn);
    PQclear(PQexec(connection->conn, "DISCARD PLANS"));
}

static PGresult *execute(struct db *db, const struct pg_statement *statement)
{
    const struct pg_connection *connection = db->connection;
    if (connection->under_way)
        return end_pipeline(db, pg_send(db, statement));
    if (db->statements >= connection->replan_at && PQtransactionStatus(connection->conn) != PQTRANS_INERROR)
        replan(db);
    db->waits++;
    return PQexecPrepared(connection->conn, statement->name, statement->parameters, statement->values,
                          statement->lengths, statement->formats, 1);
}

/* The server answers COMMIT or says why not. An end of the connection is no answer. */
static enum status outcome(struct db *db, const struct pg_statement *statement)
{
    const struct pg_connection *connection = db->connection;
    enum status status = take_owed(db);
    if (!status && !is_good(statement->result))
        status = failed(db, statement->result);
    if (status && statement->commits && !connection->answered)
        db->failure = DB_LOST;
    if (!status && statement->commits && strcmp(PQcmdStatus(statement->result), "COMMIT") != 0)
        status = db_fail(db, DB_BROKEN, "the transaction had failed");
    return status;
}

static enum status pg_step(struct db *db, void *handle, bool *ret_row)
{
    struct pg_statement *statement = handle;
    if (!statement->result) {
        enum status status = take_owed(db);
        if (status)
            return status;
        statement->result = execute(db, statement);
        status = outcome(db, statement);
        if (status) {
            pg_reset(statement);
            return status;
        }
        statement->row = -1;
    }
    *ret_row = ++statement->row < PQntuples(statement->result);
    return OK;
}

static enum status pg_run(struct db *db, void *handle)
{
    struct pg_connection *connection = db->connection;
    enum status status = connection->under_way == UNDER_WAY_MAX ? pg_settle(db) : take_owed(db);
    if (status)
        return status;
    const struct pg_statement *statement = handle;
    if (!connection->under_way && !statement->begins &&
        PQtransactionStatus(connection->conn) != PQTRANS_INTRANS) { /* to be durable now */
        bool row;
        return pg_step(db, handle, &row);
    }
    if ((!connection->under_way && !PQenterPipelineMode(connection->conn)) || !pg_send(db, handle))
        return failed(db, NULL);
    connection->under_way++;
    return OK;
}

static bool pg_column_null(void *handle, int column)
{
    struct pg_statement *statement = handle;
    return PQgetisnull(statement->result, statement->row, column);
}

static int64_t pg_column_int(void *handle, int column)
{
    struct pg_statement *statement = handle;
    if (pg_column_null(handle, column))
        return 0;
    const char *bytes = PQgetvalue(statement->result, statement->row, column);
    int length = PQgetlength(statement->result, statement->row, column);
    uint64_t big;
    uint32_t small;
    if (length == 8) {
        memcpy(&big, bytes, sizeof big);
        return (int64_t)be64toh(big);
    }
    if (length == 4) {
        memcpy(&small, bytes, sizeof small);
        return (int32_t)ntohl(small);
    }
    return length == 1 ? bytes[0] : 0;
}

static const void *pg_column_bytes(void *handle, int column, size_t *ret_size, bool text)
{
    (void)text; /* libpq puts a NUL behind every value */
    struct pg_statement *statement = handle;
    *ret_size = 0;
    if (pg_column_null(handle, column))
        return NULL;
    *ret_size = (size_t)PQgetlength(statement->result, statement->row, column);
    return PQgetvalue(statement->result, statement->row, column);
}

static bool pg_in_transaction(struct db *db)
{
    PGTransactionStatusType now = PQtransactionStatus(of(db));
    return now != PQTRANS_IDLE && now != PQTRANS_UNKNOWN; /* unknown: the connection is lost, and it with it */
}

static void pg_interrupt(struct db *db)
{
    char error[256];
    PGcancel *cancel = PQgetCancel(of(db));
    if (cancel)
        PQcancel(cancel, error, sizeof error);
    PQfreeCancel(cancel);
}

static void pg_limit_steps(struct db *db, uint64_t steps)
{
    pg_exec(db, steps ? "SET statement_timeout=2000" : "SET statement_timeout=0");
}

const struct backend backend_postgres = {
    .dialect = DIALECT_POSTGRES,
    .open = pg_open,
    .close = pg_close,
    .prepare = pg_prepare,
    .finalize = pg_finalize,
    .bind_int = pg_bind_int,
    .bind_bytes = pg_bind_bytes,
    .bind_uuid = pg_bind_uuid,
    .step = pg_step,
    .run = pg_run,
    .settle = pg_settle,
    .reset = pg_reset,
    .column_int = pg_column_int,
    .column_bytes = pg_column_bytes,
    .column_null = pg_column_null,
    .exec = pg_exec,
    .in_transaction = pg_in_transaction,
    .interrupt = pg_interrupt,
    .limit_steps = pg_limit_steps,
    .lost = pg_lost,
};
