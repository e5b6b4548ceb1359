"""Verifies the DKIM signatures of messages from standard input with dkimpy.

A line precedes each message: its length, the index of the signature from the top, and the name and
text of the only DNS record. Each answer is one line: valid, or what is wrong.
"""

import sys

import dkim
import nacl.signing  # which dkimpy needs for Ed25519


def verify(data, index, name, record):
    def dns(asked, timeout=0):
        return record.encode() if asked == name.encode() + b"." else None

    try:
        return "valid" if dkim.DKIM(data).verify(index, dnsfunc=dns) else "invalid"
    except dkim.DKIMException as e:
        return repr(e)


print("ready", flush=True)
while line := sys.stdin.buffer.readline():
    length, index, name, record = line.decode().strip().split(" ", 3)
    data = sys.stdin.buffer.read(int(length))
    print(verify(data, int(index), name, record), flush=True)
