/* calendar_year, calendar_day: days that are not as their weekdays say. A year's table from the State Council belongs
 * to the installation (a notice each; 2018-2026 are part of the program and are not records); an organisation's own
 * days, in both directions, hold for it and all units below. */
#ifndef RECTIFY_LEDGER_CALENDAR_FIELDS_H
#define RECTIFY_LEDGER_CALENDAR_FIELDS_H

#include "access/organisation_fields.h"
#include "ledger/ledger_words.h"

#define CALENDAR_YEAR_FIELDS(F)                                                                                        \
    F(integer, 0, year, "年份", REQUIRED | SORTED | FIXED)                                                             \
    F(text, 300, notice, "依据", 0)
#define RECORD        calendar_year
#define RECORD_FIELDS CALENDAR_YEAR_FIELDS
#include "record/declare.h"

#define CALENDAR_DAY_FIELDS(F)                                                                                         \
    F(ref, calendar_year, calendar_year_id, "年度放假安排", SORTED | FIXED)                                            \
    F(ref, organisation, organisation_id, "单位", SORTED | FIXED)                                                      \
    F(word, calendar_day_kind, kind, "休息或上班", REQUIRED)                                                           \
    F(date, 0, first_on, "自", REQUIRED | SORTED)                                                                      \
    F(date, 0, last_on, "至", REQUIRED)                                                                                \
    F(text, 60, name, "名称", REQUIRED)
#define RECORD        calendar_day
#define RECORD_FIELDS CALENDAR_DAY_FIELDS
#include "record/declare.h"

#endif
