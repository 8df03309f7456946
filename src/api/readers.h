/* readers: connections for reading, one for each thread that reads at the moment; opened when first needed, kept for
 * the next. */
#ifndef RECTIFY_API_READERS_H
#define RECTIFY_API_READERS_H

#include "store/db.h"

struct readers;

/* `steps`: most one request may take (D22); 0: no limit. */
struct readers *readers_new(const char *where, uint64_t steps);
void readers_free(struct readers *readers); /* NULL is fine */
enum status readers_take(struct readers *readers, struct problems *problems, struct db **ret_db);
/* One look-up outside of a transaction, with a connection taken and given back. A connection that was lost while it was
 * kept (the database was restarted) is opened again, and `read` called once more. */
enum status readers_read(struct readers *readers, struct problems *problems,
                         enum status (*read)(struct db *db, void *context), void *context);
/* `broken`: the connection is closed instead of kept. */
void readers_give(struct readers *readers, struct db *db, bool broken);

#endif
