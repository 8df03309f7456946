/* write_floor: what the database alone needs for the rows of a durable update: one finding updated, one event of the
 * same size inserted, and once a transaction the head of the chain; by raw prepared statements on one connection,
 * `group` updates a transaction. Its events go to a ledger that does not exist, so that they do not stand in the way of
 * the real ones. */
#ifndef RECTIFY_BENCH_WRITE_FLOOR_H
#define RECTIFY_BENCH_WRITE_FLOOR_H

#include "bench.h"

#include "base/uuid.h"

struct floor;

struct floor_setup {
    const char *where; /* of db_open */
    struct uuid ledger;
    const struct uuid *findings;
    int64_t count;
};

struct floor *floor_sqlite(const struct floor_setup *setup);
struct floor *floor_postgres(const struct floor_setup *setup);
void floor_run(struct floor *floor, int group, double seconds, struct bench_watch *watch);
void floor_free(struct floor *floor);

/* Internal: what write_floor_sqlite.c and write_floor_postgres.c provide. */
struct floor {
    struct floor_setup setup;
    struct uuid chain; /* the ledger that does not exist */
    int64_t written;
    void *connection;
    void (*begin)(struct floor *floor);
    void (*write)(struct floor *floor, const struct uuid *finding, const char *json);
    void (*commit)(struct floor *floor); /* with the head */
    void (*close)(struct floor *floor);
};

#define FLOOR_UPDATE                                                                                                   \
    "UPDATE finding SET version=version+1,changed_at=$1,working_paper_no=$2 WHERE ledger_id=$3 AND id=$4"
#define FLOOR_INSERT                                                                                                   \
    "INSERT INTO ledger_event (ledger_id,site_id,seq,at,command_id,record,record_id,version,schema_version,event,"     \
    "fields,via,open,open_salt,open_hash,personal,personal_salt,personal_hash,content_hash,event_hash) VALUES "        \
    "($1,$2,$3,$4,$2,'finding',$5,2,1,'set','working_paper_no','web',$6,$7,$8,$6,$7,$8,$8,$8)"
#define FLOOR_HEAD_NEW "INSERT INTO chain_head (ledger_id,site_id,seq,event_hash,at) VALUES ($1,$2,0,$3,0)"
#define FLOOR_HEAD     "UPDATE chain_head SET seq=$1,event_hash=$2,at=$3 WHERE ledger_id=$4 AND site_id=$5"

#endif
