"""A panel that hangs turned: the page is upright for who stands before it, and so is a touch."""

import sys

from machine import run, touch_a_story


def every_way_round(machine, _):
    machine.start_display()
    for machine.rotation in (90, 180, 270):
        machine.start_kiosk()
        touch_a_story(machine)


sys.exit(run(every_way_round))
