package smtp.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Records what one client sends. One thread plays the dialogue, others read the record. */
final class Recorder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> groupEnds = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();
  private @Nullable SSLSession tls;
  private @Nullable String deviation;

  synchronized void received(byte[] source, int offset, int length) {
    bytes.write(source, offset, length);
  }

  /** Removes the last bytes, which have turned out to be a TLS record. */
  synchronized void retract(int count) {
    byte[] kept = Arrays.copyOf(bytes.toByteArray(), bytes.size() - count);
    bytes.reset();
    bytes.writeBytes(kept);
    groupEnds.replaceAll(end -> Math.min(end, kept.length));
  }

  /** The server is about to send: what the client sends from now on is a new group. */
  synchronized void answered() {
    groupEnds.add(bytes.size());
  }

  synchronized void content(byte[] content) {
    contents.add(content);
  }

  synchronized void secured(SSLSession session) {
    tls = session;
  }

  synchronized void deviated(String report) {
    deviation = report;
  }

  synchronized Transcript transcript() {
    return new Transcript(bytes.toByteArray(), groupEnds, contents, tls, deviation);
  }
}
