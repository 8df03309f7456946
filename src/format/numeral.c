#include "format/numeral.h"

#include "base/utf8.h"

#include <string.h>

static const struct {
    const char *word;
    enum numeral numeral;
} words[] = {
    {"decimal", NUMERAL_DECIMAL},
    {"none", NUMERAL_NONE},
    {"bullet", NUMERAL_BULLET},
    {"decimalZero", NUMERAL_DECIMAL_ZERO},
    {"decimalFullWidth", NUMERAL_DECIMAL_FULL_WIDTH},
    {"decimalFullWidth2", NUMERAL_DECIMAL_FULL_WIDTH},
    {"decimalEnclosedCircle", NUMERAL_ENCLOSED_CIRCLE},
    {"decimalEnclosedCircleChinese", NUMERAL_ENCLOSED_CIRCLE},
    {"decimalEnclosedParen", NUMERAL_ENCLOSED_PAREN},
    {"decimalEnclosedFullstop", NUMERAL_ENCLOSED_FULL_STOP},
    {"numberInDash", NUMERAL_DASH},
    {"ordinal", NUMERAL_ORDINAL},
    {"hex", NUMERAL_HEX},
    {"chicago", NUMERAL_CHICAGO},
    {"upperLetter", NUMERAL_UPPER_LETTER},
    {"lowerLetter", NUMERAL_LOWER_LETTER},
    {"upperRoman", NUMERAL_UPPER_ROMAN},
    {"lowerRoman", NUMERAL_LOWER_ROMAN},
    {"ideographDigital", NUMERAL_IDEOGRAPH_DIGITAL},
    {"japaneseDigitalTenThousand", NUMERAL_IDEOGRAPH_DIGITAL},
    {"chineseCounting", NUMERAL_CHINESE_COUNTING},
    {"taiwaneseCounting", NUMERAL_CHINESE_COUNTING},
    {"chineseCountingThousand", NUMERAL_CHINESE_THOUSAND},
    {"taiwaneseCountingThousand", NUMERAL_CHINESE_THOUSAND},
    {"chineseLegalSimplified", NUMERAL_CHINESE_LEGAL},
    {"taiwaneseDigital", NUMERAL_TAIWANESE_DIGITAL},
    {"ideographLegalTraditional", NUMERAL_TRADITIONAL_LEGAL},
    {"japaneseCounting", NUMERAL_JAPANESE_COUNTING},
    {"koreanDigital2", NUMERAL_IDEOGRAPH_DIGITAL},
    {"japaneseLegal", NUMERAL_JAPANESE_LEGAL},
    {"ideographTraditional", NUMERAL_IDEOGRAPH_TRADITIONAL},
    {"ideographZodiac", NUMERAL_IDEOGRAPH_ZODIAC},
    {"ideographZodiacTraditional", NUMERAL_ZODIAC_TRADITIONAL},
    {"ideographEnclosedCircle", NUMERAL_IDEOGRAPH_CIRCLE},
};

enum numeral numeral_of_word(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].word) == length && memcmp(words[i].word, word, length) == 0)
            return words[i].numeral;
    return NUMERAL_DECIMAL;
}

int numeral_custom_width(const char *format, size_t length)
{
    enum { WIDEST = 9 };
    size_t zeros = 0;
    while (zeros < length && zeros < WIDEST - 1 && format[zeros] == '0')
        zeros++;
    return zeros < length && format[zeros] >= '0' && format[zeros] <= '9' ? (int)zeros + 1 : 1;
}

/* The n-th sign of a run of signs of three bytes each. */
static void add_sign(struct strbuf *out, const char *signs, unsigned n)
{
    strbuf_add(out, signs + 3 * (size_t)n, 3);
}

static void add_code_point(struct strbuf *out, unsigned code_point)
{
    char bytes[4];
    strbuf_add(out, bytes, utf8_put(bytes, code_point));
}

static void add_decimal(struct strbuf *out, unsigned value)
{
    strbuf_addf(out, "%u", value);
}

/* A block of ready-made signs for 1 to `most`. */
static void add_from_block(struct strbuf *out, unsigned first, unsigned most, unsigned value)
{
    if (value >= 1 && value <= most)
        add_code_point(out, first + value - 1);
    else
        add_decimal(out, value);
}

static void add_from_list(struct strbuf *out, const char *signs, unsigned value)
{
    if (value >= 1 && value <= strlen(signs) / 3)
        add_sign(out, signs, value - 1);
    else
        add_decimal(out, value);
}

/* a … z, aa, bb …: the letter again for every round (Word's way, not base 26). */
static void add_letter(struct strbuf *out, char first, unsigned value)
{
    enum { ROUNDS = 30 }; /* Word counts up to 780 in letters */
    if (value == 0 || value > 26 * ROUNDS) {
        add_decimal(out, value);
        return;
    }
    for (unsigned i = 0; i <= (value - 1) / 26; i++)
        strbuf_addc(out, (char)(first + (char)((value - 1) % 26)));
}

static void add_roman(struct strbuf *out, bool upper, unsigned value)
{
    static const struct {
        unsigned value;
        const char *upper, *lower;
    } parts[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"},  {400, "CD", "cd"}, {100, "C", "c"},
                 {90, "XC", "xc"}, {50, "L", "l"},    {40, "XL", "xl"}, {10, "X", "x"},    {9, "IX", "ix"},
                 {5, "V", "v"},    {4, "IV", "iv"},   {1, "I", "i"}};
    if (value == 0 || value > 32767) {
        add_decimal(out, value);
        return;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; value >= parts[i].value; value -= parts[i].value)
            strbuf_adds(out, upper ? parts[i].upper : parts[i].lower);
}

/* Digit by digit, with ten signs from zero on. */
static void add_digits(struct strbuf *out, const char *signs, unsigned value)
{
    if (value >= 10)
        add_digits(out, signs, value / 10);
    add_sign(out, signs, value % 10);
}

/* How a language counts by units of ten, hundred, thousand and ten thousand. */
struct counting {
    const char *digits; /* from zero on */
    const char *units;  /* ten, hundred, thousand, ten thousand */
    bool zero;          /* a gap inside is filled with a zero: 一百零一 */
    bool bare_ten;      /* 10–19 begin with ten: 十一 */
    bool bare_units;    /* no one before any unit: 百一 */
};

static void add_group(struct strbuf *out, const struct counting *counting, unsigned group, bool gap)
{
    unsigned divisor = 1000;
    for (int unit = 2; unit >= -1; unit--, divisor /= 10) {
        unsigned digit = group / divisor % 10;
        if (digit == 0)
            continue;
        bool skipped = gap || (group >= divisor * 10 && group / (divisor * 10) % 10 == 0);
        if (skipped && counting->zero)
            add_sign(out, counting->digits, 0);
        gap = false;
        bool bare = unit >= 0 && digit == 1 && (counting->bare_units || (counting->bare_ten && group < 20));
        if (!bare)
            add_sign(out, counting->digits, digit);
        if (unit >= 0)
            add_sign(out, counting->units, (unsigned)unit);
    }
}

static void add_counting(struct strbuf *out, const struct counting *counting, unsigned value)
{
    if (value == 0 || value > 99999999) {
        add_decimal(out, value);
        return;
    }
    unsigned above = value / 10000, below = value % 10000;
    if (above > 0) {
        struct counting plain = *counting;
        plain.bare_units = false;
        add_group(out, &plain, above, false);
        add_sign(out, counting->units, 3);
    }
    struct counting inner = *counting;
    inner.bare_ten = counting->bare_ten && above == 0;
    if (below > 0)
        add_group(out, &inner, below, above > 0 && below < 1000);
}

static const char circle_digits[] = "○一二三四五六七八九";
static const char ideograph_digits[] = "〇一二三四五六七八九";
static const char full_width_digits[] = "０１２３４５６７８９";
static const char stems[] = "甲乙丙丁戊己庚辛壬癸";
static const char branches[] = "子丑寅卯辰巳午未申酉戌亥";

static const struct counting chinese = {"零一二三四五六七八九", "十百千万", true, true, false};
static const struct counting chinese_legal = {"零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", true, false, false};
static const struct counting traditional_legal = {"零壹貳參肆伍陸柒捌玖", "拾佰仟萬", false, false, false};
static const struct counting japanese = {"〇一二三四五六七八九", "十百千万", false, true, true};
static const struct counting japanese_legal = {"零壱弐参四伍六七八九", "拾百阡萬", false, false, false};

static void add_ordinal(struct strbuf *out, unsigned value)
{
    unsigned last = value % 100 / 10 == 1 ? 0 : value % 10;
    strbuf_addf(out, "%u%s", value, last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

static void add_chicago(struct strbuf *out, unsigned value)
{
    static const char *const marks[] = {"*", "†", "‡", "§"};
    enum { ROUNDS = 30 };
    if (value == 0 || value > 4 * ROUNDS) {
        add_decimal(out, value);
        return;
    }
    for (unsigned i = 0; i <= (value - 1) / 4; i++)
        strbuf_adds(out, marks[(value - 1) % 4]);
}

static void add_zodiac(struct strbuf *out, unsigned value)
{
    if (value == 0 || value > 60) {
        add_decimal(out, value);
        return;
    }
    add_sign(out, stems, (value - 1) % 10);
    add_sign(out, branches, (value - 1) % 12);
}

void numeral_add(struct strbuf *out, enum numeral numeral, unsigned value)
{
    switch (numeral) {
    case NUMERAL_NONE:
    case NUMERAL_BULLET:
        return;
    case NUMERAL_DECIMAL:
        add_decimal(out, value);
        return;
    case NUMERAL_DECIMAL_ZERO:
        strbuf_addf(out, "%02u", value);
        return;
    case NUMERAL_DECIMAL_FULL_WIDTH:
        add_digits(out, full_width_digits, value);
        return;
    case NUMERAL_ENCLOSED_CIRCLE:
        add_from_block(out, 0x2460, 20, value);
        return;
    case NUMERAL_ENCLOSED_PAREN:
        add_from_block(out, 0x2474, 20, value);
        return;
    case NUMERAL_ENCLOSED_FULL_STOP:
        add_from_block(out, 0x2488, 20, value);
        return;
    case NUMERAL_DASH:
        strbuf_addf(out, "- %u -", value);
        return;
    case NUMERAL_ORDINAL:
        add_ordinal(out, value);
        return;
    case NUMERAL_HEX:
        strbuf_addf(out, "%X", value);
        return;
    case NUMERAL_CHICAGO:
        add_chicago(out, value);
        return;
    case NUMERAL_UPPER_LETTER:
        add_letter(out, 'A', value);
        return;
    case NUMERAL_LOWER_LETTER:
        add_letter(out, 'a', value);
        return;
    case NUMERAL_UPPER_ROMAN:
        add_roman(out, true, value);
        return;
    case NUMERAL_LOWER_ROMAN:
        add_roman(out, false, value);
        return;
    case NUMERAL_IDEOGRAPH_DIGITAL:
        add_digits(out, ideograph_digits, value);
        return;
    case NUMERAL_CHINESE_COUNTING:
        if (value >= 1 && value < 100)
            add_counting(out, &chinese, value);
        else
            add_digits(out, circle_digits, value);
        return;
    case NUMERAL_CHINESE_THOUSAND:
        add_counting(out, &chinese, value);
        return;
    case NUMERAL_CHINESE_LEGAL:
        add_counting(out, &chinese_legal, value);
        return;
    case NUMERAL_TAIWANESE_DIGITAL:
        add_digits(out, circle_digits, value);
        return;
    case NUMERAL_TRADITIONAL_LEGAL:
        add_counting(out, &traditional_legal, value);
        return;
    case NUMERAL_JAPANESE_COUNTING:
        add_counting(out, &japanese, value);
        return;
    case NUMERAL_JAPANESE_LEGAL:
        add_counting(out, &japanese_legal, value);
        return;
    case NUMERAL_IDEOGRAPH_TRADITIONAL:
        add_from_list(out, stems, value);
        return;
    case NUMERAL_IDEOGRAPH_ZODIAC:
        add_from_list(out, branches, value);
        return;
    case NUMERAL_ZODIAC_TRADITIONAL:
        add_zodiac(out, value);
        return;
    case NUMERAL_IDEOGRAPH_CIRCLE:
        add_from_block(out, 0x3220, 10, value);
        return;
    }
}
