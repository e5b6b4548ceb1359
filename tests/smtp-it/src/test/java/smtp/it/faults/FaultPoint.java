package smtp.it.faults;

import java.util.EnumSet;
import java.util.Set;
import smtp.api.Phase;

/** The point of a session at which the server fails: instead of which reply, or during what. */
enum FaultPoint {
  CONNECT("connect", Operation.CONNECT, Phase.CONNECT),
  GREETING("greeting", Operation.CONNECT, Phase.GREETING),
  EHLO("EHLO", Operation.CONNECT, Phase.HELLO),
  HELO("HELO", Operation.CONNECT, Phase.HELLO),
  STARTTLS("STARTTLS", Operation.CONNECT, Phase.TLS),
  HANDSHAKE("handshake", Operation.CONNECT, Phase.TLS),
  EHLO_TLS("EHLO over TLS", Operation.CONNECT, Phase.HELLO),
  AUTH("AUTH", Operation.CONNECT, Phase.AUTH),
  CHALLENGE_1("challenge 1", Operation.CONNECT, Phase.AUTH),
  CHALLENGE_2("challenge 2", Operation.CONNECT, Phase.AUTH),
  EHLO_AUTH("EHLO after AUTH", Operation.CONNECT, Phase.HELLO),
  MAIL("MAIL", Operation.SEND, Phase.MAIL),
  RCPT_1("RCPT 1 of 3", Operation.SEND, Phase.RCPT),
  RCPT_3("RCPT 3 of 3", Operation.SEND, Phase.RCPT),
  DATA("DATA", Operation.SEND, Phase.DATA),
  BODY("half the content", Operation.SEND, Phase.CONTENT),
  FINAL("final reply", Operation.SEND, Phase.END_OF_DATA),
  LMTP_2("final reply 2 of 3", Operation.SEND, Phase.END_OF_DATA),
  CHUNK("BDAT, chunk 2", Operation.SEND, Phase.CONTENT),
  LAST("BDAT LAST", Operation.SEND, Phase.END_OF_DATA),
  IDLE("idle, before a command", Operation.RSET, Phase.COMMAND),
  RSET("RSET", Operation.RSET, Phase.COMMAND),
  NOOP("NOOP", Operation.NOOP, Phase.COMMAND),
  QUIT("QUIT", Operation.QUIT, Phase.QUIT);

  private static final Set<FaultPoint> CHALLENGES = EnumSet.of(CHALLENGE_1, CHALLENGE_2);
  private static final Set<FaultPoint> CHUNKS = EnumSet.of(CHUNK, LAST);

  private final String words;
  private final Operation operation;
  private final Phase phase;

  FaultPoint(String words, Operation operation, Phase phase) {
    this.words = words;
    this.operation = operation;
    this.phase = phase;
  }

  String words() {
    return words;
  }

  /** Returns the operation during which the server fails. */
  Operation operation() {
    return operation;
  }

  /** Returns the phases whose time limits may end the wait. */
  Set<Phase> phases() {
    // The content may be written to its end, or a reply may come before.
    return this == BODY ? Set.of(phase, Phase.END_OF_DATA, Phase.QUIT) : Set.of(phase);
  }

  boolean isChallenge() {
    return CHALLENGES.contains(this);
  }

  boolean isAuth() {
    return this == AUTH || isChallenge();
  }

  /** Returns whether the server has to offer CHUNKING. */
  boolean isChunk() {
    return CHUNKS.contains(this);
  }

  /** Returns whether the end of the data was sent before. */
  boolean isAfterTheEnd() {
    return this == FINAL || this == LMTP_2 || this == LAST;
  }
}
