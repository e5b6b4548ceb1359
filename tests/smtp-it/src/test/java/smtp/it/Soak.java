package smtp.it;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * Sends many messages from many threads to real servers, through proxies that break some of the
 * connections, and compares the results for all recipients with the contents of the mailboxes.
 *
 * <p>The seed determines messages, ways and breakages, but not which message meets which breakage:
 * that depends on the threads.
 */
final class Soak {

  /** The use of resources is measured after each round. */
  private static final int ROUNDS = 3;

  private static final List<SoakWay> WAYS = List.of(SoakWay.values());
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  /**
   * The options, each of which is a system property: {@code smtp.soak.messages} and so on.
   *
   * @param breaks how many of a thousand connections should break
   */
  record Options(int messages, int threads, int breaks, long seed) {

    static Options of(int messages, int breaks) {
      return new Options(
          Integer.getInteger("smtp.soak.messages", messages),
          Integer.getInteger("smtp.soak.threads", 16),
          Integer.getInteger("smtp.soak.breaks", breaks),
          Long.getLong("smtp.soak.seed", System.nanoTime()));
    }
  }

  /** The result of a run, which is correct only without violations. */
  record Summary(
      List<String> violations,
      Map<String, Integer> recipients,
      Map<String, Integer> breakages,
      List<ProcessUse> uses) {}

  /** Messages with successive numbers that one thread sends in one way. */
  private record Job(int first, int count, SoakWay way) {}

  private final RealServers servers;
  private final Options options;
  private final String run = RealServers.mark();
  private final SoakWay[] ways;
  private final SoakLedger ledger;
  private final Map<SoakWay, BreakingProxy> proxies = new EnumMap<>(SoakWay.class);
  private final Map<SoakWay, SoakWay.Client> clients = new EnumMap<>(SoakWay.class);
  private final Map<String, Integer> breakages = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong lastLine = new AtomicLong(System.nanoTime());
  private final long start = System.nanoTime();

  private Soak(RealServers servers, Options options) {
    this.servers = servers;
    this.options = options;
    this.ways = new SoakWay[options.messages];
    this.ledger = new SoakLedger(options.messages, this::mail);
  }

  /** Runs with the options of the system properties; the exit status is 1 after a violation. */
  public static void main(String[] arguments) throws Exception {
    Summary summary = run(RealServers.running(), Options.of(2_000, 200));
    System.exit(summary.violations.isEmpty() ? 0 : 1);
  }

  static Summary run(RealServers servers, Options options) throws Exception {
    return new Soak(servers, options).run();
  }

  private SoakMail mail(int number) {
    return SoakMail.of(options.seed, run, number, ways[number]);
  }

  private Summary run() throws Exception {
    say("soak: " + options);
    List<Job> jobs = jobs(new SplittableRandom(options.seed));
    List<ProcessUse> uses = new ArrayList<>();
    try (var mailboxes = new SoakMailboxes(servers, run, this::mail, n -> ways[n], ledger)) {
      openProxies();
      for (int round = 0; round < ROUNDS; round++) {
        int size = jobs.size();
        work(jobs.subList(size * round / ROUNDS, size * (round + 1) / ROUNDS));
        settle(mailboxes);
        uses.add(ProcessUse.now());
      }
      sendTheLast();
      mailboxes.sweep();
    } finally {
      for (BreakingProxy proxy : proxies.values()) {
        proxy.close();
      }
    }
    Map<String, Integer> recipients = ledger.balance();
    var summary = new Summary(ledger.violations(), recipients, new TreeMap<>(breakages), uses);
    report(summary);
    return summary;
  }

  // --- preparation

  /** Two of three jobs are one message, the third is several messages in sequence. */
  private List<Job> jobs(RandomGenerator random) {
    List<Job> jobs = new ArrayList<>();
    for (int first = 0; first < options.messages; ) {
      SoakWay way = WAYS.get(random.nextInt(WAYS.size()));
      int many = random.nextInt(3) == 0 ? 2 + random.nextInt(30) : 1;
      int count = Math.min(many, options.messages - first);
      Arrays.fill(ways, first, first + count, way);
      jobs.add(new Job(first, count, way));
      first += count;
    }
    return jobs;
  }

  private void openProxies() throws IOException {
    SplittableRandom randoms = new SplittableRandom(options.seed);
    for (SoakWay way : WAYS) {
      RandomGenerator random = randoms.split();
      BreakingProxy proxy =
          BreakingProxy.start(
              servers.port(way.listener()),
              () -> breakage(random, way),
              breakage -> breakages.merge(breakage.toString(), 1, Integer::sum));
      proxies.put(way, proxy);
      clients.put(way, way.client(servers, proxy.port()));
    }
  }

  private @Nullable Breakage breakage(RandomGenerator random, SoakWay way) {
    connections.incrementAndGet();
    synchronized (random) {
      boolean breaks = random.nextInt(1000) < options.breaks;
      return breaks ? Breakage.any(random, !way.isOverTls()) : null;
    }
  }

  // --- sending

  private void work(List<Job> jobs) throws Exception {
    Iterator<Job> rest = jobs.iterator();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers =
          IntStream.range(0, options.threads)
              .<Future<?>>mapToObj(n -> threads.submit(() -> work(rest)))
              .toList();
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
  }

  private void work(Iterator<Job> jobs) {
    for (Job job = next(jobs); job != null; job = next(jobs)) {
      try {
        send(job);
      } catch (RuntimeException | Error e) {
        ledger.violation("messages from " + job.first + ": " + e);
      }
      done.addAndGet(job.count);
      tellProgress();
    }
  }

  private static @Nullable Job next(Iterator<Job> jobs) {
    synchronized (jobs) {
      return jobs.hasNext() ? jobs.next() : null;
    }
  }

  private void send(Job job) {
    SoakWay.Client client = clients.get(job.way);
    Iterator<SoakMail> mails =
        IntStream.range(job.first, job.first + job.count).mapToObj(this::mail).iterator();
    if (job.count == 1) {
      say(mails.next(), client.one());
    }
    for (int tries = 0; mails.hasNext() && tries < 10; tries++) {
      if (job.first % 3 == 0) {
        sendByOneSession(client, mails);
      } else {
        sendAll(client, mails);
      }
    }
    mails.forEachRemaining(mail -> ledger.reported(mail, SendResult.notSent(mail.envelope())));
  }

  private void say(SoakMail mail, SoakWay.Client.One sender) {
    try {
      ledger.reported(mail, sender.send(mail));
    } catch (SmtpException e) {
      ledger.reported(mail, e.result().orElseThrow(() -> new AssertionError("no result", e)));
    }
  }

  private void sendByOneSession(SoakWay.Client client, Iterator<SoakMail> mails) {
    try (MailSession session = client.connecting().connect()) {
      while (session.isOpen() && mails.hasNext()) {
        say(mails.next(), session::send);
      }
    } catch (SmtpException e) {
      // Not connected: no message was passed to the library.
    }
  }

  private void sendAll(SoakWay.Client client, Iterator<SoakMail> mails) {
    try {
      client
          .many()
          .sendAll(mails, (mail, result, failure) -> ledger.reported((SoakMail) mail, result));
    } catch (SmtpException e) {
      // A connection was lost; the messages that it had taken were reported.
    }
  }

  // --- checking

  /** Waits until everything that was begun has ended. */
  private void settle(SoakMailboxes mailboxes)
      throws IOException, InterruptedException, TimeoutException {
    for (BreakingProxy proxy : proxies.values()) {
      proxy.awaitQuiet();
    }
    mailboxes.sweepUntil(ledger::hasAllThatWasAccepted);
  }

  /** When these have arrived, all earlier messages have arrived as well, expected or not. */
  private void sendTheLast() throws Exception {
    for (SoakWay way : List.of(SoakWay.SMTP, SoakWay.LMTP)) {
      String mark = RealServers.mark();
      var envelope = Envelope.of("", "alice@example.test", "bob@example.test");
      Mail last = Mail.of(envelope, Content.of(RealServers.header(mark)));
      way.client(servers, servers.port(way.listener())).one().send(last);
      for (String mailbox : SoakLedger.MAILBOXES) {
        servers.stored(way.store(), mailbox, mark, 1);
      }
    }
  }

  private void tellProgress() {
    long now = System.nanoTime();
    long last = lastLine.get();
    if (now - last > BETWEEN_LINES.toNanos() && lastLine.compareAndSet(last, now)) {
      say(
          "%d of %d messages, %d connections, %d broken"
              .formatted(done.get(), options.messages, connections.get(), broken()));
    }
  }

  private int broken() {
    return breakages.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void report(Summary summary) {
    say("%d connections, %d broken".formatted(connections.get(), broken()));
    summary.breakages.forEach((what, count) -> say("  %6d %s".formatted(count, what)));
    say("results for recipients, and copies found");
    summary.recipients.forEach((what, count) -> say("  %6d %s".formatted(count, what)));
    summary.uses.forEach(use -> say("  " + use));
    say(summary.violations.size() + " violations");
    summary.violations.forEach(what -> say("  " + what));
  }

  private void say(String line) {
    System.out.printf("%6.1f s: %s%n", (System.nanoTime() - start) / 1e9, line);
  }
}
