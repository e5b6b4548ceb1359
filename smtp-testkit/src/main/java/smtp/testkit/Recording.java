package smtp.testkit;

import java.net.Socket;
import java.net.SocketException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Records one unencrypted connection of a client and replays it in memory, with the server's bytes
 * split anywhere, thousands of times a second.
 *
 * <p>For clients that accept a {@link Socket}:
 *
 * {@snippet :
 * var recording = new Recording();
 * String result = result(recording.record(new Socket(server.host(), server.port())));
 * recording.cuts().forEach(cut -> assertEquals(result, result(recording.replay(cut))));
 * }
 *
 * <p>In a replay, the server's bytes arrive as soon as the client has sent as much as it had sent
 * when it first read them. A replay is exact: if the client sends anything else, or waits for more
 * bytes than the server sent, its socket throws an {@link AssertionError}.
 *
 * <p>For one connection. Not safe for use by several threads.
 */
public final class Recording {
  private final RecordedTraffic traffic = new RecordedTraffic();

  /** Creates an empty recording. */
  public Recording() {}

  /**
   * Returns a socket that uses another socket and records what goes over it.
   *
   * @param socket connected and unencrypted
   */
  public Socket record(Socket socket) throws SocketException {
    return new RecordingSocket(socket, traffic);
  }

  /**
   * Returns whether the connection can be replayed: no read and no write has failed. Such a failure
   * depends on timing, which a replay does not repeat.
   */
  public boolean isReplayable() {
    return !traffic.isFailed();
  }

  /** Returns how to split the server's bytes: one by one, and in two at each position. */
  public Stream<Delivery> cuts() {
    return Stream.concat(
        Stream.of(Delivery.byByte()),
        IntStream.range(1, serverBytes()).mapToObj(Delivery::splitAt));
  }

  /** Returns how many bytes the server has sent. */
  public int serverBytes() {
    return traffic.received().stream().mapToInt(some -> some.bytes().length()).sum();
  }

  /**
   * Returns a socket that replays in memory what the server has sent.
   *
   * @param delivery how the server's bytes are split; each piece takes a read of its own
   */
  public Socket replay(Delivery delivery) throws SocketException {
    return new ReplayingSocket(traffic, delivery);
  }
}
