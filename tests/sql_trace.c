/* sql_trace: put before a program by LD_PRELOAD, writes every statement it runs on SQLite, arguments filled in, to the
 * file named by SQL_TRACE, one a line (line breaks become blanks). How the statements of a page are counted and
 * explained without the program knowing (tests/api/test_cost.py), and how its floor is made (bench/pages.py). */
#include <dlfcn.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int sqlite3_open_v2(const char *name, sqlite3 **db, int flags, const char *vfs);

static int traced(unsigned event, void *context, void *stmt, void *text)
{
    (void)event;
    (void)context;
    (void)text;
    char *sql = sqlite3_expanded_sql(stmt);
    if (!sql)
        return 0;
    int file = open(getenv("SQL_TRACE"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    size_t length = strlen(sql);
    for (char *at = sql; *at; at++)
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    sql[length] = '\n'; /* in place of the NUL: one write, so that threads do not mix */
    if (file >= 0 && write(file, sql, length + 1) < 0)
        _exit(3);
    if (file >= 0)
        close(file);
    sqlite3_free(sql);
    return 0;
}

int sqlite3_open_v2(const char *name, sqlite3 **db, int flags, const char *vfs)
{
    int (*real)(const char *, sqlite3 **, int, const char *);
    *(void **)&real = dlsym(RTLD_NEXT, "sqlite3_open_v2");
    int result = real(name, db, flags, vfs);
    if (result == SQLITE_OK && getenv("SQL_TRACE"))
        sqlite3_trace_v2(*db, SQLITE_TRACE_STMT, traced, NULL);
    return result;
}
