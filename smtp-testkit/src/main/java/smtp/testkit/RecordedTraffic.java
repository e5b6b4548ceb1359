package smtp.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What went over a recorded connection, in both directions. */
final class RecordedTraffic {

  /** Bytes, as in {@link Escapes}, that the client read after it had sent this many. */
  record Received(long after, String bytes) {}

  private final List<Received> received = new ArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private boolean ended;
  private boolean failed;

  void received(byte[] bytes, int offset, int length) {
    boolean more = !received.isEmpty() && received.getLast().after() == sent.size();
    String before = more ? received.removeLast().bytes() : "";
    String read = Escapes.string(Arrays.copyOfRange(bytes, offset, offset + length));
    received.add(new Received(sent.size(), before + read));
  }

  void sent(byte[] bytes, int offset, int length) {
    sent.write(bytes, offset, length);
  }

  /** The server has closed its side. */
  void ended() {
    ended = true;
  }

  /** A read or a write has failed. */
  void failed() {
    failed = true;
  }

  List<Received> received() {
    return received;
  }

  byte[] sent() {
    return sent.toByteArray();
  }

  boolean isEnded() {
    return ended;
  }

  boolean isFailed() {
    return failed;
  }
}
