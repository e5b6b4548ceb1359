package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsOptionsTest {

  @Test
  void defaultsAreThePlatformsTrustAndTls12And13() {
    assertEquals(Optional.empty(), TlsOptions.defaults().trust());
    assertEquals(List.of("TLSv1.3", "TLSv1.2"), TlsOptions.defaults().protocols());
  }

  @Test
  void valuesThatAreSetAreReturned() {
    Path pem = Path.of("trusted.pem");
    TlsOptions options = TlsOptions.builder().trust(pem).protocols("TLSv1.3").build();
    assertEquals(Optional.of(pem), options.trust().map(TlsOptions.Store::file));
    assertEquals(List.of("TLSv1.3"), options.protocols());
  }

  @Test
  void atLeastOneVersionIsAllowed() {
    assertThrows(IllegalArgumentException.class, TlsOptions.builder()::protocols);
  }

  @Test
  void builtOptionsAreImmutable() {
    var builder = TlsOptions.builder();
    TlsOptions options = builder.build();
    builder.protocols("TLSv1.3");
    assertEquals(List.of("TLSv1.3", "TLSv1.2"), options.protocols());
  }
}
