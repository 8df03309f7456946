#include "intake/finding.h"

#include "intake/split.h"

int32_t piece_next(const struct builder *builder, int32_t index)
{
    return builder->pieces[index].after;
}

bool has_answer_field(const struct builder *builder, int32_t index)
{
    for (int32_t i = index; i < builder->pieces[index].after; i++)
        if (builder->pieces[i].field == FIELD_ACTION)
            return true;
    return false;
}

/* 完成情况：基本完成，剩余部分6月30日前到位: how far it is, not what was done. */
static bool tells_how_far(const struct builder *builder, const struct piece *piece, struct span *ret_word)
{
    return piece->field == FIELD_ACTION &&
           prose_has(builder->prose, SPAN(piece->text.start, piece->body), U"完成情况|进度") &&
           opens_with_status(builder->prose, SPAN(piece->body, piece->text.end), ret_word);
}

/* What a finding's pieces are read with. */
struct answering {
    int32_t finding; /* draft */
    int32_t action;  /* last action's draft, -1 before the first */
    bool started;    /* 整改措施： has been said, or the text has turned to what was done */
    bool implicit;   /* the document says what was done without a label */
    bool framed;
    bool block; /* what stands behind 整改措施： in one paragraph is being read */
    enum letter_level level;
    bool answered;
    struct span status; /* said at the end of its measures; empty when none was, or different ones were */
    bool statuses_differ;
    enum field pending; /* a field label that stood alone; the next line is its value */
};

static struct span number_of(const struct piece *piece)
{
    return piece->label.style == LABEL_NONE || piece->label.style == LABEL_HEADING
               ? SPAN(piece->body, piece->body)
               : SPAN(piece->label.start, piece->label.end);
}

static bool tells_deeds(const struct prose *prose, struct span span)
{
    return deed_count(prose, span) > defect_count(prose, span);
}

/* A measure that ends with how far it is: "…12万元（已完成）", "…。已整改到位。" */
static bool trailing_status(const struct prose *prose, struct span words, struct span *ret_word)
{
    struct span last = prose_last_sentence(prose, words);
    if (last.start > words.start && is_status_sentence(prose, last, ret_word))
        return true;
    while (words.end > words.start && (ends_sentence(prose->fold[words.end - 1]) || prose->fold[words.end - 1] == ';'))
        words.end--;
    struct span note = bracket_at_end(prose, words);
    return note.end > note.start && note.start > words.start && is_status_note(prose, note, ret_word);
}

static void note_trailing_status(struct builder *builder, struct answering *state, struct span words)
{
    const struct prose *prose = builder->prose;
    struct span word;
    if (builder->kind == KIND_PLAN || !trailing_status(prose, words, &word) ||
        prose_match(prose, word.start, word.end, U"立行立改|长期|持续"))
        return; /* what is still to be done has no status; 立行立改 says when */
    bool same = state->status.end - state->status.start == word.end - word.start;
    for (uint32_t i = 0; same && i < word.end - word.start; i++)
        same = prose->fold[word.start + i] == prose->fold[state->status.start + i];
    state->statuses_differ = state->statuses_differ || (state->status.end > 0 && !same);
    state->status = word;
}

/* "修订流程（2026年上半年）；": a bracket that holds nothing but a date. */
static void take_bracketed_deadline(struct builder *builder, int32_t draft, struct span words)
{
    enum { BRACKET_LONGEST = 20 };
    const struct prose *prose = builder->prose;
    while (words.end > words.start && (ends_sentence(prose->fold[words.end - 1]) || prose->fold[words.end - 1] == ';'))
        words.end--;
    struct span note = bracket_at_end(prose, words);
    if (builder->kind == KIND_PLAN && note.end > note.start + 2 && note.end - note.start <= BRACKET_LONGEST)
        draft_take_deadline(builder, draft, SPAN(note.start + 1, note.end - 1), MOOD_DECLARED);
}

/* "已完成审计。下一步，将于8月底前铺设。": where a sentence begins that tells what is still to come; the end of the
 * words when none does. */
static uint32_t next_step(const struct builder *builder, struct span words)
{
    const struct prose *prose = builder->prose;
    words = prose_trim(prose, words);
    for (uint32_t at = prose_sentence_end(prose, words); builder->kind != KIND_PLAN && at < words.end;) {
        struct span sentence = prose_trim(prose, SPAN(at, prose_sentence_end(prose, SPAN(at, words.end))));
        if (prose_find_char(prose, SPAN(at, sentence.start), '\n') != PROSE_NONE)
            break;
        if (prose_match(prose, sentence.start, sentence.end, U"下一步|下步|接下来"))
            return sentence.start;
        at = sentence.end > at ? sentence.end : words.end;
    }
    return words.end;
}

static int32_t add_action(struct builder *builder, struct answering *state, struct span span, struct span no,
                          struct span words, const char *why)
{
    uint32_t later = next_step(builder, words);
    if (later < prose_trim(builder->prose, words).end) {
        add_action(builder, state, SPAN(span.start, later), no, SPAN(words.start, later), why);
        return add_action(builder, state, SPAN(later, span.end), SPAN(later, later), SPAN(later, words.end),
                          "measure-to-come");
    }
    int32_t draft = draft_add(builder, span, LEVEL_ACTION, state->finding, why);
    draft_name_deed(builder, draft, no, words);
    struct span note = note_find(builder->prose, words);
    bool of_all = state->block && no.start == no.end && note.end > note.start; /* said once, behind all measures */
    if (of_all && draft >= 0)
        builder->drafts.items[draft].span.end = note.start;
    draft_take_note(builder, of_all ? state->finding : draft, note);
    draft_take_deadline(builder, draft, of_all ? SPAN(words.start, note.start) : words,
                        builder->kind == KIND_PLAN ? MOOD_ASKED : MOOD_TOLD);
    take_bracketed_deadline(builder, draft, words);
    note_trailing_status(builder, state, words);
    state->action = draft;
    state->started = true;
    return draft;
}

void finding_take_asked(struct builder *builder, int32_t finding, struct span words)
{
    const struct prose *prose = builder->prose;
    words = prose_trim(prose, words);
    if (!prose_has(prose, words, U"前|内|限|完成|到位"))
        return;
    uint32_t stop = words.start; /* of the sentence, looked for once: its clauses may be many */
    while (words.start < words.end) {
        if (stop <= words.start)
            stop = prose_sentence_end(prose, words);
        struct span sentence = SPAN(words.start, stop);
        uint32_t part = prose_find_char(prose, sentence, ';'); /* 未按规定…；责令…前追缴到位 */
        if (part != PROSE_NONE)
            sentence.end = part + 1;
        if (prose_has(
                prose, sentence,
                U"整改建议:|整改要求:|责令|完成整改|整改到位|整改完毕|整改完成|整改落实到位|限期|请于|请在|务必于|"
                U"务必在|限于|限20|限在|"
                U"前追缴|内追缴|前退缴|内退缴|前收回|内收回|前改正|前纠正|前清退|前退还|前整改|内整改|内改正|内清退|"
                U"内退还|前上报|前报送|前报") &&
            !prose_has(prose, sentence, U"至今|仍未|未完成|未整改|尚未|未按|未在|才完成|才整改|逾期|已于"))
            draft_take_deadline(builder, finding, sentence, MOOD_ASKED);
        struct letter_deadline *due = finding < 0 ? NULL : &builder->drafts.items[finding].deadline;
        if (due && builder->dated && due->has_due_on && due->due_on < builder->written_on)
            *due = (struct letter_deadline){0}; /* what was asked once before */
        words = prose_trim(prose, SPAN(sentence.end, words.end));
    }
}

/* A measure with everything below it is one action; its words begin at `from`. */
static void add_action_from(struct builder *builder, struct answering *state, int32_t index, uint32_t from,
                            const char *why)
{
    const struct piece *piece = &builder->pieces[index];
    int32_t last = piece->after - 1;
    while (last > index && builder->pieces[last].kind == PIECE_BLANK)
        last--;
    struct span span = SPAN(piece->span.start, builder->pieces[last].span.end);
    add_action(builder, state, span, number_of(piece), SPAN(from, builder->pieces[last].text.end), why);
}

static void add_action_piece(struct builder *builder, struct answering *state, int32_t index, const char *why)
{
    add_action_from(builder, state, index, builder->pieces[index].body, why);
}

static void read_children(struct builder *builder, struct answering *state, int32_t from, int32_t to);

static void read_action_field(struct builder *builder, struct answering *state, int32_t index, int32_t end)
{
    enum { HEEDS_LONGEST = 40 };
    const struct piece *piece = &builder->pieces[index];
    const struct prose *prose = builder->prose;
    struct span words = prose_trim(prose, SPAN(piece->body, piece->text.end)), word;
    state->started = true;
    state->action = -1;
    if (words.start == words.end) {
        builder->why[index] = "measure-label-alone";
        read_children(builder, state, index + 1, piece->after);
        return;
    }
    if (piece->label.style != LABEL_NONE) {
        add_action_piece(builder, state, index, "measure-in-list");
        return;
    }
    bool status = is_status_note(prose, words, &word);
    struct span first = SPAN(words.start, prose_sentence_end(prose, words));
    if (status)
        draft_take_status(builder, state->finding, word);
    else if (first.end < words.end && is_status_sentence(prose, first, &word))
        draft_take_status(builder, state->finding, word), words.start = first.end;
    int32_t next = index + 1;
    while (next < end && builder->pieces[next].kind == PIECE_BLANK)
        next++;
    bool list_follows = next < end && builder->pieces[next].label.style != LABEL_NONE && builder->pieces[next].in_field;
    if (tells_how_far(builder, piece, &word) ||
        (is_status_line(prose, words, &word) && (list_follows || prose_sentence_end(prose, words) >= words.end))) {
        draft_take_status(builder, state->finding, word); /* 完成情况：基本完成，剩余部分6月30日前到位 */
        draft_take_deadline(builder, state->finding, words, MOOD_TOLD);
        builder->why[index] = NOTE_LINE;
        return;
    }
    bool heeds = prose_sentence_end(prose, words) == words.end && words.end - words.start <= HEEDS_LONGEST &&
                 prose_has(prose, words, U"高度重视|深刻认识");
    if (status || (list_follows && (heeds || prose->fold[words.end - 1] == ':' || !tells_deeds(prose, words)))) {
        builder->why[index] = status ? "status-line" : "measure-lead-in";
        return;
    }
    state->block = true;
    add_action_from(builder, state, index, words.start, "measure-after-label");
    state->block = false;
}

static void take_field(struct builder *builder, int32_t finding, enum field field, struct span value)
{
    struct draft *draft = &builder->drafts.items[finding];
    struct span word;
    if (field == FIELD_LEAD)
        names_read(builder->arena, builder->prose, value, &draft->lead_units);
    else if (field == FIELD_RESPONSIBLE)
        responsible_read(builder->arena, builder->prose, value, &draft->lead_units, &draft->responsible_units);
    else if (field == FIELD_DEADLINE)
        draft_take_deadline(builder, finding, value, MOOD_DECLARED);
    else if (field == FIELD_STATUS)
        draft_take_status(builder, finding, is_status_line(builder->prose, value, &word) ? word : value);
}

static void read_note_piece(struct builder *builder, struct answering *state, int32_t index)
{
    const struct piece *piece = &builder->pieces[index];
    if (piece->body >= piece->text.end)
        state->pending = piece->field;
    else if (piece->numbered_field || piece->field == FIELD_STATUS)
        take_field(builder, state->finding, piece->field, SPAN(piece->body, piece->text.end));
    if (piece->field == FIELD_TARGET && !by_the_unit(builder))
        finding_take_asked(builder, state->finding, piece->text);
    draft_take_note(builder, state->finding, builder->pieces[index].text);
    bool apart = piece->starts_paragraph || builder->why[index - 1] == NOTE_LINE; /* 责任单位：… 配合单位：… */
    if (apart || !draft_extend(builder, state->finding, index))
        builder->why[index] = NOTE_LINE;
    if (builder->pieces[index].field == FIELD_STATUS)
        draft_take_deadline(builder, state->finding, builder->pieces[index].text, MOOD_TOLD);
}

/* "该问题正在整改。目前已拨付…": a status that belongs to the finding, and what was done in the same paragraph. */
static void read_after_status(struct builder *builder, struct answering *state, int32_t index, uint32_t stop,
                              struct span word)
{
    const struct piece *piece = &builder->pieces[index];
    struct span rest = prose_trim(builder->prose, SPAN(stop, piece->text.end));
    draft_take_status(builder, state->finding, word);
    draft_take_deadline(builder, state->finding, SPAN(piece->text.start, stop), MOOD_TOLD);
    state->started = true;
    builder->why[index] = NOTE_LINE;
    if (rest.start >= rest.end)
        return;
    add_action(builder, state, SPAN(rest.start, piece->span.end), SPAN(rest.start, rest.start), rest,
               "measure-after-status");
}

static void read_text(struct builder *builder, struct answering *state, int32_t index)
{
    const struct piece *piece = &builder->pieces[index];
    const struct prose *prose = builder->prose;
    struct span word;
    if (state->pending != FIELD_NONE) {
        take_field(builder, state->finding, state->pending, piece->text);
        state->pending = FIELD_NONE;
        builder->why[index] = NOTE_LINE;
        return;
    }
    uint32_t stop = prose_sentence_end(prose, piece->text);
    if (!state->started && state->implicit && is_status_sentence(prose, SPAN(piece->text.start, stop), &word)) {
        read_after_status(builder, state, index, stop, word);
        return;
    }
    if (is_status_note(prose, piece->text, &word)) {
        draft_take_status(builder, state->finding, word);
        builder->why[index] = NOTE_LINE;
        return;
    }
    struct span note = note_find(prose, piece->text);
    if (note.end > note.start && note.start == piece->text.start) {
        read_note_piece(builder, state, index);
        return;
    }
    if (!state->started && state->implicit && (state->framed || tells_deeds(prose, piece->text)))
        state->started = true;
    if (!state->started && !state->answered && piece->starts_paragraph &&
        prose_match(prose, piece->text.start, piece->text.end,
                    U"以上问题|上述问题|这些问题|针对上述|针对以上|对上述|对以上|审计期间|巡察期间|巡视期间|检查期间|"
                    U"督察期间")) {
        builder->why[index] = "about-all-problems";
    } else if (!state->started) {
        if (!state->answered)
            finding_take_asked(builder, state->finding, piece->text);
        if (!draft_extend(builder, state->finding, index))
            builder->why[index] = "after-points";
    } else if (state->action < 0 || !draft_extend(builder, state->action, index)) {
        int32_t next = index + 1;
        bool lead = prose->fold[piece->text.end - 1] == ':';
        bool list_follows = next < builder->count && builder->pieces[next].label.style != LABEL_NONE &&
                            !builder->pieces[next].starts_paragraph;
        if (lead || (list_follows && !tells_deeds(prose, piece->text)))
            builder->why[index] = "measure-lead-in";
        else
            add_action_piece(builder, state, index, "measure-paragraph");
    }
}

static void read_numbered(struct builder *builder, struct answering *state, int32_t index)
{
    const struct piece *piece = &builder->pieces[index];
    if (!state->started && state->implicit) {
        struct heading heading = heading_of(builder, index);
        struct span words = SPAN(piece->body, piece->text.end);
        state->started = !heading.framed && (state->framed || tells_deeds(builder->prose, words));
    }
    if (state->started) {
        add_action_piece(builder, state, index, "measure-in-list");
    } else if (state->level == LEVEL_FINDING) {
        finding_build(builder, index, index + 1, piece->after, LEVEL_POINT, state->finding, state->answered,
                      label_is_spoken(piece->label.style) ? "point-in-sentence" : "point-numbered");
    } else {
        for (int32_t i = index; i < piece->after; i++)
            if (!draft_extend(builder, state->finding, i))
                builder->why[i] = "below-point";
    }
}

static void read_children(struct builder *builder, struct answering *state, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i = piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->kind == PIECE_BLANK)
            continue;
        if (piece->field != FIELD_NONE || piece->label.style != LABEL_NONE)
            state->pending = FIELD_NONE;
        if (piece->kind != PIECE_TEXT) {
            builder->why[i] = "table-row";
        } else if (piece->field == FIELD_ACTION) {
            read_action_field(builder, state, i, to);
        } else if (field_describes(piece->field) || piece->field == FIELD_TARGET) {
            read_note_piece(builder, state, i);
        } else if (piece->label.style != LABEL_NONE && piece->label.style != LABEL_HEADING) {
            read_numbered(builder, state, i);
        } else {
            read_text(builder, state, i);
        }
    }
}

/* The finding's own words in its first piece: the heading alone when the rest of the paragraph tells what was done. */
static uint32_t own_end(const struct builder *builder, const struct piece *piece, const struct answering *state)
{
    struct span rest = piece_rest(builder->prose, piece), word;
    if (rest.start >= rest.end || !state->implicit || is_status_note(builder->prose, rest, &word))
        return piece->span.end;
    if (note_find(builder->prose, rest).start == rest.start)
        return piece->span.end;
    return state->framed || tells_deeds(builder->prose, rest) ? rest.start : piece->span.end;
}

static void read_rest(struct builder *builder, struct answering *state, const struct piece *piece, uint32_t own)
{
    struct span rest = prose_trim(builder->prose, SPAN(own, piece->text.end));
    if (own == piece->span.end || rest.start >= rest.end)
        return;
    state->started = true;
    int32_t next = (int32_t)(piece - builder->pieces) + 1;
    bool list_follows = next < piece->after && builder->pieces[next].label.style != LABEL_NONE &&
                        !builder->pieces[next].starts_paragraph;
    struct span word;
    uint32_t stop = prose_sentence_end(builder->prose, rest);
    if (is_status_sentence(builder->prose, SPAN(rest.start, stop), &word)) {
        draft_take_status(builder, state->finding, word);
        draft_take_deadline(builder, state->finding, SPAN(rest.start, stop), MOOD_TOLD);
        draft_extend_to(builder, state->finding, stop);
        rest = prose_trim(builder->prose, SPAN(stop, rest.end));
    }
    if (rest.start >= rest.end || (list_follows && !tells_deeds(builder->prose, rest)))
        return;
    add_action(builder, state, SPAN(rest.start, piece->span.end), SPAN(rest.start, rest.start), rest,
               "measure-after-frame");
}

/* Findings of the group that have no measure yet, and the numbered measures behind the label, when there are as many:
 * each answers the problem of its place; a single problem is answered by all. */
static bool answers_in_order(struct builder *builder, int32_t group, int32_t from, int32_t to)
{
    VEC(int32_t) findings = {0}, measures = {0};
    for (size_t i = group < 0 ? 0 : (size_t)group + 1; i < builder->drafts.count; i++) {
        if (builder->drafts.items[i].level == LEVEL_ACTION)
            findings.count = 0;
        else if (builder->drafts.items[i].level == LEVEL_FINDING && builder->drafts.items[i].parent == group)
            *VEC_PUSH(builder->arena, &findings) = (int32_t)i;
    }
    for (int32_t i = from; i < to; i = i == from ? i + 1 : piece_next(builder, i)) {
        const struct piece *piece = &builder->pieces[i];
        if (piece->kind == PIECE_TEXT && piece->label.style != LABEL_NONE)
            *VEC_PUSH(builder->arena, &measures) = i;
        else if (i > from && piece->kind != PIECE_BLANK)
            return false;
    }
    if (findings.count == 0 || (measures.count != findings.count && findings.count > 1) || measures.count == 0 ||
        builder->pieces[from].field != FIELD_ACTION || builder->pieces[from].body < builder->pieces[from].text.end)
        return false;
    builder->why[from] = "measure-label-alone";
    for (size_t i = 0; i < measures.count; i++)
        measure_build(builder, findings.items[findings.count > 1 ? i : 0], measures.items[i]);
    return true;
}

bool answers_build(struct builder *builder, int32_t group, int32_t from, int32_t to)
{
    if (answers_in_order(builder, group, from, to))
        return true;
    if (group < 0)
        return false;
    struct answering state = {
        .finding = group, .action = -1, .level = LEVEL_FINDING, .answered = true, .started = true};
    read_children(builder, &state, from, to);
    return true;
}

void measure_build(struct builder *builder, int32_t finding, int32_t index)
{
    struct answering state = {.finding = finding, .action = -1, .answered = true, .started = true};
    const struct piece *piece = &builder->pieces[index];
    int32_t child = index + 1;
    while (child < piece->after &&
           (builder->pieces[child].label.style == LABEL_NONE || builder->pieces[child].kind != PIECE_TEXT))
        child = piece_next(builder, child);
    if (child < piece->after) {
        builder->why[index] = "measure-lead-in";
        read_children(builder, &state, index + 1, piece->after);
        return;
    }
    struct span rest = piece_rest(builder->prose, piece);
    bool framed = heading_of(builder, index).framed && rest.start < rest.end;
    add_action_from(builder, &state, index, framed ? rest.start : piece->body, "measure-by-order");
    for (int32_t i = index + 1; i < piece->after && state.action >= 0; i++)
        take_field(builder, state.action, builder->pieces[i].field,
                   SPAN(builder->pieces[i].body, builder->pieces[i].text.end));
}

int32_t finding_build(struct builder *builder, int32_t head, int32_t from, int32_t to, enum letter_level level,
                      int32_t parent, bool answered, const char *why)
{
    const struct piece *piece = &builder->pieces[head];
    const struct prose *prose = builder->prose;
    struct span words = SPAN(piece->body, piece->text.end);
    struct answering state = {.action = -1, .level = level, .answered = answered};
    state.framed = heading_of(builder, head).framed;
    state.implicit = answered;
    struct span how_far;
    for (int32_t i = from; i < to; i++)
        if (builder->pieces[i].field == FIELD_ACTION && !tells_how_far(builder, &builder->pieces[i], &how_far))
            state.implicit = false;
    uint32_t own = own_end(builder, piece, &state);
    struct parts points = {0};
    if (level == LEVEL_FINDING && !answered && !state.framed && own == piece->span.end &&
        (from >= to || builder->pieces[from].starts_paragraph))
        points = split_points(builder->arena, prose, words);
    if (points.count)
        own = points.items[0].start, words.end = own;
    state.finding = draft_add(builder, SPAN(piece->span.start, own), level, parent, why);
    if (state.finding < 0)
        return -1;
    draft_name(builder, state.finding, number_of(piece), words);
    draft_take_note(builder, state.finding,
                    note_find(prose, SPAN(piece->body, own < piece->text.end ? own : piece->text.end)));
    for (size_t i = 0; i < points.count; i++) {
        uint32_t stop = i + 1 == points.count ? piece->span.end : points.items[i].end;
        int32_t point = draft_add(builder, SPAN(points.items[i].start, stop), LEVEL_POINT, state.finding, points.why);
        draft_name(builder, point, SPAN(points.items[i].start, points.items[i].start), points.items[i]);
    }
    struct span rest = piece_rest(prose, piece), note = bracket_at_end(prose, piece_heading(prose, piece)), word;
    if (rest.end > rest.start && own >= rest.end && prose_has(prose, rest, U"限期|限于|限20|限在|务于|须于|应于"))
        draft_take_deadline(builder, state.finding, rest, MOOD_TOLD);
    if (!answered && points.count == 0)
        finding_take_asked(builder, state.finding, words);
    if (is_status_note(prose, rest, &word) || (note.end > note.start && is_status_note(prose, note, &word)))
        draft_take_status(builder, state.finding, word);
    if (points.count == 0)
        read_rest(builder, &state, piece, own);
    read_children(builder, &state, from, to);
    if (!state.statuses_differ)
        draft_take_status(builder, state.finding, state.status);
    return state.finding;
}
