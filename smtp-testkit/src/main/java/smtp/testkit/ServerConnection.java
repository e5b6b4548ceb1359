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

/**
 * The server's end of one connection, over which TLS can be started and which records its input.
 */
final class ServerConnection {
  private static final int HANDSHAKE_RECORD = 0x16;

  /** Has the form of a TLS record of 32 bytes, but no key decrypts it. */
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

  ServerConnection(SocketChannel channel, Recorder recorder) throws IOException {
    this.socket = new ChannelSocket(channel);
    this.recorder = recorder;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  boolean isSecure() {
    return tls != null;
  }

  /** Returns the TLS session, or null if there is none. */
  @Nullable SSLSession tlsSession() {
    return tls == null ? null : tls.getSession();
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Writes unencrypted bytes, even if TLS is active. */
  void writeBelowTls(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void writeBrokenRecord() throws IOException {
    writeBelowTls(BROKEN_RECORD);
  }

  /** Returns the next byte, or -1 at the end of the stream. */
  int read() throws IOException {
    return !isAtEnd() ? buffer[position++] & 0xFF : -1;
  }

  boolean isAtEnd() throws IOException {
    return position == limit && !fill();
  }

  /** Returns what was read from the network but not from this object, as in {@link Escapes}. */
  String readAhead() {
    return Escapes.string(Arrays.copyOfRange(buffer, position, limit));
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer);
    position = 0;
    limit = Math.max(count, 0);
    recorder.received(buffer, 0, limit);
    return count >= 0;
  }

  /** Returns the bytes up to and including the next LF or, if {@code crlf}, the next CRLF. */
  String readLine(boolean crlf) throws IOException {
    var line = new ByteArrayOutputStream();
    int previous = -1;
    for (int value = read(); value >= 0; value = read()) {
      line.write(value);
      if (value == '\n' && (!crlf || previous == '\r')) {
        return Escapes.string(line.toByteArray());
      }
      previous = value;
    }
    throw new ClientGoneException(Escapes.string(line.toByteArray()));
  }

  byte[] read(int count) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (bytes.size() < count) {
      int value = read();
      if (value < 0) {
        throw new ClientGoneException(Escapes.string(bytes.toByteArray()));
      }
      bytes.write(value);
    }
    return bytes.toByteArray();
  }

  /** Reads and records until the client closes its side. */
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

  /** Returns the bytes that were read ahead, which belong to the TLS layer. */
  private byte[] handBackTls() throws Deviation {
    if (position < limit && buffer[position] != HANDSHAKE_RECORD) {
      throw new Deviation("unencrypted bytes where TLS begins: " + Escapes.encode(readAhead()));
    }
    byte[] early = Arrays.copyOfRange(buffer, position, limit);
    recorder.retract(early.length);
    position = limit;
    return early;
  }

  /** Reads the record with the ClientHello, which is not part of the transcript. */
  void readClientHello() throws IOException, Deviation {
    var early = new ByteArrayInputStream(handBackTls());
    var hello = new SequenceInputStream(early, in);
    byte[] header = hello.readNBytes(5);
    if (header.length < 5 || header[0] != HANDSHAKE_RECORD) {
      throw new Deviation("not TLS: " + Escapes.encode(Escapes.string(header)));
    }
    hello.readNBytes(((header[3] & 0xFF) << 8) | (header[4] & 0xFF));
  }

  /** Makes JSSE send a fatal alert and close the connection. */
  void alert() {
    socket.inject(BROKEN_RECORD);
    try {
      readToEnd();
    } catch (IOException expected) {
      // JSSE rejected the broken record, and sent the alert.
    }
  }

  /** Closes the server's side; the client's bytes can still be read. */
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
