#include "schedule/fillers.h"

enum status fillers_read(struct db *db, struct arena *arena, date day, struct fillers *ret_fillers)
{
    bool row;
    char today[DATE_TEXT];
    enum status status;
    VEC(struct filler) fillers = {0};
    struct stmt *stmt = db_prepare(
        db, "SELECT DISTINCT \"g\".\"organisation_id\",\"p\".\"id\",\"p\".\"name\",\"p\".\"phone\",\"p\".\"position\","
            "CASE WHEN \"p\".\"position\" IS NULL THEN 1 ELSE 0 END FROM \"role_grant\" AS \"g\" JOIN \"person\" AS "
            "\"p\" ON \"p\".\"id\"=\"g\".\"person_id\" WHERE \"g\".\"role\"='owner' AND \"g\".\"withdrawn\"=0 AND "
            "\"p\".\"withdrawn\"=0 AND COALESCE(\"p\".\"left\",0)=0 AND (\"g\".\"until_on\" IS NULL OR "
            "\"g\".\"until_on\">=?1) ORDER BY 1,6,5,3,2");
    date_text(day, today);
    stmt_bind_text(stmt, 1, today);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(arena, &fillers) =
            (struct filler){stmt_uuid(stmt, 0), stmt_uuid(stmt, 1), stmt_keep(stmt, 2, arena),
                            stmt_keep(stmt, 3, arena), stmt_int(stmt, 5) ? INT64_MAX : stmt_int(stmt, 4)};
    stmt_done(stmt);
    *ret_fillers = (struct fillers){fillers.items, fillers.count};
    return status;
}

size_t fillers_of(const struct fillers *fillers, struct uuid unit, const struct filler **ret_first)
{
    size_t first = 0;
    while (first < fillers->count && !uuid_equal(fillers->items[first].unit, unit))
        first++;
    size_t end = first;
    while (end < fillers->count && uuid_equal(fillers->items[end].unit, unit))
        end++;
    *ret_first = end > first ? fillers->items + first : NULL;
    return end - first;
}
