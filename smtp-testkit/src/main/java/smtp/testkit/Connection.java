package smtp.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The server's end of one connection: octets in and out, TLS put on it, what came in recorded. */
final class Connection {
  private static final int HANDSHAKE_RECORD = 0x16;

  /** Looks like a TLS record of 32 octets, which no key decrypts. */
  private static final byte[] BROKEN_RECORD =
      Arrays.copyOf(new byte[] {0x17, 3, 3, 0, 32, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 5 + 32);

  private final ChannelSocket socket;
  private final Recorder recorder;
  private final byte[] buffer = new byte[16384];
  private int position;
  private int limit;
  private InputStream in;
  private OutputStream out;
  private @Nullable SSLSocket tls;

  Connection(SocketChannel channel, Recorder recorder) throws IOException {
    this.socket = new ChannelSocket(channel);
    this.recorder = recorder;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  boolean isSecure() {
    return tls != null;
  }

  /** The TLS session, or null. */
  @Nullable SSLSession tlsSession() {
    return tls == null ? null : tls.getSession();
  }

  void write(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** Writes octets in clear even if TLS is on. */
  void writeBelowTls(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  void writeBrokenRecord() throws IOException {
    writeBelowTls(BROKEN_RECORD);
  }

  /** The next octet, or -1 at the end of the stream. */
  int read() throws IOException {
    return !isAtEnd() ? buffer[position++] & 0xFF : -1;
  }

  boolean isAtEnd() throws IOException {
    return position == limit && !fill();
  }

  /** What was read from the network and not from here yet, as in {@link Escapes}. */
  String readAhead() {
    return Escapes.octets(Arrays.copyOfRange(buffer, position, limit));
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer);
    position = 0;
    limit = Math.max(count, 0);
    recorder.received(buffer, 0, limit);
    return count >= 0;
  }

  /** The octets up to and with the next LF; with {@code crlf}, up to and with the next CRLF. */
  String readLine(boolean crlf) throws IOException {
    var line = new ByteArrayOutputStream();
    int previous = -1;
    for (int octet = read(); octet >= 0; octet = read()) {
      line.write(octet);
      if (octet == '\n' && (!crlf || previous == '\r')) {
        return Escapes.octets(line.toByteArray());
      }
      previous = octet;
    }
    throw new ClientGoneException(Escapes.octets(line.toByteArray()));
  }

  byte[] read(int count) throws IOException {
    var octets = new ByteArrayOutputStream();
    while (octets.size() < count) {
      int octet = read();
      if (octet < 0) {
        throw new ClientGoneException(Escapes.octets(octets.toByteArray()));
      }
      octets.write(octet);
    }
    return octets.toByteArray();
  }

  /** Reads and records until the client ends the stream. */
  void readToEnd() throws IOException {
    while (fill()) {}
  }

  void startTls(TlsSettings settings) throws IOException, Deviation {
    var early = new ByteArrayInputStream(handBackTls());
    SSLSocket secured = settings.secure(socket, early);
    secured.startHandshake();
    tls = secured;
    in = secured.getInputStream();
    out = secured.getOutputStream();
    recorder.secured(secured.getSession());
  }

  /** The octets that were read ahead: they belong to the TLS layer. */
  private byte[] handBackTls() throws Deviation {
    if (position < limit && buffer[position] != HANDSHAKE_RECORD) {
      throw new Deviation("octets in clear where TLS begins: " + Escapes.encode(readAhead()));
    }
    byte[] early = Arrays.copyOfRange(buffer, position, limit);
    recorder.retract(early.length);
    position = limit;
    return early;
  }

  /** Reads the record that holds the ClientHello; it is not part of the transcript. */
  void readClientHello() throws IOException, Deviation {
    var early = new ByteArrayInputStream(handBackTls());
    var hello = new SequenceInputStream(early, in);
    byte[] header = hello.readNBytes(5);
    if (header.length < 5 || header[0] != HANDSHAKE_RECORD) {
      throw new Deviation("no TLS: " + Escapes.encode(Escapes.octets(header)));
    }
    hello.readNBytes(((header[3] & 0xFF) << 8) | (header[4] & 0xFF));
  }

  /** Lets JSSE send a fatal alert; it closes the connection. */
  void alert() {
    socket.inject(BROKEN_RECORD);
    try {
      readToEnd();
    } catch (IOException expected) {
      // The broken record was refused, which sends the alert.
    }
  }

  /** Ends the server's stream; the client's can still be read. */
  void shutdownOutput() throws IOException {
    if (tls != null) {
      tls.shutdownOutput();
    }
    socket.shutdownOutput();
  }

  void close() throws IOException {
    try (socket) {
      if (tls != null) {
        tls.close();
      }
    }
  }

  void closeWithoutNotify() throws IOException {
    socket.close();
  }

  void reset() throws IOException {
    socket.reset();
  }
}
