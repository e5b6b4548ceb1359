package smtp.it.faults;

import java.time.Duration;
import java.util.List;

/** What the server does wrong. */
enum Fault {
  FIN("FIN", "closes the connection instead of answering", End.LOST),
  RST("RST", "resets the connection instead of answering", End.LOST),
  CUT("cut", "closes in the middle of its reply", End.LOST),
  NO_NOTIFY("no notify", "closes without the close_notify of TLS", End.LOST),
  ALERT("alert", "sends a fatal TLS alert", End.TLS),
  STALL("stall", "keeps reading and sends nothing", End.TIME),
  NOT_READING("no reads", "stops reading, so that writes block", End.TIME),
  TRICKLE("trickle", "answers one byte at a time, each within the time limit", End.TIME),
  DEADLINE(
      "deadline", "sends nothing until the deadline of the whole operation has passed", End.TIME),
  INTERRUPT("interrupt", "sends nothing until the client's thread is interrupted", End.INTERRUPT),
  ENDLESS_LINES("∞ lines", "sends endless lines of one reply", End.NONSENSE),
  ENDLESS_LINE("∞ line", "sends an endless line", End.NONSENSE),
  HUGE("1 MiB", "sends a well-formed reply of 1 MiB", End.NONSENSE),
  GARBAGE("garbage", "sends something that is not a reply code", End.NONSENSE),
  MIXED("mixed", "sends a reply of two lines with two codes, the last no refusal", End.NONSENSE),
  WRONG_1("1yz", "answers 150, which SMTP does not have", End.NONSENSE),
  WRONG_2("2yz", "answers 250 where another code is due", End.REPLY),
  WRONG_3("3yz", "answers 354 where another code is due", End.REPLY),
  TRANSIENT("4yz", "refuses temporarily", End.REPLY),
  PERMANENT("5yz", "refuses permanently", End.REPLY),
  REPLY_421("421", "replies 421 and closes", End.REPLY),
  EXTRA("extra", "sends one more reply after the correct one", End.REPLY),
  ODD_OCTETS("8 bit", "has NUL, ESC and bytes that are not UTF-8 in its text", End.REPLY),
  BARE_LF("LF", "ends its lines with LF alone", End.REPLY);

  /** How the client's wait ends. */
  enum End {
    LOST,
    TLS,
    TIME,
    INTERRUPT,
    NONSENSE,
    REPLY
  }

  private final String title;
  private final String words;
  private final End end;

  Fault(String title, String words, End end) {
    this.title = title;
    this.words = words;
    this.end = end;
  }

  String title() {
    return title;
  }

  String words() {
    return words;
  }

  End end() {
    return end;
  }

  /** Returns whether the client ends the wait. */
  boolean isTimed() {
    return end == End.TIME || end == End.INTERRUPT;
  }

  /**
   * Returns the time limits to try in turn until the result is correct. Where time matters, a
   * machine that is too slow for one limit tries a longer one.
   */
  List<Duration> limits() {
    Duration shortest = Duration.ofSeconds(1);
    return isTimed()
        ? List.of(shortest, shortest.multipliedBy(4), shortest.multipliedBy(16))
        : List.of(shortest);
  }
}
