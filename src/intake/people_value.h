/* people_value: what stands in the cells of lists of people, in the stored form of each field. The functions answer
 * NULL for what they cannot read; results are in the arena or constant. */
#ifndef RECTIFY_INTAKE_PEOPLE_VALUE_H
#define RECTIFY_INTAKE_PEOPLE_VALUE_H

#include "access/access_words.h"
#include "base/clock.h"
#include "format/xlsx_read.h"
#include "ledger/ledger_words.h"

/* One line, blanks at the ends and doubled ones gone; "" stays "". */
const char *value_line(struct arena *arena, const char *text);
/* Names are padded so that they line up: "闵　锐" is 闵锐. Blanks go when the name has Chinese letters. */
const char *value_name(struct arena *arena, const char *text);
/* For comparing: folded, without any blanks. */
const char *value_key(struct arena *arena, const char *text);
/* Whole numbers as digits ("1.38E10", "13800010001.0"), the rest as it stands. */
const char *value_digits(struct arena *arena, const char *text);
const char *value_phone(struct arena *arena, const char *text); /* numbers without blanks */
const char *value_username(struct arena *arena, const char *text);
const char *value_flag(const char *key);   /* "true", "false" */
const char *value_gender(const char *key); /* "male", "female" */
/* 1986.08, 1986年8月, 1986-08-01, 198608, a date, a day number -> "1986.08". *ret_guess is set where a number "1970.1"
 * was taken for October. */
const char *value_born(struct arena *arena, const struct xlsx_cell *cell, bool *ret_guess);
const char *value_date(struct arena *arena, const struct xlsx_cell *cell); /* "2026-10-14" */
/* Words of the closed lists from what people write. */
const char *value_unit_kind(const char *key);
const char *value_role(const char *key);
extern const char value_role_choices[];
bool value_body_kind(const char *key, const char *name, enum body_kind *ret_kind); /* from the name when key is "" */
bool value_body_role(const char *key, enum body_kind kind, enum body_role *ret_role);

#endif
