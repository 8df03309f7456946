#!/usr/bin/env python3
"""./check [--long] [NAME…]: everything that must hold, phase by phase, in less than 20 minutes on two cores.

  NAME…    only these phases (and what they need); ./check --list names them
  --long   the same code with the large counts; a whole run writes docs/results/DATE.md

Every phase runs, whatever failed before it. Its whole output is in var/check/PHASE.log; the end of it is shown when it fails.
The last line is "N passed, N failed", counting single tests where a phase has them; exit 1 if any failed.

To add a phase: an executable tests/phases/NN-name.sh (see the README there). This file need not change.
"""
import argparse
import concurrent.futures
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "check"
RESULTS = LOGS / "results"
CORES = os.cpu_count() or 2
LARGEST = 2 << 20
COUNTS = re.compile(r"^\s*(\d+) passed, (\d+) failed\s*$", re.M)
TOOK = re.compile(r"^took (\d+(?:\.\d+)?) (.+)$", re.M)
COMPLAINT = re.compile(r"^(?:does not hold:|\^ |not ok |FAIL(?:ED)?\b|\[  (?:FAILED|ERROR)[ ]+\]|\S+:\d+(?::\d+)?: .*(?:error|Failure)).*(?:\n {4}.*){0,2}", re.M)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
DATABASE_SUITES = ("store", "journal", "conformance")


class Failed(Exception):
    """A phase did not hold; the text is added to its log."""


class Absent(Exception):
    """What the phase would look at is not in the repository (yet); the text says what."""


class Phase:
    def __init__(self, name, run, needs=()):
        self.name, self.run, self.needs = name, run, needs
        self.outcome, self.seconds, self.passed, self.failed = None, 0.0, 0, 0
        self.complaints = []  # what its log says did not hold


class Check:
    """One run: where output goes, what was counted, the PostgreSQL it may have started."""

    def __init__(self, long_run):
        self.long = long_run
        self.limit = 6 * 3600 if long_run else 900  # seconds for one command
        self.slow = []  # (seconds, what)
        self.log = None
        self.phase = None
        self.database = None
        self.children = set()
        self.notes = []  # lines of a phase that are shown though it went well
        self.environment = environment(long_run)
        self.dirty = self.output("git", "status", "--porcelain").splitlines()

    # --- running things -----------------------------------------------------------------------------------------------

    def call(self, *command, cwd=ROOT, env=None, log=None, limit=None):
        """Runs a command, its output to the phase's log. Returns (exit status, output)."""
        log = log or self.log
        line = " ".join(str(part) for part in command)
        log.write(f"$ {line}\n")
        log.flush()
        start = log.seek(0, os.SEEK_END)
        child = subprocess.Popen([str(part) for part in command], cwd=cwd, env={**self.environment, **(env or {})},
                                 stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        self.children.add(child)
        try:
            status = child.wait(limit or self.limit)
        except subprocess.TimeoutExpired:
            status = "stopped after its time limit"
        finally:
            end_group(child)
            self.children.discard(child)
        log.seek(start)
        text = ANSI.sub("", log.read())
        log.seek(0, os.SEEK_END)
        if status != 0:
            log.write(f"({line}: {status if isinstance(status, str) else f'exit status {status}'})\n")
        log.flush()
        return status, text

    def must(self, *command, **options):
        status, text = self.call(*command, **options)
        if status != 0:
            raise Failed("")
        return text

    def output(self, *command):
        return subprocess.run(command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=True).stdout

    def count(self, passed, failed):
        self.phase.passed += passed
        self.phase.failed += failed

    def count_in(self, text):
        """Counts from the last "N passed, N failed" of a program's output, and its "took SECONDS NAME" lines."""
        for seconds, name in TOOK.findall(text):
            self.slow.append((float(seconds), f"{self.phase.name}: {name}"))
        found = COUNTS.findall(text)
        if found:
            self.count(int(found[-1][0]), int(found[-1][1]))
        return bool(found)

    # --- PostgreSQL ---------------------------------------------------------------------------------------------------

    def postgres(self):
        """The address of a cluster that lives as long as this run. It ends with our end of the pipe, however we end."""
        if not self.database:
            child = subprocess.Popen([ROOT / "tools/postgres.sh", "--hold"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     stderr=self.log, text=True, start_new_session=True, env=self.environment)
            address = child.stdout.readline().strip()
            if not address:
                raise Failed("tools/postgres.sh did not start a PostgreSQL")
            self.database = child
            self.environment["RECTIFY_TEST_POSTGRES"] = address
        return self.environment["RECTIFY_TEST_POSTGRES"]

    def writes_on_postgres(self):
        return int(self.must("psql", "-XAtqc", "SELECT pg_current_xact_id()", self.postgres()).split()[-1])

    def close(self):
        for child in list(self.children):
            end_group(child)
        if self.database:
            self.database.stdin.close()
            self.database.wait()


def environment(long_run):
    env = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1", RECTIFY_SOURCE=str(ROOT), RECTIFY=str(ROOT / "build-gcc/rectify"),
               RECTIFY_ASAN=str(ROOT / "build-asan/rectify"), RECTIFY_RESULTS=str(RESULTS), PYTHONDONTWRITEBYTECODE="1",
               ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1:check_initialization_order=1",
               UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1",
               # a clone made by another user is still ours to look at
               GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="safe.directory", GIT_CONFIG_VALUE_0=str(ROOT))
    env.pop("RECTIFY_LONG", None)
    env.pop("RECTIFY_TEST_POSTGRES", None)
    if long_run:
        env["RECTIFY_LONG"] = "1"
    # Debian's python3-* modules belong to Debian's python3, which need not be the first on PATH.
    if subprocess.run(["python3", "-c", "import docx, openpyxl"], capture_output=True).returncode != 0:
        first = LOGS / "bin"
        first.mkdir(parents=True, exist_ok=True)
        if not (first / "python3").exists():
            (first / "python3").symlink_to("/usr/bin/python3")
        env["PATH"] = f"{first}:{env['PATH']}"
    return env


def end_group(child):
    """Ends what a command left behind, too: it was given a process group of its own."""
    try:
        os.killpg(child.pid, signal.SIGTERM if child.poll() is None else signal.SIGKILL)
        child.wait(10)
    except ProcessLookupError:
        pass
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


# --- the phases -------------------------------------------------------------------------------------------------------


def check_format(check):
    files = [name for name in check.output("git", "ls-files", "-co", "--exclude-standard", "--", "*.c", "*.h").split("\n") if name and (ROOT / name).is_file()]
    parts = [files[i : i + 50] for i in range(0, len(files), 50)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:  # a process a file took two minutes
        well = pool.map(lambda part: subprocess.run(["clang-format", "--dry-run", "-Werror", *part], cwd=ROOT, capture_output=True).returncode == 0, parts)
    doubtful = [name for part, good in zip(parts, well) if not good for name in part]
    wrong = [name for name in doubtful if check.call("clang-format", "--dry-run", "-Werror", name)[0] != 0]
    check.count(len(files) - len(wrong), len(wrong))
    if wrong:
        raise Failed("Where is said above. To mend it:\n  clang-format -i " + " ".join(wrong))


def check_script(name):
    """A rule of the house: first that its checker can fail, then the rule itself."""

    def run(check):
        for argument in (["--self-test"], []):
            if not check.count_in(check.must(ROOT / "tests" / name, *argument)):
                check.count(1, 0)

    return run


def check_generated(check):
    status, text = check.call(ROOT / "tests/generated.sh")
    counted = check.count_in(text)
    if status != 0 or not counted:
        raise Failed("")
    if check.phase.passed == 0:
        raise Absent("no generated file is kept in git")


def configure(check, folder, compiler, *options):
    """meson setup, again from nothing when the options are others than last time."""
    build = ROOT / folder
    wanted = json.dumps([compiler, *options])
    stamp = build / "configured-with.json"
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(build, ignore_errors=True)
        check.must("meson", "setup", build, "--werror", *options, env={"CC": compiler})
        stamp.write_text(wanted)
    check.must("ninja", "-C", build, "-j", CORES)


def run_tests(check, folder, name, suites=()):
    """meson test; counts cmocka's single tests, and a program that says nothing as one."""
    build = ROOT / folder
    result = build / "meson-logs" / f"{name}.json"
    result.unlink(missing_ok=True)
    multiplier = 20 if check.long else 3
    status, _ = check.call("meson", "test", "-C", build, "--no-rebuild", "--num-processes", CORES, "--print-errorlogs",
                           "--logbase", name, "--timeout-multiplier", multiplier, *suites)
    programs = [json.loads(line) for line in result.read_text(encoding="utf-8").splitlines()] if result.is_file() else []
    for program in programs:
        out = program.get("stdout", "")
        started, passed, skipped = (out.count(f"\n[{mark}] ") + out.startswith(f"[{mark}] ")
                                    for mark in (" RUN      ", "       OK ", "  SKIPPED "))
        good = program["result"] in ("OK", "EXPECTEDFAIL", "SKIP")
        failed = max(started - passed - skipped, 0 if good else 1)
        check.count(passed if started else int(good), failed)
        check.slow.append((program["duration"], f"{check.phase.name}: {program['name'].split(' / ')[-1]}"))
    if not programs:
        raise Failed("no tests were run")
    if status != 0:
        raise Failed("")


def suites_of(check, folder):
    tests = json.loads(check.output("meson", "introspect", str(ROOT / folder), "--tests"))
    return {suite.split(":")[-1] for test in tests for suite in test["suite"]}


def check_build(check):
    check.count_in(check.must(ROOT / "tools/embed.py", "--self-test"))
    configure(check, "build-gcc", "gcc", "--buildtype=debugoptimized", "-Dtests=enabled")


def check_unit(check):
    check.postgres()
    run_tests(check, "build-gcc", "unit", [part for suite in DATABASE_SUITES for part in ("--no-suite", suite)])


def check_conformance(check):
    """The store's tests on both databases; that PostgreSQL was really written to is seen from its transaction counter."""
    suites = [suite for suite in DATABASE_SUITES if suite in suites_of(check, "build-gcc")]
    if not suites:
        raise Absent("no tests of " + ", ".join(DATABASE_SUITES))
    before = check.writes_on_postgres()
    run_tests(check, "build-gcc", "conformance", [part for suite in suites for part in ("--suite", suite)])
    written = check.writes_on_postgres() - before - 1
    check.log.write(f"{written} writing transactions on PostgreSQL\n")
    if written < 20:
        raise Failed("These tests hardly wrote to PostgreSQL: do they look at RECTIFY_TEST_POSTGRES?")


def check_asan(check):
    check.postgres()
    configure(check, "build-asan", "clang", "--buildtype=debug", "-Doptimization=1", "-Dtests=enabled", "-Db_lundef=false",
              "-Db_sanitize=address,undefined", "-Dc_args=-fno-sanitize-recover=undefined -fno-omit-frame-pointer")
    run_tests(check, "build-asan", "asan")


def check_web(check):
    if not (ROOT / "web/package.json").is_file():
        raise Absent("no web/package.json")
    if os.environ.get("CI") or check.long:
        shutil.rmtree(ROOT / "web/node_modules", ignore_errors=True)
    check.must(ROOT / "tools/web.sh", "--packages")
    text = check.must("npm", "run", "check", cwd=ROOT / "web")
    tests = re.findall(r"^\s*Tests\s+(.*)$", text, re.M)
    for line in tests:
        check.count(*(int((re.search(rf"(\d+) {word}", line) or [0, 0])[1]) for word in ("passed", "failed")))
    if not tests:
        check.count(1, 0)
    shutil.rmtree(ROOT / "web/dist", ignore_errors=True)
    check.must(ROOT / "tools/web.sh")
    check.count(1, 0)


def check_letters(check):
    """The labels are sound; then how well the letters are taken apart, printed for each folder: score.py holds it to its floors."""
    check.must("python3", ROOT / "tests/letters/validate.py")
    check.count(1, 0)
    wrong = False
    for part in ("open", "read", "blind"):
        status, text = check.call("python3", ROOT / "tests/letters/score.py", "--quiet", "--rectify", check.environment["RECTIFY"],
                                  "--min", ROOT / f"tests/letters/floors-{part}.txt", ROOT / "tests/letters" / part)
        check.count(int(status == 0), int(status != 0))
        check.notes += [f"{part:6}{line}" for line in text.splitlines() if re.match(r"(nodes|levels|numbers|spans|deadlines) +P ", line)]
        wrong |= status != 0
    if wrong:
        raise Failed("")


def check_file(path):
    def run(check):
        if not os.access(path, os.X_OK):
            raise Failed(f"{path.relative_to(ROOT)} is not executable: chmod +x")
        check.postgres()
        with tempfile.TemporaryDirectory(prefix="rectify-") as folder:
            status, text = check.call(path, env={"TMPDIR": folder})
        if not check.count_in(text):
            check.count(int(status == 0), int(status != 0))
        if status != 0:
            raise Failed("")

    return run


def check_fuzz(check):
    if not (ROOT / "fuzz/meson.build").is_file():
        raise Absent("no fuzz/meson.build")
    configure(check, "build-fuzz", "clang", "--buildtype=debug", "-Doptimization=1", "-Dtests=disabled", "-Dfuzz=true",
              "-Db_lundef=false", "-Db_sanitize=address,undefined",
              "-Dc_args=-fsanitize=fuzzer-no-link -fno-sanitize-recover=undefined -fno-omit-frame-pointer")
    programs = sorted(path for path in (ROOT / "build-fuzz/fuzz").glob("fuzz_*") if path.is_file())
    if not programs:
        raise Failed("build-fuzz/fuzz holds no fuzz_… program")
    seconds = 600 if check.long else 6
    with concurrent.futures.ThreadPoolExecutor(CORES) as pool:
        good = list(pool.map(lambda program: fuzz_one(check, program, seconds), programs))
    check.count(sum(good), len(good) - sum(good))
    if not all(good):
        raise Failed("The inputs that fail are in var/check/: mend it, and put the input into fuzz/regressions/TARGET/")


def fuzz_one(check, program, seconds):
    """First everything that was found before, once; then a search from a copy of the corpus."""
    name = program.name.removeprefix("fuzz_")
    known = [path for kind in ("corpus", "regressions") for path in sorted((ROOT / "fuzz" / kind / name).glob("*")) if path.is_file()]
    common = ["-timeout=10", "-rss_limit_mb=2048", f"-artifact_prefix={LOGS}/fuzz-{name}-"]
    dictionary = ROOT / "fuzz" / f"{name}.dict"
    with tempfile.TemporaryDirectory(prefix="rectify-fuzz-") as folder, open(LOGS / f"fuzz-{name}.log", "w+", encoding="utf-8", errors="replace") as log:
        for number, path in enumerate(known):
            shutil.copy(path, Path(folder) / f"{number:06}")
        status = 0
        if known:
            status, _ = check.call(program, *common, *known, log=log)
        if status == 0:
            extra = [f"-dict={dictionary}"] if dictionary.is_file() else []
            status, _ = check.call(program, *common, *extra, f"-max_total_time={seconds}", "-print_final_stats=1", folder, log=log,
                                   limit=seconds + 300)
        log.seek(0)
        check.log.write(f"--- {program.name}\n{tail(log.read(), 40 if status else 8)}")
    return status == 0


def check_clone(check):
    """What a stranger's clone must be: nothing left over by the build, nothing huge, nothing bound to one registry."""
    wrong = []
    allowed = [] if os.environ.get("CI") else check.dirty
    wrong += [f"git status after the build: {line}" for line in check.output("git", "status", "--porcelain").splitlines()
              if line not in allowed]
    files = [ROOT / name for name in check.output("git", "ls-files", "-z").split("\0") if name]
    for path in files:
        if path.is_file() and not path.is_symlink() and path.stat().st_size > LARGEST:
            wrong.append(f"{path.relative_to(ROOT)}: larger than 2 MiB")
        if path.name == "package-lock.json" and '"resolved"' in path.read_text(encoding="utf-8"):
            wrong.append(f"{path.relative_to(ROOT)}: names a registry ("
                         "put omit-lockfile-registry-resolved=true into .npmrc and make it again)")
        if path.name == ".npmrc" and re.search(r"^\s*(@\S+:)?registry\s*=", path.read_text(encoding="utf-8"), re.M):
            wrong.append(f"{path.relative_to(ROOT)}: names a registry")
    check.count(int(not wrong), len(wrong))
    if wrong:
        raise Failed("\n".join(wrong))
    if check.long:
        with tempfile.TemporaryDirectory(prefix="rectify-clone-") as folder:
            check.must("git", "clone", "-q", ROOT, f"{folder}/rectify")
            check.must("./run", "--build", cwd=f"{folder}/rectify")
            left = check.must("git", "-c", "safe.directory=*", "status", "--porcelain", cwd=f"{folder}/rectify")
            if left.strip():
                raise Failed("./run --build leaves files that git sees")
        check.count(1, 0)


def phases():
    found = [
        Phase("format", check_format),
        Phase("layers", check_script("layers.py")),
        Phase("raw-s", check_script("raw_format.py")),
        Phase("web", check_web),
        Phase("build", check_build),
        Phase("unit", check_unit, ["build"]),
        Phase("generated", check_generated, ["build"]),
        Phase("conformance", check_conformance, ["build"]),
        Phase("asan", check_asan),
        Phase("letters", check_letters, ["build"]),
    ]
    for path in sorted((ROOT / "tests/phases").glob("[0-9][0-9]-*")):
        needs = re.search(r"^# needs: *(.*)$", path.read_text(encoding="utf-8"), re.M)
        found.append(Phase(path.stem[3:], check_file(path), needs[1].split() if needs else ["build"]))
    return found + [Phase("fuzz", check_fuzz), Phase("clone", check_clone)]


# --- the run ----------------------------------------------------------------------------------------------------------


def chosen(everything, names):
    if not names:
        return everything
    by_name = {phase.name: phase for phase in everything}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        sys.exit(f"no such phase: {', '.join(unknown)} (there are: {', '.join(by_name)})")
    wanted = set(names)
    for phase in reversed(everything):
        if phase.name in wanted:
            wanted.update(phase.needs)
    return [phase for phase in everything if phase.name in wanted]


def run_phase(check, phase, outcome_of):
    check.phase = phase
    lacking = [name for name in phase.needs if outcome_of.get(name) == "FAILED"]
    start = time.monotonic()
    note = ""
    path = LOGS / f"{phase.name}.log"
    if sys.stdout.isatty():
        print(f"        {phase.name:<14} …", end="\r", flush=True)
    with open(path, "w+", encoding="utf-8", errors="replace") as check.log:
        try:
            if lacking:
                raise Failed(f"not run: it needs {', '.join(lacking)}, which failed")
            phase.run(check)
            phase.outcome = "ok"
            if phase.passed + phase.failed == 0:
                phase.passed = 1
        except Absent as reason:
            phase.outcome, note, phase.passed, phase.failed = "absent", str(reason), 0, 0
        except Exception as error:  # a defect of this program is a failure of its phase, not the end of the run
            if not isinstance(error, Failed):
                error = Failed(f"{type(error).__name__}: {error}")
            check.log.write(f"{error}\n" if str(error) else "")
            phase.outcome = "FAILED"
            phase.failed = max(phase.failed, 1)
        phase.seconds = time.monotonic() - start
        counts = note or f"{phase.passed} passed" + (f", {phase.failed} failed" if phase.failed else "")
        print(f"{phase.outcome:<7} {phase.name:<14} {phase.seconds:7.1f} s   {counts}", flush=True)
        for line in check.notes:
            print(f"        {line}", flush=True)
        check.notes.clear()
        if phase.outcome == "FAILED":
            check.log.seek(0)
            text = ANSI.sub("", check.log.read())
            phase.complaints = COMPLAINT.findall(text)[:20]
            print("".join(f"    | {line}\n" for line in tail(TOOK.sub("", text), 60).splitlines() if line) +
                  f"    (all of it: {path.relative_to(ROOT)})", flush=True)


def tail(text, lines):
    return "".join(text.splitlines(keepends=True)[-lines:])


def slowest(check, run):
    rows = check.slow + [(phase.seconds, f"{phase.name} (phase)") for phase in run]
    return sorted((row for row in rows if row[0] >= 0.01), reverse=True)[:10]


def write_results(check, run, total):
    """docs/results/DATE.md: what a long run found, on what, so that an issue can point to it."""
    path = ROOT / "docs/results" / f"{date.today()}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    version = lambda *command: check.output(*command).splitlines()[0].strip()
    rows = [f"# ./check --long, {date.today()}", "",
            f"Commit {version('git', 'rev-parse', '--short=12', 'HEAD')}" +
            (" with uncommitted changes" if check.dirty else "") + f"; {CORES} cores, {os.uname().machine}, Linux {os.uname().release}; "
            f"{version('gcc', '--version')}; {version('clang', '--version')}; {total:.0f} s.", "",
            "| phase | result | passed | failed | seconds |", "| --- | --- | ---: | ---: | ---: |"]
    rows += [f"| {p.name} | {p.outcome} | {p.passed} | {p.failed} | {p.seconds:.1f} |" for p in run]
    for extra in sorted(RESULTS.glob("*.md")):
        rows += ["", extra.read_text(encoding="utf-8").strip()]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"written: {path.relative_to(ROOT)}")


def main():
    parser = argparse.ArgumentParser(prog="./check", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--list", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="replace")
    everything = phases()
    if options.list:
        print("\n".join(phase.name for phase in everything))
        return 0
    run = chosen(everything, options.names)
    shutil.rmtree(LOGS, ignore_errors=True)
    RESULTS.mkdir(parents=True)
    start = time.monotonic()
    check = Check(options.long)

    def interrupted(number, _):
        for child in list(check.children):  # those waited for in other threads, too
            os.killpg(child.pid, signal.SIGKILL)
        sys.exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupted)
    try:
        outcome_of = {}
        for phase in run:
            run_phase(check, phase, outcome_of)
            outcome_of[phase.name] = phase.outcome
    finally:
        check.close()
    total = time.monotonic() - start
    print("\nslowest:")
    for seconds, what in slowest(check, run):
        print(f"  {seconds:8.2f} s  {what}")
    if options.long and not options.names:  # part of a run is not the day's result
        write_results(check, run, total)
    failing = [phase.name for phase in run if phase.outcome == "FAILED"]
    print(f"\n{total:.0f} s" + (f"; FAILED: {', '.join(failing)}" if failing else ""))
    for phase in run:  # said once more at the very end: of a long output often only that is kept
        print("".join(f"  {phase.name}: {what[:800]}\n" for what in phase.complaints), end="")
    print(f"{sum(phase.passed for phase in run)} passed, {sum(phase.failed for phase in run)} failed")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
