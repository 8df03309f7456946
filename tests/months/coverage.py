"""coverage: which rows of the life cycles happened, by the events; the rows are the program's own tables (`rectify schema --lifecycles`), so that a life
cycle added later is missed here until somebody plays it."""
import re


def rows_of(document):
    """{record: [(from, event, who, to)]}"""
    found, record, inside = {}, None, False
    for line in document.splitlines():
        head = re.match(r"## .*`(\w+)`", line)
        if head:
            record = head[1]
        if line.startswith("```"):
            inside = line == "```text"
            continue
        words = line.split()
        if inside and words and words[0] != "from":
            found.setdefault(record, []).append((words[0], words[1], words[2], words[-1]))
    return found


def moves_in(events, records):
    """{record: {(from, event): how often}}: the state before is what the events before said."""
    states, happened = {}, {record: {} for record in records}
    for event in events:
        if event["record"] not in happened:
            continue
        said = {**(event.get("open") or {}), **(event.get("restricted") or {})}
        before = states.get(event["id"])
        if before is not None:
            key = (before, event["event"])
            happened[event["record"]][key] = happened[event["record"]].get(key, 0) + 1
        if said.get("state"):
            states[event["id"]] = said["state"]
        elif before is None:
            states[event["id"]] = None
    return happened


def strays(events, tables):
    """Changes of a state that no row allows: [(record, before, event, after)]."""
    allowed = {record: {(before, event, after) for before, event, _, after in rows} for record, rows in tables.items()}
    states, found = {}, []
    for event in events:
        if event["record"] not in allowed:
            continue
        after = {**(event.get("open") or {}), **(event.get("restricted") or {})}.get("state")
        before = states.get(event["id"])
        if after and before and after != before and (before, event["event"], after) not in allowed[event["record"]]:
            found.append((event["record"], before, event["event"], after))
        if after:
            states[event["id"]] = after
    return found
