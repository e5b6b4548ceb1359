package smtp.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Notes what one client sends, for a player on one thread and readers on others. */
final class Recorder {
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final List<Integer> groupEnds = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();
  private @Nullable SSLSession tls;
  private @Nullable String deviation;

  synchronized void received(byte[] source, int offset, int length) {
    octets.write(source, offset, length);
  }

  /** Takes back the last octets: they turned out to be a TLS record. */
  synchronized void retract(int count) {
    byte[] kept = Arrays.copyOf(octets.toByteArray(), octets.size() - count);
    octets.reset();
    octets.writeBytes(kept);
    groupEnds.replaceAll(end -> Math.min(end, kept.length));
  }

  /** The server is about to say something: what the client sends from now on is a new group. */
  synchronized void answered() {
    groupEnds.add(octets.size());
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
    return new Transcript(octets.toByteArray(), groupEnds, contents, tls, deviation);
  }
}
