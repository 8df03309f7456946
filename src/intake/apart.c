#include "intake/apart.h"

#include "intake/finding.h"

bool heads_measures(const struct builder *builder, int32_t index, const struct heading *heading)
{
    struct span words = piece_heading(builder->prose, &builder->pieces[index]);
    return heading->sense == SENSE_SECTION && heading->section == SECTION_PROGRESS &&
           prose_has(builder->prose, words, U"措施|举措|整改情况|落实情况|进展情况|完成情况|整改任务") &&
           !prose_has(builder->prose, words, U"问题|反馈意见");
}

struct measures {
    VEC(int32_t) items; /* pieces */
};

/* The numbered pieces below [from, to), `deeper` levels down. */
static void collect(struct builder *builder, int32_t from, int32_t to, int deeper, struct measures *measures)
{
    for (int32_t i = from; i < to; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->label.style == LABEL_NONE || piece->kind != PIECE_TEXT)
            continue;
        if (deeper > 0)
            collect(builder, i + 1, piece->after, deeper - 1, measures);
        else
            *VEC_PUSH(builder->arena, &measures->items) = i;
    }
}

/* Measures tell deeds or call for them; a problem told again with its answer below is none. */
static bool are_measures(struct builder *builder, const struct measures *measures)
{
    size_t good = 0;
    for (size_t i = 0; i < measures->items.count; i++) {
        int32_t index = measures->items.items[i];
        const struct piece *piece = &builder->pieces[index];
        struct span words = SPAN(piece->body, piece->text.end);
        if (has_answer_field(builder, index))
            return false;
        good += is_exhortation(builder->prose, words) ||
                deed_count(builder->prose, words) > defect_count(builder->prose, words);
    }
    return good * 2 > measures->items.count;
}

/* （一）针对…的问题 told again as the heading of what answers it. */
static bool are_answered_frames(struct builder *builder, const struct measures *measures)
{
    for (size_t i = 0; i < measures->items.count; i++) {
        int32_t index = measures->items.items[i];
        if (!heading_of(builder, index).framed || has_answer_field(builder, index) ||
            (builder->pieces[index].after == index + 1 && piece_rest(builder->prose, &builder->pieces[index]).start >=
                                                              piece_rest(builder->prose, &builder->pieces[index]).end))
            return false;
    }
    return measures->items.count > 0;
}

bool measures_apart_build(struct builder *builder, int32_t head, size_t from, size_t to)
{
    enum { LEVELS = 2 };
    VEC(int32_t) findings = {0};
    for (size_t i = from; i < to; i++)
        if (builder->drafts.items[i].level == LEVEL_FINDING)
            *VEC_PUSH(builder->arena, &findings) = (int32_t)i;
        else if (builder->drafts.items[i].level == LEVEL_ACTION)
            return false;
    if (findings.count == 0)
        return false;
    for (int deeper = 0; deeper < LEVELS; deeper++) {
        struct measures measures = {0};
        collect(builder, head + 1, builder->pieces[head].after, deeper, &measures);
        if (measures.items.count != findings.count ||
            (!are_measures(builder, &measures) && !are_answered_frames(builder, &measures)))
            continue;
        for (size_t i = 0; i < measures.items.count; i++)
            measure_build(builder, findings.items[i], measures.items.items[i]);
        return true;
    }
    return false;
}
