/* letter_json: a letter's tree as JSON (the contract of `rectify parse --json` and of the API) and as an indented text.
 */
#ifndef RECTIFY_INTAKE_LETTER_JSON_H
#define RECTIFY_INTAKE_LETTER_JSON_H

#include "base/strbuf.h"
#include "format/paper.h"
#include "intake/letter.h"

void letter_json(const struct letter *letter, const struct paper *paper, struct strbuf *out);
/* One line a node, indented by its depth: level, number, title, deadline and units; without the nodes that are no part
 * of the tree. */
void letter_outline(const struct letter *letter, enum language language, struct strbuf *out);

#endif
