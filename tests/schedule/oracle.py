#!/usr/bin/env python3
"""oracle.py RUN_NETWORK [COUNT [SEED]]: small random networks, planned by the program and here, where every day is tried
one by one: an independent reading of what schedule/network.h promises, sharing no method with it (no backward pass, no
search by halves, no formula for weeks). Prints "N passed, N failed"."""
import random
import subprocess
import sys
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)
passed = failed = 0


def check(what, got, wanted, graph):
    global passed, failed
    if got == wanted:
        passed += 1
        return
    failed += 1
    if failed <= 5:
        print(f"FAILED: {what}: {got}, the oracle says {wanted}\n{graph}")


class Graph:
    def __init__(self, rng):
        self.start = 19000 + rng.randrange(2000)
        self.spans = [(first, first + rng.randrange(9), rng.choice(["rest", "work"])) for first in (self.start + rng.randrange(-20, 130) for _ in range(rng.randrange(6)))]
        count = rng.randrange(1, 9)
        self.nodes = []
        for _ in range(count):
            ready = self.start + (rng.randrange(30) if rng.random() < 0.3 else 0)
            limit = self.start + rng.randrange(5, 110) if rng.random() < 0.4 else None
            mark = "-" if rng.random() < 0.75 else rng.choice(["ten", "done"])
            if mark == "done" and limit is None:
                limit = self.start - rng.randrange(20)
            self.nodes.append([rng.choice([0, 0, 1, 2, 3, 5, 8, 13]), rng.choice([0, 0, 0, 0, 1, 7, 10]), ready, limit, mark])
        self.edges = []
        order = list(range(count))
        rng.shuffle(order)
        for a in range(count):
            for b in range(a + 1, count):
                if rng.random() < 0.35:
                    self.edges.append([order[a], order[b], rng.choice([0, 0, 0, 1, 2, 5])])
        if count > 1 and rng.random() < 0.05:  # a circle, or two nodes before each other
            self.edges.append([order[-1], order[0], 0])
        rng.shuffle(self.edges)
        self.worked = {}

    def text(self):
        return "\n".join([f"span {a} {b} {k}" for a, b, k in self.spans] +
                         [f"node {w} {d} {r} {'-' if l is None else l} {m}" for w, d, r, l, m in self.nodes] +
                         [f"edge {a} {b} {g}" for a, b, g in self.edges] + ["end"]) + "\n"

    def works(self, day):
        if day not in self.worked:
            kind = None
            for first, last, k in self.spans:
                kind = k if first <= day <= last else kind
            self.worked[day] = kind == "work" if kind else (EPOCH + timedelta(day)).weekday() < 5
        return self.worked[day]

    def circle(self):
        left = set(range(len(self.nodes)))
        while True:
            free = {i for i in left if not any(a in left and b == i for a, b, _ in self.edges)}
            if not free:
                return left
            left -= free

    def waits(self, day, lag):
        """The evening when so many working days have gone by."""
        while lag > 0:
            day += 1
            lag -= self.works(day)
        return day

    def lasts(self, start, working, days):
        end = start
        while working > 0 or end - start < days:
            end += 1
            working -= self.works(end)
        return end

    def early(self, nodes, edges):
        ends, starts = {}, {}
        while len(ends) < len(nodes):
            for i, (working, days, ready, limit, mark) in enumerate(nodes):
                before = [(a, lag) for a, b, lag in edges if b == i]
                if i in ends or any(a not in ends for a, _ in before):
                    continue
                if mark == "done":
                    starts[i] = ends[i] = limit
                    continue
                starts[i] = max([ready] + [self.waits(ends[a], lag) for a, lag in before])
                ends[i] = self.lasts(starts[i], working, days)
        return starts, ends

    def up_to_ten(self, day):
        while True:
            on = EPOCH + timedelta(day)
            if on.day in (10, 20) or (on + timedelta(1)).day == 1:
                return day
            day += 1

    def holds(self, i, end):
        """Whether all limits hold that i decides, if it ends then; None: it decides none."""
        ends, any_limit, fine = {i: end}, False, True
        todo = [i]
        order = self.order
        for j in order:
            if j not in ends:
                befores = [(a, lag) for a, b, lag in self.edges if b == j and a in ends]
                if not befores or self.nodes[j][4] == "done":
                    continue
                ends[j] = self.lasts(max(self.waits(ends[a], lag) for a, lag in befores), self.nodes[j][0], self.nodes[j][1])
            elif j != i:
                continue
            if self.nodes[j][4] == "done":
                del ends[j]
                continue
            if self.nodes[j][4] == "ten":
                ends[j] = self.up_to_ten(ends[j])
            if self.nodes[j][3] is not None:
                any_limit = True
                fine = fine and ends[j] <= self.nodes[j][3]
        del todo
        return fine if any_limit else None

    def plan(self):
        starts, ends = self.early(self.nodes, self.edges)
        self.order = sorted(range(len(self.nodes)), key=lambda i: self.depth(i))
        rows = []
        for i, node in enumerate(self.nodes):
            if node[4] == "done" or self.holds(i, self.start - 1000) is None:
                rows.append((starts[i], ends[i], None, None, None, None))
                continue
            late = max(n[3] for n in self.nodes if n[3] is not None)
            while not self.holds(i, late):
                late -= 1
            start = late
            while self.lasts(start, node[0], node[1]) > late:
                start -= 1
            low, high = sorted((ends[i], late))
            slack = sum(self.works(day) for day in range(low + 1, high + 1)) * (1 if ends[i] <= late else -1)
            rows.append((starts[i], ends[i], start, late, slack, int(ends[i] > late)))
        return rows

    def depth(self, i):
        return max([self.depth(a) + 1 for a, b, _ in self.edges if b == i], default=0)

    def cures(self, target):
        """Every single change that alone lets the target end in time, at its smallest."""
        limit = self.nodes[target][3]
        found = set()
        for i, node in enumerate(self.nodes):
            for by in range(1, max(node[0], node[1]) + 1):
                nodes = [n[:] for n in self.nodes]
                nodes[i][0], nodes[i][1] = max(0, node[0] - by), max(0, node[1] - by)
                if node[4] != "done" and self.early(nodes, self.edges)[1][target] <= limit:
                    found.add(("shorten", i, by))
                    break
        for k, edge in enumerate(self.edges):
            for by in range(1, edge[2] + 1):
                edges = [e[:] for e in self.edges]
                edges[k][2] -= by
                if self.early(self.nodes, edges)[1][target] <= limit:
                    found.add(("lag", edge[1], by))
                    break
        return found


def number(text):
    return None if text == "-" else int(text)


def compare(graph, lines):
    stuck = graph.circle()
    if stuck or lines[0].startswith("circle"):
        circle = [int(n) for n in lines[0].split()[1:]] if lines[0].startswith("circle") else []
        links = {(a, b) for a, b, _ in graph.edges}
        around = list(zip(circle, circle[1:] + circle[:1]))
        check("a circle that is one", bool(circle) and all(link in links for link in around), bool(stuck), graph.text())
        return
    count = len(graph.nodes)
    rows = graph.plan()
    for i, row in enumerate(rows):
        check(f"node {i}", tuple(map(number, lines[i].split())), row, graph.text())
    remedies, rest = {}, lines[count:]
    for line in (line for line in rest if line.startswith("remedy")):
        _, target, kind, activity, by, to = line.split()
        remedies.setdefault(int(target), []).append((kind, int(activity), int(by), int(to)))
    again = [line.split()[1:] for line in rest if line.startswith("again")]
    check("as planned before", [(int(a), int(b)) for a, b in again], [(row[1], row[3] or 0) for row in rows], graph.text())
    late = {i for i, node in enumerate(graph.nodes) if node[3] is not None and node[4] != "done" and rows[i][1] > node[3]}
    check("who is late", set(remedies), late, graph.text())
    for target in late & set(remedies):
        limits = [r for r in remedies[target] if r[0] == "limit"]
        check("the later limit", [r[3] for r in limits], [rows[target][1]], graph.text())
        alone = {r[:3] for r in remedies[target] if r[0] in ("shorten", "lag")}
        check(f"what alone is enough for {target}", alone, graph.cures(target), graph.text())
        together = [r for r in remedies[target] if r[0].startswith("together")]
        if together:
            nodes = [n[:] for n in graph.nodes]
            for _, i, by, _ in together:
                nodes[i][0], nodes[i][1] = max(0, nodes[i][0] - by), max(0, nodes[i][1] - by)
            check("together they are enough", graph.early(nodes, graph.edges)[1][target] <= graph.nodes[target][3], True, graph.text())
            check("and only when nothing alone is", alone, set(), graph.text())


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20260720)
    graphs = [Graph(rng) for _ in range(count)]
    told = subprocess.run([sys.argv[1]], input="".join(graph.text() for graph in graphs), capture_output=True, text=True, check=True).stdout
    answers = told.split("end\n")[:-1]
    check("an answer for each", len(answers), count, "")
    for graph, answer in zip(graphs, answers):
        compare(graph, answer.splitlines())
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
