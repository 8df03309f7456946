#include "chart/drawing.h"

static struct shape *add(struct drawing *drawing, struct shape shape)
{
    struct sheet *sheet = drawing->sheets.items + drawing->sheets.count - 1;
    struct shape *added = VEC_PUSH(drawing->arena, &sheet->shapes);
    *added = shape;
    return added;
}

struct shape *draw_rect(struct drawing *drawing, double x, double y, double width, double height, int fill, int stroke)
{
    return add(drawing, (struct shape){.kind = SHAPE_RECT,
                                       .x = x,
                                       .y = y,
                                       .width = width,
                                       .height = height,
                                       .fill = fill,
                                       .stroke = stroke,
                                       .line = 0.5});
}

struct shape *draw_line(struct drawing *drawing, double x, double y, double width, double height, int stroke,
                        double line)
{
    return add(drawing, (struct shape){.kind = SHAPE_LINE,
                                       .x = x,
                                       .y = y,
                                       .width = width,
                                       .height = height,
                                       .fill = NO_COLOUR,
                                       .stroke = stroke,
                                       .line = line});
}
