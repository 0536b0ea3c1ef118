"""rohnamo-content for one who works in a shell: completion by a real bash, the manual by a real
groff, and what a terminal shows while one waits."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

tool, script, data = map(Path, sys.argv[1:])
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
assert "help" in complete("") and "help" not in complete("help", "")
assert complete("help", "pub") == ["publish"] and complete("help", "keys", "re") == ["remove", "renew"]
assert complete("keys", "re") == ["remove", "renew"]
assert complete("check", "folder", "--st") == ["--strict"]
assert "--strict" not in complete("check", "--strict", "folder", "--")
assert complete("check", "fol") == [], "a file is bash's own to offer"
assert complete("no-such-command", "--") == ["--help", "--version"]

page = run(tool, "manual").stdout
shown = run("groff", "-K", "utf8", "-man", "-ww", "-Tutf8", "-P-cbou", text=page)
assert shown.stderr == "", shown.stderr
words = " ".join(shown.stdout.split())
for line in run(tool, "--help").stdout.splitlines()[2:] + run(tool, "publish", "--help").stdout.splitlines():
    assert " ".join(line.split()) in words, f"not in the manual: {line}"


def upload_by(folder, stderr):
    """An upload by an rsync that waits until somebody opens the pipe `gate`."""
    os.mkfifo(folder / "gate")
    (folder / "bin").mkdir()
    rsync = folder / "bin/rsync"
    rsync.write_text(f"#!/bin/sh\n[ ! -e {folder}/gate ] || cat {folder}/gate || true\n")
    rsync.chmod(0o755)
    path = {**environment, "PATH": f"{folder}/bin:{environment['PATH']}"}
    return subprocess.Popen([tool, "upload", folder / "repository", "--to", folder / "server"],
                            env=path, stdout=subprocess.DEVNULL, stderr=stderr)


def open_gate(folder):
    gate = os.open(folder / "gate", os.O_RDWR)
    (folder / "gate").unlink()
    os.close(gate)


with tempfile.TemporaryDirectory(prefix="rohnamo-test-") as name:
    folder = Path(name)
    run(tool, "new", "channel", folder / "channel", "--languages", "en", "--data", data)
    run(tool, "keys", "new", "--keys", folder / "keys")
    run(tool, "publish", folder / "channel", "--keys", folder / "keys", "--out",
        folder / "repository", "--cache", folder / "cache", "--data", data)
    # Who waits at a terminal is told what for, and it is wiped at the end.
    seen, terminal = os.openpty()
    upload = upload_by(folder, terminal)
    os.close(terminal)
    told = b""
    while b"Carrying to" not in told:
        told += os.read(seen, 1000)
    open_gate(folder)
    while upload.poll() is None:
        try:
            told += os.read(seen, 1000)
        except OSError:  # the terminal is gone with the last who wrote on it
            break
    assert upload.wait(60) == 0 and told.endswith(b"\r\x1b[K"), told
