"""Machines on one local network, by the real programs: nginx is the server, the daemons find each
other by a real Avahi, each in a network namespace of its own on one bridge.

Needs root, since Avahi gives up its own in no user namespace; exits with 77 (skipped, and says so)
without."""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from machine import Failure, fresh_folder, report, until

SKIPPED = 77
INSIDE = "ROHNAMO_NEIGHBOURS_INSIDE"
SERVER = "10.77.0.1"
STORY = "home-after-a-decade"
DBUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/>
<allow send_type="signal"/><allow send_requested_reply="true"/><allow receive_type="method_call"/>
<allow receive_type="method_return"/><allow receive_type="error"/><allow receive_type="signal"/>
</policy></busconfig>
"""
AVAHI = """[server]
host-name={name}
use-ipv4=yes
use-ipv6=yes
enable-dbus=yes
disallow-other-stacks=no
[publish]
publish-workstation=no
[rlimits]
"""


def expect(condition, words):
    if not condition:
        raise Failure(words)


def enter_namespaces():
    """This script once more, with a network, a host name and a /run of its own."""
    command = ["unshare", "--net", "--mount", "--uts"]
    tried = subprocess.run(
        command + ["sh", "-c", "mount -t tmpfs run /run && ip link add probe type bridge"],
        capture_output=True, text=True)
    if tried.returncode != 0:
        print("SKIPPED: only root can make the network that this needs: "
              f"{tried.stderr.strip()}")
        sys.exit(SKIPPED)
    inside = {**os.environ, INSIDE: "1"}
    os.execvpe(command[0], command + [sys.executable, "-B", *sys.argv], inside)


def ip(*arguments):
    done = subprocess.run(["ip", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"ip {' '.join(map(str, arguments))}: {done.stderr}")


class Network:
    """A bridge, and the processes of all the hosts on it."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = {}
        subprocess.run(["mount", "-t", "tmpfs", "run", "/run"], check=True)
        ip("link", "set", "lo", "up")
        ip("link", "add", "lan", "type", "bridge")
        ip("link", "set", "lan", "up")

    def start(self, name, command, env=None):
        log = open(self.folder / f"{name}.log", "ab")
        self.processes[name] = subprocess.Popen(
            [str(part) for part in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})})

    def stop(self, name, number=signal.SIGTERM):
        process = self.processes.pop(name)
        process.send_signal(number)
        return process.wait(timeout=60)

    def close(self):
        for name in reversed(list(self.processes)):
            self.processes[name].kill()
        for process in self.processes.values():
            process.wait()


class Host:
    """A machine on the bridge."""

    def __init__(self, network, name, number):
        self.network = network
        self.name = name
        self.address = f"10.77.0.{number}"
        self.folder = network.folder / name
        self.folder.mkdir()
        self.bus = self.folder / "bus"
        ip("netns", "add", name)
        ip("link", "add", f"v-{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
        ip("link", "set", f"v-{name}", "master", "lan", "up")
        self.ip("link", "set", "lo", "up")
        self.ip("addr", "add", f"{self.address}/24", "dev", "eth0")
        self.ip("link", "set", "eth0", "up")
        self.ip("route", "add", "default", "via", SERVER if number != 1 else "10.77.0.254")

    def ip(self, *arguments):
        ip("-n", self.name, *arguments)

    def start(self, program, command, env=None):
        self.network.start(f"{self.name}-{program}", ["ip", "netns", "exec", self.name, *command],
                           env={"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.bus}", **(env or {})})

    def stop(self, program, number=signal.SIGTERM):
        return self.network.stop(f"{self.name}-{program}", number)

    def start_avahi(self):
        (self.folder / "dbus.conf").write_text(DBUS.format(socket=self.bus))
        (self.folder / "avahi.conf").write_text(AVAHI.format(name=self.name))
        self.start("dbus", ["dbus-daemon", f"--config-file={self.folder}/dbus.conf", "--nofork",
                            "--nopidfile"])
        until("the bus listens", self.bus.exists)
        self.resume_avahi()

    def resume_avahi(self):
        self.start("avahi", [
            "unshare", "--mount", "sh", "-c",
            "mount -t tmpfs run /run && mkdir -p /run/avahi-daemon && exec avahi-daemon "
            f"--no-drop-root --no-chroot --no-rlimits --debug -f {self.folder}/avahi.conf"])


class Kiosk(Host):
    """A machine with a rohnamo-sync."""

    def __init__(self, network, name, number, root, settings=""):
        super().__init__(network, name, number)
        self.root = root
        self.settings = settings
        self.cache = self.folder / "cache"

    def start_sync(self, binaries):
        config = self.folder / "sync.yaml"
        config.write_text(f"""format: 1
server: http://{SERVER}:8000/
root: {self.root}
cache: {self.cache}
state: {self.folder}/state
run: {self.folder}/run
interval: 2s
{self.settings}""")
        self.binary = binaries / "rohnamo-sync"
        (self.folder / "run/sync/status.json").unlink(missing_ok=True)  # what the one before told
        self.start("sync", [self.binary, "--config", config])

    def status(self):
        try:
            return json.loads((self.folder / "run/sync/status.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def words(self):
        return subprocess.run([self.binary, "--config", self.folder / "sync.yaml", "status"],
                              capture_output=True, text=True).stdout

    def edition(self):
        try:
            return (self.cache / "current").read_text().strip()
        except FileNotFoundError:
            return ""

    def blobs(self):
        return sorted(path for path in (self.cache / "blobs").glob("*/*"))


class World:
    def __init__(self, arguments):
        self.folder = fresh_folder(arguments.keep)
        self.folder.mkdir(parents=True)
        self.binaries = Path(arguments.bin)
        self.channel = self.folder / "channel"
        self.site = self.folder / "site"
        self.keys = self.folder / "keys"
        shutil.copytree(Path(arguments.source) / "content/channels/tajikistan", self.channel)
        self.tool("keys", "new", "--keys", self.keys)
        self.publish()
        self.network = Network(self.folder)
        self.server = Host(self.network, "server", 1)
        self.start_nginx()
        root = self.keys / "1.root.json"
        self.a = Kiosk(self.network, "a", 2, root, "share: true\n")
        self.b = Kiosk(self.network, "b", 3, root)
        self.c = Kiosk(self.network, "c", 4, root, "bandwidth_limit: 1k\n")
        self.d = Kiosk(self.network, "d", 5, root, "share: true\n")

    def tool(self, *arguments):
        done = subprocess.run([str(self.binaries / "rohnamo-content"), *map(str, arguments)],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"rohnamo-content {arguments[0]}:\n{done.stdout}{done.stderr}")

    def publish(self, title=None):
        if title:
            path = self.channel / "stories" / STORY / "tg.md"
            path.write_text(re.sub(r"(?m)^title:.*$", f'title: "{title}"', path.read_text(), count=1))
        self.tool("publish", self.channel, "--keys", self.keys, "--out", self.site)

    def start_nginx(self):
        here = self.folder / "nginx"
        here.mkdir(exist_ok=True)
        temporary = "".join(f"{kind}_temp_path {here}/{kind};\n" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (here / "nginx.conf").write_text(f"""
daemon off; master_process off; user root; pid {here}/pid; error_log {here}/error.log;
events {{}}
http {{ log_format asked '$remote_addr $status $uri'; access_log {here}/access.log asked; {temporary}
  default_type application/octet-stream;
  server {{ listen {SERVER}:8000; root {self.site}; gzip_static on; }} }}
""")
        self.server.start("nginx", ["/usr/sbin/nginx", "-e", here / "error.log", "-c",
                                    here / "nginx.conf"])

    def stop_nginx(self):
        self.server.stop("nginx")

    def hold_nginx(self):
        """It takes questions, and answers when it is let go."""
        self.network.processes["server-nginx"].send_signal(signal.SIGSTOP)

    def let_nginx_go(self):
        self.network.processes["server-nginx"].send_signal(signal.SIGCONT)

    def asked(self, host):
        """What a host has got from nginx since the last time."""
        log = self.folder / "nginx/access.log"
        lines = [line.split() for line in log.read_text().splitlines()]
        log.write_text("")
        return [uri for address, status, uri in lines
                if address == host.address and status in ("200", "206")]


def is_news(uri):
    return uri == "/metadata/timestamp.json" or re.fullmatch(r"/metadata/\d+\.root\.json", uri)


def a_machine_shares_what_it_has(world):
    for host in (world.a, world.b, world.c):
        host.start_avahi()
    world.a.start_sync(world.binaries)
    until("a has an edition", world.a.edition)
    port = until("a shares it", lambda: world.a.status().get("shared_port"))
    expect(f"shared on port {port}" in world.a.words(), "status does not say that it is shared")


def another_takes_it_from_there(world):
    """It knows nothing of anybody when it begins: so first without a server, until it has heard."""
    world.stop_nginx()
    world.asked(world.b)
    world.b.start_sync(world.binaries)
    until("b has found a", lambda: world.b.status().get("neighbours") == 1)
    until("b has the edition", lambda: world.b.edition() == world.a.edition())
    expect("Neighbours:     1 in use" in world.b.words(), "status does not tell of the neighbour")


def with_a_server_it_is_asked_for_the_news_alone(world):
    world.start_nginx()
    world.publish("Унвони дуюм")
    before = world.b.edition()
    # A first: else b may be there before it, and there is nothing to take.
    world.b.stop("sync")
    until("a has the second edition", lambda: world.a.edition() not in ("", before))
    until("a shares it", lambda: "version 2" in (world.folder / "a-sync.log").read_text())
    world.asked(world.b)
    for path in world.b.blobs():
        path.unlink()  # all of it is to come again
    shutil.rmtree(world.b.folder / "state")
    shutil.rmtree(world.b.cache)
    # Found before it asks: the server stands still until then.
    world.hold_nginx()
    world.b.start_sync(world.binaries)
    until("b has found a again", lambda: world.b.status().get("neighbours") == 1)
    world.let_nginx_go()
    until("b has the second edition", lambda: world.b.edition() == world.a.edition())
    until("b has asked the server since", lambda: any(
        is_news(line.split()[2]) for line in (world.folder / "nginx/access.log").read_text().splitlines()
        if line.startswith(world.b.address)))
    others = [uri for uri in world.asked(world.b) if not is_news(uri)]
    expect(not others, f"b took from the server: {others[:5]}")


def without_a_server_the_news_come_from_the_neighbour(world):
    """A has a line; b has none."""
    before = world.b.edition()
    world.b.ip("route", "add", "unreachable", f"{SERVER}/32")
    world.publish("Унвони сеюм")
    until("a has the third edition", lambda: world.a.edition() not in ("", before))
    until("b has it too", lambda: world.b.edition() == world.a.edition())
    world.b.ip("route", "del", "unreachable", f"{SERVER}/32")


def a_metered_line_is_not_what_a_neighbour_costs(world):
    """At 1 KB a second this channel would take many minutes."""
    size = sum(path.stat().st_size for path in world.a.blobs())
    expect(size > 600_000, f"the channel is too small for this: {size} bytes")
    world.hold_nginx()
    world.c.start_sync(world.binaries)
    until("c has found a", lambda: world.c.status().get("neighbours") == 1)
    world.let_nginx_go()
    until("c has the edition", lambda: world.c.edition() == world.a.edition(), seconds=120)
    world.c.stop("sync")


def machines_of_one_name_are_told_apart(world):
    """All are called the same here, as machines are that were made from one image."""
    world.d.start_avahi()
    world.d.start_sync(world.binaries)
    until("d shares what it has", lambda: world.d.status().get("shared_port"))
    until("b has found both", lambda: world.b.status().get("neighbours") == 2)
    expect(world.d.stop("sync") == 0, "the daemon of d did not end cleanly")
    until("d is gone for b", lambda: world.b.status().get("neighbours") == 1)


def avahi_goes_and_comes_back(world):
    world.b.stop("avahi")
    until("b has nobody", lambda: world.b.status().get("neighbours") == 0)
    world.b.resume_avahi()
    until("b has found a again", lambda: world.b.status().get("neighbours") == 1)
    world.a.stop("avahi")
    until("a is gone for b", lambda: world.b.status().get("neighbours") == 0)
    world.a.resume_avahi()
    until("a is there again", lambda: world.b.status().get("neighbours") == 1)


def a_lying_neighbour_changes_nothing(world):
    before = world.b.edition()
    world.b.stop("sync")
    world.publish("Унвони чорум")
    until("a has the fourth edition", lambda: world.a.edition() not in ("", before))
    until("a shares it", lambda: "version 4" in (world.folder / "a-sync.log").read_text())
    lies = 0
    for path in world.a.blobs():
        size = path.stat().st_size
        path.unlink()
        path.write_bytes(b"a lie " * (size // 6 + 1))
        os.truncate(path, size)
        lies += 1
    expect(lies > 10, "a has too few blobs to lie with")
    world.asked(world.b)
    world.hold_nginx()
    world.b.start_sync(world.binaries)
    until("b has found a", lambda: world.b.status().get("neighbours") == 1)
    world.let_nginx_go()
    until("b has the fourth edition", lambda: world.b.edition() not in ("", before))
    until("b leaves a alone", lambda: world.b.status().get("neighbours") == 0)
    taken = [uri for uri in world.asked(world.b) if uri.startswith("/targets/")]
    expect(taken, "b took nothing from the server")
    for path in world.b.blobs():
        content = path.read_bytes()
        expect(not content.startswith(b"a lie "), f"b has taken a lie: {path}")


def all_end_when_told(world):
    for host in (world.a, world.b):
        expect(host.stop("sync") == 0, f"the daemon of {host.name} did not end cleanly")


STEPS = [a_machine_shares_what_it_has, another_takes_it_from_there,
         with_a_server_it_is_asked_for_the_news_alone,
         without_a_server_the_news_come_from_the_neighbour,
         a_metered_line_is_not_what_a_neighbour_costs, machines_of_one_name_are_told_apart,
         avahi_goes_and_comes_back, a_lying_neighbour_changes_nothing, all_end_when_told]


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "source", "keep"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    if INSIDE not in os.environ:
        enter_namespaces()
    world = World(arguments)
    try:
        for step in STEPS:
            began = time.monotonic()
            step(world)
            print(f"{step.__name__.replace('_', ' ')} ({time.monotonic() - began:.1f} s)", flush=True)
    except Failure as failure:
        report(failure, world.folder)
        return 1
    finally:
        world.network.close()
    print("Every step held.")
    return 0


sys.exit(main())
