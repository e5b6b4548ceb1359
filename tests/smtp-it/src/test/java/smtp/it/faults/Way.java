package smtp.it.faults;

/** What the connection goes over, and which protocol it speaks. */
enum Way {
  CLEAR("SMTP over TCP, in clear"),
  STARTTLS("SMTP over TCP, with STARTTLS"),
  IMPLICIT("SMTP over TCP, with TLS from the first octet"),
  LMTP("LMTP over TCP, in clear"),
  UNIX("LMTP over a Unix socket");

  private final String words;

  Way(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  boolean isLmtp() {
    return this == LMTP || this == UNIX;
  }
}
