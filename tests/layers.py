#!/usr/bin/env python3
"""layers.py [ROOT]: the house rules about what stands where under src/. Prints what breaks them; exit 1 if anything does.

* The order of the layers is the order of the subdir lines in src/meson.build; no other list exists.
* A folder includes only itself and those before it, written "folder/file.h"; the file must exist or be made by the build.
* A library of the outside world is touched only where OUTSIDE says.
* Each x.c has its x.h beside it (a record's x.c its list, x_fields.h). Where several share one header, that header names each ("what sqlite.c and postgres.c provide"),
  or the file says in its first lines: /* x: … declared in "folder/y.h" */
* Each folder has a README.md of at most 40 lines.

layers.py --self-test breaks each rule once in a small tree and wants each to be reported.
"""
import re
import sys
import tempfile
from pathlib import Path

README_LINES = 40
LOOK_HARD = 700

# header of an outside library: the beginnings of the paths that may include it
OUTSIDE = {
    "microhttpd.h": ("src/api/http",),
    "libpq-fe.h": ("src/store/postgres",),
    "sqlite3.h": ("src/store/",),
    "zip.h": ("src/format/",),
    "expat.h": ("src/format/",),
    "libxml/": ("src/format/",),
    "xlsxwriter.h": ("src/format/",),
}

SUBDIR = re.compile(r"^\s*subdir\('([^']+)'\)", re.M)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
DECLARED_IN = re.compile(r'declared in "([a-z0-9_]+/[a-z0-9_]+\.h)"')


def check(root):
    """Returns (what is wrong, what deserves a look), both lists of sentences."""
    wrong, look = [], []
    source = root / "src"
    order = SUBDIR.findall((source / "meson.build").read_text(encoding="utf-8"))
    for name in sorted({name for name in order if order.count(name) > 1}):
        wrong.append(f"src/meson.build: subdir('{name}') stands twice")
    for path in sorted(source.rglob("*.[ch]")):
        place = path.relative_to(root)
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > LOOK_HARD:
            look.append(f"{place}: {lines} lines; is it still one thought?")
        wrong += wrong_includes(source, place, text, order)
        if path.suffix == ".c":
            wrong += wrong_header(source, path, place, text)
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        wrong += wrong_folder(folder, order)
    return wrong, look


def wrong_includes(source, place, text, order):
    folder = place.parts[1] if len(place.parts) > 2 else None  # None: main.c, which may use everything
    for match in INCLUDE.finditer(text):
        where = f"{place}:{text.count(chr(10), 0, match.start()) + 1}"
        outside, name = match[1] == "<", match[2]
        if outside:
            for header, allowed in OUTSIDE.items():
                if (name == header or header.endswith("/") and name.startswith(header)) and not str(place).startswith(allowed):
                    yield f"{where}: <{name}> may be included only under {', '.join(allowed)}"
            continue
        if "/" not in name:
            yield f'{where}: write "folder/file.h", not "{name}"'
            continue
        if not (source / name).is_file() and not is_made(source / name):
            yield f'{where}: there is no src/{name}'
        used = name.split("/")[0]
        if folder is None or used == folder:
            continue
        if used not in order:
            yield f"{where}: {used}/ has no subdir line in src/meson.build"
        elif folder in order and order.index(used) > order.index(folder):
            yield f"{where}: {folder}/ may not include {used}/, which comes after it"


def is_made(header):
    """A header that the build makes: the meson.build of its folder names it."""
    build = header.parent / "meson.build"
    return build.is_file() and f"'{header.name}'" in build.read_text(encoding="utf-8")


def wrong_header(source, path, place, text):
    if path.with_suffix(".h").is_file() or path.name == "main.c":
        return
    if path.with_name(path.stem + "_fields.h").is_file():  # a record: its list, and its rules
        return
    declared = DECLARED_IN.search("\n".join(text.split("\n")[:6]))
    if not declared and any(re.search(rf"\b{re.escape(path.name)}\b", header.read_text(encoding="utf-8"))
                            for header in path.parent.glob("*.h")):
        return
    if not declared:
        yield f'{place}: has no {path.stem}.h beside it, no header of the folder names it, nor does its first line say: declared in "folder/file.h"'
    elif not (source / declared[1]).is_file():
        yield f"{place}: says it is declared in {declared[1]}, which is not there"


def wrong_folder(folder, order):
    place = f"src/{folder.name}"
    if not any(folder.glob("*.c")):
        return
    if folder.name not in order:
        yield f"{place}: has no subdir line in src/meson.build"
    readme = folder / "README.md"
    if not readme.is_file():
        yield f"{place}: has no README.md (purpose, main types, rules, how to add one more)"
    elif (lines := readme.read_text(encoding="utf-8").count("\n")) > README_LINES:
        yield f"{place}/README.md: {lines} lines; at most {README_LINES}"


GOOD = {
    "src/meson.build": "# order\nsubdir('low')\nsubdir('high')\n",
    "src/low/README.md": "# low\n",
    "src/low/a.h": "",
    "src/low/meson.build": "custom_target('made', output: ['made.S', 'made.h'])\n",
    "src/low/a.c": '#include "low/a.h"\n#include "low/made.h"\n#include <stdio.h>\n',
    "src/high/README.md": "# high\n",
    "src/high/b.h": '#include "low/a.h"\n',
    "src/high/b.c": '#include "high/b.h"\n',
    "src/high/c.c": '/* c: the other half, declared in "high/b.h" */\n#include "high/b.h"\n',
    "src/high/d.h": "/* d: what e.c provides */\n",
    "src/high/e.c": '#include "high/d.h"\n',
    "src/main.c": '#include "high/b.h"\n',
}
BAD = {  # a change to GOOD, and a piece of the complaint
    "looks upwards": ("src/low/a.c", '#include "low/a.h"\n#include "high/b.h"\n', "a.c:2: low/ may not include high/"),
    "no folder": ("src/low/a.c", '#include "a.h"\n', 'not "a.h"'),
    "no such file": ("src/low/a.c", '#include "low/z.h"\n', "no src/low/z.h"),
    "unlisted folder": ("src/odd/a.c", '#include "odd/a.c"\n', "src/odd: has no subdir line"),
    "outside library": ("src/low/a.c", "#include <sqlite3.h>\n", "only under src/store/"),
    "outside folder": ("src/low/a.c", "  # include <libxml/tree.h>\n", "only under src/format/"),
    "no header": ("src/low/alone.c", "", "has no alone.h"),
    "header missing": ("src/low/alone.c", '/* declared in "low/none.h" */\n', "low/none.h, which is not there"),
    "long readme": ("src/low/README.md", "x\n" * 41, "41 lines"),
    "no readme": ("src/low/README.md", None, "src/low: has no README.md"),
    "listed twice": ("src/meson.build", GOOD["src/meson.build"] + "subdir('low')\n", "stands twice"),
}


def self_test():
    def complaints(change=None):
        with tempfile.TemporaryDirectory() as name:
            files = dict(GOOD)
            if change:
                files[change[0]] = change[1]
            for path, text in files.items():
                if text is not None:
                    (Path(name) / path).parent.mkdir(parents=True, exist_ok=True)
                    (Path(name) / path).write_text(text, encoding="utf-8")
            return check(Path(name))[0]

    failed = [f"a good tree is refused: {line}" for line in complaints()]
    for title, (path, text, expected) in BAD.items():
        found = complaints((path, text))
        if not any(expected in line for line in found):
            failed.append(f"{title}: not reported (found {found})")
    for line in failed:
        print(line)
    print(f"{1 + len(BAD) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    wrong, look = check(root)
    for line in look:
        print(f"note: {line}")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
