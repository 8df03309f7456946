/* quality: one figure of how well a ledger's problems were closed (E3), and the facts it is made of. The formula is
 * data (data/figures/quality.json): points for each fact, printed with the figure. A fact is a count with a name, of
 * what the reader sees; it goes out with the list that shows its rows. Three statements. */
#ifndef RECTIFY_INSIGHT_QUALITY_H
#define RECTIFY_INSIGHT_QUALITY_H

#include "insight/insight.h"
#include "insight/rule_file.h"
#include "ledger/question.h"

/* Name, record whose rows they are, and the list's parameters. */
#define QUALITY_FACTS(F)                                                                                               \
    F(closed_ever, finding, "level=finding&ever_closed=true")                                                          \
    F(closed, finding, "level=finding&state=closed")                                                                   \
    F(closed_first_time, finding, "level=finding&closed_first=true")                                                   \
    F(closed_late, finding, "level=finding&closed_late=true")                                                          \
    F(reopened, finding, "level=finding&turn=2..")                                                                     \
    F(returned, closure_request, "state=returned")                                                                     \
    F(rated_good, closure_request, "state=passed&rating=good")                                                         \
    F(rated_fairly_good, closure_request, "state=passed&rating=fairly_good")                                           \
    F(rated_fair, closure_request, "state=passed&rating=fair")                                                         \
    F(rated_poor, closure_request, "state=passed&rating=poor")                                                         \
    F(checked, effectiveness_check, "state=done")                                                                      \
    F(held, effectiveness_check, "state=done&result=held")                                                             \
    F(partly, effectiveness_check, "state=done&result=partly")                                                         \
    F(rebounded, effectiveness_check, "state=done&result=rebounded")

#define QUALITY_FACT(name, record, filter) QUALITY_##name,
enum quality_fact { QUALITY_FACTS(QUALITY_FACT) QUALITY_FACT_COUNT };
#undef QUALITY_FACT

/* value = base + Σ points × count ÷ count of `per`, never below floor; everything in hundredths. */
struct quality_formula {
    const char *label[2], *text[2]; /* by enum language */
    int64_t base, floor;
    int per;
    struct rule_term *terms;
    size_t count;
};

/* REFUSED with a sentence for each thing that is wrong; `name` is the file's. */
enum status quality_formula_read(struct arena *arena, const char *name, const char *bytes, size_t size,
                                 struct problems *problems, struct quality_formula *ret_formula);

/* Of a unit that leads problems; nil: those nobody leads. */
struct quality_unit {
    struct uuid id;
    const char *name, *order;
    int64_t counts[QUALITY_FACT_COUNT];
};

struct quality {
    date today;
    int64_t counts[QUALITY_FACT_COUNT];
    VEC(struct quality_unit) units;
};

enum { QUALITY_UNITS = 500 }; /* told in JSON, the neediest first */

enum status quality_count(const struct insight *insight, struct uuid ledger, struct quality *ret_quality);

int64_t quality_contribution(const struct quality_formula *formula, const struct rule_term *term,
                             const int64_t counts[QUALITY_FACT_COUNT]);
/* False when nothing was ever closed: there is no figure then. */
bool quality_value(const struct quality_formula *formula, const int64_t counts[QUALITY_FACT_COUNT],
                   int64_t *ret_hundredths);

/* "退回 3 × -10.00 ÷ 12 = -2.50": the formula with the counts put in, a line a term. */
void quality_line(const struct quality_formula *formula, const struct rule_term *term,
                  const int64_t counts[QUALITY_FACT_COUNT], enum language language, struct strbuf *out);
void quality_json(struct strbuf *out, const struct quality_formula *formula, const struct quality *quality);

#endif
