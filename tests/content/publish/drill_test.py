#!/usr/bin/env python3
"""Runs the drill of content/publish/KEYS.md as it is written there, with the real programs."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CHANNEL = """format: 1
id: drill
organisation: {en: Organisation}
name: {en: Mission}
default_language: en
timezone: UTC
tint: "#0b5d8a"
languages:
  - {code: en, name: English}
"""

CONTACT = """format: 1
name: {en: Mission}
phones:
  - {number: "701 0202", dial: "+992487010202"}
"""


def main():
    guide, data, *folders = sys.argv[1:]
    found = re.search(r"<!-- drill -->\n```sh\n(.*?)```", Path(guide).read_text(), re.S)
    if not found:
        sys.exit(f"{guide} has no drill")
    with tempfile.TemporaryDirectory(prefix="rohnamo-drill-") as folder:
        contacts = Path(folder, "channel", "contacts")
        contacts.mkdir(parents=True)
        (contacts.parent / "channel.yaml").write_text(CHANNEL)
        (contacts / "mission.yaml").write_text(CONTACT)
        environment = dict(os.environ, ROHNAMO_DATA=data, XDG_CACHE_HOME=folder + "/cache",
                           PATH=":".join([*folders, os.environ["PATH"]]))
        done = subprocess.run(["sh", "-eux", "-c", found.group(1)], cwd=folder, env=environment)
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
