"""The staff's page with the real programs: a key held, a PIN, "sync now" to a daemon that sleeps, a restart."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from machine import HEIGHT, WIDTH, Failure, difference, run, until, walk

STORY = "home-after-a-decade"
TO_SYNC_NOW = ["Tab"] * 6  # past the five languages


def expect(condition, words):
    if not condition:
        raise Failure(words)


def keys(machine, *names):
    for name in names:
        machine.x("xdotool", "key", name)


def attempts(machine):
    return machine.status("sync").get("attempts", [])


def a_screen_with_a_pin_and_a_daemon_that_sleeps(machine):
    made = subprocess.run([machine.bin / "rohnamo-kiosk", "--hash-pin"], input="2580\n", text=True,
                          capture_output=True, check=True).stdout
    (machine.folder / "kiosk.yaml").write_text(f"format: 1\n{made}")
    machine.publish()
    machine.start_server()
    command = machine.sync_command()
    config = machine.folder / "sync.yaml"
    config.write_text(config.read_text().replace("interval: 1s", "interval: 6h"))
    machine.start("sync", *command)
    until("an edition in the cache", machine.edition)
    machine.start_display()
    machine.start("kiosk", *machine.kiosk_command("--config", machine.folder / "kiosk.yaml", "--run",
                                                  machine.run, "--size", f"{WIDTH}x{HEIGHT}"),
                  env={"DISPLAY": machine.display, "SDL_VIDEODRIVER": "x11"})
    until("the screen shows it",
          lambda: machine.status("kiosk").get("edition") == machine.edition())
    carousel = machine.draw("carousel", "wait 1s")
    until("the carousel is on the screen", lambda: difference(
        machine.screenshot("carousel"), carousel, machine.page()) < 0.002)


def the_pin_opens_the_page(machine):
    lock = machine.folder / "kiosk-state/staff-lock.json"
    lock.unlink(missing_ok=True)
    machine.x("xdotool", "keydown", "F12")
    time.sleep(3.5)  # what is held is held in real time
    machine.x("xdotool", "keyup", "F12")
    keys(machine, "2", "5", "8", "0")
    pad = machine.screenshot("pad")
    keys(machine, "Return")

    def right():
        try:
            return json.loads(lock.read_text())["wrong"] == 0
        except (FileNotFoundError, json.JSONDecodeError):
            return False
    until("the PIN was right", right)
    until("the staff's page is on the screen", lambda: difference(
        machine.screenshot("staff"), pad, machine.page()) > 0.05)
    keys(machine, *TO_SYNC_NOW)


def sync_now_brings_what_is_new(machine):
    before = machine.edition()
    machine.retitle(STORY, "tg", "Унвони нав барои санҷиш")
    machine.publish()
    keys(machine, "Return")
    until("the daemon took it", lambda: machine.edition() != before)
    expect(machine.alive("kiosk"), "the kiosk ended")


def sync_now_without_a_server_fails_and_says_so(machine):
    machine.stop("nginx")
    time.sleep(10)  # between two wishes
    keys(machine, "Return")
    until("an attempt finds nobody", lambda: attempts(machine)[0]["code"] == "offline")
    keys(machine, "Escape")
    until("what came is on the screen",
          lambda: machine.status("kiosk").get("edition") == machine.edition())


def a_restart_ends_the_program_cleanly(machine):
    the_pin_opens_the_page(machine)
    keys(machine, "Tab", "Tab", "Tab", "Return", "Tab", "Return")
    until("the kiosk has ended", lambda: not machine.alive("kiosk"))
    expect(machine.processes.pop("kiosk").returncode == 0, "the kiosk did not end cleanly")
    expect(machine.stop("sync") == 0, "the daemon did not end cleanly")


STEPS = [a_screen_with_a_pin_and_a_daemon_that_sleeps, the_pin_opens_the_page,
         sync_now_brings_what_is_new, sync_now_without_a_server_fails_and_says_so,
         a_restart_ends_the_program_cleanly]


def with_a_channel(machine, arguments):
    shutil.copytree(Path(arguments.source) / "content/channels/tajikistan", machine.channel)
    walk(STEPS, machine)


sys.exit(run(with_a_channel, "source"))
