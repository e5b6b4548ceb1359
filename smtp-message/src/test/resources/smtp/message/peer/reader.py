"""Reads messages from standard input (length, line end, bytes) and writes what is in each.

Each answer is one line of JSON.
"""

import json
import sys
from email import message_from_bytes, policy


def people(message, name):
    header = message[name]
    addresses = header.addresses if header is not None else ()
    return [{"name": a.display_name, "mailbox": a.addr_spec} for a in addresses]


def read(data):
    message = message_from_bytes(data, policy=policy.default)
    result = {
        "fields": len(message.keys()),
        "subject": str(message["subject"] or ""),
        "from": people(message, "from"),
        "to": people(message, "to"),
        "texts": [],
        "htmls": [],
        "files": [],
    }
    for part in message.walk():
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        name = part.get_filename()
        if name is not None:
            file = {"name": name, "mediaType": part.get_content_type(), "hex": content.hex()}
            result["files"].append(file)
        else:
            kind = "htmls" if part.get_content_type() == "text/html" else "texts"
            result[kind].append(content.decode("utf-8"))
    return result


while line := sys.stdin.buffer.readline():
    print(json.dumps(read(sys.stdin.buffer.read(int(line)))), flush=True)
