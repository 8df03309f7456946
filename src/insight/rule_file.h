/* rule_file: a rule of figures, read from JSON: what it is called, and terms {fact, weight, label}. Data, so that an
 * office's rule can differ; a fact the program does not count, a key it does not know, a label in one language only are
 * refused with a sentence that names them. */
#ifndef RECTIFY_INSIGHT_RULE_FILE_H
#define RECTIFY_INSIGHT_RULE_FILE_H

#include "base/problem.h"

#include <jansson.h>
#include <stdbool.h>

enum { RULE_TERMS = 40, RULE_WEIGHT = 1000 };

struct rule_term {
    int fact;             /* position among the rule's facts */
    int64_t weight;       /* in hundredths */
    const char *label[2]; /* by enum language */
};

struct rule_file {
    struct arena *arena;
    struct problems *problems;
    const char *name;         /* in what is said */
    const char *const *facts; /* NULL-terminated */
    int64_t least;            /* weight, in whole points; the most is RULE_WEIGHT */
    json_t *json;
};

/* `keys`: those it may have, NULL-terminated. */
enum status rule_file_begin(struct rule_file *file, const char *bytes, size_t size, const char *const *keys);
void rule_file_end(struct rule_file *file);
/* A label, as ["中文", "English"]. */
enum status rule_file_pair(struct rule_file *file, const char *key, const char *ret_pair[2]);
enum status rule_file_number(struct rule_file *file, const char *key, int64_t *ret_hundredths);
enum status rule_file_fact(struct rule_file *file, const char *key, int *ret_fact);
enum status rule_file_terms(struct rule_file *file, struct rule_term **ret_terms, size_t *ret_count);

#endif
