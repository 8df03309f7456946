/* sql_trace: put before a program by LD_PRELOAD, writes every statement it runs, arguments filled in, to the file named
 * by SQL_TRACE, one a line (line breaks become blanks): on SQLite by the library's own trace, on PostgreSQL by standing
 * in front of libpq. How the statements of a page are counted and explained without the program knowing
 * (tests/api/test_cost.py), and how its floor is made (bench/pages.py). */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <endian.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES = 4096, NAME = 24, TEXT = 1 << 20 };

static void real(void *ret_function, const char *name)
{
    *(void **)ret_function = dlsym(RTLD_NEXT, name);
}

/* `text` has room for one byte more: the line is one write, so that threads do not mix. */
static void note(char *text, size_t length)
{
    const char *path = getenv("SQL_TRACE");
    int file = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n' || text[i] == '\r')
            text[i] = ' ';
    text[length] = '\n';
    if (file >= 0 && write(file, text, length + 1) < 0)
        _exit(3);
    if (file >= 0)
        close(file);
}

/* ---- SQLite ---- */

static int traced(unsigned event, void *context, void *stmt, void *text)
{
    (void)event;
    (void)context;
    (void)text;
    char *sql = sqlite3_expanded_sql(stmt);
    if (sql)
        note(sql, strlen(sql)); /* in place of the NUL */
    sqlite3_free(sql);
    return 0;
}

int sqlite3_open_v2(const char *name, sqlite3 **db, int flags, const char *vfs)
{
    int (*open_v2)(const char *, sqlite3 **, int, const char *);
    real(&open_v2, "sqlite3_open_v2");
    int result = open_v2(name, db, flags, vfs);
    if (result == SQLITE_OK && getenv("SQL_TRACE"))
        sqlite3_trace_v2(*db, SQLITE_TRACE_STMT, traced, NULL);
    return result;
}

/* ---- PostgreSQL: names of statements are given by each connection anew, so they are kept by connection and name ----
 */

static struct prepared {
    const PGconn *conn;
    char name[NAME], *sql;
} known[NAMES];

static struct prepared *find(const PGconn *conn, const char *name)
{
    for (size_t i = 0; i < NAMES; i++)
        if (!known[i].sql || (known[i].conn == conn && strcmp(known[i].name, name) == 0))
            return &known[i];
    return NULL;
}

static void learn(const PGconn *conn, const char *name, const char *sql)
{
    struct prepared *prepared = find(conn, name);
    if (!prepared)
        return;
    free(prepared->sql);
    prepared->conn = conn;
    snprintf(prepared->name, sizeof prepared->name, "%s", name);
    prepared->sql = strdup(sql);
}

/* The program says no types; its own values are told by their looks. */
static bool is_number(const char *value, int size)
{
    return size == 8 && (value[0] == '\0' || value[0] == '\xff' || value[0] == '\x7f');
}

static bool is_uuid(const char *value, int size)
{
    static const char nil[16];
    return size == 16 && (((value[6] & 0xf0) == 0x70 && (value[8] & 0xc0) == 0x80) || memcmp(value, nil, 16) == 0);
}

static bool is_text(const char *value, int size)
{
    for (int i = 0; i < size; i++)
        if ((unsigned char)value[i] < 0x20 && value[i] != '\n' && value[i] != '\t')
            return false;
    return true;
}

static size_t add_value(char *out, const char *value, int size, int format)
{
    size_t length = 0;
    if (!value)
        return (size_t)snprintf(out, 8, "NULL");
    if (format == 0)
        size = (int)strlen(value);
    if (format == 1 && is_number(value, size)) {
        uint64_t number;
        memcpy(&number, value, 8);
        return (size_t)snprintf(out, 24, "%lld", (long long)be64toh(number));
    }
    bool uuid = format == 1 && is_uuid(value, size), text = !uuid && (format == 0 || is_text(value, size));
    out[length++] = '\'';
    if (!uuid && !text) {
        out[length++] = '\\';
        out[length++] = 'x';
    }
    for (int i = 0; i < size; i++) {
        if (!text) {
            length += (size_t)sprintf(out + length, "%02x", (unsigned char)value[i]);
            continue;
        }
        if (value[i] == '\'')
            out[length++] = '\'';
        out[length++] = value[i];
    }
    out[length++] = '\'';
    return length;
}

static void say(const PGconn *conn, const char *name, int count, const char *const *values, const int *sizes,
                const int *formats)
{
    static _Thread_local char out[TEXT + 65536];
    struct prepared *prepared = find(conn, name);
    size_t length = 0;
    if (!getenv("SQL_TRACE") || !prepared || !prepared->sql)
        return;
    for (const char *at = prepared->sql; *at && length < TEXT;) {
        char *end;
        long number = *at == '$' ? strtol(at + 1, &end, 10) : 0;
        if (number < 1 || number > count) {
            out[length++] = *at++;
            continue;
        }
        size_t size = values[number - 1] ? (size_t)(sizes ? sizes[number - 1] : 0) : 0;
        if (size < 30000)
            length += add_value(out + length, values[number - 1], sizes ? sizes[number - 1] : 0,
                                formats ? formats[number - 1] : 0);
        at = end;
    }
    note(out, length);
}

static _Thread_local bool inside; /* libpq's own functions call one another */

PGresult *PQprepare(PGconn *conn, const char *name, const char *sql, int count, const Oid *types)
{
    PGresult *(*prepare)(PGconn *, const char *, const char *, int, const Oid *);
    real(&prepare, "PQprepare");
    learn(conn, name, sql);
    return prepare(conn, name, sql, count, types);
}

int PQsendPrepare(PGconn *conn, const char *name, const char *sql, int count, const Oid *types)
{
    int (*prepare)(PGconn *, const char *, const char *, int, const Oid *);
    real(&prepare, "PQsendPrepare");
    learn(conn, name, sql);
    return prepare(conn, name, sql, count, types);
}

PGresult *PQexecPrepared(PGconn *conn, const char *name, int count, const char *const *values, const int *sizes,
                         const int *formats, int format)
{
    PGresult *(*run)(PGconn *, const char *, int, const char *const *, const int *, const int *, int);
    real(&run, "PQexecPrepared");
    say(conn, name, count, values, sizes, formats);
    inside = true;
    PGresult *result = run(conn, name, count, values, sizes, formats, format);
    inside = false;
    return result;
}

int PQsendQueryPrepared(PGconn *conn, const char *name, int count, const char *const *values, const int *sizes,
                        const int *formats, int format)
{
    int (*run)(PGconn *, const char *, int, const char *const *, const int *, const int *, int);
    real(&run, "PQsendQueryPrepared");
    if (!inside)
        say(conn, name, count, values, sizes, formats);
    return run(conn, name, count, values, sizes, formats, format);
}
