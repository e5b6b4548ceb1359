package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9525, section 6.3: names are compared label by label, a wildcard stands for one of them. */
class ServerIdentityTest {

  @ParameterizedTest
  @CsvSource({
    "mail.example.org,                 mail.example.org,   true",
    "MAIL.Example.ORG,                 mail.example.org,   true",
    "mail.example.org,                 Mail.Example.Org.,  true",
    "a.example.org mail.example.org,   mail.example.org,   true",
    "example.org,                      mail.example.org,   false",
    "mail.example.org.evil.example,    mail.example.org,   false",
    "mail.example.org,                 xmail.example.org,  false",
    "*.example.org,                    mail.example.org,   true",
    "*.Example.ORG,                    MAIL.example.org,   true",
    "*.example.org,                    a.mail.example.org, false",
    "*.example.org,                    example.org,        false",
    "*.example.org,                    .example.org,       false",
    "*.org,                            example.org,        false",
    "*,                                example,            false",
    "*,                                mail.example.org,   false",
    "*.*.example.org,                  a.mail.example.org, false",
    "m*.example.org,                   mail.example.org,   false",
    "*l.example.org,                   mail.example.org,   false",
    "mail.*.org,                       mail.example.org,   false",
    "127.0.0.1,                        127.0.0.1,          true",
    "127.0.0.1,                        127.0.0.2,          false",
    "::1,                              0:0:0:0:0:0:0:1,    true",
    "*.0.0.1,                          127.0.0.1,          false",
    "localhost,                        127.0.0.1,          false",
    "127.0.0.1,                        localhost,          false",
  })
  void namesAreCompared(String names, String host, boolean same) {
    assertEquals(same, ServerIdentity.isAmong(Arrays.asList(names.split(" ", -1)), host));
  }
}
