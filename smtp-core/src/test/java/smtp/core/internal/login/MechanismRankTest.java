package smtp.core.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MechanismRankTest {

  @ParameterizedTest
  @CsvSource({
    "SCRAM-SHA-256-PLUS, SCRAM-SHA-256, true",
    "SCRAM-SHA-256,      SCRAM-SHA-256-PLUS, false",
    "SCRAM-SHA-1,        SCRAM-SHA-256, true",
    "LOGIN,              PLAIN,         true",
    "PLAIN,              LOGIN,         true",
    "PLAIN,              CRAM-MD5,      false",
    "PLAIN,              SCRAM-SHA-256, false",
    "CRAM-MD5,           SCRAM-SHA-1,   false",
    "XOAUTH2,            OAUTHBEARER,   true",
    "ANONYMOUS,          PLAIN,         false",
    "X-UNKNOWN,          PLAIN,         false",
    "PLAIN,              X-UNKNOWN,     true",
  })
  void mechanismMayBeFollowedByOneThatRevealsNoMore(String other, String refused, boolean may) {
    assertEquals(may, MechanismRank.isNoWeaker(other, refused));
  }

  @Test
  void registeredMechanismsAreRanked() {
    assertTrue(MechanismRank.isKnown("PLAIN"));
    assertFalse(MechanismRank.isKnown("DIGEST-MD5"));
    assertFalse(MechanismRank.isKnown("plain"));
  }
}
