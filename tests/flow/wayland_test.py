"""The kiosk under a Wayland compositor: Weston, in a window of an X server that is looked at."""

import json
import sys
import tempfile
from pathlib import Path

from machine import HEIGHT, WIDTH, Failure, run, touch_a_story, until


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
    noted = json.loads((machine.folder / "kiosk-state" / "panel.json").read_text())
    if (noted["width"], noted["height"]) != machine.page_size():
        raise Failure(f"it notes {noted} of the panel")


def under_a_compositor(machine, runtime):
    start_compositor(machine, runtime)
    for machine.rotation in (0, 270):
        start_kiosk(machine, runtime)
        touch_a_story(machine)


with tempfile.TemporaryDirectory() as folder:  # in /tmp: a socket's path must be short
    code = run(lambda machine, _: under_a_compositor(machine, folder))
sys.exit(code)
