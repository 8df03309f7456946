#!/usr/bin/env python3
"""run.py [--program RECTIFY] [--only sqlite|postgres] [--without TEST] [TEST…]: the tests of the API. TEST is a part of a test's name."""
import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import harness  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=os.environ.get("RECTIFY", str(harness.SOURCE / "build/rectify")))
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    parser.add_argument("--without")
    parser.add_argument("names", nargs="*", metavar="TEST")
    options = parser.parse_args()
    tests = []
    for path in sorted(HERE.glob("test_*.py")):
        module = importlib.import_module(path.stem)
        for name, thing in vars(module).items():
            full = f"{path.stem[5:]}.{name[5:]}"
            if name.startswith("test_") and callable(thing) and (not options.names or any(part in full for part in options.names)) and not (options.without and options.without in full):
                tests.append((full, thing))
    databases = [("sqlite", None)] if options.only != "postgres" else []
    address = os.environ.get("RECTIFY_TEST_POSTGRES")
    if address and options.only != "sqlite":
        databases.append(("postgres", address))
    with tempfile.TemporaryDirectory(prefix="rectify-api-") as folder:
        log_path = Path(folder) / "server.log"
        for name, where in databases:
            print(f"== {name}", flush=True)
            before = harness.failed
            with open(log_path, "w+", encoding="utf-8", errors="replace") as log:
                harness.run_tests([(f"{name}: {test}", function) for test, function in tests],
                                  harness.World(options.program, Path(folder) / name, log, where))
                log.seek(0)
                text = log.read()
            for sign in ("AddressSanitizer", "ThreadSanitizer", "runtime error", "LeakSanitizer"):
                harness.expect(f"{name}: no {sign} in the server's log", sign not in text, "".join(line for line in text.splitlines(True) if sign in line)[:1000])
            for word in (harness.PASSWORD, "rectify_session=", "rtk_"):
                harness.expect(f"{name}: no secret in the server's log", word not in text)
            if harness.failed > before:
                print("the end of the server's log:\n" + "\n".join(text.splitlines()[-12:]), flush=True)
    print(f"{harness.passed} passed, {harness.failed} failed")
    return 1 if harness.failed else 0


if __name__ == "__main__":
    sys.exit(main())
