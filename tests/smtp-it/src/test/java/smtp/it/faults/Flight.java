package smtp.it.faults;

import java.util.List;

/** How the client pipelines two messages. */
enum Flight {
  DATA("Two messages with DATA: the second envelope is sent right after the first content"),
  CHUNKS("Two messages with BDAT: all of both is sent before the first reply");

  private final String words;

  Flight(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Returns the points at which the first or the second message is answered. */
  List<FaultPoint> points(int mail) {
    List<FaultPoint> points =
        switch (this) {
          case DATA ->
              List.of(
                  FaultPoint.RSET,
                  FaultPoint.MAIL,
                  FaultPoint.RCPT_1,
                  FaultPoint.RCPT_3,
                  FaultPoint.DATA,
                  FaultPoint.FINAL);
          case CHUNKS ->
              List.of(
                  FaultPoint.RSET,
                  FaultPoint.MAIL,
                  FaultPoint.RCPT_1,
                  FaultPoint.RCPT_3,
                  FaultPoint.LAST);
        };
    return mail == 1 ? points.subList(1, points.size()) : points;
  }
}
