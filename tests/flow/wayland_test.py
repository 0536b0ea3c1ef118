"""The kiosk under a Wayland compositor: Weston, in a window of an X server that is looked at."""

import argparse
import sys
import tempfile
from pathlib import Path

from machine import HEIGHT, WIDTH, Failure, Machine, fresh_folder, report, touch_a_story, until


def start_compositor(machine, runtime):
    machine.start_display()
    machine.start("weston", "weston", "--backend=x11-backend.so", "--shell=kiosk-shell.so",
                  f"--width={WIDTH}", f"--height={HEIGHT}", "--use-pixman", "--socket=wayland-test",
                  env={"DISPLAY": machine.display, "XDG_RUNTIME_DIR": runtime})
    until("Weston listens", Path(runtime, "wayland-test").exists)


def start_kiosk(machine, runtime):
    (machine.run / "kiosk" / "status.json").unlink(missing_ok=True)
    machine.start("kiosk", *machine.kiosk_command("--run", machine.run, "--fullscreen", "--rotation",
                                                  machine.rotation),
                  env={"XDG_RUNTIME_DIR": runtime, "WAYLAND_DISPLAY": "wayland-test",
                       "SDL_VIDEODRIVER": "wayland"})
    video = until("the kiosk says what it shows on", lambda: machine.status("kiosk").get("video"))
    print(video, flush=True)
    if not video.startswith("wayland"):
        raise Failure(f"it shows on {video}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "fonts", "builtin", "keep"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    runtime = tempfile.TemporaryDirectory()  # in /tmp: a socket's path must be short
    machine = Machine(fresh_folder(arguments.keep), arguments.bin, arguments.fonts, arguments.builtin)
    try:
        start_compositor(machine, runtime.name)
        for machine.rotation in (0, 270):
            start_kiosk(machine, runtime.name)
            touch_a_story(machine)
    except Failure as failure:
        report(failure, machine.folder)
        return 1
    finally:
        machine.close()
        runtime.cleanup()
    return 0


sys.exit(main())
