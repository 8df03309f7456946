#include "journal/installation.h"

#include "journal/chain.h"

const struct table_text journal_tables[] = {
    {"installation",
     "CREATE TABLE \"installation\" (\"site_id\" {uuid} NOT NULL,\"algorithm\" {text} NOT NULL,"
     "\"offset_minutes\" {int} NOT NULL,\"created_at\" {int} NOT NULL,\"ceiling\" {text} NOT "
     "NULL,\"public_key\" {text} NOT NULL){strict};\n",
     NULL},
    {"ledger_event",
     "CREATE TABLE \"ledger_event\" (\"ledger_id\" {uuid} NOT NULL,\"site_id\" {uuid} NOT NULL,\"seq\" {int} NOT NULL,"
     "\"at\" {int} NOT NULL,\"command_id\" {uuid} NOT NULL,\"batch_id\" {uuid},\"record\" {text} NOT NULL,"
     "\"record_id\" {uuid} NOT NULL,\"version\" {int} NOT NULL,\"schema_version\" {int} NOT NULL,\"event\" {text} NOT "
     "NULL,"
     "\"fields\" {text} NOT NULL,\"actor_id\" {uuid},\"acting_for_id\" {uuid},\"via\" {text} NOT NULL,"
     "\"supplier_unit_id\" {uuid},\"supplier_person_id\" {uuid},\"supplied_on\" {text},"
     "\"open\" {blob},\"open_salt\" {blob},\"open_hash\" {blob},"
     "\"personal\" {blob},\"personal_salt\" {blob},\"personal_hash\" {blob},"
     "\"restricted\" {blob},\"restricted_salt\" {blob},\"restricted_hash\" {blob},"
     "\"content_hash\" {blob} NOT NULL,\"event_hash\" {blob} NOT NULL,"
     "PRIMARY KEY (\"ledger_id\",\"site_id\",\"seq\")){strict};\n"
     "CREATE INDEX \"ledger_event_by_record\" ON \"ledger_event\" (\"ledger_id\",\"record_id\",\"version\");\n",
     NULL},
    {"chain_head",
     "CREATE TABLE \"chain_head\" (\"ledger_id\" {uuid} NOT NULL,\"site_id\" {uuid} NOT NULL,\"seq\" {int} NOT NULL,"
     "\"at\" {int} NOT NULL,\"event_hash\" {blob} NOT NULL,PRIMARY KEY (\"ledger_id\",\"site_id\")){rowless};\n",
     NULL},
    {"number_counter",
     "CREATE TABLE \"number_counter\" (\"ledger_id\" {uuid} NOT NULL,\"series\" {text} NOT NULL,"
     "\"year\" {int} NOT NULL,\"last\" {int} NOT NULL,PRIMARY KEY (\"ledger_id\",\"series\",\"year\")){rowless};\n",
     NULL},
    {"access_event",
     "CREATE TABLE \"access_event\" (\"site_id\" {uuid} NOT NULL,\"seq\" {int} NOT NULL,\"at\" {int} NOT NULL,"
     "\"person_id\" {uuid},\"kind\" {text} NOT NULL,\"what\" {text} NOT NULL,\"address\" {text} NOT NULL,"
     "\"event_hash\" {blob} NOT NULL,PRIMARY KEY (\"site_id\",\"seq\")){strict};\n",
     NULL},
    {NULL, NULL, NULL},
};

enum status installation_store(struct db *db, const struct installation *installation)
{
    struct stmt *stmt =
        db_prepare(db, "INSERT INTO \"installation\" (\"site_id\",\"algorithm\",\"offset_minutes\",\"created_at\","
                       "\"public_key\",\"ceiling\") VALUES (?1,?2,?3,?4,?5,?6)");
    stmt_bind_uuid(stmt, 1, installation->site_id);
    stmt_bind_text(stmt, 2, digest_word(installation->algorithm));
    stmt_bind_int(stmt, 3, installation->offset_minutes);
    stmt_bind_int(stmt, 4, installation->created_at);
    stmt_bind_text(stmt, 5, installation->public_key);
    stmt_bind_text(stmt, 6, installation->ceiling);
    return stmt_run(stmt);
}

enum status installation_create(struct tx *tx, const struct installation *installation)
{
    enum status status = installation_store(tx->db, installation);
    return status ? status : chain_open(tx, installation->site_id);
}
