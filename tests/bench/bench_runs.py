"""The benchmark runs to its end, and each row has a figure or says why it has none."""

import re
import subprocess
import sys

SECTIONS = ("Process start to first story", "Processor time", "Memory on the first slide",
            "The same with their files gone", "A kiosk left alone", "From a touch", "Frames on the screen",
            "Launch to the story on the screen", "Memory as the story comes",
            "Full-screen cross-fade", "Opening an edition",
            "rohnamo-content check", "Sync over loopback")
FIGURE = re.compile(r"  \S.* [\d,.]+ (ms|us|s|MB|MB/s|B|fps|wakeups|times|frames)( .*)?")
EXCUSE = re.compile(r"  \S.*NOT MEASURED: \S.*")


def faults(table):
    lines = [line for line in table.splitlines()[1:] if line]  # the first names the machine
    headings = [line for line in lines if not line.startswith("  ")]
    for section in SECTIONS:
        if not any(heading.startswith(section) for heading in headings):
            yield f"no section: {section}"
    for line, following in zip(lines, lines[1:] + [""]):
        is_row = line.startswith("  ")
        if is_row and not FIGURE.fullmatch(line) and not EXCUSE.fullmatch(line):
            yield f"neither a figure nor a reason: {line}"
        if not is_row and not following.startswith("  "):
            yield f"a section without a row: {line}"


def main():
    done = subprocess.run([sys.argv[1], "--quick"], capture_output=True, text=True)
    print(done.stdout + done.stderr)
    found = list(faults(done.stdout))
    if done.returncode != 0:
        found.append(f"it ended with {done.returncode}")
    print("\n".join(found))
    return 1 if found else 0


sys.exit(main())
