"""A publication in an S3 bucket: rclone carries it, is killed on the way, and a screen never sees half of one."""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "flow"))

from machine import Failure, Machine, fresh_folder, report, until  # noqa: E402

STORY = "home-after-a-decade"
PLACE = "rohnamo/site"  # bucket and folder


class Bucket(Machine):
    def __init__(self, folder, release, server):
        super().__init__(folder, release / "bin", release / "fonts", release / "channel")
        self.server = f"http://127.0.0.1:{self.port}/{PLACE}/"
        for name in [name for name in os.environ if name.startswith(("AWS_", "RCLONE_"))]:
            del os.environ[name]
        os.environ |= {"RCLONE_CONFIG": str(self.folder / "rclone.conf"),
                       "RCLONE_CONFIG_S3_TYPE": "s3", "RCLONE_CONFIG_S3_PROVIDER": "Other",
                       "RCLONE_CONFIG_S3_ENDPOINT": f"http://127.0.0.1:{self.port}",
                       "RCLONE_CONFIG_S3_ACCESS_KEY_ID": "S3RVER",
                       "RCLONE_CONFIG_S3_SECRET_ACCESS_KEY": "S3RVER"}
        (self.folder / "rclone.conf").touch()
        data = self.folder / "bucket"
        data.mkdir()
        self.start("s3rver", "node", server, "--directory", data, "--address", "127.0.0.1",
                   "--port", self.port, "--silent", "--no-vhost-buckets",
                   "--configure-bucket", PLACE.split("/")[0])
        until("s3rver answers", self._connects)

    def upload_command(self):
        return [str(self.bin / "rohnamo-content"), "upload", str(self.site), "--to", f"s3://{PLACE}"]

    def upload(self):
        """Seconds."""
        begin = time.monotonic()
        self.tool(*self.upload_command()[1:])
        return time.monotonic() - begin

    def upload_and_kill(self, seconds):
        """Whether it was still at work."""
        process = subprocess.Popen(self.upload_command(), start_new_session=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait() == -signal.SIGKILL
        return False

    def fetch(self):
        """The edition that a screen has then."""
        done = subprocess.run([str(part) for part in self.sync_command("--once")],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"rohnamo-sync --once: {done.stderr}")
        return self.edition()

    def objects(self):
        done = subprocess.run(["rclone", "lsf", "--recursive", "--files-only", f"s3:{PLACE}"],
                              check=True, capture_output=True, text=True)
        return set(done.stdout.splitlines())

    def files(self):
        return {str(path.relative_to(self.site)) for folder in ("metadata", "targets")
                for path in (self.site / folder).rglob("*") if path.is_file()}


def it_is_all_there(bucket):
    if bucket.objects() != bucket.files():
        raise Failure(f"only in the bucket or only here: {bucket.objects() ^ bucket.files()}")


def the_first_upload(bucket):
    bucket.publish()
    seconds = bucket.upload()
    it_is_all_there(bucket)
    if not bucket.fetch():
        raise Failure("a screen has no edition of the bucket's")
    return seconds


def an_upload_that_is_killed(bucket, number, seconds):
    """Before or after: whichever a screen sees, it is whole."""
    before = bucket.edition()
    bucket.retitle(STORY, "tg", f"Нашри {number}")
    for picture in bucket.channel.glob("stories/*/picture.svg"):
        picture.write_text(picture.read_text().replace(
            "</svg>", f'<rect width="90" height="90" fill="#{number * 37 % 256:02x}8040"/></svg>'))
    bucket.publish()
    killed = bucket.upload_and_kill(seconds)
    between = bucket.fetch()
    bucket.upload()
    after = bucket.fetch()
    if after == before:
        raise Failure("the new edition did not come")
    if between not in (before, after):
        raise Failure(f"between {before} and {after} a screen had {between}")
    it_is_all_there(bucket)
    return (f"{'killed' if killed else 'done'} after {seconds:.1f} s: "
            f"{'the one before' if between == before else 'the new one'}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--release", required=True, help="a build: its bin, fonts and channel")
    parser.add_argument("--source", required=True)
    parser.add_argument("--server", required=True, help="s3rver's program")
    parser.add_argument("--keep", required=True)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    arguments = parser.parse_args()
    folder = fresh_folder(Path(arguments.keep).resolve())
    bucket = Bucket(folder, Path(arguments.release).resolve(), Path(arguments.server).resolve())
    chance = random.Random(arguments.seed)
    try:
        shutil.copytree(Path(arguments.source) / "content/channels/tajikistan", bucket.channel)
        longest = the_first_upload(bucket)
        print(f"all of it carried in {longest:.1f} s; seed {arguments.seed}", flush=True)
        for number in range(arguments.kills):
            print(an_upload_that_is_killed(bucket, number, chance.uniform(0.2, longest)), flush=True)
    except Failure as failure:
        report(failure, folder)
        return 1
    finally:
        bucket.close()
    return 0


sys.exit(main())
