#!/usr/bin/env python3
"""embed.py [--name TABLE] [--gzip] [--depfile FILE] OUT.S OUT.h (NAME=PATH | --tree PREFIX DIR)…

Puts files into the program: OUT.S holds their bytes (.incbin of OUT.bin, written beside it), OUT.h a table of struct embedded
(src/base/embedded.h), sorted by name. TABLE is what the table is called; without it, the name of OUT.h without its ending.
--tree takes every file under DIR and names it PREFIX/path (path alone when PREFIX is ""). A DIR that is not there gives no
rows: the program builds without its web pages, too. --gzip adds compressed bytes where they are at least a tenth smaller.
The same files always give the same output. Works for gcc and clang, x86-64 and aarch64.

In a meson.build (`embed` is set by the one at the root; the depfile makes a changed, added or removed file come in by itself):

    web_files = custom_target('web_files', output: ['web_files.S', 'web_files.h'], depfile: 'web_files.d',
      command: [embed, '--gzip', '--depfile', '@DEPFILE@', '@OUTPUT0@', '@OUTPUT1@',
                        '--tree', 'web', meson.project_source_root() / 'web/dist'])
    sources += web_files

and in one .c file (the header is made in the folder of that meson.build, here src/api):

    #include "api/web_files.h"  // static const struct embedded web_files[]; its last row has no name
    const struct embedded *page = embedded_find(web_files, "web/index.html");

embed.py --self-test tries it on a small tree, with the compilers that are there.
"""
import argparse
import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
ALIGN = 16


def files_of_tree(prefix, folder, watched):
    """(name, path) of each file; `watched` gets the folders whose change means another list."""
    if not folder.is_dir():
        watched.append(next(parent for parent in folder.absolute().parents if parent.is_dir()))
        return
    watched.append(folder)
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            sys.exit(f"embed.py: {path} is a symbolic link; put the file itself there")
        if path.is_dir():
            watched.append(path)
        else:
            inside = path.relative_to(folder).as_posix()
            yield (f"{prefix}/{inside}" if prefix else inside), path


def c_string(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else f"\\{b:03o}" for b in text.encode()) + '"'


def generate(table, rows, compress, out_s, out_h):
    blob = bytearray()

    def add(data):
        blob.extend(bytes(-len(blob) % ALIGN))
        start = len(blob)
        blob.extend(data)
        return f"{table}_bytes + {start}, {table}_bytes + {len(blob)}"

    lines = []
    for name, path in sorted(rows, key=lambda row: row[0].encode()):
        data = path.read_bytes()
        place = add(data)
        packed = "NULL, NULL"
        if compress:
            small = gzip.compress(data, 9, mtime=0)
            if len(small) * 10 <= len(data) * 9:
                packed = add(small)
        media_type = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
        etag = c_string(f'"{hashlib.sha256(data).hexdigest()}"')
        lines.append(f"    {{{c_string(name)}, {place}, {packed},\n     {c_string(media_type)}, {etag}}},\n")
    blob.extend(b"\0")  # never an empty section
    out_bin = out_s.with_suffix(".bin")
    out_bin.write_bytes(blob)
    # The digest makes the assembler file change when only bytes do.
    out_s.write_text(f"""/* Made by tools/embed.py; {hashlib.sha256(blob).hexdigest()} */
    .section .rodata
    .balign {ALIGN}
    .globl {table}_bytes
    .hidden {table}_bytes
    .type {table}_bytes, %object
    .size {table}_bytes, {len(blob)}
{table}_bytes:
    .incbin "{str(out_bin.absolute()).replace(chr(92), chr(92) * 2).replace('"', chr(92) + '"')}"
    .section .note.GNU-stack, "", %progbits
""", encoding="utf-8")
    out_h.write_text(f"""/* Made by tools/embed.py; include it from one .c file only. */
#include "base/embedded.h"

extern const unsigned char {table}_bytes[] __attribute__((visibility("hidden")));

static const struct embedded {table}[] = {{
{''.join(lines)}    {{NULL, NULL, NULL, NULL, NULL, NULL, NULL}},
}};
""", encoding="utf-8")


def make_escape(path):
    return str(path).replace("\\", "\\\\").replace(" ", "\\ ").replace("#", "\\#").replace("$", "$$")


def main(arguments):
    parser = argparse.ArgumentParser(prog="embed.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name")
    parser.add_argument("--gzip", action="store_true")
    parser.add_argument("--depfile", type=Path)
    parser.add_argument("--tree", nargs=2, action="append", default=[], metavar=("PREFIX", "DIR"))
    parser.add_argument("out_s", type=Path, metavar="OUT.S")
    parser.add_argument("out_h", type=Path, metavar="OUT.h")
    parser.add_argument("files", nargs="*", metavar="NAME=PATH")
    options = parser.parse_intermixed_args(arguments)
    table = options.name or options.out_h.stem
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", table):
        sys.exit(f"embed.py: {table!r} cannot be the name of a table in C; give one with --name")
    watched, rows = [], []
    for pair in options.files:
        name, equals, path = pair.partition("=")
        if not (name and equals and path):
            sys.exit(f"embed.py: {pair!r} is not NAME=PATH")
        rows.append((name, Path(path)))
    for prefix, folder in options.tree:
        rows += files_of_tree(prefix, Path(folder), watched)
    twice = {name for name, _ in rows if sum(name == other for other, _ in rows) > 1}
    if twice:
        sys.exit(f"embed.py: given twice: {', '.join(sorted(twice))}")
    generate(table, rows, options.gzip, options.out_s, options.out_h)
    if options.depfile:
        used = [make_escape(path) for path in [path for _, path in rows] + watched]
        options.depfile.write_text(f"{make_escape(options.out_s)} {make_escape(options.out_h)}: {' '.join(used)}\n", encoding="utf-8")


def self_test():
    include = Path(__file__).resolve().parent.parent / "src"
    passed, failed = 0, []

    def expect(what, holds):
        nonlocal passed
        if holds:
            passed += 1
        else:
            failed.append(what)

    with tempfile.TemporaryDirectory(prefix="a folder ") as name:
        home = Path(name)
        tree = home / "tree"
        (tree / "sub").mkdir(parents=True)
        (tree / "b.js").write_text("let x = 1;\n" * 100)
        (tree / "sub/a.bin").write_bytes(bytes(range(256)))
        (tree / "空 白.txt").write_text("整改", encoding="utf-8")

        def run(stem):
            main(["--gzip", "--depfile", str(home / "d"), str(home / f"{stem}.S"), str(home / f"{stem}.h"), "one=" + str(tree / "b.js"),
                  "--tree", "t", str(tree)])
            return tuple((home / f"{stem}{end}").read_bytes() for end in (".h", ".bin"))

        first = run("files")
        expect("the same files give the same output", first == run("files"))
        expect("the order of names is that of their bytes", re.findall(rb'\{"([^"]*)"', first[0]) ==
               [b"one", b"t/b.js", b"t/sub/a.bin", b"t/\\347\\251\\272 \\347\\231\\275.txt"])
        expect("text is compressed", gzip.compress(b"let x = 1;\n" * 100, 9, mtime=0) in first[1])
        expect("what compression makes larger is left alone", first[1].count(b"\x1f\x8b\x08\x00") == 2)
        depends = (home / "d").read_text(encoding="utf-8")
        expect("folders and files are watched", all(make_escape(path) in depends for path in (tree, tree / "sub", tree / "b.js")))
        (tree / "b.js").write_text("let x = 2;\n")
        assembler = (home / "files.S").read_bytes()
        run("files")
        expect("changed bytes change the assembler file", (home / "files.S").read_bytes() != assembler)
        main(["--depfile", str(home / "d"), str(home / "none.S"), str(home / "none.h"), "--tree", "x", str(home / "absent/dist")])
        expect("a tree that is not there gives no rows", (home / "none.h").read_text().count("{") == 2)
        expect("its nearest folder is watched", (home / "d").read_text().split(": ")[-1].strip() == make_escape(home))
        (home / "use.c").write_text('#include "files.h"\nconst struct embedded *use(void);\n'
                                    "const struct embedded *use(void) { return files; }\n")
        compilers = [["gcc"], ["clang"], ["clang", "--target=x86_64-linux-gnu", "-ffreestanding"],
                     ["clang", "--target=aarch64-linux-gnu", "-ffreestanding"]]
        for compiler in compilers:
            if not shutil.which(compiler[0]):
                continue
            for source in ("files.S", "none.S", "use.c"):
                done = subprocess.run([*compiler, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{include}", "-c",
                                       home / source, "-o", home / "out.o"], capture_output=True, text=True)
                expect(f"{' '.join(compiler)} {source}: {done.stderr}", done.returncode == 0)
    for what in failed:
        print(f"does not hold: {what}")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(self_test())
    main(sys.argv[1:])
