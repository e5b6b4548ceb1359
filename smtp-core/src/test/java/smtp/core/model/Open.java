package smtp.core.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What runs with two deviations show and is not mended yet, each with its reason. The list is to
 * become empty: a line that no run needs any more is to be removed.
 *
 * @param script what the scripts have in common
 */
record Open(Kind kind, Pattern script, String reason) {

  static final List<Open> LIST =
      List.of(
          open(
              Kind.FALSE_ACCEPTED,
              "PIPELINING, SESSION_SEND_ALL, .*never said; .*never said",
              "two replies are missing: all that came fits, one message further on, until this one"
                  + " was reported"),
          open(
              Kind.FALSE_REFUSED,
              "PIPELINING, CLIENT_SEND, .*; .*QUIT",
              "a reply is doubled or missing, and the server closes without 221: what QUIT got was"
                  + " the content's"),
          open(
              Kind.FALSE_REFUSED,
              "LMTP, (BDAT|STREAM), .*another kind; .*before the content",
              "an intermediate reply to the content, and a refusal that came before it was sent"),
          open(
              Kind.FALSE_REFUSED,
              "PIPELINING, SESSION_SEND_ALL, .*(twice|again)",
              "a reply is doubled, and something on the client's side ends the call before the one"
                  + " too many is there"));

  private static Open open(Kind kind, String script, String reason) {
    return new Open(kind, Pattern.compile(script), reason);
  }

  static boolean covers(Kind kind, String script) {
    return LIST.stream().anyMatch(one -> one.kind == kind && one.script.matcher(script).find());
  }
}
