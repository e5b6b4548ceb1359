package smtp.core.internal.options;

/** The differences between SMTP (RFC 5321) and LMTP (RFC 2033). */
public enum Dialect {
  /** One final reply for the whole message. */
  SMTP("EHLO", "smtp"),

  /** A final reply for each recipient that RCPT accepted, in order. */
  LMTP("LHLO", "lmtp");

  private final String hello;
  private final String service;

  Dialect(String hello, String service) {
    this.hello = hello;
    this.service = service;
  }

  /** Returns the command that begins an extended session. */
  public String hello() {
    return hello;
  }

  /** Returns the SASL service name. */
  public String service() {
    return service;
  }

  /** Returns whether each accepted recipient has its own final reply. */
  public boolean answersEach() {
    return this == LMTP;
  }

  /** Returns how many replies follow the end of the content. */
  public int finalReplies(int acceptedRecipients) {
    return answersEach() ? acceptedRecipients : 1;
  }

  /** Returns whether HELO may be tried after the hello command was refused with this code. */
  public boolean mayFallBack(int code) {
    // These mean that the server does not know EHLO. Any other code would refuse HELO as well.
    return this == SMTP && (code == 500 || code == 501 || code == 502 || code == 504);
  }
}
