#include "format/docx_numbering.h"

#include "base/utf8.h"
#include "format/docx_styles.h"
#include "format/format_messages.h"
#include "format/numeral.h"

#include <stdlib.h>
#include <string.h>

enum { ABSTRACTS_MAX = 20000, NUMS_MAX = 100000, LINK_HOPS = 8, TEXT_BYTES_MAX = 512 };

struct level {
    bool defined;
    int start;
    enum numeral numeral;
    int width;        /* digits a custom decimal format is filled up to */
    const char *text; /* w:lvlText with %1 … %9, NULL when missing */
    const char *style;
    bool legal;   /* w:isLgl: all numbers in it are decimal */
    int restart;  /* w:lvlRestart, DOCX_UNSET when missing */
    bool nothing; /* w:suff="nothing" */
};

struct abstract {
    int id;
    struct level levels[DOCX_LEVELS];
    const char *link; /* w:numStyleLink, NULL when missing */
    const char *name; /* w:styleLink, NULL when missing */
    int values[DOCX_LEVELS];
    bool begun[DOCX_LEVELS];
};

struct override {
    int start; /* DOCX_UNSET when missing */
    bool started;
    struct level *level; /* NULL when missing */
};

struct num {
    int id, abstract_id;
    struct override *overrides; /* DOCX_LEVELS of them, NULL when there are none */
    struct abstract *abstract;  /* links followed; NULL until looked for */
    bool looked_for;
};

struct docx_numbering {
    const struct docx *docx;
    VEC(struct abstract) abstracts; /* by id once read */
    VEC(struct num) nums;           /* by id once read */
};

enum tag { TAG_NUMBERING = 1, TAG_ABSTRACT, TAG_NUM, TAG_OVERRIDE, TAG_LEVEL, TAG_ALTERNATE, TAG_CHOICE };

struct reading {
    struct docx_numbering *numbering;
    const struct docx *docx;
    struct level *level;       /* being read */
    struct override *override; /* being read */
};

static struct xml_text value_of(const struct xml_element *element)
{
    return xml_attribute(element, XML_SPACE_W, "val");
}

static int level_index(const struct xml_element *element)
{
    int index = xml_text_int(xml_attribute(element, XML_SPACE_W, "ilvl"), DOCX_UNSET);
    return index >= 0 && index < DOCX_LEVELS ? index : DOCX_UNSET;
}

static void level_begin(struct level *level)
{
    *level = (struct level){.defined = true, .width = 1, .restart = DOCX_UNSET};
}

static char *text_copy(const struct docx *docx, struct xml_text text)
{
    if (text.length > TEXT_BYTES_MAX)
        text.length = utf8_prefix(text.at, TEXT_BYTES_MAX, TEXT_BYTES_MAX / 4);
    return xml_text_copy(docx->arena, text);
}

static void level_format(struct level *level, const struct xml_element *element)
{
    struct xml_text value = value_of(element);
    level->numeral = numeral_of_word(value.at, value.length);
    level->width = 1;
    if (xml_text_is(value, "custom")) {
        struct xml_text format = xml_attribute(element, XML_SPACE_W, "format");
        level->width = format.at ? numeral_custom_width(format.at, format.length) : 1;
    }
}

static void level_property(struct reading *reading, const struct xml_element *element)
{
    struct level *level = reading->level;
    const char *name = element->name;
    if (strcmp(name, "start") == 0) {
        int start = xml_text_int(value_of(element), 0);
        level->start = start > 0 ? start : 0;
    } else if (strcmp(name, "numFmt") == 0) {
        level_format(level, element);
    } else if (strcmp(name, "lvlText") == 0) {
        level->text = text_copy(reading->docx, value_of(element));
    } else if (strcmp(name, "pStyle") == 0) {
        level->style = text_copy(reading->docx, value_of(element));
    } else if (strcmp(name, "isLgl") == 0) {
        level->legal = xml_text_is_on(value_of(element));
    } else if (strcmp(name, "lvlRestart") == 0) {
        level->restart = xml_text_int(value_of(element), DOCX_UNSET);
    } else if (strcmp(name, "suff") == 0) {
        level->nothing = xml_text_is(value_of(element), "nothing");
    }
}

static enum status abstract_begin(struct reading *reading, const struct xml_element *element, int *ret_tag)
{
    struct docx_numbering *numbering = reading->numbering;
    if (numbering->abstracts.count == ABSTRACTS_MAX)
        return docx_refuse(reading->docx, TOO_LARGE, &msg_docx_numbering, NULL);
    struct abstract *abstract = VEC_PUSH(reading->docx->arena, &numbering->abstracts);
    abstract->id = xml_text_int(xml_attribute(element, XML_SPACE_W, "abstractNumId"), DOCX_UNSET);
    *ret_tag = TAG_ABSTRACT;
    return OK;
}

static enum status num_begin(struct reading *reading, const struct xml_element *element, int *ret_tag)
{
    struct docx_numbering *numbering = reading->numbering;
    if (numbering->nums.count == NUMS_MAX)
        return docx_refuse(reading->docx, TOO_LARGE, &msg_docx_numbering, NULL);
    struct num *num = VEC_PUSH(reading->docx->arena, &numbering->nums);
    num->id = xml_text_int(xml_attribute(element, XML_SPACE_W, "numId"), DOCX_UNSET);
    num->abstract_id = DOCX_UNSET;
    *ret_tag = TAG_NUM;
    return OK;
}

static void abstract_property(struct reading *reading, const struct xml_element *element, int *ret_tag)
{
    struct abstract *abstract = &reading->numbering->abstracts.items[reading->numbering->abstracts.count - 1];
    int index = level_index(element);
    if (strcmp(element->name, "lvl") == 0 && index != DOCX_UNSET) {
        reading->level = &abstract->levels[index];
        level_begin(reading->level);
        *ret_tag = TAG_LEVEL;
    } else if (strcmp(element->name, "numStyleLink") == 0) {
        abstract->link = text_copy(reading->docx, value_of(element));
    } else if (strcmp(element->name, "styleLink") == 0) {
        abstract->name = text_copy(reading->docx, value_of(element));
    }
}

static void num_property(struct reading *reading, const struct xml_element *element, int *ret_tag)
{
    struct num *num = &reading->numbering->nums.items[reading->numbering->nums.count - 1];
    int index = level_index(element);
    if (strcmp(element->name, "abstractNumId") == 0) {
        num->abstract_id = xml_text_int(value_of(element), DOCX_UNSET);
    } else if (strcmp(element->name, "lvlOverride") == 0 && index != DOCX_UNSET) {
        if (!num->overrides) {
            num->overrides = ARENA_ARRAY(reading->docx->arena, struct override, DOCX_LEVELS);
            for (int i = 0; i < DOCX_LEVELS; i++)
                num->overrides[i].start = DOCX_UNSET;
        }
        reading->override = &num->overrides[index];
        *ret_tag = TAG_OVERRIDE;
    }
}

static void override_property(struct reading *reading, const struct xml_element *element, int *ret_tag)
{
    if (strcmp(element->name, "startOverride") == 0) {
        int start = xml_text_int(value_of(element), 0);
        reading->override->start = start > 0 ? start : 0;
    } else if (strcmp(element->name, "lvl") == 0) {
        reading->level = reading->override->level = ARENA_NEW(reading->docx->arena, struct level);
        level_begin(reading->level);
        *ret_tag = TAG_LEVEL;
    }
}

static bool is_alternate(const struct xml_element *element, const char *name)
{
    return element->space == XML_SPACE_MC && strcmp(element->name, name) == 0;
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct reading *reading = context;
    *ret_tag = XML_TAG_SKIP;
    if (element->parent == TAG_LEVEL && is_alternate(element, "AlternateContent"))
        *ret_tag = TAG_ALTERNATE;
    if (element->parent == TAG_ALTERNATE && is_alternate(element, "Choice"))
        *ret_tag = TAG_CHOICE;
    if (element->space != XML_SPACE_W)
        return OK;
    switch (element->parent) {
    case 0:
        *ret_tag = TAG_NUMBERING;
        return OK;
    case TAG_NUMBERING:
        if (strcmp(element->name, "abstractNum") == 0)
            return abstract_begin(reading, element, ret_tag);
        if (strcmp(element->name, "num") == 0)
            return num_begin(reading, element, ret_tag);
        return OK;
    case TAG_ABSTRACT:
        abstract_property(reading, element, ret_tag);
        return OK;
    case TAG_NUM:
        num_property(reading, element, ret_tag);
        return OK;
    case TAG_OVERRIDE:
        override_property(reading, element, ret_tag);
        return OK;
    case TAG_LEVEL:
    case TAG_CHOICE:
        level_property(reading, element);
        return OK;
    default:
        return OK;
    }
}

static enum status on_end(void *context, int tag)
{
    (void)context, (void)tag;
    return OK;
}

static int abstract_compare(const void *a, const void *b)
{
    int left = ((const struct abstract *)a)->id, right = ((const struct abstract *)b)->id;
    return (left > right) - (left < right);
}

static int num_compare(const void *a, const void *b)
{
    int left = ((const struct num *)a)->id, right = ((const struct num *)b)->id;
    return (left > right) - (left < right);
}

enum status docx_numbering_read(const struct docx *docx, const char *part, struct docx_numbering **ret_numbering)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    struct docx_numbering *numbering = ARENA_NEW(docx->arena, struct docx_numbering);
    numbering->docx = docx;
    struct reading reading = {.numbering = numbering, .docx = docx};
    enum status status = docx_walk(docx, part, &handler, &reading);
    if (status != OK && status != NOT_FOUND)
        return status;
    if (numbering->abstracts.count)
        qsort(numbering->abstracts.items, numbering->abstracts.count, sizeof(struct abstract), abstract_compare);
    if (numbering->nums.count)
        qsort(numbering->nums.items, numbering->nums.count, sizeof(struct num), num_compare);
    *ret_numbering = numbering;
    return OK;
}

static struct abstract *abstract_find(struct docx_numbering *numbering, int id)
{
    struct abstract key = {.id = id};
    if (id < 0 || numbering->abstracts.count == 0)
        return NULL;
    return bsearch(&key, numbering->abstracts.items, numbering->abstracts.count, sizeof key, abstract_compare);
}

static struct num *num_by_id(struct docx_numbering *numbering, int id)
{
    struct num key = {.id = id};
    if (id <= 0 || numbering->nums.count == 0)
        return NULL;
    return bsearch(&key, numbering->nums.items, numbering->nums.count, sizeof key, num_compare);
}

/* The definition that names itself as the numbering style's own. */
static struct abstract *abstract_by_name(struct docx_numbering *numbering, const char *name)
{
    for (size_t i = 0; i < numbering->abstracts.count; i++) {
        struct abstract *abstract = &numbering->abstracts.items[i];
        if (abstract->name && !abstract->link && strcmp(abstract->name, name) == 0)
            return abstract;
    }
    return NULL;
}

/* Follows w:numStyleLink: by the style's list, else by the name. A loop ends after LINK_HOPS with no definition. */
static struct abstract *abstract_resolve(struct docx_numbering *numbering, struct abstract *abstract)
{
    for (int hop = 0; abstract && abstract->link; hop++) {
        if (hop == LINK_HOPS)
            return NULL;
        const struct num *num = num_by_id(numbering, docx_styles_numbering(numbering->docx->styles, abstract->link));
        struct abstract *next = num ? abstract_find(numbering, num->abstract_id) : NULL;
        if (!next || next == abstract)
            next = abstract_by_name(numbering, abstract->link);
        abstract = next;
    }
    return abstract;
}

static struct num *num_find(struct docx_numbering *numbering, int id)
{
    struct num *num = numbering ? num_by_id(numbering, id) : NULL;
    if (num && !num->looked_for) {
        num->looked_for = true;
        num->abstract = abstract_resolve(numbering, abstract_find(numbering, num->abstract_id));
    }
    return num && num->abstract ? num : NULL;
}

static const struct level *level_of(const struct num *num, int level)
{
    if (num->overrides && num->overrides[level].level)
        return num->overrides[level].level;
    return &num->abstract->levels[level];
}

static int start_of(const struct num *num, int level)
{
    if (num->overrides && num->overrides[level].start != DOCX_UNSET)
        return num->overrides[level].start;
    return level_of(num, level)->start;
}

int docx_numbering_level_of(struct docx_numbering *numbering, int number, const char *style_id)
{
    const struct num *num = num_find(numbering, number);
    for (int i = 0; num && i < DOCX_LEVELS; i++) {
        const struct level *level = level_of(num, i);
        if (level->style && strcmp(level->style, style_id) == 0)
            return i;
    }
    return DOCX_UNSET;
}

/* True when a paragraph of level `used` makes `level`, deeper than it, begin anew. */
static bool begins_anew(const struct level *level, int used)
{
    return level->restart == DOCX_UNSET || used < level->restart;
}

static void count(struct num *num, int level)
{
    enum { MOST = 1000000000 };
    struct abstract *abstract = num->abstract;
    for (int above = 0; above < level; above++)
        if (!abstract->begun[above]) {
            abstract->begun[above] = true;
            abstract->values[above] = start_of(num, above);
        }
    bool first = num->overrides && num->overrides[level].start != DOCX_UNSET && !num->overrides[level].started;
    if (first)
        num->overrides[level].started = true;
    if (first || !abstract->begun[level])
        abstract->values[level] = start_of(num, level);
    else if (abstract->values[level] < MOST)
        abstract->values[level]++;
    abstract->begun[level] = true;
    for (int below = level + 1; below < DOCX_LEVELS; below++)
        if (begins_anew(level_of(num, below), level))
            abstract->begun[below] = false;
}

static void add_number(const struct num *num, const struct level *shown, int level, struct strbuf *out)
{
    const struct level *of = level_of(num, level);
    unsigned value = (unsigned)num->abstract->values[level];
    if (shown->legal && of->numeral != NUMERAL_NONE)
        numeral_add(out, NUMERAL_DECIMAL, value);
    else if (of->width > 1)
        strbuf_addf(out, "%0*u", of->width, value);
    else
        numeral_add(out, of->numeral, value);
}

/* Bullets are written in symbol fonts with code points that mean nothing outside them. */
static uint32_t bullet_sign(uint32_t c)
{
    static const struct {
        uint32_t in, out;
    } signs[] = {{0xF06C, 0x25CF}, {0xF06E, 0x25A0}, {0xF06F, 0x25A1}, {0xF075, 0x25C6}, {0xF076, 0x2756},
                 {0xF0A7, 0x25AA}, {0xF0D8, 0x27A2}, {0xF0FC, 0x2713}, {0xF0FE, 0x2611}, {0xF0A8, 0x25A1}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].in == c)
            return signs[i].out;
    return c >= 0xE000 && c <= 0xF8FF ? 0x2022 : c;
}

static void add_bullet(const struct level *level, struct strbuf *out)
{
    const char *at = level->text, *end = at + strlen(at);
    while (at < end) {
        char bytes[4];
        strbuf_add(out, bytes, utf8_put(bytes, bullet_sign(utf8_next(&at, end))));
    }
}

static void add_label(const struct num *num, int level, struct strbuf *out)
{
    const struct level *shown = level_of(num, level);
    if (!shown->text)
        return;
    if (shown->numeral == NUMERAL_BULLET) {
        add_bullet(shown, out);
        return;
    }
    for (const char *at = shown->text; *at; at++) {
        if (at[0] == '%' && at[1] >= '1' && at[1] <= '9') {
            if (at[1] - '1' <= level)
                add_number(num, shown, at[1] - '1', out);
            at++;
        } else {
            strbuf_addc(out, *at);
        }
    }
}

bool docx_numbering_next(struct docx_numbering *numbering, int number, int level, struct strbuf *out,
                         bool *ret_nothing_after)
{
    struct num *num = num_find(numbering, number);
    if (!num || level < 0)
        return false;
    if (level >= DOCX_LEVELS)
        level = DOCX_LEVELS - 1;
    if (!level_of(num, level)->defined)
        return false;
    count(num, level);
    add_label(num, level, out);
    *ret_nothing_after = level_of(num, level)->nothing;
    return true;
}
