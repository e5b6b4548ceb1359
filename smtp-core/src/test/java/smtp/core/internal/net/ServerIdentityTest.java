package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
    "mail_server,                      mail_server,        true",
    "Mail_Server.example.org,          mail_server.example.org, true",
    "*.my_net.example,                 mail_1.my_net.example, true",
    "mailserver,                       mail_server,        false",
    "IP:127.0.0.1,                     127.0.0.1,          true",
    "IP:127.0.0.1,                     127.0.0.2,          false",
    "IP:0:0:0:0:0:0:0:1,               ::1,                true",
    "IP:127.0.0.1,                     127.0.0.1.5,        false",
    "*.0.0.1,                          127.0.0.1,          false",
    "localhost,                        127.0.0.1,          false",
    "IP:127.0.0.1,                     localhost,          false",
    // a name that spells an address is a name
    "127.0.0.1,                        127.0.0.1,          false",
    "::1,                              ::1,                false",
  })
  void namesAreCompared(String names, String host, boolean same) {
    List<String> all = List.of(names.split(" ", -1));
    var named =
        new ServerIdentity.Names(
            all.stream().filter(name -> !name.startsWith("IP:")).toList(),
            all.stream()
                .filter(name -> name.startsWith("IP:"))
                .map(name -> name.substring("IP:".length()))
                .toList());
    assertEquals(same, ServerIdentity.isAmong(named, host));
  }
}
