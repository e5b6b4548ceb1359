package examples.deliver;

/**
 * The exit statuses of {@code sysexits.h} for a delivery agent. An MTA retries after 75, and
 * bounces after any other.
 */
enum ExitStatus {
  /** The message was delivered to everyone. */
  OK(0),
  /** The command line is wrong. */
  USAGE(64),
  /** The message needs what the server does not offer. */
  DATA_ERROR(65),
  /** The message could not be read. */
  NO_INPUT(66),
  /** There is no such user. */
  NO_USER(67),
  /** The server refuses the message permanently, for another reason. */
  UNAVAILABLE(69),
  /** A later attempt may succeed. */
  TEMPORARY_FAILURE(75);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
