"""What the technician's guide quotes: the screen's words, an installer's file, a rohnamo.yaml."""

import argparse
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path


def block(guide, language):
    return re.search(rf"```{language}\n(.*?)```", guide, re.DOTALL).group(1)


def expect(condition, words):
    if not condition:
        sys.exit(f"FAILED: {words}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--source", required=True)
    arguments = parser.parse_args()
    source, program = Path(arguments.source), Path(arguments.bin)
    guide = (source / "systemd/TECHNICIAN.md").read_text()

    strings = (source / "content/strings/en.yaml").read_text()
    said = [words for line in guide.splitlines() if line.startswith("| \"")
            for words in re.findall(r'"([^"]+)"', line.split("|")[1])]
    said += re.findall(r'"(The (?:power|system) \w+ ?\w*|It hung[^"]*)"', guide)
    expect(len(said) >= 15, f"only {len(said)} words of the screen's")
    for words in said:
        expect(words in strings, f'no screen says "{words}"')

    with tempfile.TemporaryDirectory() as folder:
        preseed = Path(folder) / "preseed.cfg"
        preseed.write_text(block(guide, "preseed"))
        done = subprocess.run(["debconf-set-selections", "-c", preseed], capture_output=True, text=True)
        expect(done.returncode == 0 and not done.stderr, f"preseed: {done.stderr}")

        content = re.search(r"content: \|\n((?: {6}.*\n)+)", block(guide, "yaml")).group(1)
        file = Path(folder) / "rohnamo.yaml"
        file.write_text(textwrap.dedent(content))
        keys = Path(folder) / "keys"
        subprocess.run([program / "rohnamo-content", "keys", "new", "--keys", keys], check=True,
                       capture_output=True)
        (Path(folder) / "root.json").write_bytes((keys / "1.root.json").read_bytes())
        done = subprocess.run([program / "rohnamo-machine", "provision", file, "--check"],
                              capture_output=True, text=True)
        expect(done.returncode == 0, f"rohnamo.yaml: {done.stdout}{done.stderr}")


main()
