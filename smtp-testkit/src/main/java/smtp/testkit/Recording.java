package smtp.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What went over one connection of a client, in clear, which can be played to it again in memory:
 * thousands of times a second, and with the server's octets cut anywhere.
 *
 * <p>For clients that can be given a {@link Socket}:
 *
 * {@snippet :
 * var recording = new Recording();
 * String result = result(recording.record(new Socket(server.host(), server.port())));
 * recording.cuts().forEach(cut -> assertEquals(result, result(recording.replay(cut))));
 * }
 *
 * <p>A replay says what the server has said as soon as the client has sent as much as it had then.
 * It is exact: a client that sends anything else is met with an {@link AssertionError}, and so is
 * one that waits for more than there was.
 *
 * <p>For one connection, and not safe for use by several threads.
 */
public final class Recording {

  /** Octets, as in {@link Escapes}, that the client read when it had sent so many. */
  record Said(long after, String octets) {}

  private final List<Said> said = new ArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private boolean ended;
  private boolean broken;

  /** Makes a recording that is empty. */
  public Recording() {}

  /**
   * Returns a socket that is another one, and records what goes over it.
   *
   * @param socket connected, in clear
   */
  public Socket record(Socket socket) throws SocketException {
    return new RecordingSocket(socket, this);
  }

  /**
   * Tells whether the connection can be played again: no read and no write failed, which would have
   * depended on the time.
   */
  public boolean isReplayable() {
    return !broken;
  }

  /** Returns what the server's octets can be cut into: one at a time, and in two at each place. */
  public Stream<Delivery> cuts() {
    return Stream.concat(
        Stream.of(Delivery.byByte()), IntStream.range(1, octets()).mapToObj(Delivery::splitAt));
  }

  /** Returns how many octets the server has sent. */
  public int octets() {
    return said.stream().mapToInt(some -> some.octets().length()).sum();
  }

  /**
   * Returns a socket whose other end says in memory what the server has said.
   *
   * @param delivery how it is cut; the client reads each piece by a read of its own
   */
  public Socket replay(Delivery delivery) throws SocketException {
    return new ReplayingSocket(said, sent.toByteArray(), ended, delivery);
  }

  void received(byte[] octets, int offset, int length) {
    boolean more = !said.isEmpty() && said.getLast().after() == sent.size();
    String before = more ? said.removeLast().octets() : "";
    String read = Escapes.octets(Arrays.copyOfRange(octets, offset, offset + length));
    said.add(new Said(sent.size(), before + read));
  }

  void sent(byte[] octets, int offset, int length) {
    sent.write(octets, offset, length);
  }

  void ended() {
    ended = true;
  }

  IOException broken(IOException failure) {
    broken = true;
    return failure;
  }
}
