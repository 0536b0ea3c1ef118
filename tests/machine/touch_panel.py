#!/usr/bin/env python3
"""In the machine: a touch panel by uinput. Every line "X Y" of the FIFO given is a tap."""

import fcntl
import os
import struct
import sys
import time

EV_SYN, EV_KEY, EV_ABS = 0, 1, 3
BTN_TOUCH, INPUT_PROP_DIRECT = 0x14A, 1
SLOT, X, Y, TRACKING = 0x2F, 0x35, 0x36, 0x39  # ABS_MT_…
SET_EV, SET_KEY, SET_ABS, SET_PROP, CREATE = 0x40045564, 0x40045565, 0x40045567, 0x4004556E, 0x5501
MAXIMA = {0: 1279, 1: 719, SLOT: 9, X: 1279, Y: 719, TRACKING: 65535}

device = os.open("/dev/uinput", os.O_WRONLY)
for request, values in ((SET_EV, (EV_KEY, EV_ABS)), (SET_KEY, (BTN_TOUCH,)), (SET_ABS, MAXIMA),
                        (SET_PROP, (INPUT_PROP_DIRECT,))):
    for value in values:
        fcntl.ioctl(device, request, value)
maxima = [MAXIMA.get(axis, 0) for axis in range(64)]
os.write(device, struct.pack("80sHHHHI256i", b"A touch panel", 3, 1, 1, 1, 0, *maxima, *[0] * 192))
fcntl.ioctl(device, CREATE)


def events(*all_of_them):
    for kind, code, value in (*all_of_them, (EV_SYN, 0, 0)):
        os.write(device, struct.pack("llHHi", 0, 0, kind, code, value))


fifo = sys.argv[1]
os.mkfifo(fifo)
finger = 0
while True:
    with open(fifo) as lines:
        for line in lines:
            x, y = map(int, line.split())
            finger += 1
            events((EV_ABS, SLOT, 0), (EV_ABS, TRACKING, finger), (EV_ABS, X, x), (EV_ABS, Y, y),
                   (EV_KEY, BTN_TOUCH, 1), (EV_ABS, 0, x), (EV_ABS, 1, y))
            time.sleep(0.1)
            events((EV_ABS, TRACKING, -1), (EV_KEY, BTN_TOUCH, 0))
