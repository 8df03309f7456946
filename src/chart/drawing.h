/* drawing: what stands on a sheet, as a list of simple shapes in points (1/72 inch), origin top left. The layout makes
 * it, the back ends put it on a PDF, a picture or into SVG; none of them decides where anything stands. All texts live
 * in the arena of the drawing's maker. */
#ifndef RECTIFY_CHART_DRAWING_H
#define RECTIFY_CHART_DRAWING_H

#include "base/arena.h"

#include <stdbool.h>

enum { NO_COLOUR = -1 };

enum shape_kind { SHAPE_RECT, SHAPE_LINE, SHAPE_TEXT };
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct shape {
    enum shape_kind kind;
    double x, y, width,
        height;       /* a line goes from (x, y) to (x + width, y + height); a text stands on its base line at y */
    double radius;    /* of a rectangle's corners */
    int fill, stroke; /* 0xRRGGBB or NO_COLOUR; a text has its fill */
    double line;      /* width of the stroke */
    double dash;      /* length of its dashes, 0: solid */
    const char *text;
    double size;
    bool bold;
    enum anchor anchor;
    double extent;     /* of a text, as it was measured */
    const char *href;  /* where it leads on the page; NULL */
    const char *title; /* what is said when it is pointed at; NULL */
    const char *key;   /* whose bar it is, on the page; NULL */
};

struct sheet {
    double width, height;
    VEC(struct shape) shapes;
};

struct drawing {
    struct arena *arena;
    const char *title;
    const char *first_day; /* of the time that is drawn, YYYY-MM-DD */
    double first_x, day;   /* where it begins, and how wide a day is: for the page, which lets days be dragged */
    VEC(struct sheet) sheets;
};

/* Adds to the last sheet; what is returned may be adorned (href, title, key) until the next one is added. */
struct shape *draw_rect(struct drawing *drawing, double x, double y, double width, double height, int fill, int stroke);
struct shape *draw_line(struct drawing *drawing, double x, double y, double width, double height, int stroke,
                        double line);

#endif
