package smtp.jakarta;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.event.TransportEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a program sees of one send, and what the server saw, as text to compare. */
record Outcome(
    String exceptions,
    String addresses,
    String events,
    List<String> envelope,
    List<String> content) {

  static String exceptions(Exception thrown) {
    List<String> names = new ArrayList<>();
    for (Exception e = thrown; e != null; e = next(e)) {
      names.add(e.getClass().getSimpleName() + code(e));
    }
    return names.isEmpty() ? "none" : String.join(" > ", names);
  }

  private static Exception next(Exception e) {
    Exception next = e instanceof MessagingException own ? own.getNextException() : null;
    // What lies below is the library's own.
    return next instanceof MessagingException ? next : null;
  }

  private static String code(Exception e) {
    try {
      return "(" + e.getClass().getMethod("getReturnCode").invoke(e) + ")";
    } catch (ReflectiveOperationException none) {
      return "";
    }
  }

  static String addresses(Exception thrown) {
    return thrown instanceof SendFailedException e
        ? texts(e.getValidSentAddresses(), e.getValidUnsentAddresses(), e.getInvalidAddresses())
        : "";
  }

  static String event(TransportEvent event) {
    String type =
        switch (event.getType()) {
          case TransportEvent.MESSAGE_DELIVERED -> "delivered ";
          case TransportEvent.MESSAGE_NOT_DELIVERED -> "not delivered ";
          default -> "partially delivered ";
        };
    return type
        + texts(
            event.getValidSentAddresses(),
            event.getValidUnsentAddresses(),
            event.getInvalidAddresses());
  }

  /** Nothing and an empty array mean the same; the order of unsent addresses means nothing. */
  private static String texts(Address[] sent, Address[] unsent, Address[] invalid) {
    return "sent %s, unsent %s, invalid %s".formatted(text(sent), text(unsent), text(invalid));
  }

  private static String text(Address[] addresses) {
    return addresses == null
        ? "[]"
        : Arrays.stream(addresses).map(Object::toString).sorted().toList().toString();
  }
}
