package smtp.core.internal.login;

import java.util.Comparator;
import java.util.List;
import smtp.api.spi.SaslMechanismProvider;

/**
 * The order of the known mechanisms, strongest first. Providers cannot change it; {@code
 * docs/decisions/0005-choice-of-mechanism.md} has the reasons.
 */
final class MechanismRank {

  /** The mechanisms of one row show the server the same amount of the secret. */
  private static final List<List<String>> ROWS =
      List.of(
          List.of("SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"),
          List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1"),
          List.of("EXTERNAL"),
          List.of("OAUTHBEARER", "XOAUTH2"),
          List.of("CRAM-MD5"),
          List.of("PLAIN", "LOGIN"),
          List.of("ANONYMOUS"));

  private static final List<String> ORDER = ROWS.stream().flatMap(List::stream).toList();

  static final Comparator<SaslMechanismProvider> STRONGEST_FIRST =
      Comparator.comparingInt(provider -> position(provider.name()));

  private MechanismRank() {}

  /** Returns whether the strength of a mechanism is known. */
  static boolean isKnown(String mechanism) {
    return ORDER.contains(mechanism);
  }

  /** Returns whether {@code other} shows the server no more than {@code mechanism} did. */
  static boolean isNoWeaker(String other, String mechanism) {
    return row(other) <= row(mechanism);
  }

  private static int row(String mechanism) {
    for (int i = 0; i < ROWS.size(); i++) {
      if (ROWS.get(i).contains(mechanism)) {
        return i;
      }
    }
    return ROWS.size();
  }

  private static int position(String mechanism) {
    int position = ORDER.indexOf(mechanism);
    return position < 0 ? ORDER.size() : position;
  }
}
