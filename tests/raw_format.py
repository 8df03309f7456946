#!/usr/bin/env python3
"""raw_format.py [FILE…]: text must never be put into SQL, HTML, XML or JSON by %s. Prints each place; exit 1 if there is one.

Every string literal (neighbours joined, as the compiler does) that looks like SQL, markup or a JSON value and holds a %s or
%c is reported, whichever function it goes to; so is a %s given to a *printf or *addf whose buffer is called …sql, …html,
…xml. Values go into SQL as ?1, into markup through the escaping function of its writer. Where the text cannot come from
outside (a column name from a record list), say so in that statement, and why:  /* trusted: column names are compiled in */

Without FILE: all .c and .h under src/. raw_format.py --self-test tries good and bad examples.
"""
import re
import sys
from pathlib import Path

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
      | (?P<string>(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*")
      | (?P<char>'(?:[^'\\\n]|\\.)*')
      | (?P<word>[A-Za-z_]\w*)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.X | re.S,
)
TEXT_CONVERSION = re.compile(r"%[-+ #0-9.*]*(?:ll?|z|h)?[sc]")
SQL = re.compile(
    r"\b(?:SELECT|INSERT INTO|INSERT OR|REPLACE INTO|UPDATE|DELETE|CREATE|ALTER|DROP|WHERE|FROM|JOIN|VALUES|SAVEPOINT|RELEASE|"
    r"ROLLBACK|PRAGMA|COLLATE|RETURNING|ORDER BY|GROUP BY|HAVING|LIMIT|MATCH|LIKE|ATTACH|VACUUM|CONFLICT|TRUNCATE|LISTEN|NOTIFY)\b"
    r"|\b(?:AND|OR|SET|NOT|IN|AS|ON)\b(?=.*(?:=|\(|\?))"
    r"|\bselect\b.*\bfrom\b|\binsert into\b|\bdelete from\b|\bupdate \S+ set\b|\b(?:create|alter|drop) (?:table|index|view)\b"
    r"|\border by\b|\bwhere \S+ ?(?:=|<|>|in\b|like\b)",
    re.S,
)
MARKUP = re.compile(r"<[/!?]?[a-z]|<[/!?]?[A-Z][a-z]|</?%[-0-9.*]*s|\b[\w:-]+=\\?[\"']%|&%\w+;")
JSON = re.compile(r"\"\s*:\s*\"?%|[\[,{]\s*\"%")
FORMATTER = re.compile(r"(?:\w*printf|\w*addf)\Z")
BUFFER = re.compile(r"(?:^|_)(?:sql|ddl|html|xml|markup)\Z", re.I)
TRUSTED = re.compile(r"/[*/]\s*trusted:\s*(?!\*/)\S+")
ESCAPE = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


def tokens(text):
    line = 1
    for match in TOKEN.finditer(text):
        yield match.lastgroup, match[0], line
        line += match[0].count("\n")


def literal(token):
    body = token[token.index('"') + 1 : -1]
    return re.sub(r"\\(.)", lambda m: ESCAPE.get(m[1], " "), body, flags=re.S)


def strings(stream):
    """Yields (joined text, first line, last line, name of the function, words before it in the call)."""
    calls = []  # one [function name, words of its arguments so far] per open parenthesis
    word, parts, macro_between = "", [], False
    for kind, token, line in stream:
        if kind in ("space", "comment"):
            continue
        if kind == "string":
            parts.append((literal(token), line))
            continue
        if kind == "word" and parts and re.match(r"(?:PRI|SCN)\w+\Z", token):
            macro_between = True  # "%" PRId64 " …" is one literal
            continue
        if parts:
            name, words = calls[-1] if calls else ("", [])
            yield "".join(text for text, _ in parts), parts[0][1], parts[-1][1], name, list(words)
            parts = []
        if kind == "word":
            word = token
            if calls:
                calls[-1][1].append(token)
            continue
        if token == "(":
            calls.append((word, []))
        elif token == ")" and calls:
            calls.pop()
        elif token in ";{}":
            calls.clear()
        word = ""


def check(text, place):
    trusted, lines = set(), text.split("\n")
    kept = list(tokens(text))
    for kind, token, line in kept:
        if kind == "comment" and TRUSTED.match(token):
            trusted.add(line)
    wrong = []
    for string, first, last, function, words in strings(kept):
        if not TEXT_CONVERSION.search(string):
            continue
        if SQL.search(string):
            what = "SQL"
        elif MARKUP.search(string):
            what = "markup"
        elif JSON.search(string):
            what = "JSON"
        elif FORMATTER.match(function) and words and any(BUFFER.search(w) for w in words[:3]):
            what = "a buffer of SQL or markup"
        else:
            continue
        end = last  # the comment may stand anywhere in the statement: the formatter moves it to its last line
        while end < len(lines) and ";" not in lines[end - 1]:
            end += 1
        if not any(line in trusted for line in range(first, end + 1)):
            wrong.append(f"{place}:{first}: raw %s in {what}: {string.strip()[:70]!r}")
    return wrong


BAD = [
    'strbuf_addf(&b, "SELECT id FROM finding WHERE title = \'%s\'", title);',
    'snprintf(b, n, "delete from %s", table);',
    'strbuf_addf(&b, " AND %s = ?1", name);',
    'strbuf_addf(&b, "<w:t>%s</w:t>", text);',
    'strbuf_addf(&b, " r:id=\\"%s\\"", id);',
    'strbuf_addf(&b, "<td>" "%-20.*s", n, text);',
    'static const char row[] = "INSERT INTO t VALUES (?1, "\n    "%s)";',
    'strbuf_addf(&b, "{\\"title\\":\\"%s\\"}", title);',
    'strbuf_addf(&sql, ", %s", name);',
    'strbuf_addf(&writer->html, "%s", name);',
    'strbuf_addf(&b, "<Relationship Id=%" PRIu64 " Target=\'%s\'/>", id, target);',
    'strbuf_addf(&b, "<b>%s</b>", x); /* trusted: */',
    'puts("/* trusted: not a comment */"); strbuf_addf(&b, "<b>%c</b>", x);',
]
GOOD = [
    'strbuf_addf(&b, "SELECT id FROM finding WHERE title = ?%d", n);',
    'strbuf_addf(&b, "<row r=%zu>", n);',
    'printf("%s: selected from the list\\n", name);',
    'printf("usage: %s parse <FILE>\\n", name);',
    'strbuf_addf(&b, "<c r=\\"%s\\">", cell); /* trusted: a cell reference is made of letters A-Z and digits */',
    '// strbuf_addf(&b, "<b>%s</b>", x);',
    '/* "SELECT %s" */',
    'strbuf_adds(&b, "SELECT id FROM finding"); printf("%s", name);',
    'strbuf_addf(&out, "更新 %s：<%d>", name, n);',
]


def self_test():
    failed = [f"not reported: {line}" for line in BAD if not check(line + "\n", "bad.c")]
    failed += [f"reported though harmless: {found}" for line in GOOD for found in check(line + "\n", "good.c")]
    for line in failed:
        print(line)
    print(f"{len(BAD) + len(GOOD) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = Path(__file__).resolve().parent.parent
    files = [Path(name) for name in sys.argv[1:]] or sorted((root / "src").rglob("*.[ch]"))
    wrong = []
    for path in files:
        place = path.relative_to(root) if path.is_relative_to(root) else path
        wrong += check(path.read_text(encoding="utf-8"), place)
    for line in wrong:
        print(line)
    if wrong:
        print("Bind values (?1) or use the writer's escaping; where it is safe, say why in that statement: /* trusted: why */")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
