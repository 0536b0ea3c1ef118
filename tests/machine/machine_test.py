"""A bare Debian machine with our package, in QEMU without KVM: seen and touched from outside only.

Prints a table; the folder of --keep has a screenshot of each step. What the screen must show is
drawn off screen, by the same program on the same publication.
"""

import argparse
import copy
import hashlib
import json
import random
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "flow"))

from machine import HEIGHT, WIDTH, Failure, Machine, colours, difference, fresh_folder, until  # noqa: E402
from vm import Vm  # noqa: E402

# The page without its foot: the clock and the freshness stand there, and above them a slide's
# button, which is in another language with every turn.
PAGE = f"{WIDTH}x{HEIGHT * 3 // 4}+0+0"
FIRST = "home-after-a-decade"
STORY = (WIDTH // 3, HEIGHT // 2)
BAR = (WIDTH - 10, HEIGHT // 8)  # in the bar that tells of a stick, where its words do not reach
TINT = "#0B5D8A"  # the channel's
SLOW = "limit_rate 200k;"  # so that a power cut finds an update on its way

# Reads a cache as it lies on the disk, and knows nothing of the store's code.
WHOLE = r"""
cd /var/lib/rohnamo/cache
edition=$(cat current 2> /dev/null)
: > /run/blobs
[ -z "$edition" ] || grep -o '"sha256": *"[0-9a-f]*"' "editions/$edition/manifest.json" \
  | grep -o '[0-9a-f]\{64\}' | sort -u | sed 's,^\(..\)\(.*\),\1\2  blobs/\1/\1\2,' > /run/blobs
[ -z "$edition" ] || [ -s /run/blobs ] || { echo an empty edition; exit 1; }
[ -z "$edition" ] || sha256sum --check --quiet /run/blobs || exit 1
echo "${edition:-none}"
"""


# What a stranger would try who had taken over one of the programs: what the unit alone forbids, since
# any user may do it, and the rest.
ORDINARY = """
unshare --user true
setarch --uname-2.6 true
taskset --pid 1 $$
touch /var/tmp/x && chmod u+s /var/tmp/x
"""
NETWORK = "python3 -c 'import socket; socket.socket(socket.AF_INET)'\n"
FORBIDDEN = """
touch /etc/rohnamo/x
touch /var/lib/rohnamo/x
cat /dev/vda
cat /proc/1/environ
: > /dev/tty2
date --set=now
"""
# adjtimex(2): what sync's unit must leave open, for it tells whether the clock is kept.
ASKS_THE_CLOCK = """perl -e '$t = "\\0" x 208; exit(syscall(159, $t) < 0)'"""
# As an NTP daemon would: neither STA_UNSYNC nor a large error any longer.
KEEPS_THE_CLOCK = """perl -e '$t = pack("Lx4q4L", 0x14) . "\\0" x 164; exit(syscall(159, $t) < 0)'"""
OF_SYNC = """
touch /var/lib/rohnamo/cache/x
touch /run/rohnamo/sync/x
"""


def brightness(picture):
    """Its mean, from 0 to 1."""
    return float(subprocess.run(["identify", "-format", "%[fx:mean]", str(picture)], check=True,
                                capture_output=True, text=True).stdout)


def expect(condition, words):
    if not condition:
        raise Failure(words)


class Test:
    def __init__(self, arguments):
        self.arguments = arguments
        release = Path(arguments.release).resolve()
        self.keep = fresh_folder(Path(arguments.keep).resolve())
        self.vm = Vm(arguments.image, self.keep, arguments.memory)
        # The editor's and the server's side; its cache is what the pictures are drawn from.
        self.host = Machine(self.keep / "host", release / "bin", release / "fonts", release / "channel")
        shutil.copytree(Path(arguments.source) / "content/channels/tajikistan", self.host.channel)

    # ---- what is seen

    def shows(self, picture, name):
        """A screenshot that looks like `picture`, or None."""
        shot = self.vm.screenshot(name)
        return shot if difference(shot, picture, PAGE) < 0.002 else None

    def wait_for(self, what, picture, name, seconds=60):
        begin = time.monotonic()
        until(what, lambda: self.shows(picture, name) or time.sleep(0.3), seconds)
        return time.monotonic() - begin

    def wait_for_slide(self, what, picture, name, seconds=120):
        """Where another slide has its turn, the keyboard goes on to the next."""
        begin = turned = time.monotonic()

        def seen():
            nonlocal turned
            if shot := self.shows(picture, name):
                return shot
            if time.monotonic() - turned > 4:
                self.vm.keys("right")
                turned = time.monotonic()
            return time.sleep(0.3)
        until(what, seen, seconds)
        return time.monotonic() - begin

    def boot(self, name, *pictures, patience=None, meanwhile=None, **machine):
        """Seconds from power on to the first of `pictures`; the screens on the way are kept.

        `meanwhile` is done while the machine starts."""
        self.vm.power_on(**machine)
        if meanwhile:
            pictures += (meanwhile(),)
        patience = patience or self.arguments.patience
        last, number = "", 0
        while self.vm.seconds() < patience:
            shot = self.vm.screenshot(f"{name}-now")
            if shot.read_bytes() != last:
                last = shot.read_bytes()
                number += 1
                seconds = self.vm.seconds()
                kept = shot.rename(self.keep / f"{name}-{number:02}-{seconds:.0f}s.png")
                size = subprocess.run(["identify", "-format", "%wx%h", str(kept)], check=True,
                                      capture_output=True, text=True).stdout
                if size == f"{WIDTH}x{HEIGHT}" and any(
                        difference(kept, picture, PAGE) < 0.002 for picture in pictures):
                    return seconds
            expect(self.vm.alive(), "the machine ended while it booted")
            time.sleep(0.5)
        raise Failure(f"no story {patience} s after power on")

    def switch_off(self):
        self.vm.run("systemctl poweroff")
        until("the machine is off", lambda: not self.vm.alive() or time.sleep(0.5), 120)

    def open_reader(self):
        self.wait_for_slide("the first story has its turn", self.carousel, "turn")
        self.vm.click(*STORY)

    def to_the_carousel(self):
        self.vm.keys("esc")

    # ---- the steps: each gives what was measured, in words

    def boots_to_the_first_story(self):
        self.vm.new_disk()
        self.carousel = self.host.draw("carousel", "wait 1s")
        self.reader = self.host.draw("reader", f"wait 1s\ntap story:{FIRST}\nwait 2s")
        seconds = self.boot("1-boot", self.carousel)
        kernel = self.vm.must("systemctl show --property=ActiveEnterTimestampMonotonic --value rohnamo-kiosk")
        video = until("the screen's own word", lambda: self.vm.status("kiosk").get("video"))
        expect(not self.vm.run("cat /proc/[0-9]*/comm | grep -E '^(Xorg|Xwayland|cage|weston)$'")[1],
               "a display server runs")
        expect(video.startswith("KMS, buffers of "), f"shown by {video}")
        return f"{seconds:.0f} s from power on, unit ready {int(kernel) / 1e6:.1f} s after the kernel; {video}"

    def a_click_opens_the_reader(self):
        self.open_reader()
        seconds = self.wait_for("the reader is open", self.reader, "2-click")
        self.to_the_carousel()
        self.wait_for_slide("the carousel is back", self.carousel, "2-back")
        return f"{seconds:.1f} s"

    def it_rests_between_slides(self):
        """SDL's own waiting would wake it some 890 times a second."""
        def wakeups():
            pid = self.vm.must("systemctl show --property=MainPID --value rohnamo-kiosk")
            return int(self.vm.must("awk '/^voluntary/ {n += $2} END {print n}' "
                                    f"/proc/{pid}/task/*/status"))
        before = wakeups()
        time.sleep(5)
        count = wakeups() - before
        expect(count < 250, f"{count} wakeups in 5 s")
        return f"{count} wakeups in some 5 s, a slide's turn among them or not"

    def it_starts_beside_a_bare_window(self):
        """What the kiosk shows first, and what SDL's own way to this screen takes for one colour."""
        here = Path(__file__).resolve().parent
        self.vm.put(here / "start_costs.py", "/run/start_costs.py")
        self.vm.put(self.arguments.bare_window, "/usr/local/bin/bare-window")
        kiosk = "/usr/bin/rohnamo-kiosk --fullscreen"
        self.vm.must("systemctl stop rohnamo-kiosk")
        try:
            rows = self.vm.must(
                f"python3 /run/start_costs.py 5 kiosk='{kiosk}' opengl='{kiosk} --renderer opengl' "
                f"bare='env SDL_VIDEODRIVER=kmsdrm bare-window {WIDTH} {HEIGHT}' 2>/dev/null")
        finally:
            self.vm.must("systemctl start rohnamo-kiosk")
        costs = {name: tuple(map(int, values)) for name, *values in map(str.split, rows.splitlines())}
        self.wait_for_slide("the screen is back", self.carousel, "2-started")
        expect(costs["kiosk"][2] < 45_000, f"{costs['kiosk'][2]} kB of memory")
        ratio = costs["kiosk"][0] / costs["bare"][0]
        return f"{ratio:.2f} of a bare window; ms, ms of CPU, kB PSS: " + ", ".join(
            f"{name} {'/'.join(map(str, values))}" for name, values in costs.items())

    def it_boots_before_a_browser(self):
        """The same machine and page, by cage and Chromium; from power on, after a shutdown each."""
        self.vm.put(self.carousel, "/srv/story.png")
        self.vm.write("/srv/story.html", '<body style="margin:0"><img src="story.png" style="display:block">')
        self.switch_off()
        kiosk = self.boot("2-again", self.carousel)
        self.vm.must("systemctl --quiet disable rohnamo-kiosk rohnamo-sync; systemctl --quiet enable browser")
        self.switch_off()
        browser = self.boot("2-browser", self.carousel, patience=900)
        self.vm.must("systemctl --quiet disable browser; systemctl --quiet enable rohnamo-kiosk rohnamo-sync")
        self.switch_off()
        self.boot("2-no-browser", self.carousel)
        expect(kiosk < browser, f"{kiosk:.0f} s; the browser {browser:.0f} s")
        return f"{kiosk:.0f} s; cage and Chromium {browser:.0f} s"

    def it_runs_under_cage(self):
        """As on a machine whose screen is not the kiosk's alone: by a user of a session."""
        browser = (Path(__file__).resolve().parent / "browser.service").read_text()
        self.vm.write("/run/systemd/system/session.service",
                      re.sub(r"ExecStart=(.*\\\n)*.*", "ExecStart=/usr/bin/cage -- /usr/bin/rohnamo-kiosk "
                             "--run /run/browser --state /run/browser", browser))
        self.vm.must("systemctl daemon-reload; systemctl stop rohnamo-kiosk; systemctl start session")
        try:
            seconds = self.wait_for("the story is shown", self.carousel, "2-cage", 120)
            self.vm.click(*STORY, steps=50)  # libinput accelerates
            self.wait_for("the reader is open", self.reader, "2-cage-reader", 60)
            video = json.loads(self.vm.must("cat /run/browser/kiosk/status.json"))["video"]
        finally:
            self.vm.must("systemctl stop session; systemctl start rohnamo-kiosk")
        self.wait_for_slide("the screen is back", self.carousel, "2-no-cage")
        return f"{seconds:.0f} s; {video}"

    def a_touch_opens_the_reader(self):
        """By a panel that is plugged in while the screen runs."""
        self.vm.must("modprobe uinput; touch-panel /run/touch < /dev/null > /run/touch.log 2>&1 &\n"
                     "for i in $(seq 100); do [ -p /run/touch ] && break; sleep 0.1; done; udevadm settle")
        time.sleep(2)
        self.vm.must(f"echo {STORY[0]} {STORY[1]} > /run/touch")
        try:
            seconds = self.wait_for("the reader is open", self.reader, "3-touch", 20)
        finally:
            self.to_the_carousel()
        return f"{seconds:.1f} s"

    def it_sleeps_out_of_hours(self):
        """The panel gets no signal; a touch, or a click, wakes it."""
        def panel():
            return self.vm.must("cat /sys/class/drm/card0-*/enabled")
        expect(panel() == "enabled", f"the panel is {panel()} by day")
        other_day = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"][time.gmtime().tm_wday]
        self.vm.must("cp /etc/rohnamo/kiosk.yaml /run/kiosk.yaml; "
                     f"echo 'screen_hours: [{other_day} 10:00-11:00]' >> /etc/rohnamo/kiosk.yaml; "
                     "systemctl restart rohnamo-kiosk")
        try:
            until("the panel is off", lambda: panel() == "disabled" or time.sleep(0.3), 60)
            self.vm.click(*STORY)
            seconds = self.wait_for("the screen is lit", self.carousel, "2-woken", 60)
            expect(panel() == "enabled", "a picture without a panel")
        finally:
            self.vm.must("cp /run/kiosk.yaml /etc/rohnamo/kiosk.yaml; systemctl restart rohnamo-kiosk")
        self.wait_for_slide("the screen is back", self.carousel, "2-day")
        return f"lit {seconds:.1f} s after a click"

    def a_publication_arrives(self):
        self.host.retitle(FIRST, "tg", "Унвони нав барои санҷиш")
        self.host.publish()
        self.host.start_server(SLOW)
        self.sync_on_the_host()
        picture = self.host.draw("retitled", "wait 1s")
        self.vm.write("/etc/rohnamo/root.json", (self.host.keys / "1.root.json").read_text())
        self.vm.write("/etc/rohnamo/sync.yaml",
                      f"format: 1\nserver: http://10.0.2.2:{self.host.port}/\ninterval: 2s")
        self.vm.must("sync; systemctl restart rohnamo-sync")
        begin = time.monotonic()
        until("an edition is there", lambda: self.vm.run("cat /var/lib/rohnamo/cache/current")[1], 120)
        fetched = time.monotonic() - begin
        self.wait_for_slide("it is on the screen", picture, "4-published")
        self.carousel = picture
        self.reader = self.host.draw("reader-2", f"wait 1s\ntap story:{FIRST}\nwait 2s")
        return f"fetched after {fetched:.0f} s, on the screen after {time.monotonic() - begin:.0f} s"

    def kill(self, unit):
        """And waits until it is back."""
        old = self.vm.must(f"systemctl show --property=MainPID --value {unit}")
        self.vm.must(f"kill -9 {old}")
        until(f"{unit} is back", lambda: self.vm.run(
            f"systemctl is-active --quiet {unit} && "
            f"[ $(systemctl show --property=MainPID --value {unit}) -ne {old} ]")[1])

    def what_falls_again_and_again_leaves_a_safe_page(self):
        """Three times with an edition, then with the installed channel too; a new edition leads out."""
        host, words = copy.copy(self.host), []
        host.cache = self.keep / "none"
        installed = host.draw("installed", "wait 1s")
        host.builtin = self.keep / "none"
        safe = host.draw("safe", "wait 1s")
        for picture, name in ((installed, "5-installed"), (safe, "5-safe")):
            falls = 0
            while not self.seen_soon(picture, name):
                expect(falls < 6, f"{name}: not shown after {falls} falls")
                self.kill("rohnamo-kiosk")
                falls += 1
            words.append(f"after {falls} falls {name[2:]}")
        self.another_publication(95)
        self.sync_on_the_host()
        self.shows_what_was_published("5-led-out")
        return ", ".join(words)

    def seen_soon(self, picture, name):
        try:
            return self.wait_for(name, picture, name, 5)
        except Failure:
            return None

    def what_is_killed_comes_back(self):
        words = []
        for unit in ("rohnamo-sync", "rohnamo-kiosk"):
            begin = time.monotonic()
            self.kill(unit)
            words.append(f"{unit} {time.monotonic() - begin:.1f} s")
            if unit == "rohnamo-kiosk":
                self.vm.screenshot("5-between")
                self.wait_for_slide("the story is back", self.carousel, "5-killed")
                words.append(f"its story {time.monotonic() - begin:.1f} s")
        return ", ".join(words)

    def a_stick_brings_a_publication(self):
        """With the cable out; pulled out half-way, and plugged in again."""
        self.vm.line(False)
        try:
            self.another_publication(97)
            self.sync_on_the_host()
            stick = self.keep / "stick"
            stick.mkdir()
            self.host.tool("export", self.host.site, "--out", stick)
            image = self.keep / "stick.img"
            for command in (["truncate", "-s", "64M", image], ["mkfs.vfat", "-n", "STICK", image],
                            ["mcopy", "-s", "-i", image, stick / "rohnamo", "::"]):
                subprocess.run([str(part) for part in command], check=True, capture_output=True)
            begin = time.monotonic()
            self.vm.plug_in(image)
            until("the stick is read",
                  lambda: self.vm.run("ls /var/lib/rohnamo/cache/partial | grep -q .")[1]
                  or self.shown_edition() == self.host.edition(), 90)
            self.vm.pull_out()
            half_way = self.shown_edition() != self.host.edition()
            self.tells_of_the_stick("5-stick-out")
            self.vm.plug_in(image)
            until("the edition has come", lambda: self.shown_edition() == self.host.edition(), 120)
            fetched = time.monotonic() - begin
            self.tells_of_the_stick("5-stick-told")
            status = self.keep / "sideload.json"
            until("sync says that it is done", lambda: self.told_of_the_stick(status) == "new_content"
                  or time.sleep(0.3), 30)
            self.wait_for_slide("the screen says that it may be pulled out",
                                self.host.draw("stick-done", f"wait 1s\nstick {status}\nwait 1s"),
                                "5-stick-done")
            self.vm.pull_out()
            self.vm.must("systemctl restart rohnamo-kiosk")
            self.carousel = self.host.draw("stick", "wait 1s")
            self.wait_for_slide("it is on the screen, and no word of the stick", self.carousel, "5-stick")
        finally:
            self.vm.line(True)
        self.reader = self.host.draw("reader-3", f"wait 1s\ntap story:{FIRST}\nwait 2s")
        return (f"pulled out {'half-way' if half_way else 'when all had come'}, "
                f"taken whole after {fetched:.0f} s")

    def tells_of_the_stick(self, name):
        """Without a PIN, on whatever page there is."""
        def told():
            shot = self.vm.screenshot(name)
            pixel = subprocess.run(
                ["convert", str(shot), "-format", "%[hex:u.p{{{},{}}}]".format(*BAR), "info:"],
                check=True, capture_output=True, text=True).stdout
            return f"#{pixel[:6]}" == TINT or time.sleep(0.3)
        until("the screen tells of the stick", told, 30)

    def told_of_the_stick(self, path):
        path.write_text(self.vm.must("cat /run/rohnamo/sync/sideload.json"))
        return json.loads(path.read_text())["state"]

    def shown_edition(self):
        return self.vm.run("cat /var/lib/rohnamo/cache/current")[0].strip()

    def the_line_goes_and_comes(self):
        """The screen stays as it is; what was published meanwhile comes by itself."""
        self.vm.line(False)
        try:
            until("sync notes that it is offline",
                  lambda: self.last_attempt().get("code") in ("offline", "timeout")
                  or time.sleep(0.5), 120)
            self.wait_for_slide("the story stays", self.carousel, "6-offline")
            self.another_publication(98)
            self.sync_on_the_host()
        finally:
            self.vm.line(True)
        begin = time.monotonic()
        self.shows_what_was_published("6-online")
        return f"on the screen {time.monotonic() - begin:.0f} s after the cable was plugged in"

    def last_attempt(self):
        return (self.vm.status("sync").get("attempts") or [{}])[0]

    def shows_what_was_published(self, name):
        """The publication that the host has taken already, with a reader to match."""
        until("the edition has come", lambda: self.shown_edition() == self.host.edition(), 180)
        self.carousel = self.host.draw(name, "wait 1s")
        self.reader = self.host.draw(f"{name}-reader", f"wait 1s\ntap story:{FIRST}\nwait 2s")
        self.wait_for_slide("it is on the screen", self.carousel, f"{name}-screen")

    def a_full_disk(self):
        """Nothing of an update fits: what was there stays, also after a power cut."""
        before = self.shown_edition()
        self.vm.must("dd if=/dev/zero of=/filled bs=1M 2> /dev/null; dd if=/dev/zero of=/filled-2 "
                     "bs=1k 2> /dev/null; sync; df / | awk 'NR == 2 && $4 > 64 {exit 1}'")
        try:
            self.another_publication(99)
            self.sync_on_the_host()
            until("sync notes that the disk is full",
                  lambda: self.last_attempt().get("code") == "no space" or time.sleep(0.5), 120)
            expect(self.shown_edition() == before, "another edition came onto a full disk")
            self.vm.cut()
            seconds = self.boot("6-full", self.carousel)
            whole = self.vm.must(WHOLE)
            expect(whole == before, f"edition {whole} after a full disk")
        finally:
            self.vm.run("rm /filled /filled-2")
        self.shows_what_was_published("6-room")
        return f"booted full in {seconds:.0f} s; the update came once there was room"

    def a_clock_of_1970(self):
        """The story as ever, no word of an expiry, and an update."""
        self.vm.run("systemctl mask --now systemd-timesyncd; rm -rf /var/lib/systemd/timesync")
        self.vm.must("sync")
        self.vm.cut()
        seconds = self.boot("6-1970", self.carousel, clock="1970-01-02T03:04:05")
        year = self.vm.must("date +%Y")
        expect(self.last_attempt().get("outcome") != "failed" or
               self.last_attempt().get("code") not in ("expired", "untrusted"),
               f"sync goes by a wrong clock: {self.last_attempt()}")
        self.another_publication(96)
        self.sync_on_the_host()
        self.shows_what_was_published("6-1970-new")
        sources = [self.time_source()]
        self.vm.run("systemctl unmask systemd-timesyncd; sync")
        self.vm.cut()
        self.boot("6-clock-right", self.carousel)
        sources.append(self.time_source())
        self.vm.must(KEEPS_THE_CLOCK)
        sources.append(self.time_source())
        expect(sources == ["none", "battery", "network"], f"told as {sources}")
        return f"booted in {seconds:.0f} s with the year {year}; time sources {', '.join(sources)}"

    def time_source(self):
        self.vm.must("systemctl start rohnamo-health")
        return self.health()["time_source"]

    def health(self):
        return json.loads(self.vm.must("cat /run/rohnamo/machine/health.json"))

    def a_disk_that_cannot_be_written(self):
        """The root file system read-only from the start, as after an error that fsck left."""
        self.vm.must("sed -i 's/ defaults / ro /' /etc/fstab; sync")
        self.vm.cut()
        seconds = self.boot("6-read-only", self.carousel, root="ro")
        expect(not self.vm.run("touch /var/lib/rohnamo/cache/x")[1], "the disk can be written")
        self.open_reader()
        self.wait_for("a story opens", self.reader, "6-read-only-reader", 90)
        health = self.health()
        expect(health["disk"]["writable"] is False, f"health: {health['disk']}")
        self.vm.must("mount -o remount,rw /; sed -i 's/ ro / defaults /' /etc/fstab; sync")
        self.vm.cut()
        self.boot("6-writable", self.carousel)
        return f"booted in {seconds:.0f} s, told as: {health['disk']['write_error']}"

    def it_notes_how_it_went_off(self):
        """A power cut and a shutdown in order are told apart."""
        self.vm.cut()
        self.boot("6-noted", self.carousel)
        cut = self.vm.must("rohnamo-machine health")
        expect("the power was cut" in cut, f"after a power cut: {cut}")
        self.switch_off()
        self.boot("6-noted-again", self.carousel)
        lines = self.vm.must("rohnamo-machine health").splitlines()
        ends = [line.split(": ", 1)[1] for line in lines if line.startswith("on ")]
        expect(ends[1] == "shut down in order", f"after a shutdown: {ends}")
        return "; ".join(ends[:4])

    def both_programs_are_locked_in(self):
        """The same units with another program in them, which tries what a stranger would."""
        def lines(text):
            return [line for line in text.splitlines() if line]
        for line in lines(ORDINARY + NETWORK):
            self.vm.must(f"setpriv --reuid=nobody --clear-groups sh -c {shlex.quote(line)}")
        self.vm.must("rm -f /var/tmp/x")
        open_ways, count = [], 0
        for unit, text, needed in (("rohnamo-kiosk", ORDINARY + NETWORK + FORBIDDEN + OF_SYNC, "true"),
                                   ("rohnamo-sync", ORDINARY + FORBIDDEN, ASKS_THE_CLOCK)):
            self.is_confined(unit)
            attempts = lines(text)
            count += len(attempts)
            tries = "\n".join(f"( {line} ) > /dev/null 2>&1 && echo OPEN {number}"
                              for number, line in enumerate(attempts))
            self.vm.write("/srv/tries.sh", f"{tries}\n{needed} && echo TRIED")
            self.vm.must(f"systemctl cat {unit} | sed -e 's,^ExecStart=.*,ExecStart=/bin/sh /srv/tries.sh,' "
                         "-e 's/^Type=.*/Type=oneshot/' -e '/^\\(Restart\\|Watchdog\\|TTY\\|Standard\\|"
                         "Conflicts\\|State\\|ExecReload\\)/d' > "
                         f"/run/systemd/system/tries-{unit}.service; "
                         f"systemctl daemon-reload; systemctl start tries-{unit}")
            said = self.vm.must(f"journalctl --sync; journalctl --boot --output=cat --unit=tries-{unit}")
            expect("TRIED" in said, f"{unit}: {needed} is not let: {said}")
            open_ways += [f"{unit}: {attempts[int(number)]}" for number in re.findall(r"OPEN (\d+)", said)]
        expect(not open_ways, "; ".join(open_ways))
        return f"{count} attempts"

    def is_confined(self, unit):
        pid = self.vm.must(f"systemctl show --property=MainPID --value {unit}")
        state = self.vm.must(f"grep -E '^(Seccomp|NoNewPrivs|CapEff|Uid):' /proc/{pid}/status")
        for words in (r"Seccomp:\s2$", r"NoNewPrivs:\s1$", r"CapEff:\s0+$", r"Uid:\s[1-9]"):
            expect(re.search(f"(?m)^{words}", state), f"{unit}: {state}")

    def no_key_leads_out(self):
        boot = self.vm.must("cat /proc/sys/kernel/random/boot_id")
        kiosk = self.vm.must("systemctl show --property=MainPID --value rohnamo-kiosk")
        faults = []
        attempts = [("ctrl", "alt", "f2"), ("alt", "f2"), ("alt", "right"), ("ctrl", "alt", "delete"), ("ctrl", "c"),
                    ("ctrl", "backslash"), ("alt", "sysrq", "r"), ("ctrl", "alt", "f2"),
                    ("ctrl", "alt", "f6"), ("alt", "sysrq", "k"), ("alt", "sysrq", "e"), ("alt", "sysrq", "b")]
        for number, keys in enumerate(attempts):
            name = "-".join(keys)
            self.to_the_carousel()
            self.vm.keys(*keys)
            time.sleep(3)
            if not self.vm.alive():
                faults.append(f"{name} switches the machine off")
                break
            active = self.vm.must("cat /sys/class/tty/tty0/active")
            if active != "tty1":
                faults.append(f"{name} shows {active}")
                self.vm.must("python3 -c 'import fcntl; fcntl.ioctl(open(\"/dev/tty1\"), 0x5606, 1)'")
            now = self.vm.must("systemctl show --property=MainPID --value rohnamo-kiosk")
            if now != kiosk:
                faults.append(f"{name} ends the kiosk")
                kiosk = now
            if self.vm.must("cat /proc/sys/kernel/random/boot_id") != boot:
                faults.append(f"{name} boots the machine")
            # A timer's service may have its turn.
            if jobs := self.vm.run("systemctl list-jobs --no-legend | grep -F .target")[0]:
                faults.append(f"{name} asks systemd to do something: {jobs}")
            self.open_reader()
            try:
                self.wait_for("a story opens", self.reader, f"6-{number:02}-{name}", 90)
            except Failure:
                faults.append(f"after {name} no story opens")
        expect(not faults, "; ".join(faults))
        return f"{len(attempts)} combinations"

    def power_cuts_in_an_update(self):
        self.sync_on_the_host()  # while it is fast: the packages too
        self.serve(SLOW)
        chance = random.Random(self.arguments.seed)
        words = []
        for number in range(self.arguments.cuts):
            if not self.vm.alive():
                self.boot(f"7-start-{number}", self.carousel)
            before = self.vm.must("cat /var/lib/rohnamo/cache/current")
            self.another_publication(number)
            until("the update is under way",
                  lambda: self.vm.run("ls /var/lib/rohnamo/cache/partial | grep -q .")[1], 90)
            wait = chance.uniform(0, 8)
            time.sleep(wait)
            self.vm.cut()
            seconds = self.boot(f"7-cut-{number}", self.carousel,
                                meanwhile=lambda: self.draw_what_comes(number))
            after = self.vm.must(WHOLE)
            expect(after in (before, self.host.edition()), f"cut {number}: edition {after} is neither")
            until("the update goes on", lambda: self.vm.run("cat /var/lib/rohnamo/cache/current")[0]
                  == self.host.edition(), 180)
            words.append(f"{wait:.1f} s: {'old' if after == before else 'new'}, {seconds:.0f} s")
        self.wait_for_slide("the last edition is shown", self.carousel, "7-new")
        return f"seed {self.arguments.seed}; cut after, edition, boot: " + "; ".join(words)

    def draw_what_comes(self, number):
        self.sync_on_the_host()
        self.carousel = self.host.draw(f"cut-{number}", "wait 1s")
        return self.carousel

    # ---- the program's own packages

    def later_packages(self, revision, broken=None):
        """The packages of the machine as a later revision of them, where `broken` ends at once."""
        folder = self.keep / f"packages-{revision}"
        folder.mkdir()
        debs = []
        for deb in self.packages():
            root = folder / deb.name.split("_")[0]
            subprocess.run(["dpkg-deb", "--raw-extract", str(deb), str(root)], check=True)
            control = root / "DEBIAN/control"
            control.write_text(re.sub(r"(?m)^Version: .*$", lambda line: f"{line[0]}-{revision}",
                                      control.read_text()))
            if broken and (root / broken).exists():
                (root / broken).write_text("#!/bin/sh\nexit 1\n")
            debs.append(folder / f"{root.name}.deb")
            subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", str(root),
                            str(debs[-1])], check=True, capture_output=True)
            shutil.rmtree(root)
        return debs

    def packages(self):
        """Those that image.sh installed."""
        return [deb for name in ("rohnamo", "rohnamo-kiosk", "rohnamo-sync")
                for deb in Path(self.arguments.packages or self.arguments.release).glob(f"{name}_*.deb")]

    def publish_software(self, debs):
        """Signed, and fetched by the machine."""
        if not list(self.host.keys.glob("software*")):
            self.host.tool("software", "new", "--keys", self.host.keys)
            self.host.publish()
        self.host.tool("software", "publish", *debs, "--keys", self.host.keys, "--out", self.host.site)
        self.serve()
        hashes = [hashlib.sha256(deb.read_bytes()).hexdigest() for deb in debs]
        paths = " ".join(f"/var/lib/rohnamo/sync/software/blobs/{name[:2]}/{name}" for name in hashes)
        until("the signed packages have come",
              lambda: self.vm.run(f"ls {paths} > /dev/null")[1] or time.sleep(1), 300)

    def serve(self, *speed):
        self.host.stop("nginx")
        self.host.start_server(*speed)

    def upgrade_now(self, *options):
        self.vm.must("systemd-run --quiet --collect /usr/sbin/rohnamo-machine upgrade --now "
                     + " ".join(options))

    def versions(self):
        """Of the machine's packages; a Failure where dpkg left one in parts."""
        expect(not self.vm.must("dpkg --audit"), f"dpkg: {self.vm.run('dpkg --audit')[0]}")
        return set(self.vm.must("dpkg-query -W -f '${Version}\\n' 'rohnamo*'").split())

    def upgrade_journal(self):
        words = self.vm.run("cat /var/lib/rohnamo/machine/upgrade.json")[0]
        return json.loads(words) if words.startswith("{") else {"state": "idle"}

    def comes_to(self, *states, seconds=900):
        until(f"the upgrade is {' or '.join(states)}",
              lambda: self.upgrade_journal()["state"] in states or time.sleep(1), seconds)
        return self.upgrade_journal()

    def signed_packages_are_installed(self):
        """From one signed set to the next, by the unit's own program; the story is back by itself."""
        self.publish_software(self.later_packages(1))
        begin = time.monotonic()
        self.upgrade_now()
        self.comes_to("probation")
        installed = time.monotonic() - begin
        journal = self.comes_to("done", "rolled-back")
        expect(journal["state"] == "done", f"it was not kept: {journal}")
        done = time.monotonic() - begin
        versions = self.versions()
        expect(len(versions) == 1 and versions.pop().endswith("-1"), f"versions {versions}")
        self.wait_for_slide("the story is back", self.carousel, "8-upgraded")
        return f"installed after {installed:.0f} s, proven after {done:.0f} s"

    def power_cuts_in_an_upgrade(self):
        """At five moments of dpkg: the machine comes up with one set whole, and the screen with it."""
        chance = random.Random(self.arguments.seed)
        words = []
        for number in range(5):
            self.publish_software(self.later_packages(number + 2))
            self.upgrade_now()
            until("dpkg is at work", lambda: self.upgrade_journal()["state"] == "applying"
                  or time.sleep(0.2), 300)
            wait = chance.uniform(0, 20)
            time.sleep(wait)
            state = self.upgrade_journal()["state"]
            self.vm.cut()
            seconds = self.boot(f"8-cut-{number}", self.carousel)
            versions = self.versions()
            expect(len(versions) == 1, f"cut {number} while {state}: parts of two sets: {versions}")
            self.vm.must("systemctl start --no-block rohnamo-upgrade")
            journal = self.comes_to("done", "rolled-back")
            expect(journal["state"] == "done", f"cut {number} while {state}: {journal}")
            expect(self.versions().pop().endswith(f"-{number + 2}"), f"cut {number}: {self.versions()}")
            words.append(f"{wait:.1f} s, {state}: story {seconds:.0f} s after power on")
        return f"seed {self.arguments.seed}; cut after: " + "; ".join(words)

    def packages_that_do_not_work_go_back(self):
        """A screen that ends at once: nothing of it stays."""
        before = self.versions()
        self.publish_software(self.later_packages(7, broken="usr/bin/rohnamo-kiosk"))
        begin = time.monotonic()
        self.upgrade_now("--within", "2")
        self.comes_to("probation")
        time.sleep(20)
        expect(brightness(self.vm.screenshot("8-broken")) < 0.001, "something stands on the console")
        journal = self.comes_to("done", "rolled-back", seconds=1800)
        seconds = time.monotonic() - begin
        expect(journal["state"] == "rolled-back", "packages without a screen were kept")
        expect(self.versions() == before, f"versions {self.versions()}, before {before}")
        self.wait_for_slide("the story is back", self.carousel, "8-rolled-back")
        return f"back after {seconds:.0f} s: {journal['because']}"

    def an_upgrade_that_cannot_judge_goes_back(self):
        """The new rohnamo-machine does not run, and the power goes: the one from before takes over."""
        before = self.versions()
        self.publish_software(self.later_packages(8, broken="usr/sbin/rohnamo-machine"))
        self.upgrade_now()
        self.comes_to("probation")
        self.vm.must("sync")
        self.vm.cut()
        self.boot("8-rescue", self.carousel)
        journal = self.comes_to("done", "rolled-back", seconds=600)
        expect(journal["state"] == "rolled-back", "a set that cannot judge itself was kept")
        expect(self.versions() == before, f"versions {self.versions()}, before {before}")
        return f"{self.vm.seconds():.0f} s after power on: {journal['because']}"

    def sync_on_the_host(self):
        done = subprocess.run([str(part) for part in self.host.sync_command("--once")],
                              capture_output=True, text=True)
        expect(done.returncode == 0, f"rohnamo-sync --once on the host: {done.stderr}")

    def another_publication(self, number):
        """Every picture is another: a mark in its corner."""
        self.host.retitle(FIRST, "tg", f"Нашри {number}")
        for picture in self.host.channel.glob("stories/*/picture.svg"):
            text = picture.read_text().replace(
                "</svg>", f'<rect width="90" height="90" fill="#{number * 37 % 256:02x}8040"/></svg>')
            picture.write_text(text)
        self.host.publish()

    STEPS = [boots_to_the_first_story, a_click_opens_the_reader, it_rests_between_slides,
             it_starts_beside_a_bare_window, it_boots_before_a_browser, it_runs_under_cage, a_touch_opens_the_reader,
             it_sleeps_out_of_hours, a_publication_arrives, a_stick_brings_a_publication,
             what_is_killed_comes_back, what_falls_again_and_again_leaves_a_safe_page, the_line_goes_and_comes, both_programs_are_locked_in,
             no_key_leads_out, a_full_disk, a_clock_of_1970, a_disk_that_cannot_be_written,
             it_notes_how_it_went_off,
             signed_packages_are_installed, power_cuts_in_an_upgrade,
             packages_that_do_not_work_go_back, an_upgrade_that_cannot_judge_goes_back,
             power_cuts_in_an_update]

    def steps(self):
        """Those that were asked for, and the boot, which all others need."""
        wanted = self.arguments.steps
        return [step for step in self.STEPS if not wanted or step is self.STEPS[0]
                or any(word in step.__name__ for word in wanted)]

    def run(self):
        """Every step, also after one that failed, as long as the machine can be booted."""
        rows = []
        for step in self.steps():
            name = step.__name__.replace("_", " ")
            print(f"{name} …", flush=True)
            begin = time.monotonic()
            try:
                rows.append(("ok", name, step(self)))
            except (Failure, OSError, subprocess.CalledProcessError) as failure:
                rows.append(("FAILED", name, str(failure)))
                self.last_words(step.__name__)
            print(f"  {rows[-1][2]} (the step took {time.monotonic() - begin:.0f} s)", flush=True)
            if not self.vm.alive() and step is self.STEPS[0]:
                break
        return rows

    def last_words(self, name):
        try:
            self.vm.screenshot(f"failed-{name}")
            (self.keep / f"failed-{name}.log").write_text(
                self.vm.run("journalctl --boot --no-pager | tail -n 400")[0])
        except (Failure, OSError, AttributeError):
            pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--image", required=True, help="the folder that image.sh made")
    parser.add_argument("--release", required=True, help="a Release build of the same sources")
    parser.add_argument("--packages", help="the folder of the packages, where it is not RELEASE")
    parser.add_argument("--bare-window", help="rohnamo-bench-window, to compare with")
    parser.add_argument("--source", required=True)
    parser.add_argument("--keep", required=True)
    parser.add_argument("--memory", type=int, default=1024, help="MiB")
    parser.add_argument("--patience", type=int, default=240,
                        help="seconds for a boot on a machine that has other work")
    parser.add_argument("--cuts", type=int, default=20, choices=range(1, 1000), metavar="N")
    parser.add_argument("--steps", nargs="*", help="those whose name has one of these in it")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    begin = time.monotonic()
    test = Test(parser.parse_args())
    try:
        rows = test.run()
    finally:
        test.vm.cut()
        test.host.close()
    (test.keep / "disk.img").unlink(missing_ok=True)
    print()
    for result, name, words in rows:
        print(f"| {result} | {name} | {words} |")
    print(f"\nIn {(time.monotonic() - begin) / 60:.0f} minutes. Screenshots and logs: {test.keep}")
    return 0 if len(rows) == len(test.steps()) and all(row[0] == "ok" for row in rows) else 1


sys.exit(main())
