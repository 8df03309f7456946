/* floor: what the machine can do at most for a page: bare libmicrohttpd that runs the page's own statements, prepared
 * once on a raw connection of each thread, and sends the page's own bytes. Nothing is computed, checked or put
 * together.
 *
 * usage: floor DATABASE STATEMENTS BODY   DATABASE: rectify.db or postgres://…; STATEMENTS: a file, one statement with
 * its arguments filled in a line
 * ("-": none); BODY: a file. Prints the port and serves until its input ends. */
#include "store/sqlite_tokens.h"

#include <libpq-fe.h>
#include <microhttpd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STATEMENTS = 16, LINE = 65536 };

static const char *database;
static char *statements[STATEMENTS];
static size_t statement_count;
static char *body;
static size_t body_size;

struct connection {
    sqlite3 *db;
    sqlite3_stmt *prepared[STATEMENTS];
    PGconn *pg;
};

static void die(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    exit(3);
}

static void open_postgres(struct connection *connection)
{
    char name[24];
    connection->pg = PQconnectdb(database);
    for (size_t i = 0; i < statement_count; i++) {
        snprintf(name, sizeof name, "s%zu", i);
        PGresult *result = PQprepare(connection->pg, name, statements[i], 0, NULL);
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            die(PQerrorMessage(connection->pg));
        PQclear(result);
    }
}

static size_t run_postgres(PGconn *pg, size_t number)
{
    char name[24];
    size_t bytes = 0;
    snprintf(name, sizeof name, "s%zu", number);
    PGresult *result = PQexecPrepared(pg, name, 0, NULL, NULL, NULL, 1);
    for (int row = 0; row < PQntuples(result); row++)
        for (int i = 0; i < PQnfields(result); i++)
            bytes += (size_t)PQgetlength(result, row, i);
    PQclear(result);
    return bytes;
}

static struct connection *mine(void)
{
    static _Thread_local struct connection *connection;
    if (connection)
        return connection;
    connection = calloc(1, sizeof *connection);
    if (connection && strncmp(database, "postgres", 8) == 0) {
        open_postgres(connection);
        return connection;
    }
    if (!connection || sqlite3_open_v2(database, &connection->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        die("cannot open the database");
    sqlite_tokens_register(connection->db);
    for (size_t i = 0; i < statement_count; i++)
        if (sqlite3_prepare_v2(connection->db, statements[i], -1, &connection->prepared[i], NULL) != SQLITE_OK)
            die(sqlite3_errmsg(connection->db));
    return connection;
}

/* Every value is looked at, as a program that uses it must. */
static size_t run(sqlite3_stmt *stmt)
{
    size_t bytes = 0;
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            sqlite3_column_blob(stmt, i);
            bytes += (size_t)sqlite3_column_bytes(stmt, i);
        }
    sqlite3_reset(stmt);
    return bytes;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **own)
{
    (void)context, (void)url, (void)method, (void)version, (void)data, (void)size, (void)own;
    struct connection *db = statement_count ? mine() : NULL;
    for (size_t i = 0; i < statement_count; i++)
        db->pg ? run_postgres(db->pg, i) : run(db->prepared[i]);
    struct MHD_Response *response = MHD_create_response_from_buffer(body_size, body, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type", "application/json");
    enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

static void read_statements(const char *path)
{
    static char line[LINE];
    FILE *file = strcmp(path, "-") == 0 ? NULL : fopen(path, "r");
    while (file && statement_count < STATEMENTS && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line)
            statements[statement_count++] = strdup(line);
    }
    if (file)
        fclose(file);
}

static void read_body(const char *path)
{
    FILE *file = fopen(path, "rb");
    body = malloc(1 << 24);
    if (!file || !body)
        die("cannot read the body");
    body_size = fread(body, 1, 1 << 24, file);
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: floor DATABASE STATEMENTS BODY\n");
        return 2;
    }
    database = argv[1];
    read_statements(argv[2]);
    read_body(argv[3]);
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, NULL,
                                                 MHD_OPTION_THREAD_POOL_SIZE, 2u, MHD_OPTION_END);
    if (!daemon)
        die("cannot start");
    printf("%u\n", (unsigned)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    char byte;
    while (read(0, &byte, 1) > 0)
        continue;
    MHD_stop_daemon(daemon);
    return 0;
}
