package smtp.core.internal.peer;

import java.util.Locale;
import java.util.Set;

/** The commands that change the state of a session, and so have their own methods. */
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

  /** Refuses such a command in {@code MailSession.command}. */
  public static void refuse(String line) {
    // Some servers skip blanks before a verb.
    String text = line.stripLeading();
    int blank = text.indexOf(' ');
    String verb = (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
    if (VERBS.contains(verb)) {
      throw new IllegalArgumentException(
          verb + " changes the state of the session; use its own method instead of command");
    }
  }
}
