#!/usr/bin/env python3
"""xlsx_cells.py BOOK.xlsx OUT: the cells of every sheet as bench/xlsx.c reads them. Row by row, in little memory."""
import re
import sys
import zipfile
from html import unescape

CELL = re.compile(r'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>(.*?)</c>)', re.S)
TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.S)
NUMBER = re.compile(r"<v>(.*?)</v>")


def column(name):
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - 64
    return at - 1


def cells(row):
    found = []
    for match in CELL.finditer(row):
        inside = match[2] or ""
        text, number = TEXT.search(inside), NUMBER.search(inside)
        found += [""] * (column(match[1]) - len(found))
        found.append(unescape(text[1]) if text else "\x01" + number[1] if number else "")
    return found


def main():
    with zipfile.ZipFile(sys.argv[1]) as book, open(sys.argv[2], "w", encoding="utf-8", newline="") as out:
        for name in sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet")):
            rest, first = "", True
            with book.open(name) as part:
                while chunk := part.read(1 << 20):
                    # a chunk may end inside a character: hold back what does not decode
                    while chunk[-1] & 0x80:
                        more = part.read(1)
                        if not more:
                            break
                        chunk += more
                    *rows, rest = (rest + chunk.decode("utf-8")).split("</row>")
                    for row in rows:
                        out.write(("\f" if first else "") + "\x1f".join(cells(row)) + "\x1e")
                        first = False


if __name__ == "__main__":
    main()
