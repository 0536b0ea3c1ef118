"""The kiosk under a Wayland compositor: Weston, in a window of an X server that is looked at."""

import argparse
import sys
import tempfile
from pathlib import Path

from machine import HEIGHT, WIDTH, Failure, Machine, difference, fresh_folder, report, until

# The page without the bottom line, where the clock stands.
PAGE = f"{WIDTH}x{HEIGHT * 9 // 10}+0+0"


def start_compositor(machine, runtime):
    machine.start_display()
    machine.start("weston", "weston", "--backend=x11-backend.so", "--shell=kiosk-shell.so",
                  f"--width={WIDTH}", f"--height={HEIGHT}", "--use-pixman", "--socket=wayland-test",
                  env={"DISPLAY": machine.display, "XDG_RUNTIME_DIR": runtime})
    until("Weston listens", Path(runtime, "wayland-test").exists)
    machine.start("kiosk", *machine.kiosk_command("--run", machine.run, "--fullscreen"),
                  env={"XDG_RUNTIME_DIR": runtime, "WAYLAND_DISPLAY": "wayland-test",
                       "SDL_VIDEODRIVER": "wayland"})
    video = until("the kiosk says what it shows on", lambda: machine.status("kiosk").get("video"))
    print(video, flush=True)
    if not video.startswith("wayland"):
        raise Failure(f"it shows on {video}")


def shows(machine, picture, name):
    return difference(machine.screenshot(name), picture, PAGE) < 0.002


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "fonts", "builtin", "keep"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    runtime = tempfile.TemporaryDirectory()  # in /tmp: a socket's path must be short
    machine = Machine(fresh_folder(arguments.keep), arguments.bin, arguments.fonts, arguments.builtin)
    try:
        start_compositor(machine, runtime.name)
        carousel = machine.draw("carousel", "wait 1s")
        until("the carousel is on the screen", lambda: shows(machine, carousel, "1-carousel"))
        reader = machine.draw("reader", "wait 1s\ntap story:home-after-a-decade\nwait 2s")
        machine.click(WIDTH // 3, HEIGHT // 2)
        until("a click opens the reader", lambda: shows(machine, reader, "2-reader"))
        if machine.stop("kiosk") != 0:
            raise Failure("the kiosk did not end cleanly")
    except Failure as failure:
        report(failure, machine.folder)
        return 1
    finally:
        machine.close()
        runtime.cleanup()
    return 0


sys.exit(main())
