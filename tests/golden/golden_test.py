"""Draws pages with the real program, off screen, and compares them with the pictures here.

ROHNAMO_UPDATE_GOLDENS=1 writes the pictures anew instead: then open each that changed and look.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LANDSCAPE, PORTRAIT = "1280x720", "720x1280"
LANGUAGES = ["tg", "ru", "uz", "fa", "en"]
TOLERANCE = 0.001  # share of pixels that may differ by more than FUZZ
FUZZ = "4%"


def cases():
    """(channel, size, name, script) of every picture."""
    for language in LANGUAGES:
        yield "tajikistan", LANDSCAPE, f"carousel-{language}", f"tap language:{language}\nwait 2s"
        yield ("tajikistan", LANDSCAPE, f"reader-{language}",
               f"tap language:{language}\nwait 1s\ntap story:home-after-a-decade\nwait 2s")
        yield ("tajikistan", LANDSCAPE, f"contacts-{language}",
               f"tap language:{language}\nwait 1s\ntap contacts\nwait 2s")
        yield ("tajikistan", PORTRAIT, f"portrait-reader-{language}",
               f"tap language:{language}\nwait 1s\ntap story:home-after-a-decade\nwait 2s")
    for language in ["tg", "fa"]:
        yield "tajikistan", PORTRAIT, f"portrait-carousel-{language}", f"tap language:{language}\nwait 2s"
        yield ("tajikistan", LANDSCAPE, f"stories-{language}",
               f"tap language:{language}\nwait 1s\ntap home\nwait 2s")
    # Opening hours: a Monday at half past eleven, and half past eight in the evening.
    for language, size, shape in [("en", LANDSCAPE, ""), ("fa", PORTRAIT, "portrait-")]:
        yield ("showcase", size, f"{shape}showcase-contacts-{language}",
               f"clock 2089-03-14T06:30:00Z\ntap language:{language}\nwait 1s\ntap contacts\nwait 2s")
    yield ("showcase", LANDSCAPE, "showcase-contacts-ru",
           "clock 2089-03-14T15:30:00Z\ntap language:ru\nwait 1s\ntap contacts\nwait 2s")
    listening = "wait 1s\ntap home\nwait 1s\ntap story:before-the-road\nwait 2s\ntap listen\nwait 12s\n"
    yield "showcase", LANDSCAPE, "listening-en", f"tap language:en\n{listening}tap louder"
    yield "showcase", PORTRAIT, "portrait-listening-fa", f"tap language:fa\n{listening}"
    for language in ["ka", "hi", "zh"]:
        yield ("showcase", LANDSCAPE, f"showcase-{language}", f"tap language:{language}\nwait 2s")


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done


def bundle(arguments, channel):
    folder = arguments.work / channel
    source = arguments.source / "content/channels" / channel
    if channel == "showcase":
        source = arguments.work / "showcase-channel"
        run(arguments.source / "tests/channels/make_showcase", source)
    run(arguments.bin / "rohnamo-content", "bundle", source, "--out", folder)
    return folder


def draw(arguments, cache, size, name, script):
    path = arguments.work / f"{name}.script"
    # By default a Monday at noon, in Dushanbe.
    noon = "" if script.startswith("clock ") else "clock 2089-03-14T07:00:00Z\n"
    path.write_text(f"{noon}{script}\nshot {name}\n")
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    run(arguments.bin / "rohnamo-kiosk", "--cache", arguments.work / "empty", "--builtin", cache,
        "--run", arguments.work / "run", "--fonts", arguments.fonts, "--size", size, "--mode", "touch",
        "--script", path, "--out", arguments.work, env=environment)
    return arguments.work / f"{name}.png"


def differs(drawn, golden, picture_of_difference):
    """In words, or None where the two are alike."""
    if not golden.exists():
        return "there is no golden picture yet"
    done = subprocess.run(["compare", "-metric", "AE", "-fuzz", FUZZ, drawn, golden,
                           picture_of_difference], capture_output=True, text=True)
    if done.returncode > 1:
        return f"cannot be compared: {done.stderr.strip()}"
    width, height = map(int, run("identify", "-format", "%w %h", golden).stdout.split())
    share = float(done.stderr.split()[0]) / (width * height)
    return f"{share:.2%} of its pixels differ, see {picture_of_difference}" if share > TOLERANCE else None


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "fonts", "source", "work"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    update = os.environ.get("ROHNAMO_UPDATE_GOLDENS") == "1"

    caches = {}
    faults = 0
    for channel, size, name, script in cases():
        if channel not in caches:
            caches[channel] = bundle(arguments, channel)
        drawn = draw(arguments, caches[channel], size, name, script)
        golden = HERE / f"{name}.png"
        fault = differs(drawn, golden, arguments.work / f"{name}-difference.png")
        if fault and update:
            run("convert", drawn, "-strip", "-define", "png:compression-level=9", golden)
            print(f"written: {golden.name}")
        elif fault:
            faults += 1
            print(f"FAILED {name}: {fault}", file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
