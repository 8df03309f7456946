/* people_columns: what the columns of lists of units, people and bodies are called in offices, and finding the heading
 * among the first rows of a sheet. A sheet is known by its columns, never by its name. */
#ifndef RECTIFY_INTAKE_PEOPLE_COLUMNS_H
#define RECTIFY_INTAKE_PEOPLE_COLUMNS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum people_kind { PEOPLE_UNITS, PEOPLE_PERSONS, PEOPLE_BODIES, PEOPLE_KINDS };

enum people_column {
    COLUMN_SEQUENCE,
    COLUMN_UNIT,       /* the unit; the superior of the department where both stand side by side */
    COLUMN_DEPARTMENT, /* 部门、处室、科室: the unit when it stands alone */
    COLUMN_PARENT,
    COLUMN_SHORT_NAME,
    COLUMN_UNIT_ALIASES,
    COLUMN_UNIT_CODE,
    COLUMN_UNIT_KIND,
    COLUMN_NAME,
    COLUMN_PERSON_CODE,
    COLUMN_PERSON_ALIASES,
    COLUMN_GENDER,
    COLUMN_BORN,
    COLUMN_DUTY,
    COLUMN_HEADS,
    COLUMN_FROM,
    COLUMN_PHONE,
    COLUMN_EMAIL,
    COLUMN_USERNAME,
    COLUMN_ROLES,
    COLUMN_OVER,
    COLUMN_BODY,
    COLUMN_BODY_KIND,
    COLUMN_BODY_UNIT,
    COLUMN_BODY_PARENT,
    COLUMN_FOUNDING_DOCUMENT,
    COLUMN_FOUNDED_ON,
    COLUMN_MEMBERS,
    COLUMN_MEMBER_ROLE,
    PEOPLE_COLUMNS,
};

enum { PEOPLE_COLUMNS_MOST = 256, HEADING_WITHIN = 60, COLUMN_NONE = 0xFFFF };

/* What a heading says: `at[column]` is the 0-based column of the sheet, COLUMN_NONE when there is none; `own` are the
 * office's own columns under their heading text, NULL elsewhere. */
struct people_heading {
    enum people_kind kind;
    uint16_t at[PEOPLE_COLUMNS];
    const char *own[PEOPLE_COLUMNS_MOST];
    uint16_t width;
};

/* Reads one row of cells ("" for an empty one), or two rows of a heading that has groups above its columns (`below` not
 * NULL). False when it is no heading. */
bool people_heading_read(struct arena *arena, const char *const *cells, const char *const *below, size_t count,
                         struct people_heading *ret_heading);
/* How many columns a heading knows. */
unsigned people_heading_known(const struct people_heading *heading);
/* Folded, without spaces, line breaks, notes in brackets, stars and colons: "姓　名（必填）" is "姓名". */
const char *people_heading_text(struct arena *arena, const char *cell);

#endif
