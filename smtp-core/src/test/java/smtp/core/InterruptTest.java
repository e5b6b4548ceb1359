package smtp.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTransportException;
import smtp.api.TlsMode;
import smtp.api.internal.ExceptionResults;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** Interrupting a thread ends whatever it waits for, and so does closing its session. */
@Timeout(60)
class InterruptTest {

  /** How a client is connected, and what kind of thread uses it. */
  @SuppressWarnings("ImmutableEnumChecker") // no builder is changed here
  enum Way {
    PLATFORM(false, false, false),
    VIRTUAL(true, false, false),
    PLATFORM_TLS(false, true, false),
    VIRTUAL_TLS(true, true, false),
    PLATFORM_SOCKET(false, false, true),
    VIRTUAL_SOCKET(true, false, true),
    PLATFORM_SOCKET_TLS(false, true, true);

    final boolean virtual;
    final boolean tls;
    final boolean connector;

    Way(boolean virtual, boolean tls, boolean connector) {
      this.virtual = virtual;
      this.tls = tls;
      this.connector = connector;
    }

    Thread start(Runnable task) {
      return virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().daemon().start(task);
    }

    ScriptedServer server(String script) {
      var builder = ScriptedServer.builder(Dialogue.of(script));
      return tls ? builder.implicitTls().start() : builder.start();
    }

    SmtpClient client(ScriptedServer server) {
      SmtpClient.Builder builder =
          Play.builder(server)
              .tls(tls ? TlsMode.IMPLICIT : TlsMode.NONE)
              .sslContext(TestCertificates.trustingContext());
      return connector
          ? builder.connector((host, port, limit) -> new Socket(host, port)).build()
          : builder.build();
    }
  }

  /** A use of a session by a thread. */
  @FunctionalInterface
  interface Use {
    void of(SmtpSession session) throws SmtpException;
  }

  /** How a use ended, and whether the thread was interrupted then. */
  private record End(@Nullable SmtpException failure, boolean interrupted) {}

  private static End ended(Runnable use) {
    try {
      use.run();
      return new End(null, Thread.interrupted());
    } catch (Wrapped e) {
      return new End(e.failure, Thread.interrupted());
    }
  }

  private static final class Wrapped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final SmtpException failure;

    Wrapped(SmtpException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private static End await(CompletableFuture<End> end)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    return end.get(8, TimeUnit.SECONDS);
  }

  /** Interrupts a use of a session when the server reaches the mark "here". */
  private static End interrupted(Way way, ScriptedServer server, Use use) throws Exception {
    CompletableFuture<End> end = new CompletableFuture<>();
    Thread thread =
        way.start(() ->
            end.complete(
                ended(() -> {
                  try (SmtpSession session = way.client(server).connect()) {
                    try {
                      use.of(session);
                    } finally {
                      assertFalse(session.isOpen());
                    }
                  } catch (SmtpException e) {
                    throw new Wrapped(e);
                  }
                })));
    server.awaitMark("here");
    thread.interrupt();
    return await(end);
  }

  private static void assertInterrupted(End end) {
    assertInstanceOf(SmtpInterruptedException.class, end.failure());
    assertTrue(end.interrupted(), "the flag is gone");
  }

  static Stream<Way> ways() {
    return Stream.of(Way.values());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void interruptEndsTheWaitForTheGreeting(Way way) throws Exception {
    try (var server = way.server("MARK here\nSTALL\n")) {
      assertInterrupted(interrupted(way, server, session -> {}));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATFORM", "VIRTUAL", "PLATFORM_SOCKET", "VIRTUAL_SOCKET"})
  void interruptEndsTheHandshake(Way way) throws Exception {
    try (var server =
        way.server(Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nMARK here\nSTALL\n")) {
      assertInterrupted(interrupted(way, server, SmtpSession::startTls));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void interruptEndsTheWaitForAReply(Way way) throws Exception {
    try (var server = way.server(Play.hello() + "C: NOOP\nMARK here\nSTALL\n")) {
      assertInterrupted(interrupted(way, server, SmtpSession::noop));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void interruptAfterTheDotIsUnknown(Way way) throws Exception {
    String script = Play.hello() + Play.transaction("x").replace("S: x\n", "MARK here\nSTALL\n");
    try (var server = way.server(script)) {
      End end = interrupted(way, server, session -> session.send(Play.mail("b@example.net")));
      var failure = assertInstanceOf(SmtpOutcomeUnknownException.class, end.failure());
      assertInstanceOf(SmtpInterruptedException.class, failure.getCause());
      assertTrue(end.interrupted());
    }
  }

  private static final String GO =
      Play.hello("PIPELINING")
          + """
          C: MAIL FROM:<a@example.org>
          C: RCPT TO:<b@example.net>
          C: DATA
          S: 250 ok
          S: 250 ok
          S: 354 go
          """;

  private static Content large() {
    return Content.of(("x".repeat(78) + "\r\n").repeat(400_000));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void interruptEndsABlockedContent(Way way) throws Exception {
    try (var server = way.server(GO + "READ 1000\nMARK here\nSTOP-READING\n")) {
      End end = interrupted(way, server, session -> session.send(Play.mail(large())));
      assertInterrupted(end);
      assertEquals("NotSent", Play.recipients(end.failure().result().orElseThrow()));
    }
  }

  /** Nothing waits here, so the session itself must check for the interrupt. */
  @ParameterizedTest
  @MethodSource("ways")
  void interruptDuringTheContentHoldsBackTheDot(Way way) throws Exception {
    try (var server = way.server(GO + "MARK here\nSTALL\n")) {
      Content content =
          Content.of(
              Content.Encoding.SEVEN_BIT,
              out -> {
                out.write("Subject: x\r\n\r\n".getBytes(US_ASCII));
                Thread.currentThread().interrupt();
              });
      End end = interrupted(way, server, session -> session.send(Play.mail(content)));
      assertInterrupted(end);
      assertEquals("NotSent", Play.recipients(end.failure().result().orElseThrow()));
      server.assertCompleted();
      String got = new String(server.received().bytes(), US_ASCII);
      assertFalse(got.contains("\r\n.\r\n"), got);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void interruptedThreadDoesNotWait(Way way) throws Exception {
    try (var server = way.server(Play.hello() + "MARK here\nSTALL\n")) {
      End end =
          interrupted(
              way,
              server,
              session -> {
                Thread.currentThread().interrupt();
                session.noop();
              });
      assertInterrupted(end);
    }
  }

  // --- close() from another thread

  private static SmtpException closed(Way way, ScriptedServer server, Use use) throws Exception {
    SmtpSession session = way.client(server).connect();
    CompletableFuture<End> end = new CompletableFuture<>();
    way.start(() ->
        end.complete(
            ended(() -> {
              try {
                use.of(session);
              } catch (SmtpException e) {
                throw new Wrapped(e);
              }
            })));
    server.awaitMark("here");
    session.close();
    SmtpException failure = await(end).failure();
    assertFalse(session.isOpen());
    var later = assertThrows(SmtpServerDisconnectedException.class, session::noop);
    assertEquals(
        "The session was closed by another thread; open a new one", ExceptionResults.text(later));
    return failure;
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Tag("S136")
  void closingEndsABlockedRead(Way way) throws Exception {
    try (var server = way.server(Play.hello() + "C: NOOP\nMARK here\nSTALL\n")) {
      SmtpException failure = closed(way, server, SmtpSession::noop);
      assertInstanceOf(SmtpTransportException.class, failure);
      assertTrue(
          ExceptionResults.text(failure).contains("another thread"),
          ExceptionResults.text(failure));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void closingEndsABlockedWrite(Way way) throws Exception {
    try (var server = way.server(GO + "READ 1000\nMARK here\nSTOP-READING\n")) {
      SmtpException failure = closed(way, server, session -> session.send(Play.mail(large())));
      assertInstanceOf(SmtpTransportException.class, failure);
      assertEquals("NotSent", Play.recipients(failure.result().orElseThrow()));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void closingAfterTheDotIsUnknown(Way way) throws Exception {
    String script = Play.hello() + Play.transaction("x").replace("S: x\n", "MARK here\nSTALL\n");
    try (var server = way.server(script)) {
      SmtpException failure =
          closed(way, server, session -> session.send(Play.mail("b@example.net")));
      assertInstanceOf(SmtpOutcomeUnknownException.class, failure);
    }
  }
}
