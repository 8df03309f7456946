/* accept: a letter, as a person has corrected its tree, becomes a feedback report with its findings, demands and
 * measures: in one transaction, whatever its size (at most LETTER_NODES_MAX nodes). The same code with tx->dry_run is
 * the check before. Spans must tile the letter's own text, and every node's verbatim text is cut from it here: nothing
 * a browser sent is taken for the original. */
#ifndef RECTIFY_INTAKE_ACCEPT_H
#define RECTIFY_INTAKE_ACCEPT_H

#include "intake/letter.h"
#include "intake/revise.h"

struct acceptance {
    struct uuid ledger;
    struct inspection *inspection; /* id set: that one; id nil: added first from these fields */
    struct feedback_report
        *report; /* title, document_no, dates, file_name, file, plain: the caller's; the rest is filled in */
    const struct letter_node
        *nodes; /* as corrected (byte offsets are not read); of the level `other` nothing is made */
    size_t count;
    const struct paper *paper;     /* the letter read again from its stored file */
    struct revision revision;      /* when it takes the place of a letter accepted before */
    struct letter_marking marking; /* found in it; above the installation's ceiling the letter is refused (D31) */
};

struct accepted {
    struct uuid report_id;
    size_t by_level[LEVEL_OTHER + 1];
    uint32_t characters, claimed_characters; /* claimed: inside nodes that are not `other` */
    const char *first_number, *last_number;  /* of findings; "" when there is none */
    struct {
        const char **items;
        size_t count;
    } units_unmatched; /* names in bracket notes that no unit answers to */
    struct revised revised;
    date ongoing_review_on; /* review date given to matters that are to be kept up, 0 when there are none */
    size_t ongoing;
};

/* The title as it stands over the letter ("关于…的反馈意见", joined where it runs over two lines), else its first line.
 */
const char *letter_title(struct arena *arena, const struct paper *paper);

enum status accept_letter(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct acceptance *acceptance, struct problems *problems,
                          struct accepted *ret_accepted);

#endif
