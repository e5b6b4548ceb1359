"""Verifies the DKIM signatures of messages that come from standard input, by dkimpy.

Before each message is a line: its length, the place of the signature from the top, and the only DNS
record there is, by name and text. Each answer is a line: valid, or what is wrong.
"""

import sys

import dkim
import nacl.signing  # which dkimpy needs for Ed25519


def verify(octets, index, name, record):
    def dns(asked, timeout=0):
        return record.encode() if asked == name.encode() + b"." else None

    try:
        return "valid" if dkim.DKIM(octets).verify(index, dnsfunc=dns) else "invalid"
    except dkim.DKIMException as e:
        return repr(e)


print("ready", flush=True)
while line := sys.stdin.buffer.readline():
    length, index, name, record = line.decode().strip().split(" ", 3)
    octets = sys.stdin.buffer.read(int(length))
    print(verify(octets, int(index), name, record), flush=True)
