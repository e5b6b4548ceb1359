package smtp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegisteredExtensionTest {
  @RegisterExtension
  final ScriptedServerExtension extension =
      ScriptedServerExtension.of(ScriptedServer.builder("S: 220 hi").delivery(Delivery.byByte()));

  @Test
  void startsAServerWithTheBuilder(ScriptedServer server) throws Exception {
    try (var client = RawClient.connect(server)) {
      assertEquals("220 hi\r\n", client.readToEnd());
    }
  }
}
