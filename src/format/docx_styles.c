#include "format/docx_styles.h"

#include "format/format_messages.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STYLES_MAX = 20000, CHAIN_MAX = 64 };

const struct docx_look docx_look_unset = {DOCX_UNSET, DOCX_UNSET, DOCX_UNSET, DOCX_UNSET, DOCX_UNSET, DOCX_UNSET};

struct docx_styles {
    VEC(struct docx_style) all; /* by id once read */
    struct docx_look document;  /* w:docDefaults, under every chain */
    struct docx_style *usual;   /* the default paragraph style */
};

enum tag { TAG_STYLES = 1, TAG_STYLE, TAG_PPR, TAG_NUMPR, TAG_RPR, TAG_DEFAULTS, TAG_RPR_DEFAULT, TAG_DEFAULT_RPR };

struct reading {
    const struct docx *docx;
    struct docx_styles *styles;
    const char *usual_id;
};

static int style_compare(const void *a, const void *b)
{
    return strcmp(((const struct docx_style *)a)->id, ((const struct docx_style *)b)->id);
}

static int on_off(const struct xml_element *element)
{
    return xml_text_is_on(xml_attribute(element, XML_SPACE_W, "val"));
}

static enum status style_begin(struct reading *reading, const struct xml_element *element, int *ret_tag)
{
    struct docx_styles *styles = reading->styles;
    if (styles->all.count == STYLES_MAX)
        return docx_refuse(reading->docx, TOO_LARGE, &msg_docx_styles, NULL);
    struct docx_style *style = VEC_PUSH(reading->docx->arena, &styles->all);
    style->look = docx_look_unset;
    style->id = xml_text_copy(reading->docx->arena, xml_attribute(element, XML_SPACE_W, "styleId"));
    style->name = style->based_on = "";
    struct xml_text type = xml_attribute(element, XML_SPACE_W, "type");
    style->character = xml_text_is(type, "character");
    struct xml_text usual = xml_attribute(element, XML_SPACE_W, "default");
    if (xml_text_is(type, "paragraph") && usual.at && xml_text_is_on(usual))
        reading->usual_id = style->id;
    *ret_tag = TAG_STYLE;
    return OK;
}

static void paragraph_property(const struct xml_element *element, struct docx_look *look, int *ret_tag)
{
    struct xml_text value = xml_attribute(element, XML_SPACE_W, "val");
    if (strcmp(element->name, "numPr") == 0)
        *ret_tag = TAG_NUMPR;
    else if (strcmp(element->name, "outlineLvl") == 0)
        look->outline = xml_text_int(value, DOCX_UNSET);
    else if (strcmp(element->name, "jc") == 0)
        look->centred = xml_text_is(value, "center");
    else
        *ret_tag = XML_TAG_SKIP;
}

static void run_property(const struct xml_element *element, struct docx_look *look)
{
    if (strcmp(element->name, "b") == 0)
        look->bold = on_off(element);
    else if (strcmp(element->name, "vanish") == 0)
        look->hidden = on_off(element);
}

static void style_property(struct reading *reading, const struct xml_element *element, int *ret_tag)
{
    struct docx_style *style = &reading->styles->all.items[reading->styles->all.count - 1];
    struct xml_text value = xml_attribute(element, XML_SPACE_W, "val");
    if (strcmp(element->name, "name") == 0)
        style->name = xml_text_copy(reading->docx->arena, value);
    else if (strcmp(element->name, "basedOn") == 0)
        style->based_on = xml_text_copy(reading->docx->arena, value);
    else if (strcmp(element->name, "pPr") == 0)
        *ret_tag = TAG_PPR;
    else if (strcmp(element->name, "rPr") == 0)
        *ret_tag = TAG_RPR;
    else
        *ret_tag = XML_TAG_SKIP;
}

static void numbering_property(const struct xml_element *element, struct docx_look *look)
{
    int value = xml_text_int(xml_attribute(element, XML_SPACE_W, "val"), DOCX_UNSET);
    if (strcmp(element->name, "numId") == 0)
        look->numbering = value;
    else if (strcmp(element->name, "ilvl") == 0)
        look->level = value;
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct reading *reading = context;
    struct docx_styles *styles = reading->styles;
    struct docx_look *look = styles->all.count ? &styles->all.items[styles->all.count - 1].look : &styles->document;
    *ret_tag = XML_TAG_SKIP;
    if (element->space != XML_SPACE_W)
        return OK;
    switch (element->parent) {
    case 0:
        *ret_tag = TAG_STYLES;
        return OK;
    case TAG_STYLES:
        if (strcmp(element->name, "style") == 0)
            return style_begin(reading, element, ret_tag);
        if (strcmp(element->name, "docDefaults") == 0)
            *ret_tag = TAG_DEFAULTS;
        return OK;
    case TAG_DEFAULTS:
        if (strcmp(element->name, "rPrDefault") == 0)
            *ret_tag = TAG_RPR_DEFAULT;
        return OK;
    case TAG_RPR_DEFAULT:
        *ret_tag = TAG_DEFAULT_RPR;
        return OK;
    case TAG_DEFAULT_RPR:
        run_property(element, &styles->document);
        return OK;
    case TAG_STYLE:
        *ret_tag = 0;
        style_property(reading, element, ret_tag);
        return OK;
    case TAG_PPR:
        *ret_tag = 0;
        paragraph_property(element, look, ret_tag);
        return OK;
    case TAG_NUMPR:
        numbering_property(element, look);
        return OK;
    case TAG_RPR:
        run_property(element, look);
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

/* Word's own heading styles are headings even where a writer left out their outline level. */
static void look_by_name(struct docx_style *style)
{
    if (strncasecmp(style->name, "toc ", 4) == 0 && style->name[4] >= '1' && style->name[4] <= '9')
        style->contents = true;
    if (style->look.outline == DOCX_UNSET && strncasecmp(style->name, "heading ", 8) == 0 && style->name[8] >= '1' &&
        style->name[8] <= '9' && style->name[9] == '\0')
        style->look.outline = style->name[8] - '1';
}

enum status docx_styles_read(const struct docx *docx, const char *part, struct docx_styles **ret_styles)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    struct docx_styles *styles = ARENA_NEW(docx->arena, struct docx_styles);
    styles->document = docx_look_unset;
    struct reading reading = {.docx = docx, .styles = styles};
    enum status status = docx_walk(docx, part, &handler, &reading);
    if (status != OK && status != NOT_FOUND)
        return status;
    for (size_t i = 0; i < styles->all.count; i++)
        look_by_name(&styles->all.items[i]);
    if (styles->all.count)
        qsort(styles->all.items, styles->all.count, sizeof *styles->all.items, style_compare);
    if (reading.usual_id) {
        struct docx_style key = {.id = reading.usual_id};
        styles->usual = bsearch(&key, styles->all.items, styles->all.count, sizeof key, style_compare);
    }
    *ret_styles = styles;
    return OK;
}

static struct docx_style *style_by_id(struct docx_styles *styles, const char *id, size_t length)
{
    char name[256];
    if (!styles || length == 0 || length >= sizeof name || styles->all.count == 0)
        return NULL;
    memcpy(name, id, length);
    name[length] = '\0';
    struct docx_style key = {.id = name};
    return bsearch(&key, styles->all.items, styles->all.count, sizeof key, style_compare);
}

static void inherit(int *own, int above)
{
    if (*own == DOCX_UNSET)
        *own = above;
}

static void look_inherit(struct docx_look *look, const struct docx_look *above)
{
    inherit(&look->numbering, above->numbering);
    inherit(&look->level, above->level);
    inherit(&look->outline, above->outline);
    inherit(&look->centred, above->centred);
    inherit(&look->bold, above->bold);
    inherit(&look->hidden, above->hidden);
}

/* The nearest style of the chain that says something wins. */
static void style_resolve(struct docx_styles *styles, struct docx_style *style)
{
    struct docx_look look = style->look;
    const struct docx_style *above = style;
    for (int i = 0; i < CHAIN_MAX; i++) {
        above = style_by_id(styles, above->based_on, strlen(above->based_on));
        if (!above || above == style)
            break;
        look_inherit(&look, &above->look);
        style->contents |= above->contents;
    }
    if (!style->character) /* what is under every paragraph must not outweigh a paragraph's style in its runs */
        look_inherit(&look, &styles->document);
    style->look = look;
    style->resolved = true;
}

const struct docx_style *docx_styles_find(struct docx_styles *styles, struct xml_text id)
{
    struct docx_style *style = style_by_id(styles, id.at, id.length);
    if (!style && styles)
        style = styles->usual;
    if (style && !style->resolved)
        style_resolve(styles, style);
    return style;
}

const struct docx_style *docx_styles_find_character(struct docx_styles *styles, struct xml_text id)
{
    struct docx_style *style = style_by_id(styles, id.at, id.length);
    if (style && !style->resolved)
        style_resolve(styles, style);
    return style;
}

int docx_styles_numbering(struct docx_styles *styles, const char *id)
{
    const struct docx_style *style = docx_styles_find_character(styles, (struct xml_text){id, strlen(id)});
    return style && style->look.numbering > 0 ? style->look.numbering : 0;
}
