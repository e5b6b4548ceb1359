package smtp.core;

import java.io.IOException;
import java.util.function.UnaryOperator;
import smtp.api.Mail;
import smtp.core.Play.Outcome;
import smtp.testkit.Delivery;

/**
 * How the server's bytes arrive while a message is sent. Every way must lead to the same outcome,
 * so tests of what a server answers run once for each.
 */
enum Arrival {
  /** All bytes that the server sends at once arrive together. */
  WHOLE,

  /** Each line arrives separately. */
  BY_LINE,

  /** Each byte arrives separately. */
  BY_BYTE,

  /** As {@link #WHOLE}; then the dialogue is replayed with one cut at every place in turn. */
  AT_EVERY_CUT;

  /** Sends a message with the default options to a server that plays a script to its end. */
  Outcome send(String script, Mail mail) throws IOException {
    return send(script, mail, builder -> builder);
  }

  /** Sends a message to a server that plays a script to its end. */
  Outcome send(String script, Mail mail, UnaryOperator<SmtpClient.Builder> options)
      throws IOException {
    return switch (this) {
      case WHOLE -> Play.send(Delivery.whole(), script, mail, options);
      case BY_LINE -> Play.send(Delivery.byLine(), script, mail, options);
      case BY_BYTE -> Play.send(Delivery.byByte(), script, mail, options);
      case AT_EVERY_CUT -> Play.sendAtEveryCut(script, mail, options);
    };
  }
}
