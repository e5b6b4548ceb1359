package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.SessionListener;
import smtp.api.TlsMode;
import smtp.api.spi.TlsProvider;

/** What clients, traces and connectors show of themselves, and how they refuse null. */
class DescriptionTest {

  private static final Credentials.Password LOGIN = Credentials.password("ann", "s3cret");

  private static SmtpClient.Builder builder() {
    return SmtpClient.builder("mail.example.org", 587);
  }

  static Stream<List<Object>> clients() {
    return Stream.of(
        List.of("SmtpClient[mail.example.org:587, STARTTLS]", builder()),
        List.of("SmtpClient[mail.example.org:587, STARTTLS, as ann]", builder().credentials(LOGIN)),
        List.of(
            "SmtpClient[mail.example.org:587, STARTTLS, as ann]",
            builder().credentials(Credentials.token("ann", () -> "s3cret"))),
        List.of(
            "SmtpClient[mail.example.org:587, STARTTLS]",
            builder().credentials(Credentials.external("s3cret"))),
        List.of(
            "SmtpClient[mail.example.org:465, IMPLICIT, as ann]",
            SmtpClient.builder(URI.create("smtps://ann:s3cret@mail.example.org"))),
        List.of("SmtpClient[[::1]:25, no TLS]", SmtpClient.builder("::1", 25)),
        List.of(
            "SmtpClient[mail.example.org:587, OPPORTUNISTIC]",
            builder().tls(TlsMode.OPPORTUNISTIC)),
        List.of(
            "SmtpClient[mail.example.org:587, STARTTLS, through socks5://proxy.example.org:1080]",
            builder().connector(SocketConnector.socks5("proxy.example.org", 1080, LOGIN))),
        List.of(
            "SmtpClient[mail.example.org:587, STARTTLS]",
            builder().connector((host, port, limit) -> new Socket())));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aClientShowsServerTlsUserAndProxyButNoSecret(List<Object> row) {
    assertEquals(row.get(0), ((SmtpClient.Builder) row.get(1)).build().toString());
  }

  @Test
  void aTraceShowsWhatItPrints() {
    Trace trace = Trace.to(System.err);
    assertEquals("Trace[commands and replies]", trace.toString());
    assertEquals(
        "Trace[commands and replies, timestamps, content]",
        trace.withTimestamps().withContent().toString());
  }

  @Test
  void aConnectorShowsItsProxyOrSocket() throws Exception {
    assertEquals(
        "http://proxy.example.org:3128",
        SocketConnector.httpConnect("proxy.example.org", 3128, LOGIN).toString());
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket =
            new Socket(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.getLocalPort())) {
      assertEquals(
          "connected socket /127.0.0.1:" + server.getLocalPort(),
          SocketConnector.of(socket).toString());
    }
  }

  static Stream<List<Object>> nulls() {
    return Stream.of(
        row("host", () -> SmtpClient.builder(null, 25)),
        row("url", () -> SmtpClient.builder(null)),
        row("message", () -> builder().build().send(null)),
        row("messages", () -> builder().build().sendAll(null, (mail, result, failure) -> {})),
        row("listener", () -> builder().build().sendAll(noMessages(), null)),
        row("credentials", () -> builder().credentials(null)),
        row("provider", () -> builder().mechanism(null)),
        row("names", () -> builder().onlyMechanisms((String[]) null)),
        row("binding", () -> builder().channelBinding(null)),
        row("name", () -> builder().mechanismOption(null, "x")),
        row("value", () -> builder().mechanismOption("x", null)),
        row("mode", () -> builder().tls(null)),
        row("options", () -> builder().tlsOptions(null)),
        row("pemFile", () -> builder().trust(null)),
        row("context", () -> builder().sslContext(null)),
        row("provider", () -> builder().tlsProvider((TlsProvider) null)),
        row("name", () -> builder().tlsProvider((String) null)),
        row("name", () -> builder().serverName(null)),
        row("connector", () -> builder().connector(null)),
        row("address", () -> builder().sourceAddress(null)),
        row("name", () -> builder().ehloName(null)),
        row("extensions", () -> builder().disable((Extension[]) null)),
        row("timeouts", () -> builder().timeouts(null)),
        row("limit", () -> builder().timeout(null)),
        row("limit", () -> builder().deadline(null)),
        row("listener", () -> builder().listener((SessionListener) null)),
        row("out", () -> builder().trace((PrintStream) null)),
        row("clock", () -> Trace.to(System.err).withTimestamps(null)),
        row("proxyHost", () -> SocketConnector.socks5(null, 1080)),
        row("login", () -> SocketConnector.httpConnect("proxy.example.org", 3128, null)),
        row("socket", () -> SocketConnector.of(null)));
  }

  private static Iterator<Mail> noMessages() {
    return List.<Mail>of().iterator();
  }

  private static List<Object> row(String parameter, Executable call) {
    return List.of(parameter, call);
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void nullIsRefusedWithTheNameOfTheParameter(List<Object> row) {
    var failure = assertThrows(NullPointerException.class, (Executable) row.get(1));
    assertEquals(row.get(0), failure.getMessage());
  }
}
