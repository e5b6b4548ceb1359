package smtp.it.faults;

import java.util.List;

/** How two mails, one behind the other, are under way together. */
enum Flight {
  DATA("Two mails by DATA: the second's envelope goes behind the first's content"),
  CHUNKS("Two mails by BDAT: all of both goes out before the first reply");

  private final String words;

  Flight(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** What the first mail or the second is answered at. */
  List<Step> steps(int mail) {
    List<Step> steps =
        switch (this) {
          case DATA ->
              List.of(Step.RSET, Step.MAIL, Step.RCPT_1, Step.RCPT_3, Step.DATA, Step.FINAL);
          case CHUNKS -> List.of(Step.RSET, Step.MAIL, Step.RCPT_1, Step.RCPT_3, Step.LAST);
        };
    return mail == 1 ? steps.subList(1, steps.size()) : steps;
  }
}
