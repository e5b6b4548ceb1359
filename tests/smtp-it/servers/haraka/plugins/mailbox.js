// Stores messages in FOLDER/mail/haraka/USER/new/, and refuses others by their envelope.
"use strict";
const fs = require("node:fs");

const mail = process.env.SMTP_MAIL;
// The folder of each mailbox, in ASCII: a Java runtime in the C locale opens no other.
const boxes = { alice: "alice", bob: "bob", "üser": "utf8" };
let stored = 0;

exports.hook_mail = function (next, connection, [sender]) {
  return sender.user === "badsender" ? next(DENY, "bad sender") : next();
};

exports.hook_rcpt = function (next, connection, [recipient]) {
  if (recipient.user === "defer") return next(DENYSOFT, "try again later");
  return recipient.user in boxes ? next(OK) : next(DENY, "no such user");
};

exports.hook_queue = function (next, { transaction }) {
  const sender = transaction.mail_from;
  if (sender.user === "rejectend") return next(DENY, "not wanted");
  if (sender.user === "deferend") return next(DENYSOFT, "not now");
  return transaction.message_stream.get_data(content => {
    for (const recipient of transaction.rcpt_to) store(recipient, sender, content);
    next(OK, "stored");
  });
};

function store(recipient, sender, content) {
  const folder = `${mail}/haraka/${boxes[recipient.user]}`;
  const name = String(stored++);
  fs.writeFileSync(`${folder}/tmp/${name}`, Buffer.concat([Buffer.from(`Return-Path: <${sender.user}@${sender.host}>\r\n`), content]));
  fs.renameSync(`${folder}/tmp/${name}`, `${folder}/new/${name}`);
}

// After a login Haraka would relay the message instead.
exports.hook_queue_outbound = exports.hook_queue;
