package smtp.jakarta.internal;

import java.util.Locale;

/** What a transport speaks. Its properties begin with {@code mail.} and its name. */
public enum Protocol {
  SMTP(25),
  SMTPS(465),
  LMTP(24);

  private final int port;

  Protocol(int port) {
    this.port = port;
  }

  /** Returns the name, as Jakarta Mail has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  int port() {
    return port;
  }
}
