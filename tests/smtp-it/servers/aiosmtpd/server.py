"""aiosmtpd: SMTP with STARTTLS and under TLS, and LMTP that answers once for all recipients.

Mail ends in FOLDER/mail/aiosmtpd/USER/new/. Usage: server.py PROPERTIES"""
import asyncio, itertools, os, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from aiosmtpd.lmtp import LMTP

SAID = dict(line.rstrip("\n").split("=", 1) for line in open(sys.argv[1], encoding="utf-8"))
USERS = {b"alice@example.test": b"alicepw", "üser@example.test".encode(): "pässwörd".encode()}
# The folder of each mailbox, in ASCII: a Java runtime in the C locale opens no other.
BOXES = {"alice": "alice", "bob": "bob", "üser": "utf8"}
COUNT = itertools.count()


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.rpartition("@")[0] not in BOXES:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        for recipient in envelope.rcpt_tos:
            box = f"{SAID['mail']}/aiosmtpd/{BOXES[recipient.partition('@')[0]]}"
            name = str(next(COUNT))
            with open(f"{box}/tmp/{name}", "wb") as file:
                file.write(f"Return-Path: <{envelope.mail_from}>\r\n".encode() + envelope.original_content)
            os.rename(f"{box}/tmp/{name}", f"{box}/new/{name}")
        return "250 2.0.0 stored"


def login(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and USERS.get(data.login) == data.password
    return AuthResult(success=right, handled=False, auth_data=data.login if right else None)


async def main():
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    folder = os.path.dirname(SAID["authority"])
    tls.load_cert_chain(f"{folder}/server.pem", f"{folder}/server.key")
    loop = asyncio.get_running_loop()

    async def listen(name, protocol, **options):
        await loop.create_server(protocol, "127.0.0.1", int(SAID[f"aiosmtpd.{name}.port"]), **options)

    common = dict(hostname="aiosmtpd.example.test", enable_SMTPUTF8=True)
    await listen("starttls", lambda: SMTP(Handler(), tls_context=tls, authenticator=login, **common))
    # aiosmtpd does not count TLS from the first octet as TLS when it decides on AUTH.
    await listen("tls", lambda: SMTP(Handler(), authenticator=login, auth_require_tls=False, **common), ssl=tls)
    await listen("lmtp", lambda: LMTP(Handler(), **common))
    await asyncio.Event().wait()


asyncio.run(main())
