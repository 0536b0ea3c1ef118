"""Makes the packages and looks at them as a machine would that installs them."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FILES = {
    "rohnamo-kiosk": [
        "usr/bin/rohnamo-kiosk",
        "usr/share/rohnamo/channel/current",
        "usr/share/rohnamo/fonts/fonts.yaml",
        "usr/share/rohnamo/fonts/NotoSans-Regular.ttf",
        "usr/lib/systemd/system/rohnamo-kiosk.service",
        "usr/lib/sysusers.d/rohnamo-kiosk.conf",
        "usr/lib/tmpfiles.d/rohnamo-kiosk.conf",
        "usr/lib/udev/rules.d/90-rohnamo-screen.rules",
        "usr/share/man/man8/rohnamo-kiosk.8.gz",
        "etc/rohnamo/kiosk.yaml",
    ],
    "rohnamo-sync": [
        "usr/bin/rohnamo-sync",
        "usr/lib/systemd/system/rohnamo-sideload@.service",
        "usr/lib/systemd/system/rohnamo-stick@.service",
        "usr/lib/systemd/system/rohnamo-sync.service",
        "usr/lib/sysusers.d/rohnamo-sync.conf",
        "usr/lib/tmpfiles.d/rohnamo-sync.conf",
        "usr/lib/udev/rules.d/90-rohnamo-sideload.rules",
        "usr/share/man/man8/rohnamo-sync.8.gz",
        "etc/rohnamo/sync.yaml",
    ],
    "rohnamo-content": [
        "usr/bin/rohnamo-content",
        "usr/share/rohnamo/strings/tg.yaml",
        "usr/share/bash-completion/completions/rohnamo-content",
        "usr/share/man/man1/rohnamo-content.1.gz",
    ],
    "rohnamo": [
        "usr/sbin/rohnamo-machine",
        "usr/lib/sysctl.d/60-rohnamo.conf",
        "usr/lib/systemd/logind.conf.d/60-rohnamo.conf",
        "usr/lib/systemd/system.conf.d/60-rohnamo.conf",
        "usr/lib/systemd/system/rohnamo-boot.service",
        "usr/lib/systemd/system/rohnamo-health.service",
        "usr/lib/systemd/system/rohnamo-health.timer",
        "usr/lib/systemd/system/rohnamo-upgrade.service",
        "usr/lib/systemd/system/rohnamo-upgrade-resume.service",
        "usr/lib/systemd/system/rohnamo-upgrade-rescue.service",
        "usr/lib/systemd/system/rohnamo-upgrade.timer",
        "usr/lib/systemd/system/rohnamo-provision.service",
        "usr/lib/systemd/system/rohnamo-provision@.service",
        "usr/lib/tmpfiles.d/rohnamo.conf",
        "usr/lib/udev/rules.d/90-rohnamo-provision.rules",
        "usr/share/doc/rohnamo/examples/rohnamo.yaml",
        "usr/lib/systemd/system-preset/50-rohnamo.preset",
        "usr/share/man/man8/rohnamo-machine.8.gz",
    ],
}
# What each asks for beside the libraries that its program is linked with.
FIELDS = {
    ("rohnamo-kiosk", "Depends"): ["libsdl2-2.0-0", "libsdl2-ttf-2.0-0", "libsdl2-image-2.0-0",
                                   "libsdl2-mixer-2.0-0", "libicu72", "systemd"],
    ("rohnamo-sync", "Depends"): ["libssl3", "systemd", "ca-certificates"],
    ("rohnamo-sync", "Recommends"): ["avahi-daemon"],
    ("rohnamo-content", "Depends"): ["rohnamo-kiosk (= ", "libvips42"],
    ("rohnamo-content", "Suggests"): ["curl", "rsync", "rclone"],
    ("rohnamo", "Depends"): ["rohnamo-kiosk (>= ", "rohnamo-sync (>= ", "libssl3"],
}


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def check_users(root, work):
    """systemd-sysusers takes the files; with a fault in one its package cannot be installed."""
    empty = work / "users"
    (empty / "etc").mkdir(parents=True, exist_ok=True)
    for user in ("rohnamo-kiosk", "rohnamo-sync"):
        run("systemd-sysusers", f"--root={empty}", root / f"usr/lib/sysusers.d/{user}.conf")
        if f"{user}:" not in (empty / "etc/passwd").read_text():
            sys.exit(f"systemd-sysusers did not make the user {user}")


def check_sideload_units(root, work):
    """The way of a stick: rules, a unit that mounts, units that are locked in."""
    units = root / "usr/lib/systemd/system"
    for what in ("sideload", "provision"):
        rules = (root / f"usr/lib/udev/rules.d/90-rohnamo-{what}.rules").read_text()
        for words in ('SUBSYSTEMS=="usb"', 'ENV{ID_FS_USAGE}=="filesystem"',
                      f'ENV{{SYSTEMD_WANTS}}+="rohnamo-{what}@%k.service"'):
            if words not in rules:
                sys.exit(f"the rule for sticks lacks {words}:\n{rules}")
    provision = (units / "rohnamo-provision@.service").read_text()
    for words in ("ConditionPathExists=!/var/lib/rohnamo/machine/provisioned.json\n",
                  "CapabilityBoundingSet=\n", "ProtectSystem=strict", "IPAddressDeny=any\n",
                  "BindsTo=dev-%i.device rohnamo-stick@%i.service"):
        if words not in provision:
            sys.exit(f"the unit that sets up a machine by a stick lacks {words}:\n{provision}")
    sideload = (units / "rohnamo-sideload@.service").read_text()
    for words in ("User=rohnamo-sync", "PrivateNetwork=yes", "CapabilityBoundingSet=\n",
                  "ProtectSystem=strict", "BindsTo=dev-%i.device rohnamo-stick@%i.service"):
        if words not in sideload:
            sys.exit(f"the unit that takes a stick lacks {words}:\n{sideload}")
    mount = (units / "rohnamo-stick@.service").read_text()
    if "-o ro,nosuid,nodev,noexec" not in mount:
        sys.exit(f"a stick is not mounted as a stranger's:\n{mount}")
    here = work / "units"
    here.mkdir()
    for unit in units.glob("rohnamo-*.service"):
        text = unit.read_text()
        for folder in ("bin", "sbin"):
            text = text.replace(f"=/usr/{folder}/rohnamo-", f"={root}/usr/{folder}/rohnamo-")
        text = text.replace("=/var/lib/rohnamo/machine/rohnamo-", f"={root}/usr/sbin/rohnamo-")
        (here / unit.name).write_text(text)
    for unit in ("rohnamo-stick@sdb1", "rohnamo-sideload@sdb1", "rohnamo-sync", "rohnamo-kiosk",
                 "rohnamo-provision", "rohnamo-provision@sdb1", "rohnamo-upgrade",
                 "rohnamo-upgrade-resume", "rohnamo-upgrade-rescue"):
        done = subprocess.run(["systemd-analyze", "verify", here / f"{unit}.service"],
                              capture_output=True, text=True)
        if done.returncode != 0 or "rohnamo" in done.stderr:
            sys.exit(f"systemd-analyze verify {unit}: {done.stdout}{done.stderr}")


def check_kiosk_unit(root):
    """No way out, and yet udev is heard: its word comes by netlink, within one network namespace."""
    unit = (root / "usr/lib/systemd/system/rohnamo-kiosk.service").read_text()
    for words in ("RestrictAddressFamilies=AF_UNIX AF_NETLINK\n", "IPAddressDeny=any\n",
                  "NoNewPrivileges=yes\n", "CapabilityBoundingSet=\n"):
        if words not in unit:
            sys.exit(f"the screen's unit lacks {words}:\n{unit}")
    if "\nPrivateNetwork=" in unit:
        sys.exit(f"the screen's unit hears no touch panel that comes later:\n{unit}")


def check_clock(root):
    """Who asks whether the clock is kept is let, and cannot set it."""
    for name in ("rohnamo-sync", "rohnamo-boot", "rohnamo-health"):
        unit = (root / f"usr/lib/systemd/system/{name}.service").read_text()
        allowed = [line for line in unit.splitlines() if line.startswith("SystemCallFilter=")]
        capabilities = re.search(r"(?m)^CapabilityBoundingSet=(.*)$", unit)
        if "\nProtectClock=" in unit or not any("clock_adjtime" in line for line in allowed):
            sys.exit(f"{name} may not ask whether the clock is kept:\n{unit}")
        if not capabilities or "CAP_SYS_TIME" in capabilities.group(1):
            sys.exit(f"{name} may set the clock:\n{unit}")


def check_exposure(root):
    """What each unit leaves open, by systemd's own measure, from 0 to 10, here times ten."""
    units = root / "usr/lib/systemd/system"
    for name, most in (("rohnamo-sync", 15), ("rohnamo-sideload@", 15), ("rohnamo-kiosk", 30),
                       ("rohnamo-provision", 20), ("rohnamo-provision@", 20)):
        run("systemd-analyze", "security", "--offline=true", f"--threshold={most}",
            units / f"{name}.service")


def check_contents(packages, work):
    """Each file in its package and in no other, nothing that lintian (Debian's own check) minds."""
    if packages.keys() != FILES.keys():
        sys.exit(f"the packages are {sorted(packages)}")
    for package, names in FILES.items():
        for name in names:
            owners = [other for other in FILES if (work / "files" / other / name).is_file()]
            if owners != [package]:
                sys.exit(f"{name} is in {owners}, not in {package}")
    for (package, field), parts in FIELDS.items():
        value = run("dpkg-deb", "-f", packages[package], field)
        for part in parts:
            if part not in value:
                sys.exit(f"{package}: {field} lacks {part}: {value}")
    for package in ("kiosk", "sync"):
        conffiles = (work / f"control/rohnamo-{package}/conffiles").read_text()
        if conffiles != f"/etc/rohnamo/{package}.yaml\n":
            sys.exit(f"the conffiles of rohnamo-{package} are {conffiles}")
    lintian = subprocess.run(["lintian", "--fail-on", "error,warning", *packages.values()],
                             capture_output=True, text=True)
    if lintian.returncode != 0:
        sys.exit(f"lintian: {lintian.stdout}{lintian.stderr}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("build", "cpack", "work"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    arguments = parser.parse_args()
    work = arguments.work
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)

    run(arguments.cpack, "--config", arguments.build / "CPackConfig.cmake", "-B", work, cwd=work)
    root = work / "root"
    packages = {}
    (work / "files").mkdir()
    (work / "control").mkdir()
    for file in work.glob("*.deb"):
        name = file.name.split("_")[0]
        packages[name] = file
        run("dpkg-deb", "-x", file, work / "files" / name)
        run("dpkg-deb", "-x", file, root)
        run("dpkg-deb", "-e", file, work / "control" / name)
    check_contents(packages, work)
    for unit in ("kiosk", "sync"):
        text = (root / f"usr/lib/systemd/system/rohnamo-{unit}.service").read_text()
        if f"ExecStart=/usr/bin/rohnamo-{unit} " not in text or "@CMAKE" in text:
            sys.exit(f"the unit of rohnamo-{unit} is not filled in:\n{text}")
    check_users(root, work)
    check_kiosk_unit(root)
    check_clock(root)
    check_sideload_units(root, work)
    check_exposure(root)
    for script in (work / "control").glob("*/p*"):
        run("sh", "-n", script)

    for unit in ("kiosk", "sync"):
        run(root / f"usr/bin/rohnamo-{unit}", "--check-config", "--config",
            root / f"etc/rohnamo/{unit}.yaml")
    example = root / "usr/share/doc/rohnamo/examples"
    shutil.copy(example / "rohnamo.yaml", work / "rohnamo.yaml")
    told = subprocess.run([root / "usr/sbin/rohnamo-machine", "provision", "--check",
                           work / "rohnamo.yaml"], capture_output=True, text=True).stderr
    if "root.json is missing" not in told or told.count("rohnamo.yaml:") != 1:
        sys.exit(f"rohnamo-machine says of the example: {told}")
    # The screen of a machine that has never had a network.
    script = work / "first.script"
    script.write_text("wait 1s\nshot first\n")
    share = root / "usr/share/rohnamo"
    run(root / "usr/bin/rohnamo-kiosk", "--config", root / "etc/rohnamo/kiosk.yaml",
        "--cache", work / "empty", "--builtin", share / "channel", "--fonts", share / "fonts",
        "--run", work / "run", "--script", script, "--out", work,
        env={k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")})
    colours = int(run("identify", "-format", "%k", work / "first.png"))
    if colours < 100:
        sys.exit(f"the installed screen shows {colours} colours: is it blank?")


main()
