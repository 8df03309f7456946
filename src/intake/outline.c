#include "intake/outline.h"

#include "intake/cut.h"
#include "intake/section.h"
#include "intake/title.h"

enum { DEPTH_MAX = 16, HEADING_LINE_MAX = 40, CLOSING_LINES = 40, SIGNATURE_MAX = 60 };

struct frame {
    enum label_style style;
    uint32_t value;
    int32_t piece;
    bool own_paragraph;      /* the number began a paragraph */
    bool bodied;             /* the open item has had unnumbered text or fields */
    bool has_bodies;         /* an earlier item of the list had */
    uint32_t fields;         /* bits of the fields the open item has had */
    uint32_t earlier_fields; /* of the items before it */
    bool in_field;           /* the list stands in a field (整改措施：) */
    uint32_t items;          /* of the list so far */
};

struct nester {
    const struct prose *prose;
    struct piece *pieces;
    int32_t count;
    struct frame frames[DEPTH_MAX];
    int depth;
    int problem_base;                          /* depth at which 存在问题： stood alone above a list; -1: none */
    int field_base;                            /* frames from here on stand in a field; -1 when no field is open */
    int32_t last_numbered;                     /* last numbered piece that begins a paragraph */
    bool encloses[LABEL_STYLES][LABEL_STYLES]; /* nesting against the order of styles, as the document showed it */
    bool seen[LABEL_STYLES];                   /* styles that have opened a list with a paragraph of its own */
};

static int32_t top_piece(const struct nester *nester)
{
    return nester->depth ? nester->frames[nester->depth - 1].piece : -1;
}

static void pop_to(struct nester *nester, int depth)
{
    if (depth < nester->depth)
        nester->depth = depth;
    if (nester->field_base > nester->depth)
        nester->field_base = -1;
    if (nester->problem_base > nester->depth)
        nester->problem_base = -1;
}

static void mark_bodied(struct nester *nester)
{
    if (nester->depth > 0)
        nester->frames[nester->depth - 1].bodied = true;
}

static void note_field(struct nester *nester, enum field field)
{
    mark_bodied(nester);
    if (nester->depth > 0)
        nester->frames[nester->depth - 1].fields |= 1u << field;
}

static void push(struct nester *nester, int32_t index, const struct frame *before)
{
    struct piece *piece = &nester->pieces[index];
    piece->parent = top_piece(nester);
    bool in_field = nester->field_base >= 0 && nester->depth >= nester->field_base;
    piece->in_field = in_field;
    if (nester->depth == DEPTH_MAX)
        return;
    nester->frames[nester->depth++] =
        (struct frame){.style = piece->label.style,
                       .value = piece->label.value,
                       .piece = index,
                       .own_paragraph = piece->starts_paragraph || piece->runs_on,
                       .has_bodies = before && (before->has_bodies || before->bodied),
                       .earlier_fields = before ? before->fields | before->earlier_fields : 0,
                       .in_field = in_field,
                       .items = before ? before->items + 1 : 1};
}

static bool answers_follow(const struct nester *nester, int32_t index)
{
    enum label_style style = nester->pieces[index].label.style;
    if (nester->pieces[index].field == FIELD_PROBLEM)
        return true;
    for (int32_t i = index + 1; i < nester->count && i < index + 40; i++) {
        const struct piece *piece = &nester->pieces[i];
        if (piece->label.style == style)
            return false;
        if (piece->field == FIELD_ACTION || piece->field == FIELD_STATUS)
            return true;
    }
    return false;
}

static bool continues(const struct frame *frame, const struct label *label)
{
    if (frame->style != label->style)
        return false;
    return label->style == LABEL_DASH || label->style == LABEL_FRAME || frame->value + 1 == label->value ||
           (label->style == LABEL_FIRST && label->value > frame->value);
}

/* The frame whose list this number continues, -1 when there is none: the innermost with the number before it. A number
 * that begins a paragraph rather continues a list of paragraphs than one inside a paragraph; and when both a list in a
 * field and one around the field would do, it is the outer one if answers of its own follow. */
static int frame_continued(const struct nester *nester, int32_t index)
{
    const struct piece *piece = &nester->pieces[index];
    int inner = -1;
    for (int i = nester->depth - 1; i >= 0; i--) {
        const struct frame *frame = &nester->frames[i];
        if (!continues(frame, &piece->label))
            continue;
        if (inner < 0) {
            inner = i;
            if (!frame->in_field && (frame->own_paragraph || !piece->starts_paragraph))
                return i;
        } else if (!nester->frames[inner].own_paragraph && piece->starts_paragraph && frame->own_paragraph) {
            return i;
        } else {
            return answers_follow(nester, index) ? i : inner;
        }
    }
    return inner;
}

static int frame_of_style(const struct nester *nester, enum label_style style)
{
    for (int i = nester->depth - 1; i >= 0; i--)
        if (nester->frames[i].style == style)
            return i;
    return -1;
}

/* Pops what a new list of this style cannot stand in, by the order of styles. Numbers inside a paragraph open a list
 * under whatever is open, unless they are headings of a text that was run together. */
static void pop_by_rank(struct nester *nester, const struct piece *piece)
{
    bool heads = piece->label.style <= LABEL_HAN_ROUND;
    int floor = nester->field_base >= 0 && !heads ? nester->field_base : 0;
    while ((heads || piece->starts_paragraph) && nester->depth > floor) {
        const struct frame *frame = &nester->frames[nester->depth - 1];
        if (frame->style < piece->label.style || nester->encloses[frame->style][piece->label.style])
            break;
        pop_to(nester, nester->depth - 1);
    }
}

/* A document may nest against the usual order (第一， above 1）): a style first met right below the first item of
 * another list belongs into it, here and from here on. */
static void learn_nesting(struct nester *nester, const struct piece *piece)
{
    enum label_style style = piece->label.style;
    if (!piece->starts_paragraph)
        return;
    if (nester->depth > 0 && piece->label.value == 1 && !nester->seen[style]) {
        const struct frame *frame = &nester->frames[nester->depth - 1];
        if (frame->own_paragraph && frame->value == 1 && !frame->in_field && frame->style > style)
            nester->encloses[frame->style][style] = true;
    }
    nester->seen[style] = true;
}

static void nest_numbered(struct nester *nester, int32_t index)
{
    struct piece *piece = &nester->pieces[index];
    bool field_opened = piece->field != FIELD_NONE && piece->field != FIELD_PROBLEM;
    if (field_opened) { /* 整改措施：（1）…: the list stands in the field */
        if (nester->field_base >= 0)
            pop_to(nester, nester->field_base);
        while (nester->depth > 0 && label_is_spoken(nester->frames[nester->depth - 1].style))
            pop_to(nester, nester->depth - 1);
        note_field(nester, piece->field);
        nester->field_base = nester->depth;
        push(nester, index, NULL);
        return;
    }
    if (nester->field_base >= 0 && (piece->field == FIELD_PROBLEM || piece->label.style == LABEL_PROBLEM)) {
        pop_to(nester, nester->field_base); /* the next problem ends the answer to the last one */
        nester->field_base = -1;
    }
    learn_nesting(nester, piece);
    int at = frame_continued(nester, index);
    if (at < 0 && piece->label.value == 1 && !piece->starts_paragraph &&
        frame_of_style(nester, piece->label.style) >= 0) {
        push(nester, index, NULL); /* 三、…。一、…；二、…: a list of the same style inside an item */
        return;
    }
    if (at < 0 && piece->label.value > 1)
        at = frame_of_style(nester, piece->label.style);
    if (at < 0 && piece->label.value == 1 && piece->starts_paragraph) {
        int restarted = frame_of_style(nester, piece->label.style);
        if (restarted >= 0 && !(nester->field_base >= 0 && restarted < nester->field_base))
            at = restarted;
    }
    if (at >= 0) {
        struct frame before = nester->frames[at];
        pop_to(nester, at);
        push(nester, index, &before);
        return;
    }
    pop_by_rank(nester, piece);
    push(nester, index, NULL);
}

static int32_t piece_before(const struct nester *nester, int32_t index)
{
    do
        index--;
    while (index >= 0 && nester->pieces[index].kind == PIECE_BLANK);
    return index;
}

/* Is the unnumbered paragraph a line that heads what follows? */
static bool is_heading_line(const struct nester *nester, int32_t index)
{
    const struct piece *piece = &nester->pieces[index];
    struct span text = piece->text;
    if (text.end - text.start > HEADING_LINE_MAX || piece->field != FIELD_NONE || !piece->ends_paragraph)
        return false;
    uint32_t last = nester->prose->fold[text.end - 1];
    if (ends_sentence(last) || last == ';' || last == ',' || opens(nester->prose->fold[text.start]))
        return false;
    if (last == ':')
        return false;
    int32_t before = piece_before(nester, index);
    if (before >= 0 && field_describes(nester->pieces[before].field) &&
        nester->pieces[before].body >= nester->pieces[before].text.end)
        return false; /* the value of a field label on a line of its own */
    if (piece->heading_line)
        return true;
    struct heading heading = heading_read(nester->prose, text);
    return heading.sense == SENSE_SECTION ||
           (heading.sense == SENSE_GROUP &&
            prose_match_before(nester->prose, text.start, text.end, U"方面|方面问题|方面的问题"));
}

/* 整改要求, 下一步工作: what follows has nothing to do with the problems before. */
static bool announces_new_part(const struct nester *nester, const struct piece *piece)
{
    struct heading heading = heading_read(nester->prose, piece->text);
    return heading.sense == SENSE_SECTION && (heading.section == SECTION_DEMANDS || heading.section == SECTION_NEXT);
}

static void nest_heading_line(struct nester *nester, int32_t index)
{
    struct piece *piece = &nester->pieces[index];
    int32_t next = index + 1;
    while (next < nester->count && next < index + 200 &&
           (nester->pieces[next].label.style == LABEL_NONE || !nester->pieces[next].starts_paragraph))
        next++;
    const struct label *label = next < nester->count ? &nester->pieces[next].label : NULL;
    int at = 0;
    if (label && label->style != LABEL_NONE) {
        int frame = frame_of_style(nester, label->style);
        if (label->value == 1)
            at = frame >= 0 ? frame : announces_new_part(nester, piece) ? 0 : nester->depth;
        else if (frame >= 0 && nester->frames[frame].value + 1 == label->value)
            at = frame + 1;
        if (frame < 0 && label->style <= LABEL_HAN_ROUND)
            while (at > 0 && nester->frames[at - 1].style > label->style)
                at--;
    }
    pop_to(nester, at);
    while (nester->depth > 0 && nester->frames[nester->depth - 1].style == LABEL_HEADING)
        pop_to(nester, nester->depth - 1);
    piece->label = (struct label){.style = LABEL_HEADING, .start = piece->body, .end = piece->body};
    push(nester, index, NULL);
}

/* Does the next numbered paragraph continue the list whose item is open? */
static bool list_goes_on(const struct nester *nester, int32_t index)
{
    if (nester->depth == 0)
        return false;
    const struct frame *frame = &nester->frames[nester->depth - 1];
    for (int32_t i = index + 1; i < nester->count && i < index + 200; i++) {
        const struct piece *piece = &nester->pieces[i];
        if (piece->label.style == LABEL_NONE || !piece->starts_paragraph)
            continue;
        return piece->label.style == frame->style ? piece->label.value == frame->value + 1
                                                  : piece->label.style > frame->style;
    }
    return false;
}

/* A paragraph that speaks about the whole list, not about its last item. */
static bool closes_list(const struct nester *nester, int32_t index)
{
    const struct prose *prose = nester->prose;
    struct span text = nester->pieces[index].text;
    const struct frame *frame = &nester->frames[nester->depth - 1];
    struct span item = nester->pieces[frame->piece].text;
    bool sentence = ends_sentence(prose->fold[item.end - 1]) || prose->fold[item.end - 1] == ';' ||
                    prose_sentence_end(prose, item) < item.end;
    if (!sentence && !frame->bodied && frame->piece == piece_before(nester, index))
        return false; /* a heading alone wants a body */
    if (lead_read(prose, prose_last_sentence(prose, text)) == SECTION_DEMANDS && index + 1 < nester->count)
        return true;
    uint32_t first = prose_sentence_end(prose, text);
    if (prose_match(prose, text.start, text.end, U"上述做法|上述行为|上述事项|上述支出|上述资金|以上做法|以上行为"))
        return false; /* an auditor judges the item above */
    if (prose_match(prose, text.start, text.end,
                    U"巡察组要求|巡视组要求|反馈要求|同时,巡|同时,督|同时,审|此外,巡|另外,巡|巡察组还|巡视组还|"
                    "会议要求|会议强调|反馈强调|督察组要求|巡察组强调|巡察组建议|"
                    "提出如下|以上|上述|对以上|对上述|针对以上|针对上述|综上"))
        return true;
    if (list_goes_on(nester, index))
        return false;
    bool at_end = index > nester->last_numbered;
    if (at_end &&
        prose_match(prose, text.start, text.end,
                    U"专此|此复|下一步|下步|今后|欢迎|联系|请|望|希望|特此|附件|附:|收到|接到|接此|同志们|总之|此外|"
                    "另外|目前|对于|各|现公示|如有|公示|整改情况|上报|其中|注:|备注|抄送"))
        return true;
    if (at_end && prose_has(prose, SPAN(text.start, first),
                            U"联系电话|监督电话|联系方式|邮政信箱|电子邮箱|整改方案报|书面报告|工作日内"))
        return true;
    if (!at_end || frame->bodied || nester->field_base >= 0 || frame->has_bodies || frame->value < 2)
        return false;
    return sentence;
}

/* Lists inside a paragraph end with it. */
static void pop_inline(struct nester *nester)
{
    while (nester->depth > 0 && !nester->frames[nester->depth - 1].own_paragraph)
        pop_to(nester, nester->depth - 1);
}

static void nest_text(struct nester *nester, int32_t index)
{
    struct piece *piece = &nester->pieces[index];
    if (piece->starts_paragraph || piece->tail)
        pop_inline(nester);
    while (piece->tail && nester->depth > 0 && label_is_spoken(nester->frames[nester->depth - 1].style))
        pop_to(nester, nester->depth - 1);
    if (piece->starts_paragraph && is_heading_line(nester, index)) {
        nest_heading_line(nester, index);
        return;
    }
    if (piece->starts_paragraph && nester->depth > 0 && closes_list(nester, index)) {
        enum label_style style = nester->frames[nester->depth - 1].style;
        while (nester->depth > 0 &&
               nester->frames[nester->depth - 1].style >= (style > LABEL_HAN ? LABEL_HAN_ROUND : style))
            pop_to(nester, nester->depth - 1);
        if (index > nester->last_numbered)
            pop_to(nester, 0);
    }
    piece->parent = top_piece(nester);
    if (piece->starts_paragraph)
        mark_bodied(nester);
}

/* A field below the last of several points, none of which had one, speaks of them all. */
static bool speaks_of_all_points(const struct nester *nester, enum field field)
{
    if (nester->depth < 2 || field == FIELD_PROBLEM)
        return false;
    const struct frame *frame = &nester->frames[nester->depth - 1];
    return frame->style > LABEL_DECIMAL && frame->items >= 2 && !(frame->earlier_fields & 1u << field);
}

/* 整改措施： alone below a list that 存在问题： opened answers the list, when no item of it had answers of its own. */
static bool answers_whole_list(const struct nester *nester, const struct piece *piece)
{
    if (nester->problem_base < 0 || nester->depth != nester->problem_base + 1 || piece->field != FIELD_ACTION ||
        piece->body < piece->text.end)
        return false;
    const struct frame *frame = &nester->frames[nester->depth - 1];
    return !((frame->fields | frame->earlier_fields) & 1u << FIELD_ACTION);
}

static void nest_field(struct nester *nester, int32_t index)
{
    const struct piece *field = &nester->pieces[index];
    if (answers_whole_list(nester, field))
        pop_to(nester, nester->problem_base);
    if (field->field == FIELD_PROBLEM)
        nester->problem_base = -1;
    if (nester->field_base >= 0)
        pop_to(nester, nester->field_base);
    if (speaks_of_all_points(nester, nester->pieces[index].field))
        pop_to(nester, nester->depth - 1);
    while (nester->depth > 0 &&
           (label_is_spoken(nester->frames[nester->depth - 1].style) ||
            (nester->pieces[index].starts_paragraph && !nester->frames[nester->depth - 1].own_paragraph)))
        pop_to(nester, nester->depth - 1);
    nester->pieces[index].parent = top_piece(nester);
    nester->field_base = nester->pieces[index].field != FIELD_PROBLEM ? nester->depth : -1;
    if (field->field == FIELD_PROBLEM && field->body >= field->text.end)
        nester->problem_base = nester->depth;
    note_field(nester, nester->pieces[index].field);
}

/* Signature, date, contacts, imprint: short lines without a full stop at the end of the document. */
static void mark_closing(const struct prose *prose, struct piece *pieces, int32_t count)
{
    int32_t lines = 0;
    for (int32_t i = count; i-- > 0 && lines < CLOSING_LINES;) {
        struct piece *piece = &pieces[i];
        if (piece->kind == PIECE_BLANK || piece->kind == PIECE_CLOSE)
            continue;
        struct span text = piece->text;
        if (piece->kind != PIECE_TEXT || piece->label.style != LABEL_NONE || piece->field != FIELD_NONE ||
            !piece->starts_paragraph || !piece->ends_paragraph || text.end - text.start > SIGNATURE_MAX)
            return;
        uint32_t last = prose->fold[text.end - 1];
        bool contact = prose_match(prose, text.start, text.end,
                                   U"联系|附件|抄送|主送|印发|供稿|编辑|审核|来源|责任编辑|监督电话|电话|邮箱|(供稿|("
                                   "编辑|(此件|(联系|地址|信箱|传真|邮编|撰稿");
        if (!contact && (ends_sentence(last) || last == ';' || last == ':' || text.end - text.start > 40 ||
                         prose_has(prose, text, U"。|;")))
            return;
        bool signature =
            contact ||
            prose_has(
                prose, text,
                U"政府|支部|小学|中学|所|年|组|委|局|院|校|办|社|党|公司|部|中心|室|站|会|处|厅|支队|大队|集团|银行") ||
            closes(last);
        if (!signature || (i > 0 && pieces[i - 1].field != FIELD_NONE && pieces[i - 1].body >= pieces[i - 1].text.end))
            return;
        piece->kind = PIECE_CLOSE;
        lines++;
    }
}

/* "附件：1.问题清单" and the numbered short lines below it list enclosures, not problems. */
static void mark_enclosures(const struct prose *prose, struct piece *pieces, int32_t count)
{
    enum { ENCLOSURE_MAX = 40 };
    for (int32_t i = 0; i < count; i++) {
        struct span text = pieces[i].text;
        uint32_t used = pieces[i].starts_paragraph && pieces[i].kind == PIECE_TEXT
                            ? prose_match(prose, text.start, text.end, U"附件:|附:")
                            : 0;
        if (!used || (text.start + used == text.end && pieces[i].ends_paragraph))
            continue;
        for (; i < count; i++) {
            bool first = pieces[i].text.start == text.start;
            if (pieces[i].kind == PIECE_BLANK)
                continue;
            uint32_t length = pieces[i].text.end - pieces[i].text.start;
            if (!first &&
                (pieces[i].label.style != LABEL_DIGIT || length > ENCLOSURE_MAX || pieces[i].kind != PIECE_TEXT))
                break;
            pieces[i].kind = PIECE_CLOSE;
        }
    }
}

/* The first piece behind the title lines. */
static int32_t first_body(const struct prose *prose, const struct piece *pieces, int32_t count)
{
    bool titled = false;
    for (int32_t i = 0; i < count; i++) {
        const struct piece *piece = &pieces[i];
        if (piece->kind == PIECE_BLANK || piece->text.start == piece->text.end)
            continue;
        uint32_t last = prose->fold[piece->text.end - 1];
        if (piece->label.style != LABEL_NONE || piece->field != FIELD_NONE || !piece->ends_paragraph ||
            ends_sentence(last) || last == ':' || piece->text.end - piece->text.start > 60)
            return i;
        struct heading heading = heading_read(prose, piece->text);
        if (titled && heading.sense == SENSE_SECTION && heading.section != SECTION_DEMANDS &&
            !prose_has(prose, piece->text, U"通报|报告|方案|反馈意见|通知"))
            return i;
        titled = true;
    }
    return count;
}

static void close_subtrees(struct piece *pieces, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        pieces[i].after = i + 1;
    for (int32_t i = count; i-- > 0;)
        if (pieces[i].parent >= 0 && pieces[pieces[i].parent].after < pieces[i].after)
            pieces[pieces[i].parent].after = pieces[i].after;
}

struct outline outline_read(struct arena *arena, const struct prose *prose)
{
    struct outline outline = cut_pieces(arena, prose);
    struct nester nester = {.prose = prose,
                            .pieces = outline.pieces,
                            .count = outline.count,
                            .field_base = -1,
                            .problem_base = -1,
                            .last_numbered = -1};
    mark_enclosures(prose, outline.pieces, outline.count);
    mark_closing(prose, outline.pieces, outline.count);
    for (int32_t i = 0; i < outline.count; i++)
        if (outline.pieces[i].label.style != LABEL_NONE && outline.pieces[i].starts_paragraph &&
            outline.pieces[i].kind == PIECE_TEXT)
            nester.last_numbered = i;
    int32_t body = first_body(prose, outline.pieces, outline.count);
    for (int32_t i = 0; i < outline.count; i++) {
        struct piece *piece = &outline.pieces[i];
        if (piece->kind == PIECE_CLOSE)
            pop_to(&nester, 0);
        if (piece->kind != PIECE_TEXT || i < body)
            piece->parent = top_piece(&nester);
        else if (piece->label.style != LABEL_NONE)
            nest_numbered(&nester, i);
        else if (piece->field != FIELD_NONE)
            nest_field(&nester, i);
        else
            nest_text(&nester, i);
    }
    close_subtrees(outline.pieces, outline.count);
    return outline;
}

/* In a text run together a heading ends at a blank: "一、基本情况 海关总署为…". */
static uint32_t blank_behind_heading(const struct prose *prose, const struct piece *piece, struct span words)
{
    enum { HEADING_LONGEST = 24 };
    if (piece->label.style == LABEL_NONE || (piece->starts_paragraph && piece->ends_paragraph))
        return words.end;
    for (uint32_t at = words.start; at < words.end && at - words.start < HEADING_LONGEST; at++) {
        uint32_t c = prose->fold[at];
        if (ends_sentence(c) || c == ',' || c == ':' || c == ';')
            break;
        if (is_space(c) && heading_read(prose, SPAN(words.start, at)).sense == SENSE_SECTION)
            return at;
    }
    return words.end;
}

struct span piece_heading(const struct prose *prose, const struct piece *piece)
{
    struct span words = prose_trim(prose, SPAN(piece->body, piece->text.end));
    words.end = blank_behind_heading(prose, piece, words);
    words.end = heading_end(prose, words);
    while (words.end > words.start && (ends_sentence(prose->fold[words.end - 1]) || prose->fold[words.end - 1] == ';' ||
                                       prose->fold[words.end - 1] == ','))
        words.end--;
    return words;
}

struct span piece_rest(const struct prose *prose, const struct piece *piece)
{
    struct span words = prose_trim(prose, SPAN(piece->body, piece->text.end));
    uint32_t stop = heading_end(prose, SPAN(words.start, blank_behind_heading(prose, piece, words)));
    return prose_trim(prose, SPAN(stop, piece->text.end));
}
