package smtp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The annotation as users write it. ScriptedServerExtensionTest covers failures. */
@Script("S: 220 class")
class ScriptTest {
  private static int lastPort;

  @Test
  @Script(
      """
      S: 220 hi
      C: QUIT
      S: 221 bye
      """)
  void annotationOnTheMethodTakesPrecedence(ScriptedServer server) throws Exception {
    try (var client = RawClient.connect(server)) {
      assertEquals("220 hi\r\n", client.readLine());
      client.send("QUIT\r\n");
      assertEquals("221 bye\r\n", client.readToEnd());
    }
  }

  @Test
  void annotationOnTheClassAppliesToOtherTests(ScriptedServer server) throws Exception {
    try (var client = RawClient.connect(server)) {
      assertEquals("220 class\r\n", client.readToEnd());
    }
  }

  @RepeatedTest(2)
  void eachTestHasItsOwnServer(ScriptedServer server) throws Exception {
    assertNotEquals(lastPort, server.port());
    lastPort = server.port();
    RawClient.connect(server).close();
  }

  @Test
  @Script({"S: 220 one", "S: 220 two"})
  void eachConnectionHasItsOwnDialogue(ScriptedServer server) throws Exception {
    for (String expected : new String[] {"220 one\r\n", "220 two\r\n"}) {
      try (var client = RawClient.connect(server)) {
        assertEquals(expected, client.readToEnd());
      }
    }
  }

  @Test
  @Script(value = "S: 220 hi", implicitTls = true)
  void implicitTlsStartsTlsFirst(ScriptedServer server) throws Exception {
    try (var client = RawClient.connectTls(server, TestCertificates.trustingContext())) {
      assertEquals("220 hi\r\n", client.readToEnd());
    }
  }

  @Test
  @Script(value = "S: 220 hi", unix = true)
  void unixListensOnAUnixSocket(ScriptedServer server) throws Exception {
    try (var client = RawClient.connect(server.path())) {
      assertEquals("220 hi\r\n", client.readToEnd());
    }
  }

  @Test
  @Script(value = "C: never", assertCompleted = false)
  void assertionCanBeSwitchedOff(ScriptedServer server) {
    assertEquals(0, server.connections().size());
  }

  @Nested
  @Script("S: 220 nested")
  class InANestedClass {
    private int port;

    @BeforeEach
    void startsBefore(ScriptedServer server) {
      port = server.port();
    }

    @Test
    void aTestAndItsSetUpShareTheServer(ScriptedServer server) throws Exception {
      assertEquals(port, server.port());
      RawClient.connect(server).close();
    }
  }
}
