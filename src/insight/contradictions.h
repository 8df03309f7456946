/* contradictions: where what is said of a problem and what is known of it do not agree: its outward result, its state,
 * its measures, money, persons, rules, look-backs (E5). One table of rules: code, sentence, condition. A contradiction
 * is a question to a person, never a verdict. Everything a rule looks at is what the reader sees. One statement. */
#ifndef RECTIFY_INSIGHT_CONTRADICTIONS_H
#define RECTIFY_INSIGHT_CONTRADICTIONS_H

#include "insight/insight.h"

enum { CONTRADICTIONS_TOLD = 500 };

struct contradiction_rule {
    const char *code;
    const char *zh, *en;
    /* On the finding "finding". {record}: its rows of this ledger that the reader sees; {ledger}, {today}: values. */
    const char *condition;
    int needs; /* a field of the finding he must be allowed to see; -1: none */
};

extern const struct contradiction_rule contradiction_rules[];
extern const size_t contradiction_rule_count;

struct contradiction {
    const struct contradiction_rule *rule;
    struct uuid finding;
    const char *number, *title, *unit, *state, *completion; /* words; "" none */
};

struct contradictions {
    VEC(struct contradiction) items; /* by number, at most CONTRADICTIONS_TOLD */
    int64_t total, *by_rule;
};

/* Of all problems, or of one. */
enum status contradictions_find(const struct insight *insight, struct uuid ledger, const struct uuid *finding,
                                struct contradictions *ret_contradictions);
void contradictions_json(struct strbuf *out, const struct contradictions *contradictions);

#endif
