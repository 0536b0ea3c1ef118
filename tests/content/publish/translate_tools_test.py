"""Files for translators, through the tools that translators have: gettext's and libxml2's.

translate_tools_test.py rohnamo-content content/ xliff_2.0.rng
"""
import filecmp
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOOL, DATA, SCHEMA = sys.argv[1:]
LANGUAGES = ["fa", "tg", "uz"]  # one of them from right to left


def call(*words, ok=0):
    done = subprocess.run(words, capture_output=True, text=True, timeout=250)
    assert done.returncode == ok, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


class Channel:
    def __init__(self, folder, pictures):
        self.folder, self.pictures = folder, pictures
        shutil.copytree(pathlib.Path(DATA) / "channels/tajikistan", folder)

    def translate(self, what, *words):
        return call(TOOL, "translate", what, str(self.folder), *words, "--data", DATA)

    def leave(self, language, file):
        return self.translate("export", "--lang", language, "--out", str(file))

    def come_back(self, file):
        return self.translate("import", str(file))

    def is_untouched(self):
        def same(compared):
            return not (compared.left_only or compared.right_only or compared.diff_files) and all(
                same(below) for below in compared.subdirs.values())
        return same(filecmp.dircmp(pathlib.Path(DATA) / "channels/tajikistan", self.folder))

    def check(self):
        return call(TOOL, "check", str(self.folder), "--data", DATA, "--cache",
                    str(self.pictures))


def po_survives(channel, language, work):
    file, again = work / "channel.po", work / "again.po"
    channel.leave(language, file)
    call("msgfmt", "--check", "--output-file=/dev/null", str(file))
    for way in (["--no-wrap"], ["--width=40"], ["--sort-output"], ["--strict"]):
        call("msgcat", *way, f"--output-file={again}", str(file))
        assert "Nothing is new." in channel.come_back(again), way
    assert channel.is_untouched()


def po_is_reviewed(channel, language, work):
    file, again = work / "channel.po", work / "again.po"
    channel.leave(language, file)
    call("msgattrib", "--clear-fuzzy", f"--output-file={again}", str(file))
    channel.come_back(again)
    for text in (channel.folder / "stories").glob(f"*/{language}.md"):
        assert re.search(r'^translation: reviewed\nsource: "?[0-9a-f]{12}"?$', text.read_text(),
                         re.MULTILINE), text
    assert f"{language}.md" not in channel.check()


def po_is_filled(channel, language, work):
    for text in (channel.folder / "stories").glob(f"*/{language}.md"):
        text.unlink()
    file, again = work / "channel.po", work / "again.po"
    channel.leave(language, file)
    call("msgen", f"--output-file={again}", str(file))  # the original as its own translation
    channel.come_back(again)
    for text in (channel.folder / "stories").glob(f"*/{language}.md"):
        original = (text.parent / "en.md").read_text()
        assert text.read_text().split("---\n", 2)[2] == original.split("---\n", 2)[2], text
    assert f"{language}.md" not in channel.check()


def xliff_survives(channel, language, work):
    file, again = work / "channel.xlf", work / "again.xlf"
    channel.leave(language, file)
    call("xmllint", "--noout", "--nonet", "--relaxng", SCHEMA, str(file))
    for way in (["--format"], ["--c14n"], ["--pretty", "2"]):
        again.write_text(subprocess.run(["xmllint", *way, str(file)], check=True, timeout=100,
                                        capture_output=True, text=True).stdout)
        assert "Nothing is new." in channel.come_back(again), way
    assert channel.is_untouched()


def xliff_is_reviewed(channel, language, work):
    file = work / "channel.xlf"
    channel.leave(language, file)
    file.write_text(file.read_text().replace('state="translated"', 'state="final"'))
    channel.come_back(file)
    assert f"{language}.md" not in channel.check()
    channel.leave(language, file)
    assert "Nothing is new." in channel.come_back(file)


with tempfile.TemporaryDirectory() as folder:
    for language in LANGUAGES:
        for test in (po_survives, po_is_reviewed, po_is_filled, xliff_survives, xliff_is_reviewed):
            work = pathlib.Path(folder) / language / test.__name__
            work.mkdir(parents=True)
            test(Channel(work / "channel", pathlib.Path(folder) / "pictures"), language, work)
            print(language, test.__name__)
