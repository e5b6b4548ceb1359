package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.message.support.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.message.internal.header.FieldText;
import smtp.message.support.DkimVerifier;
import smtp.message.support.Written;

/** With the keys and the message of RFC 8463, appendix A. */
class DkimSignerTest {

  private static final String ED25519 =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
      -----END PRIVATE KEY-----
      """;

  private static final String RSA =
      """
      -----BEGIN RSA PRIVATE KEY-----
      MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
      Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
      KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
      AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
      6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
      zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
      6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
      uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
      WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
      WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
      licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
      o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
      uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
      -----END RSA PRIVATE KEY-----
      """;

  private static final String RSA_PUBLIC =
      "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi"
          + "Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9Pz"
          + "oxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

  private static final String ED25519_PUBLIC =
      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private static final String SIGNATURES =
      """
      DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=brisbane; t=1528637909; h=from : to :
       subject : date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
       Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
      DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=test; t=1528637909; h=from : to : subject :
       date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
       DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
       dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
      """
          .replace("\n", "\r\n");

  private static final String MESSAGE =
      """
      From: Joe SixPack <joe@football.example.com>
      To: Suzie Q <suzie@shopping.example.net>
      Subject: Is dinner ready?
      Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
      Message-ID: <20030712040037.46341.5F8J@football.example.com>

      Hi.

      We lost the game.  Are you hungry yet?

      Joe.
      """
          .replace("\n", "\r\n");

  private static PublicKey key(String algorithm, String base64) throws Exception {
    byte[] encoded = Base64.getDecoder().decode(base64);
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static PublicKey rsa() throws Exception {
    return key("RSA", RSA_PUBLIC);
  }

  private static PublicKey ed25519() throws Exception {
    return key("Ed25519", ED25519_PUBLIC);
  }

  private static DkimSigner.Builder signer(String pem) throws Exception {
    return DkimSigner.builder("football.example.com", "test", pem)
        .clock(Clock.fixed(Instant.ofEpochSecond(1528637909), ZoneOffset.UTC));
  }

  private static Mail mail(String text) {
    return Mail.of(Envelope.of("a@b", "c@d"), Content.of(text.getBytes(ISO_8859_1)));
  }

  @Test
  void verifierOfTheseTestsAcceptsTheSignaturesOfTheRfc() throws Exception {
    byte[] signed = (SIGNATURES + MESSAGE).getBytes(ISO_8859_1);
    assertTrue(new DkimVerifier(signed).verify(0, ed25519()));
    assertTrue(new DkimVerifier(signed).verify(1, rsa()));
    byte[] changed = (SIGNATURES + MESSAGE.replace("dinner", "Dinner")).getBytes(ISO_8859_1);
    assertFalse(new DkimVerifier(changed).verify(0, ed25519()));
  }

  @Test
  void messageOfTheRfcIsSignedWithBothKeys() throws Exception {
    Mail once = signer(ED25519).build().sign(mail(MESSAGE));
    Mail twice = signer(RSA).build().sign(once);
    byte[] signed = Written.of(twice).bytes();
    DkimVerifier verifier = new DkimVerifier(signed);
    assertTrue(verifier.verify(0, rsa()), twice::toString);
    assertTrue(verifier.verify(1, ed25519()), twice::toString);
    assertEquals("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=", verifier.tags(0).get("bh"));
    assertEquals("1528637909", verifier.tags(0).get("t"));
    assertEquals("rsa-sha256", verifier.tags(0).get("a"));
    assertEquals("ed25519-sha256", verifier.tags(1).get("a"));
    assertTrue(new String(signed, ISO_8859_1).endsWith(MESSAGE));
    assertEquals("[c@d]", twice.envelope().recipients().toString());
  }

  /** What a mailing list adds that leaves subject and body alone (RFC 2369, RFC 2919). */
  private static final List<String> LIST_FIELDS =
      List.of(
          "Sender: list-bounces@lists.example",
          "Reply-To: list@lists.example",
          "List-Id: <list.lists.example>",
          "List-Unsubscribe: <https://lists.example/leave>",
          "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
          "List-Post: <mailto:list@lists.example>",
          "List-Archive: <https://lists.example/>",
          "Resent-From: list@lists.example",
          "Received: by lists.example",
          "X-Mailman-Version: 3");

  @Test
  void fieldsThatAMailingListAddsDoNotBreakTheSignature() throws Exception {
    String signed = Written.of(signer(ED25519).build().sign(mail(MESSAGE))).text();
    String added = String.join("\r\n", LIST_FIELDS) + "\r\n" + signed;
    assertTrue(new DkimVerifier(added.getBytes(UTF_8)).verify(0, ed25519()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding"
      })
  void secondFieldThatAReaderWouldShowBreaksTheSignature(String name) throws Exception {
    String signed = Written.of(signer(ED25519).build().sign(mail(MESSAGE))).text();
    for (String changed :
        List.of(
            name + ": x@y\r\n" + signed,
            signed.replace("From: Joe", name + ": x@y\r\nFrom: Joe"))) {
      assertFalse(new DkimVerifier(changed.getBytes(UTF_8)).verify(0, ed25519()), changed);
    }
  }

  @Test
  void fieldThatIsThereIsSignedWhetherOrNotItsAbsenceWouldBe() throws Exception {
    for (String field : LIST_FIELDS.subList(0, 8)) {
      Mail signed = signer(ED25519).build().sign(mail(field + "\r\n" + MESSAGE));
      String text = Written.of(signed).text();
      assertTrue(new DkimVerifier(text.getBytes(UTF_8)).verify(0, ed25519()), field);
      String changed = text.replace(field, field + "x");
      assertFalse(new DkimVerifier(changed.getBytes(UTF_8)).verify(0, ed25519()), field);
      String removed = text.replace(field + "\r\n", "");
      assertFalse(new DkimVerifier(removed.getBytes(UTF_8)).verify(0, ed25519()), field);
    }
  }

  /** The identity of RFC 6376, appendix A, and one that needs its quoted-printable form. */
  @Test
  void identityIsTheTagOfTheSameDomainOrOneBelowIt() throws Exception {
    for (List<String> pair :
        List.of(
            List.of("joe@football.example.com", "joe@football.example.com"),
            List.of("@News.Football.example.com", "@News.Football.example.com"),
            List.of("a=b; c@x.football.example.com", "a=3Db=3B=20c@x.football.example.com"))) {
      Mail signed = signer(ED25519).identity(pair.getFirst()).build().sign(mail(MESSAGE));
      DkimVerifier verifier = new DkimVerifier(Written.of(signed).bytes());
      assertEquals(pair.getLast(), verifier.tags(0).get("i"));
      assertTrue(verifier.verify(0, ed25519()));
    }
    for (String bad :
        List.of(
            "joe",
            "@example.com",
            "@notfootball.example.com",
            "@",
            "j\u00f6@football.example.com",
            "a\r\n@football.example.com")) {
      assertRefused("identity", () -> signer(ED25519).identity(bad));
    }
    assertFalse(
        new DkimVerifier(Written.of(signer(ED25519).build().sign(mail(MESSAGE))).bytes())
            .tags(0)
            .containsKey("i"));
  }

  @Test
  void eightBitFormIsSignedIfTheCallerSaysSo() throws Exception {
    Message message = Message.builder().from("a@b").to("c@d").text("Grüße").build();
    Mail signed = signer(ED25519).eightBit().build().sign(message);
    assertEquals(Content.Encoding.EIGHT_BIT, signed.content().encoding());
    assertTrue(signed.content().sevenBit().isEmpty());
    assertTrue(Written.of(signed).text().endsWith("\r\n\r\nGrüße\r\n"));
    assertTrue(new DkimVerifier(Written.of(signed).bytes()).verify(0, ed25519()));
    Message binary = message.toBuilder().attach(Part.of("a", new byte[9]).asBinary()).build();
    Mail lines = signer(ED25519).eightBit().build().sign(binary);
    assertEquals(Content.Encoding.EIGHT_BIT, lines.content().encoding());
    assertTrue(new DkimVerifier(Written.of(lines).bytes()).verify(0, ed25519()));
  }

  @Test
  void messageIsSignedInItsSevenBitForm() throws Exception {
    Message message =
        Message.builder()
            .from("joe@football.example.com")
            .to("c@d")
            .bcc("e@f")
            .subject("Grüße ".repeat(40))
            .text("Grüße, viele Grüße und noch mehr Grüße")
            .attach(Part.of("a", new byte[100]))
            .build();
    Mail signed = signer(RSA).build().sign(message);
    assertEquals(Content.Encoding.SEVEN_BIT, signed.content().encoding());
    byte[] bytes = Written.of(signed).bytes();
    assertEquals(bytes.length, signed.content().size().orElseThrow());
    assertTrue(new DkimVerifier(bytes).verify(0, rsa()));
    assertTrue(FieldText.isAscii(new String(bytes, ISO_8859_1)));
    assertEquals("[c@d, e@f]", signed.envelope().recipients().toString());
    Written.of(signed).headerLines().forEach(line -> assertTrue(line.length() <= 78, line));
  }

  @Test
  void headerInUtf8IsSignedAsItIs() throws Exception {
    Message message = Message.builder().from("jörg@b").to("c@d").text("ü").build();
    Mail signed = signer(ED25519).build().sign(message);
    assertTrue(signed.content().requiresUtf8());
    assertTrue(signed.content().sevenBit().isEmpty());
    assertTrue(new DkimVerifier(Written.of(signed).bytes()).verify(0, ed25519()));
  }

  @Test
  void contentThatChangesAfterSigningIsNotSent() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    Part part = Part.of("a", () -> new ByteArrayInputStream(new byte[reads.incrementAndGet()]));
    Message message = Message.builder().from("a@b").to("c@d").attach(part).build();
    Content signed = signer(ED25519).build().sign(message).content();
    assertThrows(IOException.class, () -> signed.writeTo(OutputStream.nullOutputStream()));
  }

  @Test
  void contentThatCanBeWrittenOnlyOnceIsRefused() throws Exception {
    Mail once =
        Mail.of(
            Envelope.of("a@b", "c@d"),
            Content.once(new ByteArrayInputStream(MESSAGE.getBytes(UTF_8))));
    DkimSigner signer = signer(ED25519).build();
    assertThrows(IllegalArgumentException.class, () -> signer.sign(once));
    assertThrows(IOException.class, () -> signer.sign(mail("From: a@b\r\n\r\n\u00fc")));
  }

  @Test
  void expiryIsTheTimeOfSigningPlusTheLifetime() throws Exception {
    Mail signed = signer(ED25519).lifetime(Duration.ofDays(7)).build().sign(mail(MESSAGE));
    assertEquals(
        String.valueOf(1528637909 + 7 * 86400),
        new DkimVerifier(Written.of(signed).bytes()).tags(0).get("x"));
    assertThrows(IllegalArgumentException.class, () -> signer(RSA).lifetime(Duration.ZERO));
  }

  @Test
  void chosenFieldsAreSignedAndFromAlways() throws Exception {
    Mail mail = mail("X-A: 1\r\nX-B: 2\r\n" + MESSAGE);
    DkimSigner.Builder chosen = signer(ED25519).fields("from", "x-a", "X-A", "x-none");
    for (List<String> pair :
        List.of(
            List.of("", "from:from:x-a"),
            List.of("x-b", "from:from:x-b:x-b:x-a"),
            List.of("X-A", "from:from:x-a:x-a"))) {
      String[] oversigned = pair.getFirst().isEmpty() ? new String[0] : pair.getFirst().split(",");
      Mail signed = chosen.oversign(oversigned).build().sign(mail);
      DkimVerifier verifier = new DkimVerifier(Written.of(signed).bytes());
      assertEquals(pair.getLast(), verifier.tags(0).get("h"));
      assertTrue(verifier.verify(0, ed25519()));
    }
    assertThrows(IllegalArgumentException.class, () -> signer(RSA).fields("From", "a:b"));
    assertThrows(IllegalArgumentException.class, () -> signer(RSA).oversign("a b"));
  }

  @Test
  void unusableKeyIsRefusedAndNeverShown() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(512);
    assertThrows(
        IllegalArgumentException.class,
        () -> DkimSigner.builder("a.example", "s", generator.generateKeyPair().getPrivate()));
    for (String pem :
        List.of(
            "",
            "-----BEGIN PRIVATE KEY-----",
            RSA.replace("RSA", "ENCRYPTED"),
            ED25519.replace("MC4CAQ", "!"))) {
      Exception e = assertThrows(Exception.class, () -> DkimSigner.builder("a.example", "s", pem));
      assertFalse(String.valueOf(e.getMessage()).contains("J1hsZ3v"), e.toString());
    }
    assertEquals(
        "DkimSigner[test._domainkey.football.example.com, rsa-sha256]",
        signer(RSA).build().toString());
  }

  @Test
  void keyIsReadWhateverStandsAroundItsBlock() throws Exception {
    for (String pem : List.of(ED25519, RSA)) {
      String text = "# not ENCRYPTED - see -----BEGIN\n\n" + pem + "\nENCRYPTED\n";
      assertEquals(signer(pem).build().toString(), signer(text).build().toString());
    }
    String old = RSA.replace("KEY-----\nMIIC", "KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIC");
    Exception e = assertThrows(IllegalArgumentException.class, () -> signer(old));
    assertTrue(e.getMessage().contains("is encrypted"), e.getMessage());
  }

  @Test
  void selectorAndDomainMayHoldUnderscores() throws Exception {
    assertEquals(
        "DkimSigner[s1_a.mail._domainkey._x.xn--bcher-kva.example, ed25519-sha256]",
        DkimSigner.builder("_x.bücher.example", "s1_a.mail", ED25519).build().toString());
  }

  @Test
  void domainAndSelectorHaveToBeDomainNames() {
    for (String bad :
        List.of(
            "",
            "a b",
            "a;b",
            "a\r\nb",
            "[192.0.2.1]",
            "a..b",
            "a@b",
            "-a",
            "a-",
            "é_b-",
            "x".repeat(64))) {
      assertThrows(IllegalArgumentException.class, () -> DkimSigner.builder(bad, "s", ED25519));
      assertThrows(IllegalArgumentException.class, () -> DkimSigner.builder("a.b", bad, ED25519));
    }
  }
}
