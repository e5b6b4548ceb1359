package smtp.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpMessageException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.core.Play.Outcome;
import smtp.testkit.Delivery;

/** The content of a message: its encoding, and the caller's code that writes it or fails. */
class ContentTest {

  private static final String GO =
      Play.hello("PIPELINING", "8BITMIME")
          + """
          C: MAIL FROM:<a@example.org>
          C: RCPT TO:<b@example.net>
          C: DATA
          S: 250 ok
          S: 250 ok
          S: 354 go
          """;

  /** Whether the thread was still interrupted after the send. */
  private boolean flag;

  private static Content seven(Content.Source source) {
    return Content.of(Encoding.SEVEN_BIT, source);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("P22")
  void emptyContentIsALoneDot(Arrival arrival) throws Exception {
    Outcome outcome = arrival.send(GO + "C: .\nS: 250 ok\n", Play.mail(Content.of("")));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S101")
  @Tag("S102")
  @Tag("P20")
  @Tag("P21")
  void dotsAreStuffedAndLineEndsNormalized(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            GO
                + """
                DATA
                .
                ..
                .a

                \\.
                MAIL FROM:<evil@example.org>
                b
                .
                S: 250 ok
                """
                    .replace("DATA\n.\n", "DATA\n\\.\n"),
            Play.mail(Content.of(".\n..\r.a\r\n\r.\nMAIL FROM:<evil@example.org>\nb")));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @Test
  void contentWrittenByteByByteIsTheSame() throws Exception {
    byte[] octets = "Subject: Hi\n\nHello\n".getBytes(US_ASCII);
    Content content =
        seven(out -> {
          for (byte octet : octets) {
            out.write(octet);
            out.flush();
          }
        });
    assertEquals(
        "Accepted 250",
        Play.sendAtEveryCut(GO + Play.DATA + "S: 250 ok\n", Play.mail(content)).recipients());
  }

  /** Sends content that fails, and returns the bytes that the server received. */
  private String gotOf(Content content, Class<? extends SmtpException> type) throws Exception {
    try (var server = Play.server(GO + "STALL\n")) {
      try (SmtpSession session = Play.client(server).connect()) {
        Outcome outcome = Play.send(session, Play.mail(content));
        outcome.failure(type);
        assertEquals("NotSent", outcome.recipients());
        assertFalse(outcome.open());
      }
      flag = Thread.interrupted();
      server.assertCompleted();
      return new String(server.received().bytes(), US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 1_000_000})
  void contentThatThrowsIsNeverEndedWithADot(int before) throws Exception {
    Content content =
        seven(out -> {
          out.write("x".repeat(before).getBytes(US_ASCII));
          throw new IllegalStateException("no more");
        });
    String got = gotOf(content, SmtpMessageException.class);
    assertFalse(got.contains("\r\n.\r\n"), got);
    assertFalse(got.contains("QUIT"), "a command in the middle of the content");
  }

  @Test
  void failureOfTheContentIsTheCause() throws Exception {
    IOException cause = new IOException("disk on fire");
    try (var server = Play.server(GO + "STALL\n");
        SmtpSession session = Play.client(server).connect()) {
      Content content =
          seven(out -> {
            throw cause;
          });
      var failure =
          assertThrows(SmtpMessageException.class, () -> session.send(Play.mail(content)));
      assertSame(cause, failure.getCause());
    }
  }

  /** The next command would become part of the message. */
  @Test
  void errorInTheContentClosesTheSession() throws Exception {
    try (var server = Play.server(GO + "STALL\n")) {
      try (SmtpSession session = Play.client(server).connect()) {
        Content content =
            seven(out -> {
              out.write("x".repeat(100_000).getBytes(US_ASCII));
              throw new StackOverflowError();
            });
        assertThrows(StackOverflowError.class, () -> session.send(Play.mail(content)));
        assertFalse(session.isOpen());
        assertThrows(SmtpException.class, () -> session.send(Play.mail("b@example.net")));
      }
      server.assertCompleted();
      String got = new String(server.received().bytes(), US_ASCII);
      assertFalse(got.contains("RSET"), "a command in the middle of the content");
    }
  }

  @Test
  void contentThatSwallowsExceptionsCannotEndTheMessage() throws Exception {
    Content content =
        seven(out -> {
          byte[] block = "x".repeat(100_000).getBytes(US_ASCII);
          for (int i = 0; i < 200; i++) {
            try {
              out.write(block);
            } catch (IOException e) {
              // A content that ignores failures.
            }
          }
        });
    Outcome outcome = Play.send(Delivery.whole(), GO + "READ 1000\nCLOSE\n", Play.mail(content));
    outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals("NotSent", outcome.recipients());
  }

  @Test
  void streamRefusesBytesAfterItsContentEnded() throws Exception {
    OutputStream[] kept = new OutputStream[1];
    try (var server = Play.server(GO + "DATA\na\n.\nS: 250 ok\nC: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      session.send(
          Play.mail(
              seven(out -> {
                kept[0] = out;
                out.write('a');
              })));
      assertThrows(IllegalStateException.class, () -> kept[0].write('b'));
      session.noop();
      server.assertCompleted();
    }
  }

  @Test
  void interruptedContentIsNeverEndedWithADotAndKeepsTheInterrupt() throws Exception {
    Content content =
        seven(out -> {
          out.write("Subject: x\r\n\r\n".getBytes(US_ASCII));
          throw new InterruptedException("waiting for the rest");
        });
    String got = gotOf(content, SmtpInterruptedException.class);
    assertTrue(flag);
    assertFalse(got.contains("\r\n.\r\n"), got);
  }

  @Test
  void threadInterruptedInTheContentNeverSendsTheDot() throws Exception {
    Content content =
        seven(out -> {
          out.write("Subject: x\r\n\r\n".getBytes(US_ASCII));
          Thread.currentThread().interrupt();
        });
    String got = gotOf(content, SmtpInterruptedException.class);
    assertTrue(flag);
    assertFalse(got.contains("\r\n.\r\n"), got);
  }

  @Test
  void contentThatCanBeReadOnceIsNotSentTwice() throws Exception {
    Content once = Content.once(new ByteArrayInputStream(Play.TEXT.getBytes(US_ASCII)));
    String first = GO.replace("<a@example.org>", "<a@example.org> BODY=8BITMIME");
    String second =
        """
        C: RSET
        C: MAIL FROM:<a@example.org> BODY=8BITMIME
        C: RCPT TO:<b@example.net>
        C: DATA
        S: 250 ok
        S: 250 ok
        S: 250 ok
        S: 354 go
        EOF
        """;
    try (var server = Play.server(first + Play.DATA + "S: 250 ok\n" + second)) {
      try (SmtpSession session = Play.client(server).connect()) {
        assertEquals("Accepted 250", Play.send(session, Play.mail(once)).recipients());
        assertEquals("NotSent", Play.send(session, Play.mail(once)).recipients());
        assertFalse(session.isOpen());
      }
      server.assertCompleted();
    }
  }

  @Test
  void contentCannotUseItsOwnSession() throws Exception {
    try (var server = Play.server(GO + "STALL\n");
        SmtpSession session = Play.client(server).connect()) {
      var failure =
          assertThrows(
              SmtpMessageException.class,
              () -> session.send(Play.mail(seven(out -> session.noop()))));
      assertSame(IllegalStateException.class, failure.getCause().getClass());
      assertFalse(session.isOpen());
    }
  }
}
