"""rohnamo-content for one who works in a shell: completion by a real bash, the manual by a real groff."""

import os
import subprocess
import sys
from pathlib import Path

tool, script = map(Path, sys.argv[1:])
environment = {**os.environ, "PATH": f"{tool.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}


def complete(*words):
    """What bash offers when Tab is pressed at the end of the words."""
    bash = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rohnamo_content; '
            'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-euc", bash, "-", script, "rohnamo-content", *words],
                          env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "", done.stderr
    return done.stdout.split()


def run(*command, text=None):
    return subprocess.run([str(word) for word in command], env=environment, input=text,
                          capture_output=True, text=True, check=True, timeout=60)


assert complete("pub") == ["publish"]
assert "check" in complete("") and "complete" not in complete("")
assert complete("keys", "re") == ["remove", "renew"]
assert complete("check", "folder", "--s") == ["--strict"]
assert "--strict" not in complete("check", "--strict", "folder", "--")
assert complete("check", "fol") == [], "a file is bash's own to offer"
assert complete("no-such-command", "--") == ["--help", "--version"]

page = run(tool, "manual").stdout
shown = run("groff", "-K", "utf8", "-man", "-ww", "-Tutf8", "-P-cbou", text=page)
assert shown.stderr == "", shown.stderr
words = " ".join(shown.stdout.split())
for line in run(tool, "--help").stdout.splitlines()[2:] + run(tool, "publish", "--help").stdout.splitlines():
    assert " ".join(line.split()) in words, f"not in the manual: {line}"
