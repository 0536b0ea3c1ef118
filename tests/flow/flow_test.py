"""The whole way with real parts: publish, serve, sync, show, touch; and the bad days in between."""

import shutil
import sys
from pathlib import Path

from machine import HEIGHT, WIDTH, Failure, colours, difference, run, until, walk

FIRST = "home-after-a-decade"


def expect(condition, words):
    if not condition:
        raise Failure(words)


def shows(machine, picture, name):
    """A screenshot that looks like `picture`, or None."""
    shot = machine.screenshot(name)
    expect(colours(shot) > 16, f"{shot.name} is blank")
    return shot if difference(shot, picture, machine.page()) < 0.002 else None


def first_start_without_content(machine):
    machine.start_display()
    machine.start_kiosk()
    until("the kiosk says what it shows", lambda: machine.status("kiosk").get("video"))
    until("an empty cache gives a screen that is not blank",
          lambda: colours(machine.screenshot("1-installed-channel")) > 16)
    expect(machine.status("kiosk")["edition"] == "", "an empty cache has no edition")


def the_first_edition_arrives(machine):
    machine.publish()
    machine.start_server()
    machine.start_sync()
    edition = until("an edition in the cache", machine.edition)
    until("it is on the screen", lambda: machine.status("kiosk").get("edition") == edition)
    picture = machine.draw("carousel", "wait 1s")
    until("the screen shows what is drawn off screen", lambda: shows(machine, picture, "2-carousel"))


def a_touch_opens_the_story(machine):
    picture = machine.draw("reader", f"wait 1s\ntap story:{FIRST}\nwait 2s")
    machine.click(WIDTH // 3, HEIGHT // 2)
    until("the reader is open", lambda: shows(machine, picture, "3-reader"))


def a_new_title_arrives_under_way(machine):
    before = machine.edition()
    machine.retitle(FIRST, "tg", "Унвони нав барои санҷиш")
    machine.publish()
    edition = until("another edition", lambda: machine.edition() not in ("", before) and machine.edition())
    expect(shows(machine, machine.folder / "3-reader.png", "3-reader-stays"), "a reader was disturbed")
    machine.x("xdotool", "key", "Escape")
    until("it is on the screen", lambda: machine.status("kiosk").get("edition") == edition)
    expect(machine.alive("kiosk") and machine.alive("sync"), "a program ended on an update")
    picture = machine.draw("retitled", "wait 1s")
    until("the new title is on the screen",
          lambda: shows(machine, picture, "4-retitled"), seconds=120)


def the_server_goes_and_comes_back(machine):
    machine.stop("nginx")
    until("sync has noticed", lambda: machine.status("sync")["attempts"][0]["code"] == "offline")
    expect(colours(machine.screenshot("5-offline")) > 16, "the screen went blank without a server")
    machine.retitle(FIRST, "tg", "Пас аз танаффус")
    machine.publish()
    before = machine.edition()
    machine.start_server()
    until("the edition after the break", lambda: machine.edition() != before, seconds=120)


def a_forged_publication_is_refused(machine):
    before = machine.edition()
    timestamp = machine.site / "metadata" / "timestamp.json"
    packed = timestamp.with_name("timestamp.json.gz")
    good, good_packed = timestamp.read_bytes(), packed.read_bytes()
    packed.unlink()
    timestamp.write_bytes(good.replace(b'"version":', b'"version":9'))
    until("sync refuses it", lambda: machine.status("sync")["attempts"][0]["code"] == "untrusted")
    expect(machine.edition() == before, "a forged publication changed the edition")
    expect(colours(machine.screenshot("6-forged")) > 16, "a forged publication blanked the screen")
    timestamp.write_bytes(good)
    packed.write_bytes(good_packed)
    until("sync goes on", lambda: machine.status("sync")["attempts"][0]["outcome"] != "failed", seconds=120)


def an_edition_with_which_the_screen_falls_is_left(machine):
    """Killed as if by a fault, again and again: the installed stories are shown, and it is told why."""
    status = machine.run / "kiosk" / "status.json"
    edition = machine.edition()
    until("it is shown", lambda: machine.status("kiosk").get("edition") == edition, seconds=120)
    for _ in range(3):
        expect(machine.kill("kiosk"), "the kiosk had ended by itself")
        status.unlink()
        machine.start_kiosk()
        until("the screen is back", lambda: status.exists())
    told = machine.status("kiosk")
    expect(told["edition"] == "" and told["refused_edition"] == edition, f"after three falls: {told}")
    expect(colours(machine.screenshot("7-left")) > 16, "nothing is shown in its place")


def all_of_it_ends_when_told(machine):
    expect(machine.stop("kiosk") == 0, "the kiosk did not end cleanly")
    expect(machine.stop("sync") == 0, "the daemon did not end cleanly")


STEPS = [first_start_without_content, the_first_edition_arrives, a_touch_opens_the_story,
         a_new_title_arrives_under_way, the_server_goes_and_comes_back,
         a_forged_publication_is_refused, an_edition_with_which_the_screen_falls_is_left,
         all_of_it_ends_when_told]


def with_a_channel(machine, arguments):
    shutil.copytree(Path(arguments.source) / "content/channels/tajikistan", machine.channel)
    walk(STEPS, machine)


sys.exit(run(with_a_channel, "source"))
