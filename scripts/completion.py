#!/usr/bin/env python3
"""Drives bash, zsh and fish as a person does: types a line, presses TAB and Enter, and looks at what the shell ran.

It is not part of the gate, because it needs all three shells (`apt-get install bash zsh fish`). It checks what they complete,
that TAB in a stranger's book runs nothing and offers nothing from outside, and how long an answer takes.

    cargo build && scripts/completion.py
"""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(os.environ.get("CLAIMBOOK", "target/debug/claimbook"))
WORK = tempfile.mkdtemp(prefix="claimbook-completion-")
BOOK, STRANGE, PWNED, BIN, ASKED, RAN = (
    os.path.join(WORK, name) for name in ("book", "strange", "pwned", "bin", "asked", "ran")
)
ENVIRONMENT = {
    "HOME": os.path.join(WORK, "home"),
    "PATH": BIN + ":/usr/local/bin:/usr/bin:/bin",
    "TERM": "xterm",
    "LANG": "C.UTF-8",
    "CLAIMBOOK_CACHE": os.path.join(WORK, "caches"),
}

# In place of the program: answers a shell that asks, and else notes what the shell runs.
WRAPPER = f"""#!/bin/sh
if [ -n "$COMPLETE" ]; then
  "{PROGRAM}" "$@"
  code=$?
  echo asked >> "{ASKED}"
  exit $code
fi
printf '%s\\n' "$@" > "{RAN}.new"
mv "{RAN}.new" "{RAN}"
"""

# What somebody types, with TAB where they press it, and the words that the shell then runs.
CASES = [
    ("unc\tx", "uncite x"),
    ("show toll\t", "show toll-2025"),
    ("cite toll-2025 bur\t--supports", "cite toll-2025 burial-records --supports"),
    ("set toll-2025 kin\tfig\t", "set toll-2025 kind=figure"),
    ("set toll-2025 tags+=cas\t", "set toll-2025 tags+=casualties"),
    ("set toll-2025 concerns+=eastmark,quar\t", "set toll-2025 concerns+=eastmark,quarry-university"),
    ("source set wire-count own\tt\t", "source set wire-count own_reporting=true"),
    ("party set lake\tkind=outl\t", "party set lake-gazette kind=outlet"),
    ("list --status confi\t", "list --status confirmed"),
    ("list --status refuted,confi\t", "list --status refuted,confirmed"),
    ("list --speaker=eastm\t", "list --speaker=eastmark"),
    ("list --tag cas\t", "list --tag casualties"),
    ("list --article exa\t", "list --article example"),
    ("rule toll-2025 misl\t--reason x", "rule toll-2025 misleading --reason x"),
    ("ask eastmark-arms eastmark --outcome decl\t", "ask eastmark-arms eastmark --outcome declined"),
    ("why toll-2025 --without wire\t", "why toll-2025 --without wire-count"),
    ("check --explain one-o\t", "check --explain one-origin"),
    ("help single\t", "help single-source"),
    ("report --arti\texa\t-o -", "report --article example -o -"),
    ("--book ../book sho\ttoll\t", "--book ../book show toll-2025"),
]

# In a stranger's book, TAB offers none of the rest, and runs nothing.
STRANGE_CASES = [
    ("list --tag evil\t", "list --tag evil"),
    ("list --tag only\t", "list --tag only"),
    ("show stolen\t", "show stolen"),
    ("show plain\t", "show plain-claim"),
    ("set plain-claim tags+=evil\t", "set plain-claim tags+=evil"),
]


def write(path, text, mode=0o644):
    with open(path, "w", encoding="utf8") as file:
        file.write(text)
    os.chmod(path, mode)


def run(*words):
    return subprocess.run(words, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout


def build_books():
    for folder in (ENVIRONMENT["HOME"], BIN, os.path.join(STRANGE, "claims")):
        os.makedirs(folder)
    write(os.path.join(BIN, "claimbook"), WRAPPER, 0o755)
    run(PROGRAM, "init", "-q", "--example", BOOK)
    outside = os.path.join(WORK, "outside.toml")
    write(outside, '[[claim]]\nid = "stolen-from-outside"\ntext = "T"\n')
    os.symlink(outside, os.path.join(STRANGE, "claims", "link.toml"))
    os.mkfifo(os.path.join(STRANGE, "claims", "pipe.toml"))
    evils = [f"$(touch {PWNED})", f";touch {PWNED}", f"`touch {PWNED}`", f"\\ntouch {PWNED}", f" || touch {PWNED}", "*"]
    evils = ["evil" + evil for evil in evils] + [f"only$(touch${{IFS}}{PWNED})"]
    tags = ", ".join(f'"{evil}"' for evil in evils)
    claim = f'[[claim]]\nid = "plain-claim"\ntext = "\\u001b]52;c;cHduZWQ=\\u0007 $(touch {PWNED})"\ntags = [{tags}]\n'
    write(os.path.join(STRANGE, "claims", "a.toml"), claim + claim.replace("plain-claim", "other-claim"))
    write(os.path.join(STRANGE, "claims", "broken.toml"), "[[claim\n= = =\n")
    write(os.path.join(STRANGE, "claimbook"), f"#!/bin/sh\ntouch {PWNED}\n", 0o755)


class Shell:
    """A shell on a terminal of its own, in a book, with our completion."""

    def __init__(self, name, folder):
        start = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"], "fish": ["fish", "--no-config", "-i"]}
        script = os.path.join(WORK, f"script.{name}")
        write(script, run(PROGRAM, "completions", name))
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execvpe(start[name][0], start[name], ENVIRONMENT)
        self.seen = ""
        if name == "zsh":
            self.type("bindkey -e; autoload -U compinit; compinit -u -D\r")
        self.type(f"source {script}\r")
        self.run("claimbook ready", "ready")

    def read(self, quiet):
        """Reads what the shell prints until it is quiet for so many seconds."""
        while select.select([self.terminal], [], [], quiet)[0]:
            try:
                self.seen += os.read(self.terminal, 65536).decode("utf8", "replace")
            except OSError:
                return

    def type(self, text):
        os.write(self.terminal, text.encode())
        self.read(0.05)

    def tab(self):
        asked = count(ASKED)
        os.write(self.terminal, b"\t")
        end = time.monotonic() + 20
        while count(ASKED) == asked and time.monotonic() < end:
            self.read(0.05)
        self.read(0.3)

    def run(self, line, expected=None):
        """Types a line and Enter, and returns the words that the shell ran."""
        if os.path.exists(RAN):
            os.remove(RAN)
        for part in re.split("(\t)", line):
            if part == "\t":
                self.tab()
            else:
                self.type(part)
        self.type("\r")
        end = time.monotonic() + 20
        while not os.path.exists(RAN) and time.monotonic() < end:
            self.read(0.05)
        self.read(0.1)
        if not os.path.exists(RAN):
            return None
        with open(RAN, encoding="utf8") as file:
            return file.read().split("\n")[:-1]

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.child, 0)


def count(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def check(name, folder, cases):
    """Runs the cases in one shell, and returns how many failed."""
    shell = Shell(name, folder)
    failed = 0
    for typed, expected in cases:
        found = shell.run("claimbook " + typed)
        if found != expected.split(" "):
            failed += 1
            print(f"{name}: {typed!r} became {found}, not {expected!r}")
            shell.type("\x03")
    if folder == STRANGE:
        # The program in this folder is the stranger's, and TAB must not run it.
        shell.type("./claimbook show plain")
        os.write(shell.terminal, b"\t")
        shell.read(1.0)
        shell.type("\x15\x03")
        if "\x1b]52" in shell.seen:
            failed += 1
            print(f"{name}: the terminal got an escape code of the book")
        if os.path.exists(PWNED):
            failed += 1
            print(f"{name}: TAB ran something of the book")
            os.remove(PWNED)
    shell.close()
    return failed


def slowest(times=20):
    """The median time of an answer, in milliseconds."""
    environment = dict(ENVIRONMENT, COMPLETE="bash", _CLAP_COMPLETE_INDEX="2", _CLAP_IFS="\n")
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([PROGRAM, "--", "claimbook", "show", "t"], env=environment, cwd=BOOK, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return sorted(taken)[times // 2] * 1000


def main():
    missing = [shell for shell in ("bash", "zsh", "fish") if not shutil.which(shell)]
    if missing:
        sys.exit(f"install {', '.join(missing)} first: apt-get install {' '.join(missing)}")
    build_books()
    failed = 0
    for name in ("bash", "zsh", "fish"):
        here = check(name, BOOK, CASES) + check(name, STRANGE, STRANGE_CASES)
        print(f"{name}: {len(CASES) + len(STRANGE_CASES)} lines, {here} wrong")
        failed += here
    print(f"an answer takes {slowest():.0f} ms (median of 20)")
    shutil.rmtree(WORK)
    sys.exit(failed > 0)


main()
