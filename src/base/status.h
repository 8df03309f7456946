/* status: what a function answers. 0 is success; outputs come last, are named ret_*, and are untouched on failure.
 * The words a person reads travel separately, in a struct problems (problem.h). */
#ifndef RECTIFY_BASE_STATUS_H
#define RECTIFY_BASE_STATUS_H

enum status {
    OK = 0,
    REFUSED,   /* the input breaks a rule; problems say which and where          (exit 1, HTTP 422) */
    MALFORMED, /* the bytes are not what they claim to be                        (exit 1, HTTP 400) */
    NOT_FOUND, /* no such thing, or not for this person: the two look the same   (exit 1, HTTP 404) */
    FORBIDDEN, /* known person, visible thing, no right                          (exit 1, HTTP 403) */
    CONFLICT,  /* somebody else changed it first                                 (exit 1, HTTP 412) */
    TOO_LARGE, /* over a limit                                                   (exit 1, HTTP 413) */
    BUSY,      /* try again                                                      (exit 3, HTTP 503) */
    FAILED,    /* the store or the machine failed; nothing was written           (exit 3, HTTP 500) */
};

/* The word of a status, for logs and JSON ("ok", "refused", …). */
const char *status_word(enum status status);

#endif
