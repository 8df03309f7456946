/* secrecy: the mark a document carries. 密级★期限 stands alone at the top left (GB/T 9704-2012 7.2.2) or in the page
 * header; 内部 and 工作秘密 are written the same way without a star. A mark is looked for where marks stand, never in
 * prose. */
#ifndef RECTIFY_INTAKE_SECRECY_H
#define RECTIFY_INTAKE_SECRECY_H

#include "intake/letter.h"

struct letter_marking marking_read(struct arena *arena, const struct paper *paper);

#endif
