package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** Failed sessions leak no thread, socket or descriptor. */
@Isolated("counts the threads and descriptors of the process")
@Timeout(120)
class ResourcesTest {

  private static final int TIMES = 20;

  private static void await(String what, BooleanSupplier condition) {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertTrue(condition.getAsBoolean(), what);
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean runs(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(candidate -> candidate.getName().equals(thread));
  }

  /** Fails many times, with the client's own sockets or those of a connector. */
  private static void fail(String script, Duration limit, @Nullable SocketConnector connector) {
    Dialogue[] dialogues =
        Stream.generate(() -> Dialogue.of(script)).limit(TIMES).toArray(Dialogue[]::new);
    try (ScriptedServer server = ScriptedServer.start(dialogues)) {
      SmtpClient.Builder builder =
          SmtpClient.builder(server.host(), server.port())
              .timeout(limit)
              .tls(script.startsWith("TLS") ? TlsMode.IMPLICIT : TlsMode.STARTTLS)
              .sslContext(TestCertificates.trustingContext())
              .credentials(Credentials.external(""))
              .mechanism(FakeMechanism.of("EXTERNAL").initial(""));
      SmtpClient client = (connector == null ? builder : builder.connector(connector)).build();
      for (int i = 0; i < TIMES; i++) {
        assertThrows(SmtpException.class, () -> client.send(Play.mail("b@example.net")));
      }
    }
  }

  private static final String SECURED = Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS\n";
  private static final String READY =
      SECURED + Play.ehlo("AUTH EXTERNAL") + "C: AUTH EXTERNAL =\nS: 235 ok\n" + Play.ehlo();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CLOSE",
        "RESET",
        "S: 554 no\nC: QUIT\nS: 221 bye",
        "S: 421 no",
        "S: garbage",
        "ENDLESS-REPLY",
        "S: 220 hi\nC: EHLO *\nS: 550 no",
        "TLS-GARBAGE",
        "TLS-ALERT 40",
      })
  @EnabledOnOs(OS.LINUX)
  void failureBeforeASessionLeaksNothing(String script) throws Exception {
    assertNothingIsLeft(script, Play.PATIENCE);
  }

  @ParameterizedTest
  @MethodSource("failuresOfASession")
  void failuresOfASessionCloseTheirSockets(String script) {
    List<Socket> sockets = new ArrayList<>();
    fail(
        script + "\n",
        Play.PATIENCE,
        (host, port, limit) -> {
          sockets.add(new Socket(host, port));
          return sockets.getLast();
        });
    assertEquals(TIMES, sockets.size());
    assertTrue(sockets.stream().allMatch(Socket::isClosed));
    await("the guard goes with the last session", () -> !runs("smtp-guard"));
  }

  static Stream<String> failuresOfASession() {
    return Stream.of(
        Play.hello() + "C: QUIT\nS: 221 bye",
        Play.hello("STARTTLS") + "C: STARTTLS\nS: 454 no",
        Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nS: 250 evil",
        Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS-GARBAGE",
        SECURED + Play.ehlo("AUTH EXTERNAL") + "C: AUTH EXTERNAL =\nS: 535 no",
        SECURED + "CLOSE-WITHOUT-NOTIFY",
        READY + "C: MAIL *\nS: 550 no",
        READY + "C: MAIL *\nRESET",
        READY + Play.transaction("x").replace("S: x\n", "CLOSE-WITHOUT-NOTIFY"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void sessionsThatTimedOutLeakNothing() throws Exception {
    assertNothingIsLeft("STALL", Duration.ofMillis(60));
    assertNothingIsLeft(
        Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nSTALL", Duration.ofMillis(60));
  }

  private static void assertNothingIsLeft(String script, Duration limit) throws Exception {
    fail(script + "\n", limit, null);
    await("the guard goes with the last session", () -> !runs("smtp-guard"));
    long before = descriptors();
    fail(script + "\n", limit, null);
    await("the guard goes with the last session", () -> !runs("smtp-guard"));
    await("no look-up is left", () -> !runs("smtp-name-lookup"));
    // The JDK may open a few; a leak would be one for each session.
    await("no descriptor is left by " + script, () -> descriptors() < before + TIMES / 2);
  }

  @Test
  void guardThreadEndsWithTheLastSession() throws Exception {
    try (var server = Play.server(Play.hello(), Play.hello())) {
      SmtpClient client = Play.client(server);
      try (SmtpSession first = client.connect()) {
        try (SmtpSession second = client.connect()) {
          assertTrue(second.isOpen());
        }
        assertTrue(first.isOpen());
        assertTrue(runs("smtp-guard"));
      }
      await("the guard is gone", () -> !runs("smtp-guard"));
    }
  }

  /** The thread that used it may never use it again. */
  @Test
  void guardThreadEndsWhenAnotherThreadClosedTheSession() throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\nMARK here\nSTALL\n")) {
      SmtpSession session = Play.client(server).connect();
      Thread owner =
          Thread.ofVirtual().start(() -> assertThrows(SmtpException.class, session::noop));
      server.awaitMark("here");
      session.close();
      owner.join();
      await("the guard is gone", () -> !runs("smtp-guard"));
      assertFalse(session.isOpen());
    }
  }
}
