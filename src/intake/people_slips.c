/* people_slips: slips to hand out, two by five on A4; declared in "intake/people.h". The page needs nothing but itself.
 */
#include "intake/people.h"

#include <string.h>

static void add_escaped(struct strbuf *out, const char *text)
{
    strbuf_add_html(out, text, strlen(text));
}

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
    "<meta name=\"referrer\" content=\"no-referrer\"><title>账号启用单</title>\n<style>\n"
    "@page { size: A4 portrait; margin: 12mm 13mm; }\n"
    "* { box-sizing: border-box; }\n"
    "body { margin: 0 auto; width: 184mm; color: #000; background: #fff;\n"
    "  font-family: \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"Microsoft YaHei\", \"SimSun\", sans-serif; }\n"
    ".page { display: grid; grid-template-columns: 92mm 92mm; grid-auto-rows: 53mm; break-after: page; }\n"
    ".page:last-of-type { break-after: auto; }\n"
    ".slip { border: 0.2mm dashed #888; padding: 4mm 6mm; overflow: hidden; break-inside: avoid; }\n"
    ".slip h2 { font-size: 10.5pt; font-weight: normal; margin: 0 0 2mm; border-bottom: 0.3mm solid #b00; "
    "padding-bottom: 1mm; }\n"
    ".slip dl { display: grid; grid-template-columns: 18mm 1fr; margin: 0; font-size: 10.5pt; line-height: 1.55; }\n"
    ".slip dt { color: #444; } .slip dd { margin: 0; overflow-wrap: anywhere; }\n"
    ".slip .code { font: 700 14pt/1.3 \"DejaVu Sans Mono\", Consolas, monospace; letter-spacing: 0.5pt; }\n"
    ".slip p { font-size: 8pt; color: #444; margin: 1.5mm 0 0; }\n"
    "@media screen { body { padding: 12mm 0; } }\n"
    "</style></head><body>\n";

static void add_slip(const struct people_slip *slip, const char *title, struct strbuf *out)
{
    strbuf_adds(out, "<section class=\"slip\"><h2>");
    add_escaped(out, title);
    strbuf_adds(out, "</h2><dl><dt>姓　名</dt><dd>");
    add_escaped(out, slip->name);
    strbuf_adds(out, "</dd><dt>单　位</dt><dd>");
    add_escaped(out, slip->unit);
    strbuf_adds(out, "</dd><dt>账　号</dt><dd>");
    add_escaped(out, slip->username);
    strbuf_adds(out, "</dd><dt>启用码</dt><dd class=\"code\">");
    add_escaped(out, slip->code);
    strbuf_adds(
        out,
        "</dd></dl><p>首次登录时，启用码作密码用，登录后须改成自己的密码。只能用一次，请勿转交他人。</p></section>\n");
}

void people_slips_html(const struct people_slip *slips, size_t count, const char *title, struct strbuf *out)
{
    enum { A_PAGE = 10 };
    strbuf_adds(out, head);
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(out, i % A_PAGE == 0 ? "<main class=\"page\">\n" : "");
        add_slip(&slips[i], title && *title ? title : "整改通　账号启用单", out);
        strbuf_adds(out, i % A_PAGE == A_PAGE - 1 || i + 1 == count ? "</main>\n" : "");
    }
    strbuf_adds(out, "</body></html>\n");
}
