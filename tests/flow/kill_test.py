"""kill -9 at random moments of real updates on a real disk, while the publication changes.

After every kill the cache is read by this program alone, which knows nothing of the store's code:
`current` names an edition whose manifest has that hash, every blob of it has its own, and together
they are what one publication has, never parts of two. What was trusted can be read, and never goes
back. The kills come from a seed, which is printed; --seed brings the same ones again, as far as the
machine's own timing allows.
"""

import argparse
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

from machine import Failure, Machine, fresh_folder, report, until

MEDIA = ("picture", "audio")
STORIES = 12
NOISE_RATE, NOISE_BYTES = 48_000, 32_000  # samples and bytes a second of a recording
DOWNLOADS = 4  # at a time (lanes), each with a buffer of so many bytes (connection.hpp)
BUFFER = 262_144

CHANNEL = """format: 1
id: kills
organisation: {en: An organisation}
name: {en: A mission}
default_language: en
timezone: UTC
tint: "#0b5d8a"
text_first: true
languages:
  - {code: en, name: English}
"""
CONTACT = """format: 1
name: {en: A mission}
phones:
  - {number: "701 0202", dial: "+992487010202"}
"""
STORY = "format: 1\ndate: 2020-01\norder: %d\noriginal: en\nstatus: approved\n"
TEXT = 'title: "%s"\nsummary: What happened.\ntranslation: original\n'


def expect(condition, words):
    if not condition:
        raise Failure(words)


class Editor:
    """A channel that changes, and what each of its publications has."""

    def __init__(self, machine, data, chance):
        self.machine, self.data, self.chance = machine, data, chance
        self.publications = []  # each: {hash: (length, kind)}
        self.work = None
        self.fault = None
        channel = machine.channel
        (channel / "contacts").mkdir(parents=True)
        (channel / "channel.yaml").write_text(CHANNEL)
        (channel / "contacts" / "mission.yaml").write_text(CONTACT)
        for number in range(STORIES):
            self.write_story(number, 0, 60_000)
        machine.tool("keys", "new", "--keys", machine.keys)

    def write_story(self, number, state, longest):
        folder = self.machine.channel / "stories" / f"story-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "story.yaml").write_text(STORY % number)
        (folder / "en.md").write_text(f"---\n{TEXT % f'Story {number} as of {state}'}---\n"
                                      + f"Said {state} times.\n")
        self.record_noise(folder / "en.opus", self.chance.randint(longest // 2, longest))

    def record_noise(self, path, length):
        """A recording of about that many bytes, of at least a second."""
        samples = round(max(1.1, length / NOISE_BYTES) * NOISE_RATE)
        subprocess.run(["opusenc", "--quiet", "--bitrate", str(NOISE_BYTES * 8 // 1000), "--raw",
                        "--raw-rate", str(NOISE_RATE), "--raw-chan", "1", "-", str(path)],
                       input=self.chance.randbytes(2 * samples), check=True)

    def change(self):
        for number in self.chance.sample(range(STORIES), STORIES // 2):
            self.write_story(number, len(self.publications), 60_000)

    def publish(self):
        self.machine.tool("publish", self.machine.channel, "--keys", self.machine.keys, "--out",
                          self.machine.site, "--data", self.data, "--cache",
                          self.machine.folder / "pictures")
        self.publications.append(published(self.machine.site / "metadata"))

    def publish_meanwhile(self):
        def work():
            try:
                self.change()
                self.publish()
            except Failure as failure:
                self.fault = failure
        self.wait()
        self.work = threading.Thread(target=work)
        self.work.start()

    def is_at_it(self):
        return self.work is not None and self.work.is_alive()

    def wait(self):
        if self.work is not None:
            self.work.join()
        if self.fault:
            raise self.fault


def published(metadata):
    """What a publication has, by its own signed words: {hash: (length, kind)}."""
    def read(name):
        return json.loads((metadata / name).read_text())["signed"]
    version = read("timestamp.json")["meta"]["snapshot.json"]["version"]
    blobs = {}
    for name, role in read(f"{version}.snapshot.json")["meta"].items():
        name = quote(name.removesuffix(".json"), safe="")
        for target in read(f"{role['version']}.{name}.json")["targets"].values():
            blobs[target["hashes"]["sha256"]] = (target["length"], target["custom"]["kind"])
    return blobs


def without_media(blobs):
    return {name: blob for name, blob in blobs.items() if blob[1] not in MEDIA}


def shown(cache):
    """What the cache shows, every byte of it hashed: (whole, {hash: (length, kind)}), or None."""
    if not (cache / "current").exists():
        return None
    current = (cache / "current").read_text()
    expect(re.fullmatch(r"[0-9a-f]{32}\n", current), f"current says {current!r}")
    edition = current.strip()
    bytes_ = (cache / "editions" / edition / "manifest.json").read_bytes()
    expect(hashlib.sha256(bytes_).hexdigest().startswith(edition), "the manifest has another hash")
    manifest = json.loads(bytes_)
    head = json.loads((cache / "editions" / edition / "head.json").read_text())
    expect(head == {key: manifest[key] for key in head}, "head and manifest differ")
    expect(head["catalogs"][0]["role"] == "mission", "the edition has no mission")
    blobs = {blob["sha256"]: (blob["length"], blob["kind"]) for blob in manifest["blobs"]}
    for catalog in manifest["catalogs"]:
        expect(blobs.get(catalog["sha256"]) == (catalog["length"], "catalog"), "a catalog is missing")
    for name, (length, kind) in blobs.items():
        content = (cache / "blobs" / name[:2] / name).read_bytes()
        expect(len(content) == length, f"{kind} {name} has {len(content)} of {length} bytes")
        expect(hashlib.sha256(content).hexdigest() == name, f"{kind} {name} has other bytes")
    return manifest.get("whole", True), blobs


def belongs(state, publications):
    """Whether this is one publication, or its text and some of its media."""
    whole, blobs = state
    for publication in publications:
        if whole and blobs == publication:
            return True
        if (not whole and blobs.items() <= publication.items()
                and without_media(blobs) == without_media(publication)):
            return True
    return False


class Trust:
    """What a kiosk trusts: it can be read, and its versions never fall."""

    def __init__(self, folder):
        self.folder = folder
        self.versions = {}

    def look(self):
        for path in sorted(self.folder.glob("metadata/*.json")):
            file = json.loads(path.read_text())
            expect(file["signatures"], f"{path.name} is not signed")
            version = file["signed"]["version"]
            expect(version >= self.versions.get(path.name, 0), f"{path.name} went back")
            self.versions[path.name] = version
        for name in self.versions:
            expect((self.folder / "metadata" / name).exists(), f"{name} is gone")
        if (self.folder / "poll").exists():
            json.loads((self.folder / "poll").read_text())


def check(machine, editor, trust):
    state = shown(machine.cache)
    trust.look()
    if state is None:
        return None
    if not belongs(state, editor.publications):  # it may be the one that is being written down
        editor.wait()
        expect(belongs(state, editor.publications), "the edition is none of those published")
    return state


def is_newest(state, editor):
    return state is not None and state == (True, editor.publications[-1])


def update(machine):
    done = subprocess.run([str(part) for part in machine.sync_command("--once")],
                          capture_output=True, text=True)
    expect(done.returncode == 0, f"an update failed:\n{done.stdout}{done.stderr}")


def kill_at_random(machine, editor, wanted):
    """Kills so many updates."""
    chance = editor.chance
    began = time.monotonic()
    update(machine)
    usual = time.monotonic() - began  # of a whole update: the longest wait before a kill
    print(f"an update takes {usual:.2f} s", flush=True)
    trust = Trust(machine.folder / "state")
    expect(is_newest(check(machine, editor, trust), editor), "the first update brought something else")
    kills = finished = seen_text = 0
    editions = set()
    while kills < wanted:
        state = check(machine, editor, trust)
        editions.add(machine.edition())
        seen_text += not state[0]
        if not editor.is_at_it() and (is_newest(state, editor) or chance.random() < 0.05):
            editor.publish_meanwhile()
            if chance.random() < 0.5:
                editor.wait()
        once = chance.random() < 0.5
        machine.start_sync(*(["--once"] if once else []))
        try:
            machine.processes["sync"].wait(timeout=chance.uniform(0, usual))
        except subprocess.TimeoutExpired:
            pass
        killed = machine.kill("sync")
        expect(killed or once, "the daemon ended by itself")
        kills += killed
        finished += not killed
        if killed and kills % 50 == 0:
            print(f"{kills} kills, {len(editor.publications)} publications", flush=True)
    check(machine, editor, trust)
    editor.wait()
    update(machine)
    expect(is_newest(check(machine, editor, trust), editor), "the last update brought something else")
    print(f"{kills} kills in {len(editor.publications)} publications, {len(editions)} editions seen, "
          f"{seen_text} times as text alone; {finished} updates ended before their kill")


def kill_and_count(machine):
    """Kills the daemon. Bytes that nginx had sent and the daemon had not taken from its sockets,
    both standing still: they were in the kernel's hands, and a kill loses them whatever it does."""
    daemon, nginx = machine.processes["sync"], machine.processes["nginx"]
    workers = Path(f"/proc/{nginx.pid}/task/{nginx.pid}/children").read_text().split()
    for pid in (daemon.pid, *map(int, workers)):
        os.kill(pid, signal.SIGSTOP)
        until("it stands still", lambda: Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] in "TZ")
    held = None
    while held != (held := queued(machine.port)):
        time.sleep(0.1)  # what is delivered and not yet acknowledged stands in both queues
    machine.kill("sync")
    for pid in map(int, workers):
        os.kill(pid, signal.SIGCONT)
    return held


def queued(port):
    """Bytes in the queues of the connections to a local port."""
    held = 0
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, _, queues, *_ = line.split()
        sending, received = (int(part, 16) for part in queues.split(":"))
        if local.endswith(f":{port:04X}"):
            held += sending
        if remote.endswith(f":{port:04X}"):
            held += received
    return held


def bodies_sent(machine):
    """Bytes of targets that nginx sent."""
    log = (machine.folder / "nginx" / "access.log").read_text()
    return sum(int(size) for size in re.findall(r'"GET /targets/\S+ HTTP/1.1" \d+ (\d+)', log))


def kill_one_download(machine, editor, wanted):
    """One download of 24 to 48 MB, killed again and again: what came once does not come twice, but
    for what was in the buffers."""
    for number in range(STORIES):
        editor.write_story(number, len(editor.publications), 4_000_000)
    editor.publish()
    held = shown(machine.cache)[1]
    needed = sum(length for name, (length, _) in editor.publications[-1].items() if name not in held)
    machine.stop("nginx")
    (machine.folder / "nginx" / "access.log").unlink()
    machine.start_server("limit_rate 4m;")  # for each download
    kills = lost = 0
    usual = needed / (DOWNLOADS * 4e6)
    while kills < wanted:
        machine.start_sync("--once")
        try:
            machine.processes["sync"].wait(timeout=0.3 + editor.chance.uniform(0, usual / wanted))
            break
        except subprocess.TimeoutExpired:
            lost += kill_and_count(machine)
        kills += 1
        check(machine, editor, Trust(machine.folder / "state"))
    expect(kills > wanted // 2, f"the download was whole after {kills} kills")
    update(machine)
    expect(is_newest(check(machine, editor, Trust(machine.folder / "state")), editor),
           "the download brought something else")
    machine.stop("nginx")
    sent = bodies_sent(machine)
    print(f"{kills} kills of one download: {sent} bytes sent, {lost} of them never taken, {needed} "
          f"needed: {(sent - lost) / needed:.4f} of them")
    expect(sent - lost >= 0.999 * needed, "the log of nginx has not all of it")
    expect(sent - lost <= needed + kills * DOWNLOADS * BUFFER, "much of it came twice")


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "data", "keep"):
        parser.add_argument(f"--{name}", required=True)
    everything = os.environ.get("ROHNAMO_ALL") == "1"
    parser.add_argument("--kills", type=int, default=500 if everything else 20)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    arguments = parser.parse_args()
    print(f"--seed {arguments.seed} --kills {arguments.kills}", flush=True)
    machine = Machine(fresh_folder(arguments.keep), arguments.bin, None, None)
    editor = Editor(machine, arguments.data, random.Random(arguments.seed))
    try:
        editor.publish()
        machine.start_server()
        kill_at_random(machine, editor, arguments.kills)
        kill_one_download(machine, editor, 8 if everything else 3)
    except Failure as failure:
        report(failure, machine.folder)
        return 1
    finally:
        if editor.work is not None:
            editor.work.join()
        machine.close()
    return 0


sys.exit(main())
