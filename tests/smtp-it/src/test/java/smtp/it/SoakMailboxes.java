package smtp.it;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Removes the messages of a soak from the mailboxes and enters each in the ledger. */
final class SoakMailboxes implements Closeable {

  private final RealServers servers;
  private final IntFunction<SoakMail> mails;
  private final IntFunction<SoakWay> ways;
  private final SoakLedger ledger;
  private final Pattern subject;
  private final Set<Path> others = new HashSet<>();
  private final WatchService arrivals;

  SoakMailboxes(
      RealServers servers,
      String run,
      IntFunction<SoakMail> mails,
      IntFunction<SoakWay> ways,
      SoakLedger ledger)
      throws IOException {
    this.servers = servers;
    this.mails = mails;
    this.ways = ways;
    this.ledger = ledger;
    this.subject = Pattern.compile("\nSubject: " + run + "\\.(\\d+)\r?\n");
    this.arrivals = Path.of("/").getFileSystem().newWatchService();
    for (Path folder : folders()) {
      folder.register(arrivals, StandardWatchEventKinds.ENTRY_CREATE);
    }
  }

  private List<Path> folders() {
    return Stream.of("postfix", "dovecot")
        .flatMap(
            server -> Stream.of("alice", "bob", "full").map(box -> servers.folder(server, box)))
        .toList();
  }

  /** Takes messages until there are enough or no more arrive. */
  void sweepUntil(BooleanSupplier enough) throws IOException, InterruptedException {
    sweep();
    while (!enough.getAsBoolean()) {
      WatchKey key = arrivals.poll(RealServers.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (key == null) {
        return;
      }
      key.pollEvents();
      key.reset();
      sweep();
    }
  }

  /** Takes the messages that have arrived. */
  synchronized void sweep() throws IOException {
    for (Path folder : folders()) {
      for (Path file : RealServers.files(folder)) {
        if (!others.contains(file)) {
          take(file, folder.getParent());
        }
      }
    }
  }

  private void take(Path file, Path mailbox) throws IOException {
    String message = RealServers.message(file);
    Matcher own = subject.matcher(message);
    if (!own.find()) {
      others.add(file);
      return;
    }
    int number = Integer.parseInt(own.group(1));
    String server = mailbox.getParent().getFileName().toString();
    String wrong = wrong(number, message, server, mailbox.getFileName().toString());
    if (wrong.isEmpty()) {
      ledger.found(number, mailbox.getFileName().toString());
      Files.delete(file);
    } else {
      ledger.violation("message " + number + ": " + wrong + ": " + file);
      others.add(file);
    }
  }

  private String wrong(int number, String message, String server, String mailbox) {
    SoakMail mail = mails.apply(number);
    if (!SoakLedger.MAILBOXES.contains(mailbox) || !ways.apply(number).store().equals(server)) {
      return "in a mailbox that must stay empty";
    }
    if (!message.startsWith("Return-Path: <" + mail.envelope().sender() + ">\r\n")) {
      return "with another sender";
    }
    int start = message.indexOf("\r\nFrom: alice@example.test\r\n") + 2;
    return message.substring(start).equals(mail.arriving()) ? "" : "with another content";
  }

  @Override
  public void close() throws IOException {
    arrivals.close();
  }
}
