"""The tests are tested: each row of table.py is taken out of the sources once, and a test must fail.

Works on copies of the sources under --work, one for each job; the sources themselves are only read.
A mutation that no test notices, that does not apply exactly once or does not compile is a fault, and
so is a line that looks like those of the table and is in none of its rows.
"""

import argparse
import concurrent.futures
import os
import queue
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from table import GUARDED, GUARDED_FILES, MUTATIONS, SUITES

TEST_SECONDS = 900


def faults_of_the_table(source):
    """What is wrong before anything is built, in words."""
    for mutation in MUTATIONS:
        times = (source / mutation.file).read_text().count(mutation.old)
        if times != 1:
            yield f"{mutation.file}: {mutation.name}: its text is there {times} times"
    for file in GUARDED_FILES:
        text = (source / file).read_text()
        covered = [(start, start + len(mutation.old)) for mutation in MUTATIONS
                   if mutation.file == file and (start := text.find(mutation.old)) >= 0]
        for found in re.finditer(rf"(?m)^ +.*?({GUARDED})", text):
            if "override {" in text[found.start():text.find("\n", found.start(1))]:
                continue
            if not any(start <= found.start(1) < end for start, end in covered):
                line = text.count("\n", 0, found.start(1)) + 1
                yield f"{file}:{line}: no mutation takes away {found.group(1)!r}"


class Tree:
    """A copy of the sources, and its build."""

    def __init__(self, source, folder):
        self.source, self.folder = source, folder / "tree"
        self.build = folder / "build"
        self.log = folder / "log"
        self.mutated = None

    def copy(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others",
                                 "--exclude-standard"], cwd=self.source, capture_output=True,
                                check=True).stdout.decode().split("\0")
        names = {name for name in listed if name and (self.source / name).is_file()}
        for old in self.folder.rglob("*"):
            if old.is_file() and str(old.relative_to(self.folder)) not in names:
                old.unlink()
        for name in names:  # what is the same keeps its time, and is not built again
            old, new = self.folder / name, (self.source / name).read_bytes()
            if not old.exists() or old.read_bytes() != new:
                old.parent.mkdir(parents=True, exist_ok=True)
                old.write_bytes(new)
                old.chmod((self.source / name).stat().st_mode)

    def run(self, *command, **more):
        with open(self.log, "ab") as log:
            return subprocess.run([str(part) for part in command], stdout=log, stderr=log,
                                  **more).returncode == 0

    def configure(self):
        time_of_build = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=self.source,
                                       capture_output=True, text=True).stdout.strip()
        return self.run("cmake", "-G", "Ninja", "-S", self.folder, "-B", self.build,
                        "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0 -g0",
                        env={**os.environ, "SOURCE_DATE_EPOCH": time_of_build or "1"})

    def compile(self, targets, jobs):
        return self.run("cmake", "--build", self.build, "--parallel", jobs, "--target", *targets)

    def test(self, suite, everything="0"):
        """Whether it is green."""
        program = next(self.build.glob(f"tests/**/{suite.target}"))
        try:
            return self.run(program, "--abort", "--warn", "NoTests", *suite.arguments,
                            timeout=TEST_SECONDS, env={**os.environ, "ROHNAMO_ALL": everything})
        except subprocess.TimeoutExpired:
            return False

    def restore(self):
        if self.mutated:
            (self.folder / self.mutated).write_bytes((self.source / self.mutated).read_bytes())
            self.mutated = None

    def judge(self, mutation):
        """Nothing where a test failed, else what is wrong."""
        self.restore()
        path = self.folder / mutation.file
        self.mutated = mutation.file
        path.write_text(path.read_text().replace(mutation.old, mutation.new))
        suite = SUITES[mutation.suite]
        if not self.compile([suite.target], 1):
            return "does not compile"
        if not self.test(suite):  # a share of the points does for most
            return None
        return "no test failed" if not suite.has_shares or self.test(suite, "1") else None


def prepare(trees, suites):
    targets = sorted({suite.target for suite in suites})
    for tree in trees:  # the second finds the first one's work in ccache
        tree.folder.parent.mkdir(parents=True, exist_ok=True)
        tree.log.write_bytes(b"")
        tree.copy()
        if not tree.configure() or not tree.compile(targets, os.cpu_count()):
            sys.exit(f"it does not build as it is: {tree.log}")
    for suite in suites:
        if not trees[0].test(suite):
            sys.exit(f"{suite.target} {' '.join(suite.arguments)} fails as it is: {trees[0].log}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", default="", help="those whose file or name has this in it")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count()))
    arguments = parser.parse_args()
    faults = list(faults_of_the_table(arguments.source))
    if faults:
        sys.exit("\n".join(faults))
    chosen = [one for one in MUTATIONS if arguments.only in f"{one.file}: {one.name}"]
    began = time.monotonic()
    trees = [Tree(arguments.source.resolve(), (arguments.work / str(i + 1)).resolve())
             for i in range(arguments.jobs)]
    prepare(trees, [SUITES[name] for name in sorted({one.suite for one in chosen})])
    print(f"{len(chosen)} mutations; ready after {time.monotonic() - began:.0f} s", flush=True)

    work = queue.SimpleQueue()
    for mutation in chosen:
        work.put(mutation)
    said = threading.Lock()

    def lane(tree):
        while True:
            try:
                mutation = work.get_nowait()
            except queue.Empty:
                tree.restore()
                return
            start = time.monotonic()
            fault = tree.judge(mutation)
            with said:
                faults.extend([f"{mutation.file}: {mutation.name}: {fault}"] if fault else [])
                print(f"{'FAULT, ' + fault if fault else 'noticed'}: {mutation.file}: {mutation.name} "
                      f"({time.monotonic() - start:.0f} s)", flush=True)

    with concurrent.futures.ThreadPoolExecutor(len(trees)) as pool:
        for done in [pool.submit(lane, tree) for tree in trees]:
            done.result()
    print(f"{len(chosen) - len(faults)} of {len(chosen)} mutations were noticed, in "
          f"{time.monotonic() - began:.0f} s")
    if faults:
        sys.exit("\n".join(faults))


main()
