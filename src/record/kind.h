/* kind: the kinds of field a record list may name, and the C type each one has (D1). The member of the struct is chosen
 * from the kind, so the description and the code cannot disagree.
 *
 *   kind       C type            stored as            JSON                   notes
 *   text       const char *      text                 string                 one line, `of` = most characters
 *   long_text  const char *      text                 string                 newlines allowed, `of` = most characters
 *   integer    int64_t           integer              number
 *   flag       bool              integer 0/1          true/false
 *   date       date              text YYYY-MM-DD      "2026-11-20"           never an instant
 *   deadline   struct deadline   three columns        name_on, name_as,      D6: last day, how it was set,
 *                                                     name_text              text as written
 *   instant    instant           integer, ms UTC      RFC 3339, Z
 *   money      int64_t           integer, fen         "12.34" (yuan)
 *   share      int64_t           integer 0–100        number                 per cent
 *   word       int               text                 lower-case word        closed list the code acts on, `of` = list
 *   term       const char *      text                 the term's word        list the office edits, `of` = vocabulary
 *   ref        struct uuid       uuid                 id                     `of` = the record referred to
 *   refs       struct uuid_list  text (ids)           sorted array of ids    `of` = the record; link table derived (D4)
 *   blob       struct digest     blob (SHA-256)       hex                    content lives in the blob store (D29)
 *   extra      const char *      text (JSON object)   object of strings      the office's own columns (D34)
 */
#ifndef RECTIFY_RECORD_KIND_H
#define RECTIFY_RECORD_KIND_H

#include "base/clock.h"
#include "base/digest.h"
#include "base/uuid.h"
#include "record/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_kind {
    KIND_text,
    KIND_long_text,
    KIND_integer,
    KIND_flag,
    KIND_date,
    KIND_deadline,
    KIND_instant,
    KIND_money,
    KIND_share,
    KIND_word,
    KIND_term,
    KIND_ref,
    KIND_refs,
    KIND_blob,
    KIND_extra,
};

/* How exactly a deadline was set. `ongoing` has no last day. */
#define DEADLINE_AS_WORDS(W)                                                                                           \
    W(deadline_as, day)                                                                                                \
    W(deadline_as, ten_days)                                                                                           \
    W(deadline_as, month)                                                                                              \
    W(deadline_as, quarter)                                                                                            \
    W(deadline_as, year)                                                                                               \
    W(deadline_as, ongoing)
WORDS_DECLARE(deadline_as, DEADLINE_AS_WORDS)

struct deadline {
    date on;          /* last day; meaningful unless as == deadline_as_ongoing or on_unknown */
    bool on_unknown;  /* "within two months" before the clock has started: only the text is known */
    int as;           /* enum deadline_as */
    const char *text; /* as written, "" when it was picked from a calendar */
};

struct uuid_list {
    struct uuid *ids; /* ascending, no doubles */
    size_t count;
};

typedef const char *kind_text;
typedef const char *kind_long_text;
typedef int64_t kind_integer;
typedef bool kind_flag;
typedef date kind_date;
typedef struct deadline kind_deadline;
typedef instant kind_instant;
typedef int64_t kind_money;
typedef int64_t kind_share;
typedef int kind_word;
typedef const char *kind_term;
typedef struct uuid kind_ref;
typedef struct uuid_list kind_refs;
typedef struct digest kind_blob;
typedef const char *kind_extra;

enum { REFS_MAX = 500, EXTRA_MAX = 64, EXTRA_CHARACTERS = 2000 };

const char *kind_word_of(enum field_kind kind);
/* Days, instants, numbers: one can be before another. */
bool kind_is_ordered(enum field_kind kind);

/* Yuan as people write it ("1,234.5") to fen and back; false when it is not an amount or has more than two decimals. */
bool money_parse(const char *text, int64_t *ret_fen);
void money_text(int64_t fen, char out[32]);

/* Sorts and removes doubles in place. */
void uuid_list_sort(struct uuid_list *list);

#endif
