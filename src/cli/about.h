/* about: what commands about one finding share: the finding, or one of its measures, that the first argument names; the
 * fields that options fill in; a file that comes with it; then a record is added, or one of the finding's is moved:
 * what has a number of its own (a request) by that. Everything goes through the same gate as on screen. */
#ifndef RECTIFY_CLI_ABOUT_H
#define RECTIFY_CLI_ABOUT_H

#include "cli/records.h"

struct about {
    struct cli *cli;
    const struct record_type *type;                                                     /* what is added or moved */
    const char *event;                                                                  /* NULL: it is added */
    enum status (*find)(struct tx *tx, const struct about *about, struct uuid *ret_id); /* what is moved; NULL: what the
                                                                                          argument names */
    const struct message *none;                                                         /* said when it finds nothing */
    const char *file_option;                                                            /* NULL: it takes no file */
    int file_field;      /* of the record: a ref to the file, or refs */
    const char *zh, *en; /* said when it is done, before the argument */
    /* filled in by about_read: */
    struct ledger ledger;
    struct uuid finding, action; /* action nil: no measure was named */
    struct uuid moved;           /* what the argument names */
    struct record_head *record;  /* the new one, or what is given with the move */
    struct attachment *file;     /* NULL: none */
};

/* The ledger, the first argument, the options, the file. A measure is named by its number (…-C0001), and only where the
 * record can be about one; it stands for the first finding it answers. */
enum status about_read(struct about *about, const struct option_field *fields);
/* Adds or moves, says so, gives the exit code; `status` is what was read with. */
int about_write(struct about *about, enum status status);
/* Both, for a command that takes one argument. */
int about_run(struct about *about, const struct option_field *fields);

/* For `find`: the one row of the finding that a statement selects by ?1 ledger, ?2 finding, and ?3 measure where one
 * was named. A nil id: there is none. */
enum status about_row(struct tx *tx, const struct about *about, const char *sql, struct uuid *ret_id);

#endif
