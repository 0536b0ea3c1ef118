"""What slides cut, told by `check`: the real screen's layout, a fix that holds, and a default channel without any."""

import json
import re
import shutil
import sys
from pathlib import Path

from machine import Failure, run

STORY = "stories/home-after-a-decade"
SENTENCE = {"en": "After eleven years of migration he came home and opened a workshop.",
            "fa": "پس از یازده سال مهاجرت به وطن برگشت و کارگاه خودش را باز کرد."}


class Editor:
    def __init__(self, machine, source):
        self.machine = machine
        self.data = ["--data", Path(source) / "content", "--fonts", machine.fonts, "--cache",
                     machine.folder / "pictures"]
        shutil.copytree(Path(source) / "content/channels/tajikistan", machine.channel)

    def cuts(self, *more):
        """(file, line, what, advice) of each warning of a slide; nothing else may go wrong."""
        done = self.machine.tool("check", self.machine.channel, "--json", *self.data, *more)
        if done.stderr:
            raise Failure(f"check said: {done.stderr}")
        return [(str(Path(f["file"]).relative_to(self.machine.channel)), f["line"], f["what"],
                 f["advice"]) for f in json.loads(done.stdout)["faults"] if "the slide" in f["what"]]

    def write(self, language, field, text):
        path = self.machine.channel / STORY / f"{language}.md"
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(f"{field}: {json.dumps(text, ensure_ascii=False)}\n"
                                if line.startswith(f"{field}:") else line for line in lines))


def default_channel_is_whole(editor):
    cuts = editor.cuts()
    if cuts:
        raise Failure(f"the default channel is cut: {cuts}")


def cut_and_mended(editor, language, field, line, count):
    path = editor.machine.channel / STORY / f"{language}.md"
    before = path.read_text()
    text = " ".join([SENTENCE[language]] * count)
    editor.write(language, field, text)
    cuts = [cut for cut in editor.cuts() if cut[1] == line]
    if len(cuts) != 1 or cuts[0][0] != f"{STORY}/{language}.md":
        raise Failure(f"a {field} of {len(text)} characters: {editor.cuts()}")
    if not re.search(r"screen of 1(920x1080|080x1920)", cuts[0][2]):
        raise Failure(f"on which screen? {cuts[0]}")
    most = int(re.search(r"at most (\d+) characters", cuts[0][3]).group(1))
    if not 90 < most < len(text):
        raise Failure(f"to {most} of {len(text)} characters?")
    editor.write(language, field, text[:most])
    left = [cut for cut in editor.cuts() if cut[1] == line]
    if left:
        raise Failure(f"shortened to {most} characters: {left}")
    path.write_text(before)


def other_screens(editor):
    small = editor.cuts("--screens", "1280x800@10.1")
    if not any("1280x800@10.1" in what for _, _, what, _ in small):
        raise Failure(f"on a small screen: {small}")
    channel = editor.machine.channel / "channel.yaml"
    if "screen:" in channel.read_text():
        raise Failure("channel.yaml has a screen already")
    channel.write_text(channel.read_text() + "screen: {sizes: [1280x800@10.1]}\n")
    if editor.cuts() != small:
        raise Failure("what channel.yaml says counts otherwise")
    if editor.cuts("--screens", "1920x1080"):
        raise Failure("the command line does not come first")


def as_an_editor(machine, arguments):
    editor = Editor(machine, arguments.source)
    default_channel_is_whole(editor)
    cut_and_mended(editor, "en", "summary", 3, 40)
    cut_and_mended(editor, "fa", "summary", 3, 40)
    cut_and_mended(editor, "en", "title", 2, 40)
    other_screens(editor)


sys.exit(run(as_an_editor, "source"))
