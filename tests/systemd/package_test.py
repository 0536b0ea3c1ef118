"""Makes the .deb and looks at it as a machine would that installs it."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

FILES = [
    "usr/bin/rohnamo-content",
    "usr/bin/rohnamo-kiosk",
    "usr/bin/rohnamo-sync",
    "usr/share/rohnamo/channel/current",
    "usr/share/rohnamo/fonts/fonts.yaml",
    "usr/share/rohnamo/fonts/NotoSans-Regular.ttf",
    "usr/share/rohnamo/strings/tg.yaml",
    "usr/lib/systemd/system/rohnamo-kiosk.service",
    "usr/lib/systemd/system/rohnamo-sideload@.service",
    "usr/lib/systemd/system/rohnamo-stick@.service",
    "usr/lib/systemd/system/rohnamo-sync.service",
    "usr/lib/sysusers.d/rohnamo.conf",
    "usr/lib/tmpfiles.d/rohnamo.conf",
    "usr/lib/udev/rules.d/90-rohnamo-screen.rules",
    "usr/lib/udev/rules.d/90-rohnamo-sideload.rules",
    "etc/rohnamo/kiosk.yaml",
    "etc/rohnamo/sync.yaml",
]


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def check_users(root, work):
    """systemd-sysusers takes the file; with a fault in it the package cannot be installed."""
    empty = work / "users"
    (empty / "etc").mkdir(parents=True, exist_ok=True)
    run("systemd-sysusers", f"--root={empty}", root / "usr/lib/sysusers.d/rohnamo.conf")
    for user in ("rohnamo-kiosk", "rohnamo-sync"):
        if f"{user}:" not in (empty / "etc/passwd").read_text():
            sys.exit(f"systemd-sysusers did not make the user {user}")


def check_sideload_units(root, work):
    """The way of a stick: a rule, a unit that mounts, a unit that is locked in."""
    units = root / "usr/lib/systemd/system"
    rules = (root / "usr/lib/udev/rules.d/90-rohnamo-sideload.rules").read_text()
    for words in ('SUBSYSTEMS=="usb"', 'ENV{ID_FS_USAGE}=="filesystem"',
                  'ENV{SYSTEMD_WANTS}+="rohnamo-sideload@%k.service"'):
        if words not in rules:
            sys.exit(f"the rule for sticks lacks {words}:\n{rules}")
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
        text = unit.read_text().replace("=/usr/bin/rohnamo-", f"={root}/usr/bin/rohnamo-")
        (here / unit.name).write_text(text)
    for unit in ("rohnamo-stick@sdb1", "rohnamo-sideload@sdb1", "rohnamo-sync", "rohnamo-kiosk"):
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


def check_exposure(root):
    """What each unit leaves open, by systemd's own measure, from 0 to 10, here times ten."""
    units = root / "usr/lib/systemd/system"
    for name, most in (("rohnamo-sync", 15), ("rohnamo-sideload@", 15), ("rohnamo-kiosk", 30)):
        run("systemd-analyze", "security", "--offline=true", f"--threshold={most}",
            units / f"{name}.service")


def main():
    parser = argparse.ArgumentParser()
    for name in ("build", "cpack", "work"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    arguments = parser.parse_args()
    work = arguments.work
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)

    run(arguments.cpack, "--config", arguments.build / "CPackConfig.cmake", "-B", work, cwd=work)
    (package,) = work.glob("*.deb")
    root = work / "root"
    run("dpkg-deb", "-x", package, root)
    run("dpkg-deb", "-e", package, work / "control")

    missing = [name for name in FILES if not (root / name).is_file()]
    if missing:
        sys.exit(f"the package lacks {missing}")
    conffiles = (work / "control/conffiles").read_text().split()
    if conffiles != ["/etc/rohnamo/kiosk.yaml", "/etc/rohnamo/sync.yaml"]:
        sys.exit(f"conffiles: {conffiles}")
    depends = run("dpkg-deb", "-f", package, "Depends")
    for library in ("libsdl2-2.0-0", "libsdl2-ttf-2.0-0", "libsdl2-mixer-2.0-0", "libicu72",
                    "libssl3"):
        if library not in depends:
            sys.exit(f"the package does not depend on {library}: {depends}")
    if "avahi-daemon" not in run("dpkg-deb", "-f", package, "Recommends"):
        sys.exit("the package does not recommend avahi-daemon, by which neighbours are found")
    suggested = run("dpkg-deb", "-f", package, "Suggests")
    for program in ("curl", "rsync", "rclone"):
        if program not in suggested:
            sys.exit(f"the package does not suggest {program}, which rohnamo-content calls: {suggested}")
    for unit in ("kiosk", "sync"):
        text = (root / f"usr/lib/systemd/system/rohnamo-{unit}.service").read_text()
        if f"ExecStart=/usr/bin/rohnamo-{unit} " not in text or "@CMAKE" in text:
            sys.exit(f"the unit of rohnamo-{unit} is not filled in:\n{text}")
    check_users(root, work)
    check_kiosk_unit(root)
    check_sideload_units(root, work)
    check_exposure(root)
    for script in ("postinst", "prerm", "postrm"):
        run("sh", "-n", work / "control" / script)

    for unit in ("kiosk", "sync"):
        run(root / f"usr/bin/rohnamo-{unit}", "--check-config", "--config",
            root / f"etc/rohnamo/{unit}.yaml")
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
