"""A kiosk's world made of real parts: keys, a publication, nginx, the daemon, an X server, the screen."""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

WIDTH, HEIGHT = 1280, 720


class Failure(Exception):
    """What did not hold, in words."""


def report(failure, folder):
    """To the standard error: what did not hold, where all of it lies, and how the logs end."""
    print(f"FAILED: {failure}\nEverything as it was left: {folder}", file=sys.stderr)
    for log in sorted(folder.glob("*.log")):
        print(f"--- {log.name}\n{log.read_text()[-3000:]}", file=sys.stderr)


def until(what, condition, seconds=60):
    """Asks `condition` until it gives something true, and returns that; fails after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure(f"{seconds} s passed and still not: {what}")
        time.sleep(0.05)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Machine:
    """Owns every process that it starts; close() ends them all."""

    def __init__(self, folder, bin_dir, fonts, builtin):
        self.folder = Path(folder)
        self.bin = Path(bin_dir)
        self.fonts = fonts
        self.builtin = builtin
        self.channel = self.folder / "channel"
        self.keys = self.folder / "keys"
        self.site = self.folder / "site"
        self.cache = self.folder / "cache"
        self.run = self.folder / "run"
        self.port = free_port()
        self.server = f"http://127.0.0.1:{self.port}/"
        self.rotation = 0  # degrees by which the page is turned on the panel
        self.processes = {}
        self.folder.mkdir(parents=True, exist_ok=True)

    # ---- processes

    def start(self, name, *command, env=None):
        log = open(self.folder / f"{name}.log", "ab")
        self.processes[name] = subprocess.Popen(
            [str(part) for part in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})})

    def stop(self, name):
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=60)

    def kill(self, name):
        """kill -9. Whether it was still running."""
        process = self.processes.pop(name)
        process.kill()
        return process.wait() == -signal.SIGKILL

    def alive(self, name):
        return self.processes[name].poll() is None

    def close(self):
        for name in reversed(list(self.processes)):
            self.processes[name].send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()

    def tool(self, *arguments, check=True):
        done = subprocess.run([str(self.bin / "rohnamo-content"), *map(str, arguments)],
                              capture_output=True, text=True)
        if check and done.returncode != 0:
            raise Failure(f"rohnamo-content {arguments[0]} failed:\n{done.stdout}{done.stderr}")
        return done

    # ---- the editor and the server

    def publish(self):
        if not self.keys.exists():
            self.tool("keys", "new", "--keys", self.keys)
        return self.tool("publish", self.channel, "--keys", self.keys, "--out", self.site)

    def retitle(self, story, language, title):
        path = self.channel / "stories" / story / f"{language}.md"
        lines = path.read_text().splitlines(keepends=True)
        lines = [f'title: "{title}"\n' if line.startswith("title:") else line for line in lines]
        path.write_text("".join(lines))

    def start_server(self, more=""):
        """`more`: directives for the server block."""
        here = self.folder / "nginx"
        here.mkdir(exist_ok=True)
        user = "user root;" if os.getuid() == 0 else ""
        temporary = "".join(f"{kind}_temp_path {here}/{kind};\n" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (here / "nginx.conf").write_text(f"""
daemon off; {user} pid {here}/pid; error_log {here}/error.log;
events {{}}
http {{ access_log {here}/access.log; {temporary}
  types {{ application/json json; }} default_type application/octet-stream;
  server {{ listen 127.0.0.1:{self.port}; root {self.site}; gzip_static on; {more} }} }}
""")
        self.start("nginx", "/usr/sbin/nginx", "-e", here / "error.log", "-c", here / "nginx.conf")
        until("nginx answers", lambda: self._connects())

    def _connects(self):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) == 0

    # ---- the daemon

    def start_sync(self, *more):
        self.start("sync", *self.sync_command(*more))

    def sync_command(self, *more):
        config = self.folder / "sync.yaml"
        config.write_text(f"""format: 1
server: {self.server}
root: {self.keys}/1.root.json
cache: {self.cache}
state: {self.folder}/state
run: {self.run}
interval: 1s
""")
        return [self.bin / "rohnamo-sync", "--config", config, *more]

    def status(self, program):
        try:
            return json.loads((self.run / program / "status.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def edition(self):
        try:
            return (self.cache / "current").read_text().strip()
        except FileNotFoundError:
            return ""

    # ---- the screen

    def start_display(self, *more):
        read_end, write_end = os.pipe()
        os.set_inheritable(write_end, True)
        self.processes["Xvfb"] = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nocursor",
             *more],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            self.display = ":" + pipe.readline().strip()

    def kiosk_command(self, *more):
        return [self.bin / "rohnamo-kiosk", "--cache", self.cache, "--builtin", self.builtin,
                "--fonts", self.fonts, "--state", self.folder / "kiosk-state",
                "--mode", "touch", *more]

    def start_kiosk(self, env=None):
        self.start("kiosk", *self.kiosk_command("--run", self.run, "--size", f"{WIDTH}x{HEIGHT}",
                                                "--rotation", str(self.rotation)),
                   env={"DISPLAY": self.display, "SDL_VIDEODRIVER": "x11", **(env or {})})

    def page_size(self):
        return (HEIGHT, WIDTH) if self.rotation in (90, 270) else (WIDTH, HEIGHT)

    def page(self):
        """The page without the bottom line, where the clock stands: for difference()."""
        width, height = self.page_size()
        return f"{width}x{height * 9 // 10}+0+0"

    def x(self, *command):
        return subprocess.run([str(part) for part in command], check=True, capture_output=True,
                              text=True, env={**os.environ, "DISPLAY": self.display}).stdout

    def click(self, x, y):
        """At a point of the page, however it is turned."""
        x, y = {0: (x, y), 90: (WIDTH - 1 - y, x), 180: (WIDTH - 1 - x, HEIGHT - 1 - y),
                270: (y, HEIGHT - 1 - x)}[self.rotation]
        self.x("xdotool", "mousemove", x, y, "click", 1)

    def screenshot(self, name):
        """The page upright, as somebody before the panel sees it."""
        path = self.folder / f"{name}.png"
        self.x("import", "-window", "root", "-rotate", -self.rotation, "+repage", path)
        return path

    def draw(self, name, script):
        """What the same program draws off screen after `script`, on the same cache."""
        out = self.folder / f"drawn-{name}"
        out.mkdir(exist_ok=True)
        path = self.folder / f"{name}.script"
        path.write_text(script + f"\nshot {name}\n")
        width, height = self.page_size()
        done = subprocess.run([str(part) for part in self.kiosk_command(
            "--run", self.folder / "run-drawn", "--size", f"{width}x{height}", "--script", path,
            "--out", out)],
            capture_output=True, text=True, env={k: v for k, v in os.environ.items()
                                                 if k not in ("DISPLAY", "WAYLAND_DISPLAY")})
        if done.returncode != 0:
            raise Failure(f"the script {name} failed:\n{done.stdout}{done.stderr}")
        return out / f"{name}.png"


def difference(one, other, crop):
    """The share of pixels that differ by more than 4 %, inside `crop` (WxH+X+Y)."""
    done = subprocess.run(
        ["compare", "-metric", "AE", "-fuzz", "4%", "-extract", crop, str(one), str(other), "null:"],
        capture_output=True, text=True)
    if done.returncode > 1:
        raise Failure(f"cannot compare {one} and {other}: {done.stderr}")
    width, height = crop.split("+")[0].split("x")
    return float(done.stderr.split()[0]) / (int(width) * int(height))


def touch_a_story(machine):
    """The carousel is on the screen, a click opens its story, and the kiosk ends cleanly."""
    def shows(picture, name):
        return difference(machine.screenshot(name), picture, machine.page()) < 0.002

    turned = f"{machine.rotation}-degrees"
    carousel = machine.draw(f"carousel-{turned}", "wait 1s")
    until("the carousel is on the screen", lambda: shows(carousel, f"1-carousel-{turned}"))
    reader = machine.draw(f"reader-{turned}", "wait 1s\ntap story:home-after-a-decade\nwait 2s")
    width, height = machine.page_size()
    machine.click(width // 3, height // 2)
    until("a click opens the reader", lambda: shows(reader, f"2-reader-{turned}"))
    lower = machine.draw(f"lower-{turned}",
                         "wait 1s\ntap story:home-after-a-decade\nwait 2s\nkey down\nwait 2s")
    machine.x("xdotool", "key", "Down")
    until("a key scrolls it", lambda: shows(lower, f"3-lower-{turned}"))
    if machine.stop("kiosk") != 0:
        raise Failure("the kiosk did not end cleanly")


def colours(picture):
    """How many different colours a picture has: a blank one has 1."""
    return int(subprocess.run(["identify", "-format", "%k", str(picture)], check=True,
                              capture_output=True, text=True).stdout)


def fresh_folder(path):
    shutil.rmtree(path, ignore_errors=True)
    return Path(path)


def walk(steps, machine):
    for step in steps:
        print(step.__name__.replace("_", " "), flush=True)
        step(machine)
    print("Every step held.")


def run(act, *more):
    """Does act(machine, arguments), with a machine as the command line says; gives what to exit with.

    `more`: arguments beside --bin, --fonts, --builtin and --keep."""
    parser = argparse.ArgumentParser()
    for name in ("bin", "fonts", "builtin", "keep", *more):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    machine = Machine(fresh_folder(arguments.keep), arguments.bin, arguments.fonts, arguments.builtin)
    try:
        act(machine, arguments)
    except Failure as failure:
        report(failure, machine.folder)
        return 1
    finally:
        machine.close()
    return 0
