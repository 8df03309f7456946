"""What the tests of commands share. The program is the first argument; the last line of a test is "N passed, N failed"."""
import os
import subprocess
import sys

program = os.path.abspath(sys.argv[1])
passed = failed = 0


def run(*arguments, user=None):
    return subprocess.run([program] + (["--as", user] if user else []) + list(arguments), capture_output=True, text=True)


def must(*arguments, user=None):
    done = run(*arguments, user=user)
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
    return done.stdout


def expect(text, good):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("FAILED:", text)


def same(text, got, wanted=True):
    expect(f"{text}: {got!r}, wanted {wanted!r}", got == wanted)


def refused(text, *arguments, user=None, sentence=""):
    """Exit status 1, the sentence among what is said, and nothing on standard output."""
    done = run("--lang", "zh", *arguments, user=user)
    expect(f"{text}: {done.returncode} {done.stdout[:80]} {done.stderr[:200]}",
           done.returncode == 1 and done.stderr.strip() and sentence in done.stderr and not done.stdout)


def allowed(text, *arguments, user=None):
    done = run(*arguments, user=user)
    expect(f"{text}: {done.returncode} {done.stderr[:120]}", done.returncode == 0)
    return done.stdout


def told():
    """The last line; gives the exit status."""
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
