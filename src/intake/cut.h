/* cut: a text cut into pieces, in document order: at paragraphs, at numbers and field labels inside them. Nesting is
 * outline's. */
#ifndef RECTIFY_INTAKE_CUT_H
#define RECTIFY_INTAKE_CUT_H

#include "intake/outline.h"

struct outline cut_pieces(struct arena *arena, const struct prose *prose);

#endif
