"""A machine is set up by one file; the screen and the daemon understand what it left them."""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          timeout=60)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n"
                 f"{done.stdout}{done.stderr}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "source", "keep"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.keep, ignore_errors=True)
    machine, stick = arguments.keep / "machine", arguments.keep / "stick"
    stick.mkdir(parents=True)
    for place in ("usr/sbin/NetworkManager", "etc/rohnamo/root.json"):
        (machine / place).parent.mkdir(parents=True, exist_ok=True)
        (machine / place).touch()
    systemd = arguments.source / "systemd"
    for program in ("kiosk", "sync"):
        shutil.copy(systemd / program / f"{program}.yaml", machine / "etc/rohnamo")
    # Every line that the example offers, but that a PIN is said in one way alone.
    example = (systemd / "rohnamo/rohnamo.yaml").read_text()
    example = re.sub(r"\n#([a-z])", r"\n\1", example)
    example = re.sub(r"\n(staff_pin|root):[^\n]*", "", example)
    (stick / "rohnamo.yaml").write_text(example)

    run(arguments.bin / "rohnamo-machine", "provision", stick / "rohnamo.yaml", "--root", machine)
    for program in ("kiosk", "sync"):
        left = (machine / f"etc/rohnamo/{program}.d/50-provision.yaml").read_text()
        if len(left.splitlines()) < 6:
            sys.exit(f"{program} was told no more than: {left}")
        run(arguments.bin / f"rohnamo-{program}", "--check-config", "--config",
            machine / f"etc/rohnamo/{program}.yaml")


main()
