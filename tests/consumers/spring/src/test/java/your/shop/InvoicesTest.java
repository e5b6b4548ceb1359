package your.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.SendFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import smtp.testkit.TestCertificates;
import smtp.testkit.sink.ReceivedMessage;
import smtp.testkit.sink.SinkServer;

/** With the jar of the provider beside it, the application sends through this library. */
class InvoicesTest {

  @TempDir Path folder;

  private static ConfigurableApplicationContext started(SinkServer server, String... properties) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "--spring.mail.host=" + server.host(), "--spring.mail.port=" + server.port()),
                Stream.of(properties))
            .toArray(String[]::new);
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(all);
  }

  @Test
  void invoiceIsSentThroughThisLibrary() throws Exception {
    try (SinkServer server = SinkServer.start();
        ConfigurableApplicationContext application = started(server)) {
      application.getBean(Invoices.class).send("bob@example.net");
      ReceivedMessage message = server.await(1).getFirst();
      // Angus Mail announces no size, and sends no chunks.
      assertTrue(message.parameters().containsKey("SIZE"), message.parameters()::toString);
      assertEquals("Rechnung für März", message.header("Subject").orElseThrow());
      assertEquals(Optional.of("rechnung.pdf"), message.parts().getLast().fileName());
    }
  }

  @Test
  void invoiceIsSentOverTlsWithABundleAfterALogin() throws Exception {
    Path authority = TestCertificates.writeAuthorityPem(folder.resolve("authority.pem"));
    try (SinkServer server =
            SinkServer.builder().implicitTls().login("shop", "secret").start();
        ConfigurableApplicationContext application =
            started(
                server,
                "--spring.ssl.bundle.pem.mail.truststore.certificate=file:" + authority,
                "--spring.mail.ssl.enabled=true",
                "--spring.mail.ssl.bundle=mail",
                "--spring.mail.username=shop",
                "--spring.mail.password=secret",
                "--spring.mail.properties.mail.smtp.auth=true")) {
      application.getBean(Invoices.class).send("bob@example.net");
      ReceivedMessage.Session session = server.await(1).getFirst().session();
      assertTrue(session.secure());
      assertEquals(Optional.of("shop"), session.user());
    }
  }

  @Test
  void refusalIsToldAsSpringTellsIt() {
    try (SinkServer server =
            SinkServer.builder().refuseRecipient("bob@example.net", "550 5.1.1 unknown").start();
        ConfigurableApplicationContext application = started(server)) {
      MailSendException failure =
          assertThrows(
              MailSendException.class,
              () -> application.getBean(Invoices.class).send("bob@example.net"));
      Exception cause = failure.getMessageExceptions()[0];
      assertInstanceOf(SendFailedException.class, cause);
      assertEquals(List.of(), server.messages());
    }
  }

  @Test
  void connectionIsTested() throws Exception {
    try (SinkServer server = SinkServer.start();
        ConfigurableApplicationContext application = started(server)) {
      application.getBean(JavaMailSenderImpl.class).testConnection();
    }
  }
}
