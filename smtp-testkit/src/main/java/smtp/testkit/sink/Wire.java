package smtp.testkit.sink;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Lines and bytes of one connection. Lines end with CRLF, and nothing else does. */
final class Wire {

  /** Longer than any command line with all its parameters (RFC 5321, section 4.5.3.1.4). */
  private static final int MOST_LINE = 16 * 1024;

  private Socket socket;
  private InputStream in;
  private OutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** What a client may not send. */
  static final class BadLineException extends IOException {
    private static final long serialVersionUID = 1;

    BadLineException(String message) {
      super(message);
    }
  }

  void reply(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /**
   * Reads a line without its CRLF.
   *
   * @return the line, or {@code null} at the end of the connection
   * @throws BadLineException if it has a bare CR or LF, or is too long
   */
  @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        throw new BadLineException("a bare LF");
      }
      if (b == '\r') {
        if (in.read() != '\n') {
          throw new BadLineException("a bare CR");
        }
        return line.toString(StandardCharsets.UTF_8);
      }
      line.write(b);
      if (line.size() > MOST_LINE) {
        throw new BadLineException("a line of more than " + MOST_LINE + " bytes");
      }
    }
    return null;
  }

  /**
   * Reads content up to the final dot, and removes the doubled dots.
   *
   * @param most more bytes than these are read, and left out
   * @return the content; {@code null} if the connection ended before the dot
   */
  @Nullable Content data(long most) throws IOException {
    Content content = new Content(most);
    int[] last = {'\r', '\n'};
    boolean dot = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      boolean lineStart = last[0] == '\r' && last[1] == '\n';
      if (dot && b == '\r' && in.read() == '\n') {
        return content;
      }
      dot = lineStart && b == '.';
      if (!dot) {
        content.add(b);
      }
      content.bare |= (b == '\n') != (last[1] == '\r');
      last[0] = last[1];
      last[1] = b;
    }
    return null;
  }

  /** Reads a chunk into a content. Returns whether all of it came. */
  boolean chunk(long size, Content content) throws IOException {
    for (long i = 0; i < size; i++) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      content.add(b);
    }
    return true;
  }

  /** A content that is received. */
  static final class Content {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long most;
    private boolean tooLarge;
    private boolean bare;

    Content(long most) {
      this.most = most;
    }

    private void add(int b) {
      if (bytes.size() < most) {
        bytes.write(b);
      } else {
        tooLarge = true;
      }
    }

    boolean isTooLarge() {
      return tooLarge;
    }

    /** Returns whether there is a CR or LF that is not part of a CRLF. */
    boolean hasBareLineEnds() {
      return bare;
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  /** Returns whether the client has sent more already. */
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  void startTls(SSLContext context) throws IOException {
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    socket = secured;
    in = new BufferedInputStream(secured.getInputStream());
    out = secured.getOutputStream();
  }
}
