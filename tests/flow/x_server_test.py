"""The screens of an X server: panels that hang turned, and a server that shares no memory."""

import sys

from machine import Failure, run, touch_a_story, until


def shows_by(machine, way):
    video = until("the kiosk says what it shows on", lambda: machine.status("kiosk").get("video"))
    if way not in video:
        raise Failure(f"it shows on {video}")


def every_way_round(machine, _):
    machine.start_display()
    for machine.rotation in (90, 180, 270):
        machine.start_kiosk()
        shows_by(machine, "shared memory")
        touch_a_story(machine)
    machine.stop("Xvfb")
    machine.start_display("-extension", "MIT-SHM")
    (machine.run / "kiosk" / "status.json").unlink()
    machine.rotation = 0
    machine.start_kiosk()
    shows_by(machine, "window surface")
    touch_a_story(machine)


sys.exit(run(every_way_round))
