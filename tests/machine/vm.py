"""The image in QEMU: power on, cut, look at the screen, touch, type; commands in it as root."""

import base64
import json
import shutil
import socket
import subprocess
import time
from pathlib import Path

from machine import HEIGHT, WIDTH, Failure, until


class Line:
    """A Unix socket that is read line by line."""

    def __init__(self, path, seconds):
        self.socket = socket.socket(socket.AF_UNIX)
        until(f"{path} answers", lambda: self.socket.connect_ex(str(path)) == 0)
        self.socket.settimeout(seconds)
        self.file = self.socket.makefile("rb")

    def write(self, text):
        self.socket.sendall(text.encode())

    def read(self):
        line = self.file.readline()
        if not line:
            raise Failure("the machine hung up")
        return line.decode(errors="replace").rstrip("\n")


class Vm:
    def __init__(self, image, folder, memory):
        self.image, self.folder, self.memory = Path(image), Path(folder), memory
        self.process = self.qmp = self.shell = None
        self.boots = 0
        self.folder.mkdir(parents=True, exist_ok=True)

    def new_disk(self):
        shutil.copyfile(self.image / "disk.img", self.folder / "disk.img")

    def power_on(self, clock="utc", root="rw"):
        """`clock`: what the machine's own clock shows, "1970-01-02T03:04:05"; "utc": the truth."""
        self.boots += 1
        for name in ("qmp", "shell"):
            (self.folder / name).unlink(missing_ok=True)
        # As a bare Debian starts: quiet, and the last console is the screen. An emulated timer is late
        # where the host is busy, and the kernel would take it for a broken one.
        kernel = (f"root=/dev/vda {root} console=ttyS0 console=tty0 quiet vt.global_cursor_default=0 "
                  "no_timer_check")
        log = open(self.folder / f"qemu-{self.boots}.log", "wb")
        self.process = subprocess.Popen(
            ["qemu-system-x86_64", "-nodefaults", "-accel", "tcg,thread=multi", "-cpu", "max",
             "-smp", "2", "-m", str(self.memory), "-display", "none", "-vga", "none",
             "-device", f"virtio-vga,xres={WIDTH},yres={HEIGHT}", "-device", "virtio-mouse-pci",
             "-kernel", str(self.image / "kernel"), "-initrd", str(self.image / "initrd"),
             "-append", kernel, "-no-reboot", "-rtc", f"base={clock}",
             "-drive", f"file={self.folder}/disk.img,format=raw,if=virtio",
             "-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net",
             "-device", "qemu-xhci,id=usb",
             "-serial", f"file:{self.folder}/serial-{self.boots}.log",
             "-device", "virtio-serial-pci",
             "-chardev", f"socket,id=shell,path={self.folder}/shell,server=on,wait=off",
             "-device", "virtserialport,chardev=shell,name=test",
             "-qmp", f"unix:{self.folder}/qmp,server=on,wait=off"],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.started = time.monotonic()
        self.qmp = Line(self.folder / "qmp", 60)
        self.qmp.read()
        self.ask("qmp_capabilities")
        self.shell = Line(self.folder / "shell", 180)

    def seconds(self):
        return time.monotonic() - self.started

    def cut(self):
        """The power fails: nothing in the machine hears of it."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        self.process = None

    def alive(self):
        return self.process is not None and self.process.poll() is None

    # ---- plugs

    def plug_in(self, stick):
        """A USB stick whose whole contents are the file `stick`."""
        self.ask("blockdev-add", **{"driver": "raw", "node-name": "stick",
                                    "file": {"driver": "file", "filename": str(stick)}})
        self.ask("device_add", driver="usb-storage", id="stick", bus="usb.0", drive="stick",
                 removable=True)

    def pull_out(self):
        self.ask("device_del", id="stick")
        end = time.monotonic() + 30
        while True:  # the device is let go a moment later
            try:
                return self.ask("blockdev-del", **{"node-name": "stick"})
            except Failure:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def line(self, plugged_in):
        """The network cable."""
        self.ask("set_link", name="net", up=plugged_in)

    # ---- QEMU's own eyes and hands

    def ask(self, command, **arguments):
        self.qmp.write(json.dumps({"execute": command, "arguments": arguments}))
        while True:
            answer = json.loads(self.qmp.read())
            if "error" in answer:
                raise Failure(f"QEMU: {command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def screenshot(self, name):
        path = self.folder / f"{name}.png"
        self.ask("screendump", filename=str(path), format="png")
        return path

    def send(self, *events):
        self.ask("input-send-event", events=list(events))

    def click(self, x, y, steps=1):
        """By a mouse, which knows no places: to the corner first. In many steps where a fast one goes further."""
        def move(axis, value):
            return {"type": "rel", "data": {"axis": axis, "value": value}}
        self.send(move("x", -2 * WIDTH), move("y", -2 * HEIGHT))
        for _ in range(steps):
            self.send(move("x", x // steps), move("y", y // steps))
            time.sleep(0.02 if steps > 1 else 0)
        for down in (True, False):
            self.send({"type": "btn", "data": {"down": down, "button": "left"}})
            time.sleep(0.1)

    def keys(self, *names):
        """All down together, then up."""
        for down, order in ((True, names), (False, reversed(names))):
            for name in order:
                self.send({"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": name}}})
                time.sleep(0.1)

    # ---- a technician's hands, by the shell of the test

    def run(self, command):
        """What `command` says, and whether it went well."""
        self.shell.write(f"( {command}\n) 2>&1; code=$?; echo; echo @@ $code\n")
        lines = []
        while not (line := self.shell.read()).startswith("@@ "):
            lines.append(line)
        return "\n".join(lines).strip(), line == "@@ 0"

    def must(self, command):
        words, good = self.run(command)
        if not good:
            raise Failure(f"in the machine: {command}: {words}")
        return words

    def write(self, path, text):
        self.must(f"cat > {path} <<'END'\n{text}\nEND")

    def put(self, source, path):
        """A program of the host's."""
        code = base64.encodebytes(Path(source).read_bytes()).decode()
        self.must(f"base64 -d > {path} <<'END'\n{code}END\nchmod +x {path}")

    def status(self, program):
        try:
            return json.loads(self.run(f"cat /run/rohnamo/{program}/status.json")[0])
        except json.JSONDecodeError:
            return {}
