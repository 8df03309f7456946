/* people: units, people and bodies come in from a workbook as an office has it.
 *
 *   people_read     the workbook's lists as rows, each cell in its stored form; needs no store
 *   people_plan     compares them with the store: what is new, changed, same, refused. Writes nothing: it is the dry
 * run people_prepare  codes and password hashes of one part (11 ms an account), on a worker, never in the writer (D21)
 *   people_apply    one part in a write transaction; may be run again
 *   people_done     tells the plan that a part was committed, so that its slips may be handed out
 *
 *     struct people_write write = {.plan = plan, .scope = scope, .actor = actor};
 *     for (; write.part < people_parts(plan); write.part++) {
 *         people_prepare(plan, write.part, problems);
 *         submit {.apply = people_apply, .context = &write, …} and wait;
 *         people_done(plan, write.part);
 *     }
 *     people_json(plan, language, true, out);
 *
 * Up to PEOPLE_ONE_WRITE rows are one write; more are parts of PEOPLE_PART rows with one batch_id (D23). The first part
 * adds the import_batch, the last one accepts it: an import that stopped half-way is a batch that stayed open. When a
 * row is refused, people_plan answers REFUSED (with the plan) unless options.skip_refused is set.
 *
 * Importing the same file again changes nothing; an empty cell erases nothing; nobody is removed. A unit is found by
 * code, name, short name or alias, a person by code, by user name, else by name within the unit. A changed unit or
 * post ends the old post today and opens a new one. New accounts get a one-time activation code, which is in the
 * slips and nowhere else.
 *
 * Memory: rows, plan and slips live in the arena given. One thread at a time. */
#ifndef RECTIFY_INTAKE_PEOPLE_H
#define RECTIFY_INTAKE_PEOPLE_H

#include "intake/people_columns.h"
#include "ledger/gate.h"

enum { PEOPLE_ROWS = 100000, PEOPLE_CELL = 2000, PEOPLE_ONE_WRITE = 1000, PEOPLE_PART = 200 };

struct people_note {
    struct problem problem;
    struct people_note *next;
};

enum people_result { PEOPLE_SAME, PEOPLE_CHANGED, PEOPLE_NEW, PEOPLE_REFUSED };

struct people_own { /* a cell of the office's own column */
    const char *name, *value;
};

struct people_row {
    uint32_t number, rank; /* row of the sheet; place in the official order of its sheet */
    uint32_t tab;
    const char *cells[PEOPLE_COLUMNS]; /* in stored form, NULL when empty; roles are words joined by commas */
    struct people_own *own;
    size_t own_count;
    enum people_result result;
    struct people_note *notes, **last_note;
};

struct people_tab { /* a sheet of the workbook that was recognised */
    const char *name;
    enum people_kind kind;
    uint32_t header_row; /* the last row of the heading */
    size_t rows;
    struct people_heading heading;
};

struct people_sheet {
    struct arena *arena;
    VEC(struct people_tab) tabs;
    VEC(struct people_row *) rows;
    VEC(const char *) extra_columns;
    const char *file_name;
    struct people_note *notes, **last_note; /* about sheets, not about rows */
};

/* REFUSED when no sheet is such a list; problems of single cells are in their rows. */
enum status people_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                        struct problems *problems, struct people_sheet *ret_sheet);

struct people_options {
    bool skip_refused;
};

struct people_plan;

/* `db` is read in one snapshot. FORBIDDEN when the person may not write units and people. With REFUSED for refused rows
 * there is a plan, otherwise not (*ret_plan NULL). Problems of rows are added to `problems` as well. */
enum status people_plan(struct db *db, struct arena *arena, const struct clock *clock, const struct scope *scope,
                        struct people_sheet *sheet, const struct people_options *options, struct problems *problems,
                        struct people_plan **ret_plan);
size_t people_parts(const struct people_plan *plan);
enum status people_prepare(struct people_plan *plan, size_t part, struct problems *problems);

struct people_write {
    struct people_plan *plan;
    const struct scope *scope;
    const struct actor *actor; /* via_import */
    size_t part;
};
enum status people_apply(struct tx *tx, void *write, struct problems *problems);
void people_done(struct people_plan *plan, size_t part);

struct people_slip {
    const char *name, *unit, *username;
    char code[16];
    bool applied;
};
/* The slips of accounts that were made. */
size_t people_slips(const struct people_plan *plan, struct people_slip **ret_slips);

/* {"applied":…,"organisations":{"new","changed","same"},…,"rows":[…],"extra_columns":[…],"missing":[…],"problems":[…],
 * "slips":[…]}; slips only with `with_slips`. */
void people_json(const struct people_plan *plan, enum language language, bool with_slips, struct strbuf *out);
/* A few lines for a terminal. */
void people_text(const struct people_plan *plan, enum language language, struct strbuf *out);
/* A page of slips to print and cut: A4, two by five. `title` may be NULL. */
void people_slips_html(const struct people_slip *slips, size_t count, const char *title, struct strbuf *out);

#endif
