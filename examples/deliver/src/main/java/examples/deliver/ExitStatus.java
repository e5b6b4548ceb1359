package examples.deliver;

/**
 * What {@code sysexits.h} has for a delivery agent. An MTA tries again at 75, and bounces at
 * others.
 */
enum ExitStatus {
  /** Everybody has it. */
  OK(0),
  /** The command line is wrong. */
  USAGE(64),
  /** The message needs what the server does not offer. */
  DATA_ERROR(65),
  /** The message cannot be read. */
  NO_INPUT(66),
  /** There is no such user. */
  NO_USER(67),
  /** The server will never take it, for another reason. */
  UNAVAILABLE(69),
  /** Somebody may get it later. */
  TEMPORARY_FAILURE(75);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
