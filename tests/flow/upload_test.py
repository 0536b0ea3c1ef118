"""A publication carried by rsync through ssh: OpenSSH's client, a server that knows the editor's key."""

import asyncio
import filecmp
import os
import shutil
import sys
import threading
from pathlib import Path

import asyncssh

from machine import Failure, run

STORY = "breadwinner"


class SshServer:
    """Runs what a client with `key` asks for, as sshd does; a thread of its own."""

    def __init__(self, folder, key):
        self.folder = folder
        self.key = key
        self.commands = []
        self.break_at = 0  # the number of the command that the line breaks at; 0: none
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.server = self._wait(self._listen())

    @property
    def port(self):
        return self.server.sockets[0].getsockname()[1]

    def close(self):
        self.loop.call_soon_threadsafe(self.server.close)
        self._wait(self.server.wait_closed())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def _wait(self, what):
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(60)

    async def _listen(self):
        host_key = asyncssh.generate_private_key("ssh-ed25519")
        host_key.write_public_key(str(self.folder / "host.pub"))
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[host_key], encoding=None,
            authorized_client_keys=asyncssh.import_authorized_keys(
                self.key.export_public_key().decode()),
            process_factory=self._serve)

    async def _serve(self, process):
        self.commands.append(process.command)
        if len(self.commands) == self.break_at:
            process.channel.get_connection().abort()
            return
        child = await asyncio.create_subprocess_shell(
            process.command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE)
        await process.redirect(stdin=child.stdin, stdout=child.stdout, stderr=child.stderr)
        status = await child.wait()
        await process.stdout.drain()
        process.exit(status)


def configure_client(folder, server, key):
    """Names the server `screens.example`, with the key that it is to have."""
    key.write_private_key(str(folder / "editor"))
    os.chmod(folder / "editor", 0o600)
    host = (folder / "host.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{server.port} {host}")
    (folder / "ssh_config").write_text(f"""Host screens.example
  HostName 127.0.0.1
  Port {server.port}
  User editor
  IdentityFile {folder}/editor
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile {folder}/known_hosts
  StrictHostKeyChecking yes
  BatchMode yes
""")
    os.environ["RSYNC_RSH"] = f"ssh -F {folder}/ssh_config"


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")
            if path.is_file() and path.name != ".lock"}


def expect_same(ours, theirs):
    names = files(ours)
    if names != files(theirs):
        raise Failure(f"files of one side only: {sorted(names ^ files(theirs))[:5]}")
    _, differ, unread = filecmp.cmpfiles(ours, theirs, names, shallow=False)
    if differ or unread:
        raise Failure(f"other bytes: {(differ + unread)[:5]}")


def screen_takes(machine, folder):
    """The edition that a new screen has after one update from there."""
    for old in (machine.cache, machine.folder / "state"):
        shutil.rmtree(old, ignore_errors=True)
    command = machine.sync_command("--once")
    config = machine.folder / "sync.yaml"
    config.write_text(config.read_text().replace(f"http://127.0.0.1:{machine.port}/", str(folder)))
    machine.start("sync", *command)
    if machine.processes.pop("sync").wait(60) != 0 or not machine.edition():
        raise Failure("a screen does not take what is on the server")
    return machine.edition()


def carried(machine, arguments):
    shutil.copytree(Path(arguments.source) / "content/channels/tajikistan", machine.channel)
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = SshServer(machine.folder, key)
    try:
        configure_client(machine.folder, server, key)
        there = machine.folder / "server/rohnamo"
        there.parent.mkdir()
        to = f"screens.example:{there}"
        machine.publish()
        machine.tool("upload", machine.site, "--to", to)
        expect_same(machine.site, there)
        first = screen_takes(machine, there)

        machine.retitle(STORY, "en", "A line that breaks")
        machine.publish()
        server.break_at = len(server.commands) + 3
        broken = machine.tool("upload", machine.site, "--to", to, check=False)
        if broken.returncode != 1 or "Try again: rohnamo-content upload" not in broken.stderr:
            raise Failure(f"what is said of a broken line: {broken.stderr}")
        if screen_takes(machine, there) != first:
            raise Failure("half an upload was shown")
        machine.tool("upload", machine.site, "--to", to)
        expect_same(machine.site, there)
        if screen_takes(machine, there) == first:
            raise Failure("the next upload did not bring what the broken one had begun")

        (machine.folder / "known_hosts").write_text("")
        refused = machine.tool("upload", machine.site, "--to", to, check=False)
        if refused.returncode != 1 or "Host key verification failed" not in refused.stderr:
            raise Failure(f"a server that nobody knows was spoken to: {refused.stderr}")
    finally:
        server.close()


sys.exit(run(carried, "source"))
