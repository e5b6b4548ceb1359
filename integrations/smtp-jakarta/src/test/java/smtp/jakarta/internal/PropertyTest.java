package smtp.jakarta.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import smtp.jakarta.internal.Property.Use;

/** Every property that Angus Mail documents is known, and its page is true. */
class PropertyTest {

  /** As the documentation of {@code org.eclipse.angus.mail.smtp} 2.0.5 lists them. */
  private static final Set<String> OF_ANGUS =
      Set.of(
          ("user host port connectiontimeout timeout writetimeout executor.writetimeout from"
                  + " localhost localaddress localport ehlo auth auth.mechanisms auth.login.disable"
                  + " auth.plain.disable auth.digest-md5.disable auth.ntlm.disable auth.ntlm.domain"
                  + " auth.ntlm.flags auth.ntlm.unicode auth.ntlm.lmcompat auth.xoauth2.disable"
                  + " submitter dsn.notify dsn.ret allow8bitmime sendpartial sasl.enable"
                  + " sasl.mechanisms sasl.authorizationid sasl.realm sasl.usecanonicalhostname"
                  + " quitwait quitonsessionreject reportsuccess socketFactory socketFactory.class"
                  + " socketFactory.fallback socketFactory.port ssl.enable ssl.checkserveridentity"
                  + " ssl.hostnameverifier ssl.hostnameverifier.class ssl.trust ssl.socketFactory"
                  + " ssl.socketFactory.class ssl.socketFactory.port ssl.protocols"
                  + " ssl.ciphersuites starttls.enable starttls.required proxy.host proxy.port"
                  + " proxy.user proxy.password socks.host socks.port mailextension userset"
                  + " noop.strict chunksize")
              .split(" "));

  @Test
  void everyPropertyOfAngusMailIsKnownAndNoOther() {
    Set<String> known =
        Arrays.stream(Property.values())
            .filter(property -> property.use() != Use.OWN)
            .map(Property::key)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(OF_ANGUS), known);
  }

  @Test
  void pageHasTheTableOfTheCode() throws Exception {
    String page = Files.readString(Path.of("..", "..", "docs", "coming-from", "jakarta-mail.md"));
    List<String> rows = Arrays.stream(Property.values()).map(PropertyTest::row).toList();
    assertTrue(
        page.contains(String.join("\n", rows)),
        () -> "The table of the page has to be:\n" + String.join("\n", rows));
  }

  private static String row(Property property) {
    String use =
        switch (property.use()) {
          case OF_JAKARTA_MAIL -> "read by Jakarta Mail";
          case USED -> "used";
          case IGNORED -> "ignored";
          case OWN -> "of this library alone";
        };
    return "| `%s` | %s | %s |".formatted(property.key(), use, property.meaning());
  }
}
