#include "intake/cut.h"

#include "intake/lines.h"

enum { CANDIDATES_MAX = 4096 };

struct candidate {
    struct label label;
    bool accepted;
    bool runs_on; /* its second item begins a later paragraph */
};

struct cutter {
    size_t paragraph;
    bool below_row; /* the last paragraph with text was a row */
    struct arena *arena;
    const struct prose *prose;
    VEC(struct piece) pieces;
    VEC(struct candidate) candidates; /* of one paragraph */
};

/* Cells parted by tabs. Below a row, a line with empty cells at either end is a row, too (merged cells). */
static bool is_row(const struct prose *prose, struct span line, bool below_row)
{
    struct span text = prose_trim(prose, line);
    if (below_row && prose_find_char(prose, line, '\t') != PROSE_NONE)
        return true;
    uint32_t tabs = 0, first = PROSE_NONE;
    for (uint32_t at = text.start; at < text.end; at++)
        if (prose->fold[at] == '\t') {
            first = tabs++ ? first : at;
            if (tabs >= 2)
                return true;
        }
    struct label label = label_scan(prose, text.start, text.end, true);
    return tabs == 1 && first > text.start && (label.style == LABEL_NONE || label.end != first);
}

static struct piece *add_piece(struct cutter *cutter, uint32_t start)
{
    if (cutter->pieces.count > 0)
        cutter->pieces.items[cutter->pieces.count - 1].span.end = start;
    struct piece *piece = VEC_PUSH(cutter->arena, &cutter->pieces);
    piece->span = SPAN(start, start);
    piece->parent = -1;
    return piece;
}

/* Reads what begins a piece: a number, a field label, or one after the other. */
static void read_opening(const struct prose *prose, struct piece *piece, uint32_t at, uint32_t end, bool at_start)
{
    for (int round = 0; round < 3; round++) {
        while (at < end && is_space(prose->fold[at]))
            at++;
        if (piece->label.style == LABEL_NONE) {
            struct label label = label_scan(prose, at, end, at_start || round > 0);
            if (label.style != LABEL_NONE) {
                piece->label = label;
                at = label.end;
                continue;
            }
        }
        struct field_label field =
            piece->field == FIELD_NONE ? field_scan(prose, at, end) : (struct field_label){FIELD_NONE, at};
        if (field.field == FIELD_NONE && piece->label.style >= LABEL_ROUND && !label_is_spoken(piece->label.style))
            field = field_scan_line(prose, at, end);
        if (field.field == FIELD_NONE)
            break;
        piece->numbered_field = piece->label.style != LABEL_NONE;
        piece->field = field.field;
        at = field.end;
    }
    piece->body = at;
}

/* May a list item or a field label begin here, after `before`? Spoken numbers follow a comma, too. */
static bool may_begin(uint32_t before, enum label_style style, bool field)
{
    if (ends_sentence(before) || before == ';' || before == ':' || is_space(before) || closes(before))
        return true;
    return (before == ',' || before == 0x3001) &&
           (field || label_is_spoken(style) || style == LABEL_ROUND || style == LABEL_CIRCLE);
}

/* Does a following paragraph go on with number 2 of this style, before anything that ends the list? */
static bool second_in_paragraphs(const struct cutter *cutter, enum label_style style)
{
    enum { LOOK_AHEAD = 8 };
    const struct prose *prose = cutter->prose;
    for (size_t i = cutter->paragraph + 1; i < prose->paragraph_count && i <= cutter->paragraph + LOOK_AHEAD; i++) {
        struct span text = prose_trim(prose, SPAN(prose->paragraphs[i].start, prose->paragraphs[i].end));
        struct label label = label_scan(prose, text.start, text.end, true);
        if (label.style == style)
            return label.value == 2;
        if (label.style != LABEL_NONE && label.style < style)
            return false;
    }
    return false;
}

/* In a text run together into one paragraph a heading may stand alone: 一、… （一）… 二、…, told by the blank before
 * it. */
static void accept_single_heads(struct cutter *cutter)
{
    bool run_together = false;
    for (size_t i = 0; i < cutter->candidates.count; i++) {
        struct candidate *candidate = &cutter->candidates.items[i];
        const struct label *label = &candidate->label;
        run_together = run_together || (label->style == LABEL_HAN && candidate->accepted);
        if (run_together && label->value == 1 && (label->style == LABEL_HAN_ROUND || label->style == LABEL_DIGIT) &&
            is_space(cutter->prose->fold[label->start - 1]))
            candidate->accepted = true;
    }
}

/* Numbers inside a paragraph count only as part of a run: 1 with a 2 behind it, or the number that continues the run.
 */
static void accept_candidates(struct cutter *cutter, const struct label *opening)
{
    bool second_follows[LABEL_STYLES] = {false};
    for (size_t i = cutter->candidates.count; i-- > 0;) {
        struct candidate *candidate = &cutter->candidates.items[i];
        enum label_style style = candidate->label.style;
        if (candidate->label.value == 1)
            candidate->accepted = second_follows[style];
        second_follows[style] = candidate->label.value == 2 || (second_follows[style] && candidate->label.value != 1);
    }
    if (cutter->candidates.count > 0) {
        struct candidate *last = &cutter->candidates.items[cutter->candidates.count - 1];
        if (last->label.value == 1 && !last->accepted && !label_is_spoken(last->label.style) &&
            last->label.style != opening->style)
            last->accepted = last->runs_on = second_in_paragraphs(cutter, last->label.style);
    }
    accept_single_heads(cutter);
    uint32_t expected[LABEL_STYLES] = {0};
    if (opening->style != LABEL_NONE)
        expected[opening->style] = opening->value + 1;
    for (size_t i = 0; i < cutter->candidates.count; i++) {
        struct candidate *candidate = &cutter->candidates.items[i];
        enum label_style style = candidate->label.style;
        if (candidate->label.value != 1 || !candidate->accepted)
            candidate->accepted =
                candidate->label.value > 1 &&
                (candidate->label.value == expected[style] ||
                 (style == LABEL_FIRST && expected[style] > 1 && candidate->label.value > expected[style]));
        if (candidate->accepted)
            expected[style] = candidate->label.value + 1;
    }
}

static void find_candidates(struct cutter *cutter, uint32_t from, uint32_t end)
{
    const struct prose *prose = cutter->prose;
    cutter->candidates.count = 0;
    for (uint32_t at = from; at < end && cutter->candidates.count < CANDIDATES_MAX; at++) {
        uint32_t c = prose->fold[at];
        uint32_t before = at > from ? prose->fold[at - 1] : ':';
        struct label label = {.style = LABEL_NONE};
        bool told = prose_match_before(prose, from, at, U"具体为|主要为|表现为|具体是|主要是|表现在") > 0;
        if (told || may_begin(before, LABEL_IS, true))
            label = label_scan(prose, at, end, false);
        if (label.style != LABEL_NONE &&
            (may_begin(before, label.style, false) || (told && label_is_spoken(label.style)))) {
            VEC_PUSH(cutter->arena, &cutter->candidates)->label = label;
            at = label.end - 1;
            continue;
        }
        if (opens(c)) {
            uint32_t close = prose_closing(prose, at, end);
            if (close != PROSE_NONE)
                at = close;
        }
    }
}

/* Words that turn from a list to other matters. */
static const char32_t turns[] =
    U"同时,巡|同时,还|同时,反|此外|另外|巡察组|巡视组|督察组|审计组|反馈要求|以上|上述|对以上|对上述|针对以上|针对上述|"
    "会议要求|会议强调|请你|请于|请在|请各|请将|请按|请贵|请县|请市|请区|请局|请院|请校|请认真";

/* Where the last item of a list inside a paragraph ends: items parted by semicolons end with their sentence; items that
 * are sentences themselves run on until the text turns away ("同时，巡察组还…"). */
static uint32_t list_end(const struct prose *prose, uint32_t item_start, struct span item)
{
    uint32_t mark = item_start;
    while (mark > 0 && is_space(prose->fold[mark - 1]))
        mark--;
    uint32_t separator = mark > 0 ? prose->fold[mark - 1] : 0, stop = prose_sentence_end(prose, item);
    bool by_semicolon = separator == ';' || separator == ',' || separator == 0x3001;
    while (!by_semicolon && stop < item.end) {
        uint32_t next = stop;
        while (next < item.end && is_space(prose->fold[next]))
            next++;
        if (prose_match(prose, next, item.end, turns))
            break;
        stop = prose_sentence_end(prose, SPAN(next, item.end));
    }
    return stop;
}

static void cut_inside(struct cutter *cutter, uint32_t from, uint32_t end, struct label opening)
{
    const struct prose *prose = cutter->prose;
    find_candidates(cutter, from, end);
    accept_candidates(cutter, &opening);
    size_t next = 0, last = SIZE_MAX;
    for (size_t i = 0; i < cutter->candidates.count; i++)
        if (cutter->candidates.items[i].accepted)
            last = i;
    uint32_t tail_at = PROSE_NONE;
    for (uint32_t at = from; at < end; at++) {
        while (next < cutter->candidates.count &&
               (cutter->candidates.items[next].label.start < at || !cutter->candidates.items[next].accepted))
            next++;
        bool labelled = next < cutter->candidates.count && cutter->candidates.items[next].label.start == at;
        uint32_t before = at > from ? prose->fold[at - 1] : ':';
        if (labelled ||
            (at > from && may_begin(before, LABEL_NONE, true) && field_scan(prose, at, end).field != FIELD_NONE)) {
            struct piece *piece = at > from ? add_piece(cutter, at) : &cutter->pieces.items[cutter->pieces.count - 1];
            if (at == from &&
                piece->label.style != LABEL_NONE) /* "1.（1）…": the inner number gets a piece of its own */
                piece = add_piece(cutter, at);
            read_opening(prose, piece, at, end, false);
            piece->runs_on = labelled && cutter->candidates.items[next].runs_on;
            tail_at = PROSE_NONE;
            if (labelled && next == last) {
                uint32_t stop = list_end(prose, at, SPAN(piece->body, end));
                if (stop < end)
                    tail_at = stop;
            }
            at = piece->body > at ? piece->body - 1 : at;
            continue;
        }
        if (at == tail_at) {
            struct piece *piece = add_piece(cutter, at);
            piece->body = at;
            piece->tail = true;
        }
        if (opens(prose->fold[at])) {
            uint32_t close = prose_closing(prose, at, end);
            if (close != PROSE_NONE)
                at = close;
        }
    }
}

static void cut_paragraph(struct cutter *cutter, const struct prose_paragraph *paragraph)
{
    const struct prose *prose = cutter->prose;
    size_t first = cutter->pieces.count;
    struct span text = prose_trim(prose, SPAN(paragraph->start, paragraph->end));
    struct piece *piece = add_piece(cutter, paragraph->start);
    piece->starts_paragraph = true;
    piece->body = text.start;
    if (text.start == text.end || is_page_mark(prose, text)) {
        piece->kind = PIECE_BLANK;
    } else if (is_row(prose, SPAN(paragraph->start, paragraph->end), cutter->below_row)) {
        piece->kind = PIECE_ROW;
        piece->table = paragraph->table;
    } else {
        piece->heading_line = paragraph->heading;
        read_opening(prose, piece, text.start, text.end, true);
        cut_inside(cutter, piece->body, text.end, piece->label);
    }
    cutter->pieces.items[cutter->pieces.count - 1].ends_paragraph = true;
    if (cutter->pieces.items[first].kind != PIECE_BLANK)
        cutter->below_row = cutter->pieces.items[first].kind == PIECE_ROW;
    for (size_t i = first; i < cutter->pieces.count; i++)
        cutter->pieces.items[i].text.end = paragraph->end;
}

static size_t beside(const struct cutter *cutter, size_t index, bool behind)
{
    size_t at = index;
    do
        at += behind ? 1 : SIZE_MAX;
    while (at < cutter->pieces.count && cutter->pieces.items[at].kind == PIECE_BLANK);
    return at;
}

/* A line without tabs between two rows is a row, too: a heading across all columns. */
static void mark_rows_between(struct cutter *cutter)
{
    struct piece *pieces = cutter->pieces.items;
    for (size_t i = 0; i < cutter->pieces.count; i++) {
        if (pieces[i].kind != PIECE_TEXT || !pieces[i].starts_paragraph || !pieces[i].ends_paragraph)
            continue;
        size_t before = beside(cutter, i, false), behind = beside(cutter, i, true);
        if (before < cutter->pieces.count && behind < cutter->pieces.count && pieces[before].kind == PIECE_ROW &&
            pieces[behind].kind == PIECE_ROW)
            pieces[i].kind = PIECE_ROW;
    }
}

/* "整改情况：已完成，长期坚持。" says how far the matter is, not what was done – unless a list of deeds follows. */
static void find_status_lines(struct cutter *cutter)
{
    struct piece *pieces = cutter->pieces.items;
    for (size_t i = 0; i < cutter->pieces.count; i++) {
        struct span word;
        if (pieces[i].field != FIELD_ACTION || pieces[i].label.style != LABEL_NONE ||
            !is_status_line(cutter->prose, SPAN(pieces[i].body, pieces[i].text.end), &word))
            continue;
        size_t next = i + 1;
        while (next < cutter->pieces.count && pieces[next].kind == PIECE_BLANK)
            next++;
        if (next == cutter->pieces.count || pieces[next].label.value != 1)
            pieces[i].field = FIELD_STATUS;
    }
}

/* Where 针对“…”的问题， ends that opens the paragraph; 0 when it does not. */
static uint32_t frame_end(const struct prose *prose, const struct piece *piece)
{
    uint32_t opened = prose_match(prose, piece->body, piece->text.end, U"针对|关于|对于|对");
    uint32_t quote = piece->body + opened;
    if (!opened || quote >= piece->text.end || prose->fold[quote] != 0x201C)
        return 0;
    uint32_t close = prose_closing(prose, quote, piece->text.end);
    if (close == PROSE_NONE)
        return 0;
    uint32_t used = prose_match(prose, close + 1, piece->text.end, U"的问题|问题|等问题|这一问题|方面的问题|方面问题");
    return used && prose_match(prose, close + 1 + used, piece->text.end, U",|:|。") ? close + 2 + used : 0;
}

/* Unnumbered paragraphs that each take up a quoted problem are items of a list. */
static void find_frames(struct cutter *cutter)
{
    struct piece *pieces = cutter->pieces.items;
    size_t frames = 0;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < cutter->pieces.count; i++) {
            struct piece *piece = &pieces[i];
            if (piece->kind != PIECE_TEXT || !piece->starts_paragraph || piece->label.style != LABEL_NONE ||
                piece->field != FIELD_NONE || !frame_end(cutter->prose, piece))
                continue;
            if (round == 0)
                frames++;
            else if (frames >= 2)
                piece->label = (struct label){.style = LABEL_FRAME, .start = piece->body, .end = piece->body};
        }
}

static size_t next_numbered(const struct cutter *cutter, size_t index)
{
    enum { LOOK_AHEAD = 60 };
    const struct piece *pieces = cutter->pieces.items;
    for (size_t i = index + 1; i < cutter->pieces.count && i < index + LOOK_AHEAD; i++)
        if (pieces[i].label.style == pieces[index].label.style)
            return i;
    return index;
}

/* Headings that are field words – （一）存在问题 （二）整改措施 under each problem – are field labels when they come
 * again and again. */
static void find_field_headings(struct cutter *cutter)
{
    struct piece *pieces = cutter->pieces.items;
    size_t answers[LABEL_STYLES] = {0};
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < cutter->pieces.count; i++) {
            struct piece *piece = &pieces[i];
            enum label_style style = piece->label.style;
            bool may_be = style == LABEL_NONE || (style >= LABEL_HAN_ROUND && style <= LABEL_DIGIT);
            if (piece->kind != PIECE_TEXT || piece->field != FIELD_NONE || !may_be || !piece->starts_paragraph ||
                !piece->ends_paragraph)
                continue;
            struct field_label field = field_scan_line(cutter->prose, piece->body, piece->text.end);
            if (field.field == FIELD_NONE || field.end < piece->text.end)
                continue;
            if (round == 0) {
                answers[style] += field.field == FIELD_ACTION && piece->label.value != 1;
            } else if (answers[style] >= 2) {
                piece->field = field.field;
                piece->body = field.end;
                piece->numbered_field = style != LABEL_NONE;
            }
        }
}

/* Where a record numbers its fields (1.存在问题：… 2.整改措施：…), the numbers are dropped and the labels stay. */
static void unnumber_fields(struct cutter *cutter)
{
    struct piece *pieces = cutter->pieces.items;
    for (size_t i = 0; i < cutter->pieces.count; i++) {
        if (!pieces[i].numbered_field)
            continue;
        if (pieces[i].field == FIELD_PROBLEM) {
            size_t next = next_numbered(cutter, i);
            if (next == i || !pieces[next].numbered_field || pieces[next].field == FIELD_PROBLEM ||
                pieces[next].label.value != pieces[i].label.value + 1)
                continue;
        }
        pieces[i].label = (struct label){.style = LABEL_NONE};
    }
}

struct outline cut_pieces(struct arena *arena, const struct prose *prose)
{
    struct cutter cutter = {.arena = arena, .prose = prose};
    for (size_t i = 0; i < prose->paragraph_count && cutter.pieces.count < OUTLINE_PIECES_MAX; i++)
        cutter.paragraph = i, cut_paragraph(&cutter, &prose->paragraphs[i]);
    mark_rows_between(&cutter);
    for (size_t i = 0; i < cutter.pieces.count; i++) {
        struct piece *piece = &cutter.pieces.items[i];
        if (i + 1 == cutter.pieces.count)
            piece->span.end = prose->length;
        uint32_t end = piece->span.end < piece->text.end ? piece->span.end : piece->text.end;
        piece->text = prose_trim(prose, SPAN(piece->span.start, end));
        if (piece->body > piece->text.end)
            piece->body = piece->text.end;
    }
    find_field_headings(&cutter);
    unnumber_fields(&cutter);
    find_frames(&cutter);
    find_status_lines(&cutter);
    return (struct outline){.pieces = cutter.pieces.items, .count = (int32_t)cutter.pieces.count};
}
