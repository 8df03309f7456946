#include "intake/secrecy.h"

#include "intake/prose.h"
#include <string.h>

enum { LINES_LOOKED_AT = 8, MARK_LINE_MAX = 24 };

static const struct {
    const char32_t *words;
    enum secrecy level;
} marks[] = {{U"绝密", SECRECY_TOP},
             {U"机密", SECRECY_CONFIDENTIAL},
             {U"工作秘密", SECRECY_WORK},
             {U"秘密", SECRECY_SECRET},
             {U"内部资料|内部文件|内部使用|内部★|内部", SECRECY_INTERNAL}};

/* "密级：秘密★1年", "【内部资料 注意保存】", "秘 密" with blanks between. */
static struct letter_marking mark_in_line(struct arena *arena, const struct prose *prose, struct span line)
{
    struct letter_marking none = {.level = SECRECY_NONE, .text = ""};
    line = prose_trim(prose, line);
    line.start += prose_match(prose, line.start, line.end, U"密级:|密级|【|[|(");
    line = prose_trim(prose, line);
    if (line.end - line.start > MARK_LINE_MAX || line.end == line.start)
        return none;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        uint32_t used = prose_match(prose, line.start, line.end, marks[i].words);
        if (!used)
            continue;
        uint32_t behind = line.start + used;
        bool star = prose_match(prose, behind, line.end, U"★|☆|*|·") > 0;
        uint32_t next = behind < line.end ? prose->fold[behind] : ' ';
        if (!star && !is_space(next) && !closes(next) && next != ',' && next != ':' &&
            marks[i].level != SECRECY_INTERNAL)
            continue;
        if (ends_sentence(prose->fold[line.end - 1]))
            continue;
        uint32_t stop = behind;
        while (star && stop < line.end && !is_space(prose->fold[stop]) && !closes(prose->fold[stop]))
            stop++;
        return (struct letter_marking){.level = marks[i].level,
                                       .text = prose_slice(arena, prose, SPAN(line.start, stop))};
    }
    return none;
}

static struct letter_marking mark_in_lines(struct arena *arena, const struct prose *prose, uint32_t lines)
{
    struct letter_marking best = {.level = SECRECY_NONE, .text = ""};
    for (uint32_t at = 0; at < prose->length && lines > 0;) {
        uint32_t stop = at;
        while (stop < prose->length && prose->fold[stop] != '\n' && prose->fold[stop] != '\t')
            stop++;
        struct span line = prose_trim(prose, SPAN(at, stop));
        if (line.end > line.start) {
            struct letter_marking marking = mark_in_line(arena, prose, line);
            if (marking.level > best.level)
                best = marking;
            lines--;
        }
        at = stop + 1;
    }
    return best;
}

static struct paper piece_of_paper(const char *text, size_t bytes)
{
    struct paper paper = {.text = text, .bytes = bytes};
    const char *at = text, *end = text + bytes;
    while (at < end) {
        paper.characters += ((unsigned char)*at & 0xC0) != 0x80;
        at++;
    }
    return paper;
}

struct letter_marking marking_read(struct arena *arena, const struct paper *paper)
{
    enum { BYTES_LOOKED_AT = 1500 };
    size_t bytes = paper->bytes < BYTES_LOOKED_AT ? paper->bytes : BYTES_LOOKED_AT;
    while (bytes > 0 && bytes < paper->bytes && ((unsigned char)paper->text[bytes] & 0xC0) == 0x80)
        bytes--;
    struct paper top = piece_of_paper(paper->text, bytes);
    struct prose prose = prose_of_paper(arena, &top);
    struct letter_marking marking = mark_in_lines(arena, &prose, LINES_LOOKED_AT);
    if (paper->running_head && *paper->running_head) {
        struct paper head = piece_of_paper(paper->running_head, strlen(paper->running_head));
        struct prose lines = prose_of_paper(arena, &head);
        struct letter_marking other = mark_in_lines(arena, &lines, 64);
        if (other.level > marking.level)
            marking = other;
    }
    return marking;
}
