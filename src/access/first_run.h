/* first_run: the code that says that whoever sets the system up is who started it. A store has one from its first start
 * until its first account; it is shown where the program was started and asked for from everywhere else. Local: in no
 * event. */
#ifndef RECTIFY_ACCESS_FIRST_RUN_H
#define RECTIFY_ACCESS_FIRST_RUN_H

#include "access/account.h"

enum { SETUP_FAILURES = 5, SETUP_LOCK_MINUTES = 10 };

/* The store's code, made when it has none; "" when there is an account already. In a transaction that writes. */
enum status setup_code_give(struct tx *tx, char ret_code[ACTIVATION_CODE]);
/* With the first account it has served. */
enum status setup_code_forget(struct tx *tx);

/* Guesses, counted in memory for as long as the program runs. */
struct setup_guesses {
    int failures;
    instant locked_until;
};

enum setup_guess { SETUP_RIGHT, SETUP_WRONG, SETUP_LOCKED };

/* Small letters, blanks and dashes left out are no mistake. In constant time for codes of the same length; after
 * SETUP_FAILURES wrong ones not even the right one counts for SETUP_LOCK_MINUTES. Not from two threads at once. */
enum setup_guess setup_code_check(struct setup_guesses *guesses, instant now, const char *code, const char *given);

#endif
