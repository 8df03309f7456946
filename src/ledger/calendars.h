/* calendars: which days an organisation works: the tables that are part of the program, later years that were imported,
 * and the own days of the organisation and of those above it, of which the nearest holds. */
#ifndef RECTIFY_LEDGER_CALENDARS_H
#define RECTIFY_LEDGER_CALENDARS_H

#include "calendar/year_table.h"
#include "ledger/calendar_fields.h"
#include "ledger/gate.h"

/* `organisation` nil: only what holds for everybody; `db` NULL: only what is part of the program. */
enum status calendar_load(struct db *db, struct arena *arena, struct uuid organisation,
                          const struct calendar **ret_calendar);
/* The calendar of the organisation whose ledger it is. */
enum status calendar_of_ledger(struct db *db, struct arena *arena, struct uuid ledger,
                               const struct calendar **ret_calendar);

/* Takes a year's table in (year_table.h): its record, and one for each of its spans. REFUSED: the year is part of the
 * program, or there already; withdraw that one first. */
enum status calendar_import(struct tx *tx, const struct scope *scope, const struct command *command,
                            const struct year_table *table, struct problems *problems, struct uuid *ret_id);

#endif
