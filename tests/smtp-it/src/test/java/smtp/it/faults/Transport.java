package smtp.it.faults;

/** The protocol of a session and what its connection uses. */
enum Transport {
  PLAINTEXT("SMTP over TCP, unencrypted"),
  STARTTLS("SMTP over TCP, with STARTTLS"),
  IMPLICIT("SMTP over TCP, with TLS from the first byte"),
  LMTP("LMTP over TCP, unencrypted"),
  UNIX("LMTP over a Unix socket");

  private final String words;

  Transport(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  boolean isLmtp() {
    return this == LMTP || this == UNIX;
  }
}
