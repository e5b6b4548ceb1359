package smtp.core.model;

/** Where more than one thing can happen in a run. */
enum Point implements Named {
  GREETING("greeting", 220),
  HELLO("reply to EHLO", 250),
  RSET("reply to RSET", 250),
  MAIL("reply to MAIL", 250),
  RCPT("reply to RCPT", 250),
  DATA("reply to DATA", 354),
  CHUNK("reply to a chunk", 250),
  END("reply to the end of the content", 250),
  QUIT("reply to QUIT", 221),
  OTHER("reply to an unknown command", 500),
  BEFORE_READ("before read", 0),
  AFTER_READ("after read", 0),
  BEFORE_WRITE("before write", 0),
  AFTER_WRITE("after write", 0),
  CONTENT_BEGINS("content begins", 0),
  CONTENT_ENDS("content ends", 0),
  ITERATOR("iterator", 0),
  RESULT("result", 0),
  EVENT("event", 0);

  final int code;
  private final String words;

  Point(String words, int code) {
    this.words = words;
    this.code = code;
  }

  @Override
  public String words() {
    return words;
  }

  boolean isOfServer() {
    return code != 0;
  }
}
