/* book_words: what the ledger's workbook says besides the labels of records and words. The labels are data, in the list
 * "book_text" of data/profiles (D3). */
#ifndef RECTIFY_DOCUMENT_BOOK_WORDS_H
#define RECTIFY_DOCUMENT_BOOK_WORDS_H

#include "record/words.h"

#define BOOK_TEXT_WORDS(W)                                                                                             \
    W(book_text, subject)       /* when inspections of higher and lower levels rest on the ledger, or none */          \
    W(book_text, subject_upper) /* central and provincial: 巡视 */                                                   \
    W(book_text, subject_lower) /* below: 巡察 */                                                                    \
    W(book_text, findings_sheet)                                                                                       \
    W(book_text, tasks_sheet)                                                                                          \
    W(book_text, units_sheet)                                                                                          \
    W(book_text, demands_sheet)                                                                                        \
    W(book_text, source)                                                                                               \
    W(book_text, source_more)                                                                                          \
    W(book_text, as_of)                                                                                                \
    W(book_text, unit)                                                                                                 \
    W(book_text, prefix)                                                                                               \
    W(book_text, page)                                                                                                 \
    W(book_text, group_finding)                                                                                        \
    W(book_text, group_kind)                                                                                           \
    W(book_text, group_due)                                                                                            \
    W(book_text, group_people)                                                                                         \
    W(book_text, group_result)                                                                                         \
    W(book_text, group_own)                                                                                            \
    W(book_text, group_action)                                                                                         \
    W(book_text, group_owner)                                                                                          \
    W(book_text, group_goal)                                                                                           \
    W(book_text, group_counts)                                                                                         \
    W(book_text, order)                                                                                                \
    W(book_text, number)                                                                                               \
    W(book_text, verbatim)                                                                                             \
    W(book_text, commonness)                                                                                           \
    W(book_text, horizon)                                                                                              \
    W(book_text, remark)                                                                                               \
    W(book_text, finding_number)                                                                                       \
    W(book_text, means)                                                                                                \
    W(book_text, head)                                                                                                 \
    W(book_text, lead_count)                                                                                           \
    W(book_text, responsible_count)                                                                                    \
    W(book_text, supporting_count)                                                                                     \
    W(book_text, finding_numbers)                                                                                      \
    W(book_text, owners)                                                                                               \
    W(book_text, as_lead)                                                                                              \
    W(book_text, as_responsible)                                                                                       \
    W(book_text, as_supporting)                                                                                        \
    W(book_text, no_lead)                                                                                              \
    W(book_text, total)                                                                                                \
    W(book_text, ties)                                                                                                 \
    W(book_text, ties_not)                                                                                             \
    W(book_text, same_action)                                                                                          \
    W(book_text, cut)                                                                                                  \
    W(book_text, key_id)                                                                                               \
    W(book_text, key_version)                                                                                          \
    W(book_text, choose)                                                                                               \
    W(book_text, choose_title)
WORDS_DECLARE(book_text, BOOK_TEXT_WORDS)

#endif
