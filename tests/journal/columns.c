#include "journal/columns.h"

size_t columns_of(struct bench *bench, const char *table, struct column *columns, size_t most)
{
    size_t count = 0;
    bool row;
    struct stmt *stmt = db_prepare(
        bench->db, bench->postgres
                       ? "SELECT column_name::text, data_type::text, CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 "
                         "END FROM information_schema.columns WHERE table_schema=current_schema() AND "
                         "table_name=?1 ORDER BY ordinal_position"
                       : "SELECT name, lower(type), NOT \"notnull\" FROM pragma_table_info(?1) ORDER BY cid");
    stmt_bind_text(stmt, 1, table);
    while (stmt_step(stmt, &row) == OK && row) {
        assert_true(count < most);
        snprintf(columns[count].name, sizeof columns->name, "%s", stmt_text(stmt, 0));
        snprintf(columns[count].type, sizeof columns->type, "%s", stmt_text(stmt, 1));
        columns[count].may_be_null = stmt_int(stmt, 2) != 0;
        count++;
    }
    stmt_done(stmt);
    return count;
}

const char *other_value(struct bench *bench, const struct column *column)
{
    struct dice *dice = &bench->dice;
    char bytes[32];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)dice_roll(dice, 256);
    if (strcmp(column->type, "integer") == 0 || strcmp(column->type, "bigint") == 0) {
        static const char *const numbers[] = {"0", "-1", "1", "999999999", "9223372036854775807"};
        return dice_roll(dice, 2) ? arena_printf(bench->arena, "\"%s\"+%d", column->name, 1 + (int)dice_roll(dice, 3))
                                  : numbers[dice_roll(dice, COUNT(numbers))];
    }
    if (strcmp(column->type, "text") == 0) {
        static const char *const texts[] = {"''", "'x'", "'2026-01-02'", "'set'", "'title'", "'web'"};
        return texts[dice_roll(dice, COUNT(texts))];
    }
    if (strcmp(column->type, "uuid") == 0) {
        struct uuid id = uuid_new((instant)dice_roll(dice, 1000000));
        return bench_id(bench, dice_roll(dice, 4) ? id : (struct uuid){{0}});
    }
    size_t size = dice_roll(dice, 3) == 0                                       ? dice_roll(dice, 33)
                  : strstr(column->name, "salt") || strstr(column->name, "_id") ? 16
                                                                                : 32;
    return bench_literal(bench, bytes, size);
}
