/* figure_rules: the rules of figures, read once at start: those of data/figures, or in their place the files of the
 * same name in the folder an installation names (RECTIFY_FIGURES). */
#ifndef RECTIFY_INSIGHT_FIGURE_RULES_H
#define RECTIFY_INSIGHT_FIGURE_RULES_H

#include "insight/lookback.h"
#include "insight/quality.h"

struct figure_rules {
    struct quality_formula quality;
    struct lookback_weights lookback;
};

/* `folder` NULL: the program's own. REFUSED with a sentence for each thing that is wrong; lives in the arena. */
enum status figure_rules_read(struct arena *arena, const char *folder, struct problems *problems,
                              struct figure_rules *ret_rules);

#endif
