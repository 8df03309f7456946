#include "store/outbox.h"

#include "base/uuid.h"

#include <string.h>

enum { FIRST_WAIT = 60 * 1000 /* milliseconds */ };

const struct table_text outbox_tables[] = {
    {"outbox",
     "CREATE TABLE \"outbox\" (\"id\" {uuid} NOT NULL PRIMARY KEY,\"key\" {text} NOT NULL,\"channel\" {text} NOT NULL,"
     "\"recipient\" {text} NOT NULL,\"subject\" {text} NOT NULL,\"body\" {text} NOT NULL,\"created_at\" {int} NOT NULL,"
     "\"state\" {text} NOT NULL,\"tries\" {int} NOT NULL,\"next_at\" {int} NOT NULL,\"sent_at\" {int},\"reason\" "
     "{text} NOT NULL)"
     "{strict};\n"
     "CREATE UNIQUE INDEX \"outbox_by_key\" ON \"outbox\" (\"key\");\n"
     "CREATE INDEX \"outbox_by_state\" ON \"outbox\" (\"state\",\"next_at\",\"id\");\n"
     "CREATE INDEX \"outbox_by_recipient\" ON \"outbox\" (\"channel\",\"recipient\",\"created_at\");\n",
     NULL},
    {"job_day", "CREATE TABLE \"job_day\" (\"name\" {text} NOT NULL PRIMARY KEY,\"day\" {text} NOT NULL){strict};\n",
     NULL},
    {"job_lease",
     "CREATE TABLE \"job_lease\" (\"name\" {text} NOT NULL PRIMARY KEY,\"holder\" {text} NOT NULL,\"until\" {int} NOT "
     "NULL)"
     "{strict};\n",
     NULL},
    {NULL, NULL, NULL},
};

enum status outbox_add(struct tx *tx, const struct outbox_message *message, bool pending, bool *ret_added)
{
    bool row;
    instant now = clock_now(tx->clock);
    struct stmt *stmt = db_prepare(
        tx->db,
        "INSERT INTO \"outbox\" "
        "(\"id\",\"key\",\"channel\",\"recipient\",\"subject\",\"body\",\"created_at\",\"state\","
        "\"tries\",\"next_at\",\"reason\") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,0,?7,'') ON CONFLICT (\"key\") DO NOTHING "
        "RETURNING \"id\"");
    stmt_bind_uuid(stmt, 1, message->id);
    stmt_bind_text(stmt, 2, message->key);
    stmt_bind_text(stmt, 3, message->channel);
    stmt_bind_text(stmt, 4, message->recipient);
    stmt_bind_text(stmt, 5, message->subject);
    stmt_bind_text(stmt, 6, message->body);
    stmt_bind_int(stmt, 7, now);
    stmt_bind_text(stmt, 8, pending ? "pending" : "sent");
    enum status status = stmt_step(stmt, &row);
    *ret_added = !status && row;
    stmt_done(stmt);
    return status;
}

enum status outbox_due(struct db *db, struct arena *arena, instant now, size_t most,
                       struct outbox_message **ret_messages, size_t *ret_count)
{
    bool row;
    enum status status;
    VEC(struct outbox_message) all = {0};
    struct stmt *stmt =
        db_prepare(db, "SELECT \"id\",\"key\",\"channel\",\"recipient\",\"subject\",\"body\",\"tries\" FROM "
                       "\"outbox\" WHERE \"state\"='pending' AND \"next_at\"<=?1 ORDER BY \"next_at\",\"id\" "
                       "LIMIT ?2");
    stmt_bind_int(stmt, 1, now);
    stmt_bind_int(stmt, 2, (int64_t)most);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(arena, &all) = (struct outbox_message){
            .id = stmt_uuid(stmt, 0),
            .key = stmt_keep(stmt, 1, arena),
            .channel = stmt_keep(stmt, 2, arena),
            .recipient = stmt_keep(stmt, 3, arena),
            .subject = stmt_keep(stmt, 4, arena),
            .body = stmt_keep(stmt, 5, arena),
            .tries = stmt_int(stmt, 6),
        };
    stmt_done(stmt);
    *ret_messages = all.items;
    *ret_count = all.count;
    return status;
}

enum status outbox_sent(struct tx *tx, struct uuid id)
{
    struct stmt *stmt =
        db_prepare(tx->db, "UPDATE \"outbox\" SET \"state\"='sent',\"sent_at\"=?2,\"tries\"=\"tries\"+1,"
                           "\"reason\"='' WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, id);
    stmt_bind_int(stmt, 2, clock_now(tx->clock));
    return stmt_run(stmt);
}

enum status outbox_failed(struct tx *tx, struct uuid id, const char *reason)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"tries\" FROM \"outbox\" WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, id);
    enum status status = stmt_step(stmt, &row);
    int64_t tries = !status && row ? stmt_int(stmt, 0) + 1 : 1;
    stmt_done(stmt);
    if (status)
        return status;
    stmt = db_prepare(tx->db,
                      "UPDATE \"outbox\" SET \"state\"=?2,\"tries\"=?3,\"next_at\"=?4,\"reason\"=?5 WHERE \"id\"=?1");
    stmt_bind_uuid(stmt, 1, id);
    stmt_bind_text(stmt, 2, tries >= OUTBOX_TRIES ? "given_up" : "pending");
    stmt_bind_int(stmt, 3, tries);
    stmt_bind_int(stmt, 4, clock_now(tx->clock) + ((instant)FIRST_WAIT << tries));
    stmt_bind_text(stmt, 5, reason);
    return stmt_run(stmt);
}

enum status outbox_forget(struct tx *tx, int days)
{
    struct stmt *stmt =
        db_prepare(tx->db, "DELETE FROM \"outbox\" WHERE \"state\" IN ('sent','given_up') AND \"created_at\"<?1");
    stmt_bind_int(stmt, 1, clock_now(tx->clock) - (instant)days * 24 * 3600 * 1000);
    return stmt_run(stmt);
}

enum status outbox_latest(struct db *db, struct arena *arena, const char *channel, const char *recipient,
                          const char **ret_body, instant *ret_at)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT \"body\",\"created_at\" FROM \"outbox\" WHERE \"channel\"=?1 AND "
                                       "\"recipient\"=?2 ORDER BY \"created_at\" DESC LIMIT 1");
    stmt_bind_text(stmt, 1, channel);
    stmt_bind_text(stmt, 2, recipient);
    enum status status = stmt_step(stmt, &row);
    *ret_body = !status && row ? stmt_keep(stmt, 0, arena) : "";
    *ret_at = !status && row ? stmt_int(stmt, 1) : 0;
    stmt_done(stmt);
    return status;
}

/* ---- jobs ---- */

enum status lease_take(struct tx *tx, const char *name, const char *holder, int64_t seconds, bool *ret_taken)
{
    bool row;
    instant now = clock_now(tx->clock);
    struct stmt *stmt = db_prepare(tx->db, "INSERT INTO \"job_lease\" (\"name\",\"holder\",\"until\") VALUES "
                                           "(?1,?2,?3) ON CONFLICT (\"name\") DO UPDATE SET "
                                           "\"holder\"=?2,\"until\"=?3 WHERE \"job_lease\".\"until\"<?4 OR "
                                           "\"job_lease\".\"holder\"=?2 RETURNING \"name\"");
    stmt_bind_text(stmt, 1, name);
    stmt_bind_text(stmt, 2, holder);
    stmt_bind_int(stmt, 3, now + seconds * 1000);
    stmt_bind_int(stmt, 4, now);
    enum status status = stmt_step(stmt, &row);
    *ret_taken = !status && row;
    stmt_done(stmt);
    return status;
}

enum status lease_give(struct tx *tx, const char *name, const char *holder)
{
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"job_lease\" WHERE \"name\"=?1 AND \"holder\"=?2");
    stmt_bind_text(stmt, 1, name);
    stmt_bind_text(stmt, 2, holder);
    return stmt_run(stmt);
}

enum status job_day(struct db *db, const char *name, bool *ret_done, date *ret_day)
{
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT \"day\" FROM \"job_day\" WHERE \"name\"=?1");
    stmt_bind_text(stmt, 1, name);
    enum status status = stmt_step(stmt, &row);
    *ret_done = !status && row && date_parse(stmt_text(stmt, 0), ret_day);
    stmt_done(stmt);
    return status;
}

enum status job_done(struct tx *tx, const char *name, date day)
{
    char text[DATE_TEXT];
    struct stmt *stmt =
        db_prepare(tx->db, "INSERT INTO \"job_day\" (\"name\",\"day\") VALUES (?1,?2) ON CONFLICT (\"name\") DO "
                           "UPDATE SET \"day\"=?2");
    date_text(day, text);
    stmt_bind_text(stmt, 1, name);
    stmt_bind_text(stmt, 2, text);
    return stmt_run(stmt);
}
