#!/usr/bin/env python3
"""In the machine: what programs take to say READY=1, one after the other, several rounds.

  start_costs.py ROUNDS NAME=COMMAND ...

One line for each, its median: name, milliseconds of time, of the processor, PSS in kB.
"""

import os
import socket
import subprocess
import sys
import time

READY = f"/run/start-costs-{os.getpid()}"
TICK = os.sysconf("SC_CLK_TCK")
REST = 2  # seconds until its memory is looked at


def start(command):
    if os.path.exists(READY):
        os.unlink(READY)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
        ready.bind(READY)
        ready.settimeout(60)
        begin = time.monotonic()
        program = subprocess.Popen(command, shell=True, env=dict(os.environ, NOTIFY_SOCKET=READY))
        try:
            while b"READY=1" not in ready.recv(4096):
                pass
            taken = time.monotonic() - begin
            ticks = open(f"/proc/{program.pid}/stat").read().rsplit(")", 1)[1].split()[11:13]
            time.sleep(REST)
            pss = next(line.split()[1] for line in open(f"/proc/{program.pid}/smaps_rollup")
                       if line.startswith("Pss:"))
        finally:
            program.terminate()  # in order: the kiosk leaves a channel with which it was killed again and again
            program.wait()
    return 1000 * taken, 1000 * sum(map(int, ticks)) / TICK, int(pss)


commands = [argument.split("=", 1) for argument in sys.argv[2:]]
costs = {name: [] for name, _ in commands}
for _ in range(int(sys.argv[1])):
    for name, command in commands:
        costs[name].append(start("exec " + command))
for name, runs in costs.items():
    print(name, *(round(sorted(values)[len(values) // 2]) for values in zip(*runs)))
