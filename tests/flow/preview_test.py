"""An editor's window: what is saved is there at once, what is faulty changes nothing, what is listed
is published by a click, and the window ends with the program and the program with the window."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from machine import Failure, difference, run, until

STORY = "stories/home-after-a-decade/tg.md"
BUTTON = (640, 400)  # "Publish", on the sheet over a page of 1280 by 720


class Editor:
    def __init__(self, machine, source):
        self.machine = machine
        self.folder = machine.folder / "channel"
        shutil.copytree(Path(source) / "content/channels/tajikistan", self.folder)
        self.temporary = machine.folder / "tmp"
        self.temporary.mkdir()
        self.words = (self.folder / STORY).read_text()
        self.data = ["--data", Path(source) / "content", "--fonts", machine.fonts, "--cache",
                     machine.folder / "pictures"]

    def preview(self, *more):
        self.machine.start("preview", self.machine.bin / "rohnamo-content", "preview", self.folder,
                           *self.data, *more,
                           env={"DISPLAY": self.machine.display, "SDL_VIDEODRIVER": "x11",
                                "TMPDIR": str(self.temporary)})

    def save(self, title):
        (self.folder / STORY).write_text(
            self.words.replace(self.words.splitlines()[1], f"title: {title}"))

    def leaves_nothing(self):
        until("nothing is left of it", lambda: not os.listdir(self.temporary))


def same(one, other):
    return difference(one, other, "1280x720+0+0") == 0


def stands_still(machine):
    until("the page stands still", lambda: same(machine.screenshot("1"), machine.screenshot("2")))
    return machine.screenshot("still")


def window_is_there(machine):
    """Where nothing is prepared yet, every picture of the channel is encoded first."""
    def seen():
        if machine.processes["preview"].poll() is not None:
            raise Failure("the program ended before its window was there")
        return int(machine.x("identify", "-format", "%k", machine.screenshot("1"))) > 100
    began = time.monotonic()
    until("the window is there", seen, seconds=240)
    print(f"the window after {time.monotonic() - began:.1f} s", flush=True)


def saved_is_shown(editor):
    """On the page of a story, which stays while it is read."""
    machine = editor.machine
    window_is_there(machine)
    slide = machine.screenshot("slide")
    machine.click(400, 300)
    until("a click opens the story", lambda: not same(machine.screenshot("2"), slide))
    before = stands_still(machine)
    editor.save("Сарлавҳаи нав")
    began = time.monotonic()
    until("what is saved is shown", lambda: not same(machine.screenshot("after"), before))
    print(f"saved, shown and seen in {1000 * (time.monotonic() - began):.0f} ms", flush=True)
    return stands_still(machine)


def faulty_changes_nothing(editor, shown):
    machine = editor.machine
    log = machine.folder / "preview.log"
    editor.save("")
    until("the fault is named", lambda: "`title`" in log.read_text())
    if not same(machine.screenshot("faulty"), shown):
        raise Failure("a faulty file changed the screen")


def keys_choose(editor, shown):
    machine = editor.machine
    for key, what in (("F2", "another language"), ("F4", "upright")):
        machine.x("xdotool", "key", key)
        until(f"{key} shows {what}", lambda: not same(machine.screenshot(key), shown))
        shown = machine.screenshot(key)


def answer(editor):
    """What the window was last answered."""
    found = list(editor.temporary.glob("rohnamo-preview*/run/preview/answer.json"))
    return json.loads(found[0].read_text()) if found else {"title": ""}


def asked(editor, name):
    """F9, and the sheet with its answer is on the screen."""
    machine = editor.machine
    number = answer(editor).get("number", 0)
    machine.x("xdotool", "key", "F9")
    until("F9 is answered", lambda: answer(editor).get("number", 0) > number)
    shutil.copy(stands_still(machine), machine.folder / f"{name}.png")
    return answer(editor)


def publishes(editor):
    machine = editor.machine
    timestamp = machine.site / "metadata/timestamp.json"
    machine.channel = editor.folder
    machine.publish()
    editor.save("Сарлавҳаи дигар")
    editor.preview("--size", "1280x720", "--keys", machine.keys, "--out", machine.site)
    window_is_there(machine)
    listed = asked(editor, "sheet-changes")
    if not listed["offers"] or "home-after-a-decade" not in "".join(listed["lines"]):
        raise Failure(f"the list of changes: {listed}")
    if version_of(timestamp) != 1:
        raise Failure("it was published before anybody said so")
    machine.click(*BUTTON)
    until("a click publishes", lambda: version_of(timestamp) == 2)
    until("the sheet says so", lambda: answer(editor)["title"] == "Published, version 2")
    shutil.copy(stands_still(machine), machine.folder / "sheet-published.png")
    machine.x("xdotool", "key", "Return")
    if asked(editor, "sheet-nothing")["title"] != "Nothing has changed":
        raise Failure(f"after publishing: {answer(editor)}")
    ends(editor, "program")


def tells_how_to_publish(editor):
    told = asked(editor, "sheet-no-keys")
    if told["offers"] or "--keys" not in "".join(told["lines"]):
        raise Failure(f"without keys: {told}")


def version_of(timestamp):
    return json.loads(timestamp.read_text())["signed"]["version"]


def ends(editor, how):
    machine = editor.machine
    if how == "window":
        children = subprocess.run(["pgrep", "-P", str(machine.processes["preview"].pid)],
                                  capture_output=True, text=True).stdout.split()
        os.kill(int(children[0]), signal.SIGTERM)
        if machine.processes["preview"].wait(timeout=20) != 0:
            raise Failure("the program did not end well with its window")
    elif machine.stop("preview") != 0:
        raise Failure("the program did not end well")
    editor.leaves_nothing()


def as_an_editor(machine, arguments):
    machine.start_display()
    editor = Editor(machine, arguments.source)
    editor.preview("--size", "1280x720")
    shown = saved_is_shown(editor)
    faulty_changes_nothing(editor, shown)
    keys_choose(editor, shown)
    ends(editor, "program")
    editor.save("Сарлавҳа")
    editor.preview()
    window_is_there(machine)
    tells_how_to_publish(editor)
    ends(editor, "window")
    publishes(editor)

    sheet = machine.folder / "sheet"
    editor.preview("--screenshots", sheet)
    if machine.processes["preview"].wait(timeout=300) != 0:
        raise Failure("no screenshots")
    page = (sheet / "index.html").read_text()
    pictures = sorted(sheet.glob("*/*.png"))
    missing = [p.name for p in pictures if f'src="{p.relative_to(sheet)}"' not in page]
    if missing or len(pictures) < 50:
        raise Failure(f"{len(pictures)} pictures, not on the page: {missing}")


sys.exit(run(as_an_editor, "source"))
