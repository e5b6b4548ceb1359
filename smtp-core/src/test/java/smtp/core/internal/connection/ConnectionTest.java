package smtp.core.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Isolated;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.Timeouts;
import smtp.api.internal.ExceptionResults;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.net.Watch;

/** A connection over links that break: what is reported, and what remains in buffers. */
@Isolated("reads a buffer that all sessions of the process share")
class ConnectionTest {

  private final Watch watch = Watch.start();

  @AfterEach
  void release() {
    watch.release();
  }

  private Connection connection(FakeLink link) {
    return Connections.over(link, watch);
  }

  private static SmtpServerDisconnectedException lost(Executable use) {
    return assertThrows(SmtpServerDisconnectedException.class, use);
  }

  /** Replies that arrived before the close do not count, because the session was abandoned. */
  @Test
  void closedConnectionIsNotRead() throws Exception {
    Connection connection = connection(new FakeLink(9, "220 hi\n250 ok\n"));
    connection.greeting();
    connection.send(Connections.command("NOOP"));
    connection.close(null);
    String message = String.valueOf(ExceptionResults.text(lost(connection::reply)));
    assertEquals("The session is closed; open a new one", message);
  }

  @Test
  void closedConnectionHasForgottenItsSecrets() {
    Connection connection = connection(new FakeLink(9, ""));
    connection.redaction().add("tanstaafl-tanstaafl".getBytes(US_ASCII));
    assertEquals("***", connection.redaction().scrub("tanstaafl"));
    connection.close(null);
    assertEquals("tanstaafl", connection.redaction().scrub("tanstaafl"));
  }

  @Test
  void failedWriteNamesItsPhase() throws Exception {
    for (Phase phase : List.of(Phase.MAIL, Phase.RCPT)) {
      Connection connection = connection(new FakeLink(0, ""));
      connection.send(Connections.command(phase, "X"));
      assertEquals(
          "The server closed the connection during " + phase + ": Broken pipe",
          ExceptionResults.text(lost(connection::flush)));
    }
    Connection connection = connection(new FakeLink(0, ""));
    connection.write(new byte[10], 0, 10);
    assertEquals(
        "The server closed the connection during the content: Broken pipe",
        ExceptionResults.text(lost(connection::flush)));
  }

  @Test
  void endOfTheStreamNamesItsPhase() throws Exception {
    Connection connection = connection(new FakeLink(9, ""));
    connection.send(Connections.command(Phase.MAIL, "X"));
    assertEquals(
        "The server closed the connection during MAIL",
        ExceptionResults.text(lost(connection::reply)));
  }

  @Test
  void onlyDueRepliesAreSalvaged() throws Exception {
    Connection connection = connection(new FakeLink(0, "250 a\n250 b\n250 c\n"));
    connection.send(Connections.command("A"));
    connection.send(Connections.command("B"));
    lost(connection::flush);
    assertEquals(List.of(Reply.of(250, "a"), Reply.of(250, "b")), connection.salvaged());
  }

  @Test
  void repliesAreSalvagedAfterASecretThatCannotBeSent() {
    Connection connection = connection(new FakeLink(0, "421 bye\n"));
    var failure = lost(() -> connection.sendSecret("AUTH X ", "c2VjcmV0".getBytes(US_ASCII)));
    assertEquals(Reply.of(421, "bye"), failure.reply().orElseThrow());
  }

  @Test
  void secretLeavesNoTraceInTheBuffer() throws Exception {
    List<ByteBuffer> buffers = new ArrayList<>();
    FakeLink link =
        new FakeLink(9, "") {
          @Override
          public void write(ByteBuffer from) throws IOException {
            buffers.add(from.duplicate());
            super.write(from);
          }
        };
    connection(link).sendSecret("AUTH X ", "c2VjcmV0".getBytes(US_ASCII));
    assertEquals(List.of("AUTH X c2VjcmV0\n"), link.written());
    ByteBuffer whole = buffers.getFirst().clear();
    byte[] octets = new byte[whole.remaining()];
    whole.get(octets);
    assertArrayEquals(new byte[octets.length], octets);
  }

  /** Bytes that the server has answered are no longer in the system's buffers. */
  @Test
  void writesAreLargeAfterAReply() throws Exception {
    FakeLink link = new FakeLink(Integer.MAX_VALUE, "250 one\n250 two\n");
    Waits waits = Connections.waits(watch, Timeouts.rfc5321());
    Connection connection = new Connection(link, waits, EventSink.NONE);
    byte[] content = new byte[1 << 20];
    connection.expect(2, false, Item.END, (item, index, reply) -> {});
    connection.write(content, 0, content.length);
    connection.reply();
    connection.write(content, 0, content.length);
    connection.reply();
    connection.write(content, 0, content.length);
    List<Integer> octets = link.written().stream().map(String::length).toList();
    List<Integer> expected = new ArrayList<>(List.of(1 << 20));
    expected.addAll(Collections.nCopies(8, Buffers.LARGE));
    expected.add(1 << 20);
    assertEquals(expected, octets);
  }

  @Test
  void tlsIsClosedBeforeTheConnection() {
    List<String> log = new ArrayList<>();
    FakeLink link =
        new FakeLink(9, "") {
          @Override
          public void closeNotify() {
            log.add("close_notify");
          }
        };
    Connection connection = connection(link);
    watch.protect(() -> log.add("close"));
    connection.closeAfterQuit();
    assertEquals(List.of("close_notify", "close"), log);
    assertFalse(connection.isOpen());
  }

  @Test
  void interruptedSessionIsClosedForLaterUse() throws Exception {
    Connection connection = connection(new FakeLink(9, "220 hi\n"));
    connection.greeting();
    Thread.currentThread().interrupt();
    Executable noop = () -> connection.send(Connections.command("NOOP"));
    assertThrows(SmtpInterruptedException.class, noop);
    assertThrows(SmtpServerDisconnectedException.class, noop);
    assertTrue(Thread.interrupted(), "the flag is gone");
    assertEquals("The session is closed; open a new one", ExceptionResults.text(lost(noop)));
  }

  /** The guard may close the connection just after a wait has ended. */
  @Test
  void interruptBetweenTwoWaitsIsReportedAsInterrupt() throws Exception {
    FakeLink link =
        new FakeLink(1, "220 hi\n") {
          @Override
          public int read(ByteBuffer into) throws IOException {
            int count = super.read(into);
            while (into.get(into.position() - 1) == '\n' && watch.verdict() == null) {
              Thread.currentThread().interrupt();
              Thread.onSpinWait();
            }
            return count;
          }
        };
    Connection connection = connection(link);
    assertEquals(220, connection.greeting().code());
    assertThrows(
        SmtpInterruptedException.class, () -> connection.send(Connections.command("NOOP")));
    assertTrue(Thread.interrupted(), "the flag is gone");
  }
}
