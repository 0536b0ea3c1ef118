"""A story is heard: the real kiosk plays a recording into a file that stands for the loudspeaker."""

import array
import math
import shutil
import subprocess
import sys
from pathlib import Path

from machine import HEIGHT, WIDTH, Failure, difference, run, until

STORY = "home-after-a-decade"
OPENED = f"wait 1s\ntap story:{STORY}\nwait 2s\n"
LOUD = 7600  # the tone's peak: some -16 LUFS, so that it is published as it is
USUAL = LOUD // 4  # the middle step: 12 dB below
RATE = 48000
# What the visitor presses, by keys alone.
VISIT = ["listen", "listen", "louder", "louder", "listen", "close", "home", f"story:{STORY}", "listen"]


def tone(path, seconds):
    samples = array.array("h", (round(LOUD * math.sin(2 * math.pi * 440 * i / RATE))
                                for i in range(RATE * seconds)))
    subprocess.run(["opusenc", "--quiet", "--raw", "--raw-rate", str(RATE), "--raw-chan", "1", "-",
                    str(path)], input=samples.tobytes(), check=True)


def leads(machine, script, target, tabs):
    try:
        machine.draw("focus", script + "key tab\n" * tabs + f"expect focus {target}\n")
        return True
    except Failure:
        return False


def plan(machine):
    """How often Tab is pressed before each Enter: found off screen, where no time passes."""
    script, counts = OPENED, []
    for target in VISIT:
        tabs = next((n for n in range(30) if leads(machine, script, target, n)), None)
        if tabs is None:
            raise Failure(f"no key leads to {target}")
        counts.append(tabs)
        script += "key tab\n" * tabs + "key enter\nwait 1s\n"
    return counts


class Visitor:
    """With a keyboard before the real kiosk, and with the loudspeaker's file."""

    def __init__(self, machine, counts):
        self.machine = machine
        self.counts = list(counts)
        self.heard = machine.folder / "heard.raw"

    def press(self):
        keys = ["Tab"] * self.counts.pop(0) + ["Return"]
        self.machine.x("xdotool", "key", "--delay", "100", *keys)

    def size(self):
        return self.heard.stat().st_size if self.heard.exists() else 0

    def peak(self):
        return max(array.array("h", self.heard.read_bytes()[:self.size() // 4 * 4]), default=0)

    def hears(self, peak):
        """More than half a second of the tone as loud as this, within a tenth."""
        until(f"a tone of {peak} is heard", lambda: self.size() > RATE * 2 and
              abs(self.peak() - peak) < peak / 10)

    def hears_no_more(self):
        def still():
            before = self.size()
            self.machine.screenshot("silence")
            return before == self.size()
        until("it is silent", still)
        self.heard.unlink()


def visit(visitor, reader):
    machine = visitor.machine
    machine.click(WIDTH // 3, HEIGHT // 3)
    until("the reader is on the screen", lambda: difference(
        machine.screenshot("reader"), reader, machine.page()) < 0.002)
    if visitor.size():
        raise Failure("the sound device was opened before anybody wanted to listen")
    visitor.press()
    visitor.hears(USUAL)
    visitor.press()  # a pause
    visitor.hears_no_more()
    visitor.press()
    visitor.press()
    visitor.press()
    visitor.hears(LOUD)
    visitor.press()  # the end of the visit
    visitor.hears_no_more()
    visitor.press()
    visitor.press()
    visitor.press()
    visitor.hears(USUAL)


def a_story_is_heard(machine, arguments):
    shutil.copytree(Path(arguments.source) / "content/channels/tajikistan", machine.channel)
    tone(machine.channel / "stories" / STORY / "tg.opus", 60)
    machine.tool("bundle", machine.channel, "--out", machine.cache)
    visitor = Visitor(machine, plan(machine))
    carousel = machine.draw("carousel", "wait 1s")
    reader = machine.draw("reader", OPENED)
    machine.start_display()
    machine.start_kiosk({"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(visitor.heard)})
    until("the carousel is on the screen", lambda: difference(
        machine.screenshot("carousel"), carousel, machine.page()) < 0.002)
    visit(visitor, reader)
    if machine.stop("kiosk") != 0:
        raise Failure("the kiosk did not end cleanly")


sys.exit(run(a_story_is_heard, "source"))
