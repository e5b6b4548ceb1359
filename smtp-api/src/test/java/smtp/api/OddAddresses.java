package smtp.api;

import java.util.List;
import java.util.stream.Stream;

/** Addresses that confuse parsers: combinations of odd local parts, separators and domains. */
final class OddAddresses {

  private static final List<String> LOCAL_PARTS =
      List.of(
          "ann",
          "\"ann\"",
          "\"ann@evil.example\"",
          "\"ann\\\"@evil.example\\\"\"",
          "\"ann@evil.example> \"",
          "\"a\\\\\"",
          "\"\\\"\"",
          "\"\"",
          "ann@evil.example",
          "ann\\@evil.example",
          "ann%evil.example",
          "evil.example!ann",
          "=?utf-8?q?ann=40evil.example?=",
          "=?x?q?ann=40evil.example=3e=00?=",
          "ann+AEA-evil.example",
          "(ann@evil.example)",
          "ann(evil)",
          "ann\\",
          "@evil.example:ann",
          "ann@evil.example,",
          "a\"b\"",
          "\u0140ann",
          "ann\u0140evil",
          "'ann@evil.example'");

  private static final List<String> DOMAINS =
      List.of(
          "@example.org",
          "@[192.0.2.1]",
          "@[IPv6:::1]",
          "@[tag:x@y]",
          "@example.org@evil.example",
          "@evil.example(@example.org)",
          "@example.org>",
          "@xn--0,evil.example",
          "@xn--example-",
          "@example。org",
          "@b\u00fccher.example",
          "");

  private OddAddresses() {}

  static Stream<String> all() {
    return LOCAL_PARTS.stream()
        .flatMap(localPart -> DOMAINS.stream().map(domain -> localPart + domain));
  }
}
