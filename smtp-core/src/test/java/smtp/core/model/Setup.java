package smtp.core.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import smtp.api.Phase;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SendOption;
import smtp.core.internal.options.SessionOption;

/** What a run sends, and how. */
record Setup(Dialect dialect, Transfer transfer, boolean pipelining, Call call, Variant variant) {

  /** The deadline of each operation. */
  static final Duration DEADLINE = Duration.ofSeconds(100);

  /** How long closing a session may take. */
  static final Duration CLOSE = Duration.ofSeconds(5);

  private static final Duration STEP = Duration.ofSeconds(60);

  /** How the content is sent. */
  enum Transfer {
    DATA(false, 1),
    BDAT(true, 1),
    /** More than the client buffers, so that it is sent in several writes. */
    LARGE_BDAT(true, 140_000),
    /** Of unknown size, in one chunk. */
    STREAM(true, 1),
    /** Of unknown size, in two chunks. */
    LONG_STREAM(true, 70_000);

    final boolean chunking;
    final int contentBytes;

    Transfer(boolean chunking, int contentBytes) {
      this.chunking = chunking;
      this.contentBytes = contentBytes;
    }

    boolean isSized() {
      return this == DATA || this == BDAT || this == LARGE_BDAT;
    }
  }

  /** What the caller calls. */
  enum Call {
    SESSION_SEND,
    SESSION_SEND_ALL,
    CLIENT_SEND,
    CLIENT_SEND_ALL;

    boolean isOfSession() {
      return this == SESSION_SEND || this == SESSION_SEND_ALL;
    }

    boolean isSendAll() {
      return this == SESSION_SEND_ALL || this == CLIENT_SEND_ALL;
    }

    int messages() {
      return this == CLIENT_SEND ? 1 : 2;
    }
  }

  /** One option that differs from the default. */
  enum Variant {
    DEFAULT,
    ONE_SHOT,
    LISTENER,
    CONFIRM_BEFORE_END,
    ALL_OR_NONE,
    RETRY_TOO_MANY
  }

  /** Returns the options of the client, which are the same in all runs. */
  Options options() {
    Options options =
        Options.DEFAULT
            .with(SessionOption.DIALECT, dialect)
            .with(SessionOption.TLS_MODE, TlsMode.NONE)
            .with(SessionOption.EHLO_NAME, Optional.of("c"))
            .with(SessionOption.TIMEOUTS, Timeouts.of(STEP).with(Phase.QUIT, CLOSE))
            .with(SessionOption.DEADLINE, Optional.of(DEADLINE));
    return switch (variant) {
      case DEFAULT, ONE_SHOT, LISTENER -> options;
      case CONFIRM_BEFORE_END -> options.with(SendOption.CONFIRM_BEFORE_END, true);
      case ALL_OR_NONE -> options.with(SendOption.ALL_OR_NONE, true);
      case RETRY_TOO_MANY -> options.with(SendOption.RETRY_TOO_MANY, true);
    };
  }

  String words() {
    String commands = pipelining ? "PIPELINING" : "ONE_BY_ONE";
    return "%s, %s, %s, %s, %s".formatted(dialect, transfer, commands, call, variant);
  }

  static Setup parse(String words) {
    String[] parts = words.toUpperCase(Locale.ROOT).split(", ");
    if (parts.length != 5) {
      throw new IllegalArgumentException("Not a setup: " + Arrays.toString(parts));
    }
    return new Setup(
        Dialect.valueOf(parts[0]),
        Transfer.valueOf(parts[1]),
        parts[2].equals("PIPELINING"),
        Call.valueOf(parts[3]),
        Variant.valueOf(parts[4]));
  }
}
