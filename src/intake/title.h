/* title: what a problem or measure is called: its first sentence without number, frame (关于…的问题), lead-in
 * (主要存在着) and closing punctuation. A title is always a part of the text as written. */
#ifndef RECTIFY_INTAKE_TITLE_H
#define RECTIFY_INTAKE_TITLE_H

#include "intake/prose.h"

/* Where the heading ends that begins at words.start: with its sentence, or with the frame "关于…问题，" before it. */
uint32_t heading_end(const struct prose *prose, struct span words);

struct span title_of(const struct prose *prose, struct span words);        /* words: number and field label excluded */
struct span title_of_listed(const struct prose *prose, struct span words); /* of a part of a sentence */
struct span title_of_deed(const struct prose *prose, struct span words); /* of a measure or call: kept as it is said */

#endif
