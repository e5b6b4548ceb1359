package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Reply;
import smtp.fuzz.FuzzTest;

/** Any reply to EHLO offers the extensions of its lines, within limits, and no others. */
class EhloParserFuzzTest {

  private static final Pattern OFFER =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9-]*)(?: +(.*))?|(AUTH)=(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  @FuzzTest
  void onlyExtensionsOfTheLinesAreOffered(byte[] octets) {
    List<String> lines = new ArrayList<>(List.of("mail.example.org"));
    lines.addAll(List.of(new String(octets, UTF_8).split("[\r\n]", -1)));
    Capabilities capabilities = EhloParser.parse(Reply.of(250, lines));

    assertEquals(naive(lines), capabilities);
    assertEquals(capabilities, EhloParser.parse(Reply.of(250, written(capabilities))));
    checkBounds(capabilities);
  }

  /** A naive parser as an oracle: one pattern for each line. */
  private static Capabilities naive(List<String> lines) {
    Map<Extension, String> offered = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher offer = OFFER.matcher(line.replace('\t', ' ').strip());
      if (offer.matches()) {
        boolean old = offer.group(3) != null;
        String parameters = old ? offer.group(4) : offer.group(2);
        add(offered, old ? offer.group(3) : offer.group(1), parameters == null ? "" : parameters);
      }
    }
    return Capabilities.of(offered);
  }

  private static void add(Map<Extension, String> offered, String keyword, String parameters) {
    Extension extension = new Extension(keyword);
    String value = parameters.strip();
    if (extension.equals(Extension.AUTH) && offered.containsKey(extension)) {
      value = (offered.get(extension) + " " + value).strip();
    }
    boolean room = offered.containsKey(extension) || offered.size() < 256;
    if (room && value.length() <= 2048) {
      offered.put(extension, value);
    }
  }

  private static List<String> written(Capabilities capabilities) {
    List<String> lines = new ArrayList<>(List.of("mail.example.org"));
    for (Extension extension : capabilities.extensions()) {
      lines.add(extension.keyword() + " " + capabilities.parameters(extension).orElseThrow());
    }
    return lines;
  }

  private static void checkBounds(Capabilities capabilities) {
    assertTrue(capabilities.extensions().size() <= 256);
    capabilities.maxSize().ifPresent(size -> assertTrue(size > 0));
    for (var limit :
        List.of(
            capabilities.maxRecipients(),
            capabilities.maxRecipientDomains(),
            capabilities.maxMessages())) {
      limit.ifPresent(number -> assertTrue(number > 0 && number < 1_000_000));
    }
    capabilities.mechanisms().forEach(name -> assertTrue(!name.isEmpty() && !name.contains(" ")));
  }
}
