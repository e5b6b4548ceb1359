package smtp.bench.send;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** The server's side of one connection, which accepts everything and replies at once. */
final class SinkDialogue {

  private static final byte[] OK = reply("250 2.0.0 Ok");
  private static final byte[] GO_ON = reply("354 End data with <CR><LF>.<CR><LF>");
  private static final byte[] BYE = reply("221 2.0.0 Bye");
  private static final byte[] EXTENSIONS =
      reply(
          """
          250-sink
          250-PIPELINING
          250-SIZE 104857600
          250-8BITMIME
          250-ENHANCEDSTATUSCODES
          250-SMTPUTF8
          250-DSN
          250%sHELP\
          """);

  private static final int END_LENGTH = "\r\n.\r\n".length();

  private enum State {
    COMMAND,
    DATA,
    CHUNK,
    CLOSED
  }

  /** What sinks have received on all connections together. */
  record Received(AtomicLong mails, AtomicLong bytes) {
    Received() {
      this(new AtomicLong(), new AtomicLong());
    }
  }

  private final boolean chunking;
  private final boolean lmtp;
  private final Received received;
  private State state = State.COMMAND;
  private int recipients;
  private long chunkRest;
  private boolean lastChunk;

  SinkDialogue(boolean chunking, boolean lmtp, Received received) {
    this.chunking = chunking;
    this.lmtp = lmtp;
    this.received = received;
  }

  private static byte[] reply(String lines) {
    return (lines.replace("\n", "\r\n") + "\r\n").getBytes(US_ASCII);
  }

  static byte[] greeting() {
    return reply("220 sink ESMTP");
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /**
   * Processes the bytes of {@code [from, to)} and replies.
   *
   * @param replies receives the replies; has room for a reply to each line
   * @return the index of the first byte that must be passed again, followed by more bytes
   */
  int take(byte[] bytes, int from, int to, ByteBuffer replies) {
    int taken = from;
    int next = step(bytes, taken, to, replies);
    while (next > taken) {
      taken = next;
      next = step(bytes, taken, to, replies);
    }
    return taken;
  }

  private int step(byte[] bytes, int from, int to, ByteBuffer replies) {
    return switch (state) {
      case COMMAND -> command(bytes, from, to, replies);
      case DATA -> data(bytes, from, to, replies);
      case CHUNK -> chunk(from, to, replies);
      case CLOSED -> to;
    };
  }

  private int command(byte[] bytes, int from, int to, ByteBuffer replies) {
    int lf = from;
    while (lf < to && bytes[lf] != '\n') {
      lf++;
    }
    return lf == to ? from : execute(bytes, from, lf, replies);
  }

  private int execute(byte[] bytes, int from, int lf, ByteBuffer replies) {
    switch (verb(bytes, from)) {
      case 'E' << 8 | 'H', 'L' << 8 | 'H' -> hello(replies);
      case 'M' << 8 | 'A' -> {
        recipients = 0;
        replies.put(OK);
      }
      case 'R' << 8 | 'C' -> {
        recipients++;
        replies.put(OK);
      }
      case 'D' << 8 | 'A' -> {
        replies.put(GO_ON);
        state = State.DATA;
        // The ending of this line may begin the end of the data.
        received.bytes.addAndGet(-2);
        return lf - 1;
      }
      case 'B' << 8 | 'D' -> beginChunk(bytes, from + "BDAT ".length(), replies);
      case 'Q' << 8 | 'U' -> {
        replies.put(BYE);
        state = State.CLOSED;
      }
      default -> replies.put(OK);
    }
    return lf + 1;
  }

  /** Returns the first two letters of the command, which distinguish the commands used here. */
  private static int verb(byte[] bytes, int from) {
    return (bytes[from] & 0xDF) << 8 | (bytes[from + 1] & 0xDF);
  }

  private void hello(ByteBuffer replies) {
    String last = chunking ? "-CHUNKING\r\n250 " : " ";
    replies.put(new String(EXTENSIONS, US_ASCII).formatted(last).getBytes(US_ASCII));
  }

  private void beginChunk(byte[] bytes, int number, ByteBuffer replies) {
    int i = number;
    for (chunkRest = 0; bytes[i] >= '0'; i++) {
      chunkRest = chunkRest * 10 + bytes[i] - '0';
    }
    lastChunk = bytes[i] == ' ';
    state = State.CHUNK;
    if (chunkRest == 0) {
      endChunk(replies);
    }
  }

  private int chunk(int from, int to, ByteBuffer replies) {
    int part = (int) Math.min(to - from, chunkRest);
    chunkRest -= part;
    received.bytes.addAndGet(part);
    if (chunkRest == 0) {
      endChunk(replies);
    }
    return from + part;
  }

  private void endChunk(ByteBuffer replies) {
    if (lastChunk) {
      endMail(replies);
    } else {
      replies.put(OK);
      state = State.COMMAND;
    }
  }

  private void endMail(ByteBuffer replies) {
    for (int i = 0; i < (lmtp ? recipients : 1); i++) {
      replies.put(OK);
    }
    state = State.COMMAND;
    received.mails.incrementAndGet();
  }

  private int data(byte[] bytes, int from, int to, ByteBuffer replies) {
    int end = endOfData(bytes, from, to);
    if (end < 0) {
      int taken = Math.max(from, to - END_LENGTH + 1);
      received.bytes.addAndGet(taken - from);
      return taken;
    }
    received.bytes.addAndGet(end - from);
    endMail(replies);
    return end;
  }

  /**
   * Returns the index after the first CRLF.CRLF, or -1. Checks the position where the last byte
   * would be, and skips as many positions as that byte rules out (Horspool's algorithm).
   */
  private static int endOfData(byte[] bytes, int from, int to) {
    int i = from + END_LENGTH - 1;
    while (i < to) {
      byte value = bytes[i];
      if (value == '\n' && isEnd(bytes, i)) {
        return i + 1;
      }
      i += value > '.' ? END_LENGTH : step(value);
    }
    return -1;
  }

  private static int step(byte value) {
    return switch (value) {
      case '\r' -> 1;
      case '.' -> 2;
      case '\n' -> 3;
      default -> END_LENGTH;
    };
  }

  private static boolean isEnd(byte[] bytes, int lf) {
    return bytes[lf - 1] == '\r'
        && bytes[lf - 2] == '.'
        && bytes[lf - 3] == '\n'
        && bytes[lf - 4] == '\r';
  }
}
