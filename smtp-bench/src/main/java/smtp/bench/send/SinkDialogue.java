package smtp.bench.send;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** The server's side of one connection: takes everything, and answers as soon as it can. */
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

  /** What sinks have received, all connections together. */
  record Received(AtomicLong mails, AtomicLong octets) {
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
   * Takes octets of {@code [from, to)} and answers.
   *
   * @param replies takes the answers; has room for an answer to each line
   * @return the index of the first octet that has to be given again, with more behind it
   */
  int take(byte[] octets, int from, int to, ByteBuffer replies) {
    int taken = from;
    int next = step(octets, taken, to, replies);
    while (next > taken) {
      taken = next;
      next = step(octets, taken, to, replies);
    }
    return taken;
  }

  private int step(byte[] octets, int from, int to, ByteBuffer replies) {
    return switch (state) {
      case COMMAND -> command(octets, from, to, replies);
      case DATA -> data(octets, from, to, replies);
      case CHUNK -> chunk(from, to, replies);
      case CLOSED -> to;
    };
  }

  private int command(byte[] octets, int from, int to, ByteBuffer replies) {
    int lf = from;
    while (lf < to && octets[lf] != '\n') {
      lf++;
    }
    return lf == to ? from : execute(octets, from, lf, replies);
  }

  private int execute(byte[] octets, int from, int lf, ByteBuffer replies) {
    switch (verb(octets, from)) {
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
        // The end of this line may be the beginning of the end of the data.
        received.octets.addAndGet(-2);
        return lf - 1;
      }
      case 'B' << 8 | 'D' -> beginChunk(octets, from + "BDAT ".length(), replies);
      case 'Q' << 8 | 'U' -> {
        replies.put(BYE);
        state = State.CLOSED;
      }
      default -> replies.put(OK);
    }
    return lf + 1;
  }

  /** Returns the first two letters of the command, which tell those apart that matter here. */
  private static int verb(byte[] octets, int from) {
    return (octets[from] & 0xDF) << 8 | (octets[from + 1] & 0xDF);
  }

  private void hello(ByteBuffer replies) {
    String last = chunking ? "-CHUNKING\r\n250 " : " ";
    replies.put(new String(EXTENSIONS, US_ASCII).formatted(last).getBytes(US_ASCII));
  }

  private void beginChunk(byte[] octets, int number, ByteBuffer replies) {
    int i = number;
    for (chunkRest = 0; octets[i] >= '0'; i++) {
      chunkRest = chunkRest * 10 + octets[i] - '0';
    }
    lastChunk = octets[i] == ' ';
    state = State.CHUNK;
    if (chunkRest == 0) {
      endChunk(replies);
    }
  }

  private int chunk(int from, int to, ByteBuffer replies) {
    int part = (int) Math.min(to - from, chunkRest);
    chunkRest -= part;
    received.octets.addAndGet(part);
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

  private int data(byte[] octets, int from, int to, ByteBuffer replies) {
    int end = endOfData(octets, from, to);
    if (end < 0) {
      int taken = Math.max(from, to - END_LENGTH + 1);
      received.octets.addAndGet(taken - from);
      return taken;
    }
    received.octets.addAndGet(end - from);
    endMail(replies);
    return end;
  }

  /**
   * Returns the index behind the first CRLF.CRLF, or -1. Looks at the place where the last octet
   * would be, and goes on by as many as that octet rules out (Horspool's search).
   */
  private static int endOfData(byte[] octets, int from, int to) {
    int i = from + END_LENGTH - 1;
    while (i < to) {
      byte octet = octets[i];
      if (octet == '\n' && isEnd(octets, i)) {
        return i + 1;
      }
      i += octet > '.' ? END_LENGTH : step(octet);
    }
    return -1;
  }

  private static int step(byte octet) {
    return switch (octet) {
      case '\r' -> 1;
      case '.' -> 2;
      case '\n' -> 3;
      default -> END_LENGTH;
    };
  }

  private static boolean isEnd(byte[] octets, int lf) {
    return octets[lf - 1] == '\r'
        && octets[lf - 2] == '.'
        && octets[lf - 3] == '\n'
        && octets[lf - 4] == '\r';
  }
}
