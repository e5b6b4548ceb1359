// smtp-server of Nodemailer: SMTP without pipelining, SMTP with the limits of a session, and LMTP.
// Messages end in FOLDER/mail/nodemailer/USER/new/. Usage: server.js PROPERTIES
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { SMTPServer } = require("smtp-server");

const said = Object.fromEntries(
  fs.readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean).map(line => line.split(/=(.*)/s)));
const tls = path.dirname(said.authority);
const users = { "alice@example.test": "alicepw", "üser@example.test": "pässwörd" };
// The folder of each mailbox, in ASCII: a Java runtime in the C locale opens no other.
const boxes = { alice: "alice", bob: "bob", "üser": "utf8" };
let stored = 0;

const local = address => address.slice(0, address.lastIndexOf("@")).split("+")[0];

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

function refusedSender(address) {
  return local(address.address) === "badsender" ? refusal(550, "5.7.1 bad sender") : null;
}

function refusedRecipient(address) {
  const name = local(address.address);
  if (name === "defer") return refusal(450, "4.2.0 try again later");
  return name in boxes ? null : refusal(550, "5.1.1 no such user");
}

function refusedContent(address) {
  return { rejectend: refusal(554, "5.7.1 not wanted"), deferend: refusal(451, "4.3.0 not now") }[local(address.address)];
}

function store(recipient, sender, content) {
  const folder = `${said.mail}/nodemailer/${boxes[local(recipient)]}`;
  const name = String(stored++);
  fs.writeFileSync(`${folder}/tmp/${name}`, Buffer.concat([Buffer.from(`Return-Path: <${sender}>\r\n`), content]));
  fs.renameSync(`${folder}/tmp/${name}`, `${folder}/new/${name}`);
}

function onData(stream, session, done) {
  const chunks = [];
  stream.on("data", chunk => chunks.push(chunk));
  stream.on("end", () => {
    const { mailFrom, rcptTo } = session.envelope;
    const refused = stream.sizeExceeded ? refusal(552, "5.3.4 too large") : refusedContent(mailFrom);
    if (refused) return done(refused);
    rcptTo.forEach(one => store(one.address, mailFrom.address, Buffer.concat(chunks)));
    return done(null, "2.0.0 stored");
  });
}

function onAuth(auth, session, done) {
  if (auth.password !== undefined && users[auth.username] === auth.password) return done(null, { user: auth.username });
  return done(refusal(535, "5.7.8 wrong"));
}

/** Counts the messages begun in a session; what comes after the last one is refused like this. */
function limited(most, code, text) {
  return (address, session, done) => {
    session.begun = (session.begun ?? 0) + 1;
    done(session.begun > most ? refusal(code, text) : refusedSender(address));
  };
}

function listen(name, options) {
  new SMTPServer({
    name: "nodemailer.example.test",
    key: fs.readFileSync(`${tls}/server.key`),
    cert: fs.readFileSync(`${tls}/server.pem`),
    authOptional: true,
    authMethods: ["PLAIN", "LOGIN"],
    disableReverseLookup: true,
    size: 1_000_000,
    onAuth,
    onData,
    onMailFrom: (address, session, done) => done(refusedSender(address)),
    onRcptTo: (address, session, done) => done(refusedRecipient(address)),
    ...options,
  }).listen(Number(said[`nodemailer.${name}.port`]), "127.0.0.1");
}

listen("waiting", { hidePIPELINING: true });
listen("limited", { maxRecipients: 3, onMailFrom: limited(20, 452, "4.5.3 Too many messages sent") });
listen("closing", { onMailFrom: limited(1, 421, "4.7.0 One message a session") });
listen("lmtp", { lmtp: true });
