"""A language that nobody planned for: an installed kiosk without its letters gets all by sync alone."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from machine import Failure, difference, run, until

GEORGIAN = {"name": "Noto Sans Georgian", "scripts": ["Geor"],
            "regular": "NotoSansGeorgian-Regular.ttf", "bold": "NotoSansGeorgian-Bold.ttf"}


def install_fonts(machine, fonts):
    """Those that an older kiosk might have: no Georgian among them."""
    shutil.copytree(fonts, machine.folder / "fonts")
    machine.fonts = machine.folder / "fonts"
    families = (machine.fonts / "fonts.yaml").read_text().split("  - name: ")
    kept = [family for family in families if not family.startswith(GEORGIAN["name"])]
    if len(kept) != len(families) - 1:
        raise Failure("fonts.yaml has no Georgian to take out")
    (machine.fonts / "fonts.yaml").write_text("  - name: ".join(kept))


def write_channel(machine, source, fonts):
    subprocess.run([sys.executable, "-B", source / "tests/channels/make_showcase", machine.channel,
                    "--no-narration"], check=True)
    shutil.rmtree(machine.channel / "offices")  # they would want keys of their own
    channel = machine.channel / "channel.yaml"
    lines = [line for line in channel.read_text().splitlines()
             if not line.startswith("default_language:")]
    channel.write_text("\n".join([*lines, "default_language: ka",
                                  f"fonts: {json.dumps([GEORGIAN])}"]) + "\n")
    (machine.channel / "fonts").mkdir()
    for file in (GEORGIAN["regular"], GEORGIAN["bold"]):
        shutil.copyfile(Path(fonts) / file, machine.channel / "fonts" / file)


def georgian_comes(machine, arguments):
    install_fonts(machine, arguments.fonts)
    write_channel(machine, Path(arguments.source), arguments.fonts)
    machine.publish()
    machine.start_server()
    machine.start_display()
    machine.start_kiosk()
    machine.start_sync()
    edition = until("the edition comes", machine.edition)
    machine.fonts = arguments.fonts
    page = machine.draw("georgian", "wait 1s")
    until("the screen shows it as a kiosk with Georgian letters of its own would",
          lambda: difference(machine.screenshot("screen"), page, machine.page()) < 0.002)
    if "no font has U+10" in (machine.folder / "kiosk.log").read_text():
        raise Failure("letters were left out")
    if machine.status("kiosk").get("edition") != edition:
        raise Failure("the status names another edition")


sys.exit(run(georgian_comes, "source"))
