/* profile: the labels of words, events and default terms, Chinese and English (D3). A ledger names its profile
 * (inspection, audit, environment); a profile may extend another. Also the English labels of records and fields
 * (data/labels.en.json). All of it is data, put into the program by the build and read once at start; the result is
 * read-only and may be shared by threads. */
#ifndef RECTIFY_LEDGER_PROFILE_H
#define RECTIFY_LEDGER_PROFILE_H

#include "base/problem.h"
#include "record/record.h"

struct profiles;

struct profiles *profiles_new(
    void); /* ends the process when the embedded data is broken: a build error, found by the tests */
void profiles_free(struct profiles *profiles);

/* "问题" for ("inspection", "finding_level", "finding"); the word itself when nothing is known. An unknown profile
 * reads as inspection. */
const char *profile_word(const struct profiles *profiles, const char *profile, const char *list, const char *word,
                         enum language language);
/* What an event is called: of this very record ("plan.submit"), or of any. */
const char *profile_event(const struct profiles *profiles, const struct record_type *type, const char *event,
                          enum language language);
const char *profile_record_label(const struct profiles *profiles, const struct record_type *type,
                                 enum language language);
const char *profile_field_label(const struct profiles *profiles, const struct record_type *type, int field,
                                enum language language);
/* True when the English labels know this key ("finding", "finding.title"): for the coverage test. */
bool profile_has_english(const struct profiles *profiles, const char *key);

/* A problem's sentence; labels of records and fields among its arguments are told in the reader's language, too. */
void profile_problem_text(const struct profiles *profiles, const struct problem *problem, enum language language,
                          struct strbuf *out);

/* Default terms of the profile, in order. */
typedef enum status (*profile_term_visit)(void *context, const char *vocabulary, const char *word, const char *label,
                                          int64_t position);
enum status profile_each_term(const struct profiles *profiles, const char *profile, profile_term_visit visit,
                              void *context);
/* Names of the profiles, NULL-terminated. */
const char *const *profile_names(void);

#endif
