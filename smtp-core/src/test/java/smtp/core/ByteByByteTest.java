package smtp.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;

/**
 * A server that reads and writes one byte at a time, with the smallest buffers that the system has:
 * while it cannot write, it does not read. {@code -Dsmtp.recipients=100000} sets the number of
 * recipients.
 */
class ByteByByteTest {

  private static final int RECIPIENTS = Integer.getInteger("smtp.recipients", 5_000);

  @Test
  @Timeout(600)
  void clientAndServerDoNotBlockEachOther() throws Exception {
    try (ServerSocket listener = new ServerSocket()) {
      listener.setReceiveBufferSize(1);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      // Not the common pool, which has one thread on two cores, for all tests that run in parallel.
      CompletableFuture<Integer> served =
          CompletableFuture.supplyAsync(() -> serve(listener), Thread::startVirtualThread);
      String[] recipients =
          IntStream.range(0, RECIPIENTS)
              .mapToObj("recipient.number.%06d@mail.example.net"::formatted)
              .toArray(String[]::new);
      try (SmtpSession session =
          SmtpClient.builder("localhost", listener.getLocalPort())
              .tls(TlsMode.NONE)
              .build()
              .connect()) {
        SendResult result =
            session.send(
                Mail.of(
                    Envelope.of("a@example.org", recipients), Content.of("Subject: x\n\nhi\n")));
        assertEquals(RECIPIENTS, result.accepted().size());
        assertTrue(result.isComplete());
      }
      assertEquals(RECIPIENTS, served.get());
    }
  }

  /** Serves one connection, and returns its number of recipients. */
  private static int serve(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      socket.setSendBufferSize(1);
      socket.setTcpNoDelay(true);
      return converse(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int converse(InputStream in, OutputStream out) throws IOException {
    int recipients = 0;
    boolean content = false;
    say("220 mail.example.org ESMTP", out);
    for (String line = line(in); !line.isEmpty() || content; line = line(in)) {
      if (content) {
        content = !line.equals(".");
        say(content ? "" : "250 2.0.0 Ok", out);
        continue;
      }
      recipients += line.startsWith("RCPT") ? 1 : 0;
      content = line.equals("DATA");
      say(reply(line), out);
      if (line.equals("QUIT")) {
        return recipients;
      }
    }
    return recipients;
  }

  private static String reply(String line) {
    return switch (line.substring(0, 4)) {
      case "EHLO" -> "250-mail.example.org\r\n250 PIPELINING";
      case "RCPT" -> "250 2.1.5 " + "x".repeat(100);
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 2.0.0 Bye";
      default -> "250 2.1.0 Ok";
    };
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      line.append((char) octet);
    }
    return line.toString().stripTrailing();
  }

  private static void say(String reply, OutputStream out) throws IOException {
    if (!reply.isEmpty()) {
      for (byte octet : (reply + "\r\n").getBytes(US_ASCII)) {
        out.write(octet);
      }
    }
  }
}
