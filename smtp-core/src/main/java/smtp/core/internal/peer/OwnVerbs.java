package smtp.core.internal.peer;

import java.util.Locale;
import java.util.Set;

/** The commands that change what a session has to know, and have methods of their own. */
public final class OwnVerbs {

  private static final Set<String> VERBS =
      Set.of(
          "AUTH",
          "BDAT",
          "DATA",
          "EHLO",
          "HELO",
          "LHLO",
          "MAIL",
          "QUIT",
          "RCPT",
          "RSET",
          "STARTTLS");

  private OwnVerbs() {}

  /** Refuses such a command where a caller sends commands of his own. */
  public static void refuse(String line) {
    // Some servers skip blanks in front of a verb.
    String text = line.stripLeading();
    int blank = text.indexOf(' ');
    String verb = (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
    if (VERBS.contains(verb)) {
      throw new IllegalArgumentException(
          verb + " changes the state of the session: use the method that is named after it");
    }
  }
}
