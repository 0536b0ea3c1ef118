"""A panel that hangs turned: the page is upright for who stands before it, and so is a touch."""

import argparse
import sys

from machine import Failure, Machine, fresh_folder, report, touch_a_story


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "fonts", "builtin", "keep"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    machine = Machine(fresh_folder(arguments.keep), arguments.bin, arguments.fonts, arguments.builtin)
    try:
        machine.start_display()
        for machine.rotation in (90, 180, 270):
            machine.start_kiosk()
            touch_a_story(machine)
    except Failure as failure:
        report(failure, machine.folder)
        return 1
    finally:
        machine.close()
    return 0


sys.exit(main())
