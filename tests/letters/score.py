#!/usr/bin/env python3
"""How well does `rectify parse --json` read the labelled letters of a folder?

usage: score.py [--rectify build/rectify] [--min FILE] [--quiet] FOLDER

A node is found when a node of the same level overlaps it (intersection over union of their characters >= 0.8) and their
titles agree (after folding, one contains the other or most of their characters are shared). Prints precision, recall and F1
for each letter and in total; --min holds the totals to the floors of a file of lines "measure value".
"""
import json
import os
import subprocess
import sys
import unicodedata

OVERLAP = 0.8
SHARED = 0.7


def decode(raw):
    if raw[:3] == b'\xef\xbb\xbf':
        raw = raw[3:]
    try:
        return raw.decode('utf-8')
    except UnicodeDecodeError:
        return raw.decode('gb18030')


def fold(text):
    text = unicodedata.normalize('NFKC', text).lower()
    return ''.join(c for c in text if not c.isspace() and not unicodedata.category(c).startswith('P'))


def alike(a, b):
    a, b = fold(a), fold(b)
    if not a or not b:
        return a == b
    if a == b or (min(len(a), len(b)) * 2 >= max(len(a), len(b)) and (a in b or b in a)):
        return True
    short, long_ = sorted((a, b), key=len)
    shared = sum(min(short.count(c), long_.count(c)) for c in set(short))
    return shared / len(long_) >= SHARED


def overlap(a, b):
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0.0


def spans_of(expected, text):
    """Where the expected texts stand, in document order; blanks are not compared."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    dense = ''.join(text[i] for i in places)
    at, spans = 0, []
    for node in expected:
        wanted = ''.join(node['text'].split())
        start = dense.find(wanted, at)
        if start < 0 or not wanted:
            spans.append(None)
            continue
        spans.append((places[start], places[start + len(wanted) - 1] + 1))
        at = start + 1
    return spans


class Tally:
    """Hits, what was expected, what was found, for one measure."""

    def __init__(self):
        self.hit = self.expected = self.found = 0

    def add(self, hit, expected, found):
        self.hit += hit
        self.expected += expected
        self.found += found

    def f1(self):
        if self.expected + self.found == 0:
            return 1.0
        return 2 * self.hit / (self.expected + self.found)

    def text(self):
        precision = self.hit / self.found if self.found else 1.0
        recall = self.hit / self.expected if self.expected else 1.0
        return f'P {precision:5.3f}  R {recall:5.3f}  F1 {self.f1():5.3f}  ({self.hit}/{self.expected} expected, {self.found} found)'


MEASURES = ['nodes', 'levels', 'numbers', 'titles', 'spans', 'parents', 'deadlines', 'status', 'units', 'figures', 'checks', 'letters']


def trimmed(text, span):
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def whole_text(result):
    pieces = []
    for index, node in enumerate(result['nodes']):
        piece = node['text']
        pieces.append(piece + '\n' * (node['end'] - node['start'] - len(piece)))
    return ''.join(pieces)


def score_letter(expected, result, notes):
    tallies = {name: Tally() for name in MEASURES}
    text = whole_text(result)
    want = expected['nodes']
    spans = spans_of(want, text)
    got = [node for node in result['nodes'] if node['level'] != 'other']
    for node in got:
        node['span'] = trimmed(text, (node['start'], node['end']))
    taken, match = set(), {}
    for i, node in enumerate(want):
        if spans[i] is None:
            notes.append(f"expected text not in the document: {node['text'][:30]!r}")
            continue
        spans[i] = trimmed(text, spans[i])
        best = max(((overlap(spans[i], g['span']), -k) for k, g in enumerate(got) if k not in taken), default=(0, 0))
        if best[0] >= OVERLAP:
            match[i] = -best[1]
            taken.add(-best[1])
    id_of = {node['id']: i for i, node in enumerate(want)}
    index_of = {node['id']: k for k, node in enumerate(got)}
    for i, node in enumerate(want):
        if i not in match:
            notes.append(f"missing {node['level']:8} {node['no']}{node['title'][:36]}")
            continue
        g = got[match[i]]
        level, title = g['level'] == node['level'], alike(g['title'], node['title'])
        parent = match.get(id_of[node['parent']], -2) if node['parent'] else -1
        parent_got = index_of[g['parent']] if g['parent'] else -1
        tallies['levels'].add(level, 1, 1)
        tallies['numbers'].add(fold(g['no']) == fold(node['no']), 1, 1)
        tallies['titles'].add(title, 1, 1)
        tallies['spans'].add(g['span'] == spans[i], 1, 1)
        tallies['parents'].add(parent == parent_got, 1, 1)
        tallies['nodes'].hit += level and title
        if not level:
            notes.append(f"level {g['level']} instead of {node['level']}: {node['no']}{node['title'][:36]}  [{g['why']}]")
        elif not title:
            notes.append(f"title {g['title'][:40]!r} instead of {node['title'][:40]!r}")
        elif parent != parent_got:
            notes.append(f"parent of {node['no']}{node['title'][:36]}")
        elif g['span'] != spans[i]:
            notes.append(f"span {text[g['span'][0]:g['span'][1]]!r} instead of {text[spans[i][0]:spans[i][1]]!r}")
        elif fold(g['no']) != fold(node['no']):
            notes.append(f"number {g['no']!r} instead of {node['no']!r}")
    for k, g in enumerate(got):
        if k not in taken:
            notes.append(f"extra   {g['level']:8} {g['no']}{g['title'][:36]}  [{g['why']}]")
    tallies['nodes'].expected += len(want)
    tallies['nodes'].found += len(got)
    score_fields(expected, got, match, id_of, tallies, notes)
    score_document(expected, result, tallies, notes)
    perfect = len(match) == len(want) == len(got) and tallies['nodes'].hit == len(want)
    tallies['letters'].add(perfect, 1, 1)
    return tallies


def score_fields(expected, got, match, id_of, tallies, notes):
    def key(node_id):
        return match.get(id_of[node_id], ('missing', node_id))

    want = {(key(d['node']), d['due_on'], d['due_as'], d['amount'], d['unit']) for d in expected['deadlines']}
    have = {(k, d['due_on'], d['due_as'], d['amount'], d['unit']) for k, g in enumerate(got) if (d := g['deadline'])}
    tallies['deadlines'].add(len(want & have), len(want), len(have))
    notes.extend(f'deadline missing {d}' for d in sorted(want - have, key=str))
    notes.extend(f'deadline extra {d} {got[d[0]]["deadline"]["text"]} {got[d[0]]["title"][:30]}' for d in sorted(have - want, key=str))
    want = {(key(s['node']), fold(s['text'])) for s in expected['status']}
    have = {(k, fold(g['status_text'])) for k, g in enumerate(got) if g['status_text']}
    tallies['status'].add(len(want & have), len(want), len(have))
    notes.extend(f'status {s}' for s in sorted(want ^ have, key=str))
    want = {(key(u['node']), tuple(map(fold, u['lead'])), tuple(map(fold, u['responsible']))) for u in expected['units']}
    have = {(k, tuple(map(fold, g['lead_units'])), tuple(map(fold, g['responsible_units'])))
            for k, g in enumerate(got) if g['lead_units'] or g['responsible_units']}
    tallies['units'].add(len(want & have), len(want), len(have))
    notes.extend(f'units missing {u}' for u in sorted(want - have, key=str))
    notes.extend(f'units extra {u}' for u in sorted(have - want, key=str))


def score_document(expected, result, tallies, notes):
    want = {(f['label'], f['value']) for f in expected['figures']}
    have = {(f['label'], f['value']) for f in result['figures']}
    tallies['figures'].add(len(want & have), len(want), len(have))
    notes.extend(f'figure missing {f}' for f in sorted(want - have))
    notes.extend(f'figure extra {f}' for f in sorted(have - want))
    want = set(expected['checks'])
    have = {'figure_mismatch' for check in result['checks'] if check['severity'] != 'info' and check['code'].startswith('figure_')}
    want &= {'figure_mismatch'}
    tallies['checks'].add(len(want & have), len(want), len(have))
    notes.extend(f'check {c}' for c in sorted(want ^ have))


def letters_in(folder):
    for name in sorted(os.listdir(folder)):
        if name.endswith('.expected.json'):
            base = name[:-len('.expected.json')]
            for ending in ('.txt', '.gb.txt', '.docx'):
                if os.path.exists(os.path.join(folder, base + ending)):
                    yield base, os.path.join(folder, base + ending), os.path.join(folder, name)
                    break
            else:
                print(f'{base}: no document beside its expectation')


def main(arguments):
    options = {'--rectify': 'build/rectify', '--min': None}
    quiet = '--quiet' in arguments
    arguments = [a for a in arguments if a != '--quiet']
    folders = []
    while arguments:
        word = arguments.pop(0)
        if word in options and arguments:
            options[word] = arguments.pop(0)
        else:
            folders.append(word)
    if len(folders) != 1:
        print(__doc__)
        return 2
    totals = {name: Tally() for name in MEASURES}
    for base, document, expectation in letters_in(folders[0]):
        with open(expectation, encoding='utf-8') as file:
            expected = json.load(file)
        run = subprocess.run([options['--rectify'], 'parse', document, '--json'], capture_output=True, check=False)
        if run.returncode != 0:
            print(f'{base}: refused: {run.stderr.decode()}')
            totals['nodes'].add(0, len(expected['nodes']), 0)
            totals['letters'].add(0, 1, 1)
            continue
        notes = []
        tallies = score_letter(expected, json.loads(run.stdout), notes)
        for name, tally in tallies.items():
            totals[name].add(tally.hit, tally.expected, tally.found)
        print(f"{base:34} nodes F1 {tallies['nodes'].f1():5.3f}  levels {tallies['levels'].f1():5.3f}  spans {tallies['spans'].f1():5.3f}"
              f"  parents {tallies['parents'].f1():5.3f}")
        if not quiet:
            for note in notes:
                print('    ' + note)
    print()
    for name in MEASURES:
        print(f'{name:10} {totals[name].text()}')
    failed = 0
    if options['--min']:
        with open(options['--min'], encoding='utf-8') as file:
            for line in file:
                words = line.split('#')[0].split()
                if words and totals[words[0]].f1() < float(words[1]):
                    print(f'{words[0]}: {totals[words[0]].f1():.3f} is below its floor {words[1]}')
                    failed = 1
    return failed


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
