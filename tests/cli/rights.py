#!/usr/bin/env python3
"""rights.py PROGRAM: two bureaus, four people, through the command line's --as. What each may see and do is written by hand below; the last line is
"N passed, N failed". Where the API has its own matrix (tests/api), this one is about the tree: whose units, whose ledger, whose ceiling.
"""
import json
import os
import sys
import tempfile

from commands import allowed, expect, must, refused, run, told

def titles(user, ledger, record="finding"):
    done = run("list", record, "--ledger", ledger, "--json", user=user)
    return [row.get("title") or row.get("measure") for row in json.loads(done.stdout)] if done.returncode == 0 else None


def build():
    for arguments in (
            "organisation code=A name=甲局", "organisation code=A1 name=甲一科 parent_id=A", "organisation code=A2 name=甲二科 parent_id=A",
            "organisation code=B name=乙局", "ledger code=LA name=甲账 organisation_id=A profile=inspection",
            "ledger code=LB name=乙账 organisation_id=B profile=inspection", "person name=赵 organisation_id=A", "person name=钱 organisation_id=A1",
            "person name=孙 organisation_id=B", "person name=李 organisation_id=A", "account username=office person_id=赵",
            "account username=owner person_id=钱", "account username=other person_id=孙", "account username=admin person_id=李",
            "role_grant person_id=赵 role=office organisation_id=A ceiling=internal", "role_grant person_id=钱 role=owner organisation_id=A1 ceiling=internal",
            "role_grant person_id=孙 role=office organisation_id=B ceiling=open", "role_grant person_id=李 role=system_admin organisation_id=A ceiling=open"):
        must("add", *arguments.split())
    for ledger in ("LA", "LB"):
        must("add", "finding", "level=finding", f"title={ledger}一", "--ledger", ledger)
        must("add", "finding", "level=finding", f"title={ledger}二", "confidentiality=internal", "working_paper_no=底稿9", "--ledger", ledger)
    must("add", "responsibility", "finding_id=LA-2026-0001", "role=lead_unit", "organisation_id=A1", "--ledger", "LA")
    must("add", "responsibility", "finding_id=LA-2026-0002", "role=lead_unit", "organisation_id=A2", "--ledger", "LA")
    must("add", "corrective_action", "answers=LA-2026-0001", "measure=措施一", "--ledger", "LA")
    must("add", "corrective_action", "answers=LA-2026-0002", "measure=措施二", "--ledger", "LA")
    must("set", "finding", "LA-2026-0001", "same_matter=LA-2026-0002", "working_paper_no=底稿8", "--ledger", "LA")


def check():
    expect("the office sees its ledger whole", titles("office", "LA") == ["LA一", "LA二"])
    expect("the office of A does not know of B's ledger", titles("office", "LB") is None)
    expect("an owner sees what his unit answers for", titles("owner", "LA") == ["LA一"])
    expect("an owner sees the measures of his findings", titles("owner", "LA", "corrective_action") == ["措施一"])
    expect("a ceiling hides what is above it", titles("other", "LB") == ["LB一"])
    expect("an administrator sees no business record", titles("admin", "LA") is None and titles("admin", "LB") is None)

    refused("the office of A takes B's ledger", "set", "ledger", "LB", "organisation_id=A", user="office")
    refused("the office of A takes B's bureau", "set", "organisation", "B", "parent_id=A", user="office")
    refused("the office of A makes a new top of the tree", "add", "organisation", "code=C", "name=丙局", user="office")
    allowed("the office names a unit of its own", "set", "organisation", "A1", "name=甲一处", user="office")
    allowed("the office makes a unit of its own", "add", "organisation", "code=A3", "name=甲三科", "parent_id=A", user="office")
    refused("the office of B makes a unit in A", "add", "organisation", "code=A4", "name=x", "parent_id=A", user="other")
    refused("an administrator takes another person's log-in", "set", "account", "admin", "person_id=孙", user="admin")
    refused("the office grants itself a role", "add", "role_grant", "person_id=赵", "role=security_admin", "organisation_id=A", "ceiling=internal", user="office")
    refused("an administrator who may not grant grants", "add", "role_grant", "person_id=钱", "role=office", "organisation_id=A", "ceiling=internal", user="admin")

    reply = allowed("an owner writes on his finding", "set", "finding", "LA-2026-0001", "working_text=正在改", "--ledger", "LA", "--json", user="owner")
    expect("the reply to a change shows no hidden field", "底稿" not in reply)
    shown = allowed("an owner reads his finding", "show", "finding", "LA-2026-0001", "--ledger", "LA", user="owner")
    expect("a reference shows no title of a hidden finding", "LA二" not in shown and "底稿" not in shown)
    refused("an owner changes a title", "set", "finding", "LA-2026-0001", "title=x", "--ledger", "LA", user="owner")
    refused("an owner reads a finding of another unit", "show", "finding", "LA-2026-0002", "--ledger", "LA", user="owner")
    refused("an owner writes on a finding of another unit", "set", "finding", "LA-2026-0002", "working_text=x", "--ledger", "LA", user="owner")
    refused("an owner reads the history of a finding of another unit", "history", "finding", "LA-2026-0002", "--ledger", "LA", user="owner")
    refused("an owner filters by what he may not see", "list", "finding", "working_paper_no=底稿9", "--ledger", "LA", user="owner")
    refused("a ceiling holds for a single finding", "show", "finding", "LB-2026-0002", "--ledger", "LB", user="other")

    must("set", "account", "owner", "disabled=是")
    refused("a disabled account acts", "list", "finding", "--ledger", "LA", user="owner")


def main():
    with tempfile.TemporaryDirectory(prefix="rectify-rights-") as home:
        os.environ.update(RECTIFY_STORE=home + "/store", RECTIFY_KEY=home + "/site.key", LC_ALL="zh_CN.UTF-8")
        must("init", home + "/store")
        build()
        check()
    return told()


if __name__ == "__main__":
    sys.exit(main())
