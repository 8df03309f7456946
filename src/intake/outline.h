/* outline: a text cut into pieces at its numbers and field labels, and the pieces nested by their styles.
 * A piece is a paragraph, or the part of one that a number or a field label begins. Pieces tile the text. Each piece
 * hangs under the numbered piece that is open where it stands; -1 is the document. The children of a piece directly
 * follow it, so a subtree is a run of pieces. */
#ifndef RECTIFY_INTAKE_OUTLINE_H
#define RECTIFY_INTAKE_OUTLINE_H

#include "intake/field.h"
#include "intake/label.h"
#include "intake/prose.h"

enum piece_kind {
    PIECE_TEXT,
    PIECE_BLANK, /* empty lines, page numbers: never part of the structure */
    PIECE_ROW,   /* a row of a table */
    PIECE_CLOSE, /* signature, date, contact lines at the end */
};

struct piece {
    struct span span;   /* tiles the text; the last piece of a paragraph includes its newline */
    struct span text;   /* without blanks at either end */
    uint32_t body;      /* where the words begin, after number and field label */
    struct label label; /* LABEL_NONE for unnumbered text */
    enum field field;   /* what it is said to hold */
    enum piece_kind kind;
    bool starts_paragraph, ends_paragraph;
    bool tail;           /* text of the same paragraph after the last item of a list */
    bool numbered_field; /* the number stands before the field label: 2.整改措施：… */
    bool runs_on;        /* first item inside a paragraph of a list that goes on with paragraphs */
    bool in_field;       /* an item of a list that a field label opened (整改措施：（1）…) */
    bool heading_line;   /* the document shows it as a heading (style, bold, centred) */
    uint32_t table;      /* number of the table, for PIECE_ROW */
    int32_t parent;      /* index of the piece it hangs under, -1 for the document */
    int32_t after;       /* first piece behind its subtree */
};

struct outline {
    struct piece *pieces;
    int32_t count;
};

enum { OUTLINE_PIECES_MAX = 400 * 1000 };

struct outline outline_read(struct arena *arena, const struct prose *prose);

/* The heading of a piece: its first sentence without number and field label, closing punctuation excluded. */
struct span piece_heading(const struct prose *prose, const struct piece *piece);
/* What follows the heading in the same piece; empty when nothing does. */
struct span piece_rest(const struct prose *prose, const struct piece *piece);

#endif
