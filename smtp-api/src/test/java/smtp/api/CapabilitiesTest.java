package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {

  private static Capabilities of(Extension extension, String parameters) {
    return Capabilities.of(Map.of(extension, parameters));
  }

  @Test
  void orderOfTheServerIsKept() {
    Map<Extension, String> offered = new LinkedHashMap<>();
    List<Extension> order =
        List.of(Extension.STARTTLS, Extension.SIZE, new Extension("X-Q"), Extension.AUTH);
    order.forEach(extension -> offered.put(extension, ""));
    assertEquals(order, List.copyOf(Capabilities.of(offered).extensions()));
  }

  @Test
  @Tag("S58")
  void offeredExtensionsAreDistinguishedFromOthers() {
    Capabilities capabilities = of(Extension.SIZE, "1000");
    assertTrue(capabilities.has(new Extension("size")));
    assertEquals(Optional.of("1000"), capabilities.parameters(Extension.SIZE));
    assertFalse(capabilities.has(Extension.DSN));
    assertEquals(Optional.empty(), capabilities.parameters(Extension.DSN));
    assertEquals(Set.of(), Capabilities.none().extensions());
  }

  @Test
  void valueIsImmutable() {
    Map<Extension, String> offered = new LinkedHashMap<>(Map.of(Extension.DSN, ""));
    Capabilities capabilities = Capabilities.of(offered);
    offered.put(Extension.SIZE, "");
    assertFalse(capabilities.has(Extension.SIZE));
    assertThrows(UnsupportedOperationException.class, () -> capabilities.extensions().clear());
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1000",
    "35882577, 35882577",
    "007, 7",
    "999999999999999999, 999999999999999999"
  })
  void maxSizeIsTheNumber(String parameters, long size) {
    assertEquals(OptionalLong.of(size), of(Extension.SIZE, parameters).maxSize());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "000",
        "-1",
        "+1",
        "1k",
        " 1",
        "1 2",
        "٣",
        "9999999999999999999",
        "9999999999999999999999"
      })
  void maxSizeOfAnythingElseIsNoLimit(String parameters) {
    assertEquals(OptionalLong.empty(), of(Extension.SIZE, parameters).maxSize());
  }

  @Test
  void noSizeIsNoLimit() {
    assertEquals(OptionalLong.empty(), Capabilities.none().maxSize());
  }

  /** RFC 9422, sections 4 and 5; Exim 4.98 writes the first of them. */
  @ParameterizedTest
  @CsvSource({
    "MAILMAX=1000 RCPTMAX=50000, 1000, 50000, ",
    "rcptmax=1 RcptDomainMax=2 MAILMAX=999999, 999999, 1, 2",
    "X-OTHER RCPTMAX=7 RCPTMAXX=3 X=1;2, , 7, ",
    "RCPTMAX=0 MAILMAX=000001 RCPTDOMAINMAX=1000000, , , ",
    "RCPTMAX= MAILMAX RCPTDOMAINMAX=-1, , , ",
    "RCPTMAX=1k MAILMAX=+1 RCPTDOMAINMAX=٣, , , ",
    "RCPTMAX=9 RCPTMAX=5 RCPTMAX=x, , 5, ",
    "'  RCPTMAX=4  ', , 4, ",
    "'', , , "
  })
  void limitsAreTheNumbersThatTheRfcAllows(
      String parameters,
      @Nullable Integer mails,
      @Nullable Integer recipients,
      @Nullable Integer domains) {
    Capabilities capabilities = of(Extension.LIMITS, parameters);
    assertEquals(optional(mails), capabilities.maxMessages());
    assertEquals(optional(recipients), capabilities.maxRecipients());
    assertEquals(optional(domains), capabilities.maxRecipientDomains());
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  @Test
  void noLimitsAreNoLimit() {
    assertEquals(OptionalInt.empty(), Capabilities.none().maxRecipients());
    assertEquals(OptionalInt.empty(), of(Extension.LIMITS, "RCPTMAX=1").maxMessages());
    assertEquals(
        OptionalInt.empty(),
        of(Extension.LIMITS, "RCPTMAX=1").without(Set.of(Extension.LIMITS)).maxRecipients());
  }

  @Test
  @Tag("S66")
  void mechanismsAreTheParametersOfAuth() {
    assertEquals(
        List.of("PLAIN", "LOGIN", "X-TICKET"),
        List.copyOf(of(Extension.AUTH, "PLAIN  login X-Ticket PLAIN ").mechanisms()));
    assertEquals(Set.of(), of(Extension.AUTH, "").mechanisms());
    assertEquals(Set.of(), Capabilities.none().mechanisms());
  }

  @Test
  void withoutReturnsACopy() {
    Capabilities both = Capabilities.of(Map.of(Extension.DSN, "", Extension.SIZE, "9"));
    assertEquals(of(Extension.SIZE, "9"), both.without(Set.of(Extension.DSN, Extension.AUTH)));
    assertTrue(both.has(Extension.DSN));
  }

  @Test
  void capabilitiesAreEqualIfTheSameIsOffered() {
    assertEquals(of(Extension.SIZE, "9"), of(new Extension("Size"), "9"));
    assertEquals(of(Extension.SIZE, "9").hashCode(), of(Extension.SIZE, "9").hashCode());
    assertNotEquals(of(Extension.SIZE, "9"), of(Extension.SIZE, "8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size", "SIZE", "sIzE"})
  void extensionKeywordsAreKeptInUpperCase(String keyword) {
    assertEquals(Extension.SIZE, new Extension(keyword));
    assertEquals("SIZE", new Extension(keyword).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-SIZE", "SI ZE", "SIZE\r\n", "ÄUTH", "AUTH=", "X_Y", "ſize"})
  void otherTextIsNoExtensionKeyword(String keyword) {
    assertThrows(IllegalArgumentException.class, () -> new Extension(keyword));
  }
}
