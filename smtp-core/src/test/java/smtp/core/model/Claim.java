package smtp.core.model;

import java.util.List;
import smtp.api.RecipientResult;

/**
 * What the client said of one recipient of one message.
 *
 * @param sights what could be seen on each connection at that moment
 */
record Claim(int message, int recipient, Word word, List<Sight> sights) {

  /** What the client said. */
  enum Word {
    ACCEPTED,
    REFUSED,
    NOT_SENT,
    UNKNOWN;

    static Word of(RecipientResult result) {
      return switch (result) {
        case RecipientResult.Accepted accepted -> ACCEPTED;
        case RecipientResult.Refused refused -> REFUSED;
        case RecipientResult.NotSent notSent -> NOT_SENT;
        case RecipientResult.Unknown unknown -> UNKNOWN;
      };
    }
  }

  Sight sight(int connection) {
    return connection < sights.size() ? sights.get(connection) : Sight.NOT_ENDED;
  }

  boolean wasSeenAs(Sight sight) {
    return sights.contains(sight);
  }
}
