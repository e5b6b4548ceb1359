package smtp.it;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Recipient;
import smtp.api.SmtpSession;
import smtp.api.spi.SaslMechanism;
import smtp.core.SmtpClient;
import smtp.core.SocketConnector;
import smtp.lmtp.LmtpClient;
import smtp.message.Address;
import smtp.message.AddressGroup;
import smtp.message.AddressList;
import smtp.message.DkimSigner;
import smtp.message.Message;
import smtp.message.MessageBuilder;
import smtp.message.Part;

/**
 * Every public parameter of the library that is text, by its method: how to use it if it may reach
 * a server, otherwise what becomes of it.
 */
final class TextUses {

  /** Sends a command with a text. */
  @FunctionalInterface
  interface Verb {
    void send(SmtpSession session, String text) throws Exception;
  }

  /** Puts a text into a message. */
  @FunctionalInterface
  interface Writing {
    Mail write(MessageBuilder builder, String text) throws Exception;
  }

  /** Sets an option that a client's sessions send. */
  @FunctionalInterface
  interface Option {
    void set(SmtpClient.Builder builder, String text);
  }

  static final Map<String, Verb> VERBS = new TreeMap<>();
  static final Map<String, Option> OPTIONS = new TreeMap<>();
  static final Map<String, Writing> WRITINGS = new TreeMap<>();

  /** Text that is only kept or rejected. */
  static final Map<String, Consumer<String>> VALUES = new TreeMap<>();

  /** Text that goes into neither a command nor a header, and why it may contain anything. */
  static final Map<String, String> ELSEWHERE = new TreeMap<>();

  private static final PrivateKey KEY = key();

  private TextUses() {}

  static {
    VERBS.put("MailSession.command(String)", (session, text) -> session.command("X" + text));
    VERBS.put("MailSession.help(String)", SmtpSession::help);
    VERBS.put("MailSession.verify(String)", SmtpSession::verify);
    VERBS.put("MailSession.expand(String)", SmtpSession::expand);
    VERBS.put("MailSession.mail(String,Parameter[])", (session, text) -> session.mail(text));
    VERBS.put("MailSession.rcpt(String,Parameter[])", TextUses::rcpt);
    VERBS.put(
        "MailSession.authenticate(String,Credentials)",
        (session, text) -> session.authenticate(text, Credentials.external("ann")));
    VERBS.put(
        "MailSession.authenticate(String,SaslMechanism)",
        (session, text) -> session.authenticate(text, new TextMechanism(text)));
    VERBS.put("Mailbox.of(String)", (session, text) -> session.mail(Mailbox.of(text)));
    VERBS.put("Mailbox.reversePath(String)", (session, text) -> session.mail(text));
    VERBS.put("Recipient.of(String,Parameter[])", TextUses::rcpt);
    VERBS.put("Parameter.of(String)", (session, text) -> with(session, Parameter.of(text)));
    VERBS.put(
        "Parameter.of(String,String)",
        (session, text) -> {
          with(session, Parameter.of("X", text));
          session.rset();
          with(session, Parameter.of(text, "x"));
        });
    VERBS.put("Parameter.envid(String)", (session, text) -> with(session, Parameter.envid(text)));

    OPTIONS.put("ClientBuilder.ehloName(String)", SmtpClient.Builder::ehloName);
    login("Credentials.token(String,Callable)", text -> Credentials.token(text, () -> text));
    login(
        "Credentials.password(String,Callable)",
        text -> Credentials.password(text, text::toCharArray));
    login(
        "Credentials.password(String,char[])",
        text -> Credentials.password(text, text.toCharArray()));
    login("Credentials.password(String,CharSequence)", text -> Credentials.password(text, text));
    login("Credentials.external(String)", Credentials::external);
    login("Credentials.anonymous(String)", Credentials::anonymous);

    VALUES.put("AsciiDomain.of(String)", smtp.api.AsciiDomain::of);
    VALUES.put("Envelope.of(String,String[])", text -> Envelope.of(text, text));
    VALUES.put("Builder.sender(String)", text -> Envelope.builder().sender(text));
    VALUES.put("Builder.recipient(String,Parameter[])", text -> Envelope.builder().recipient(text));
    VALUES.put("Extension(String)", Extension::new);
    VALUES.put(
        "ClientBuilder.serverName(String)", text -> SmtpClient.builder("a", 1).serverName(text));
    VALUES.put("SmtpClient.builder(String,int)", text -> SmtpClient.builder(text, 25));
    VALUES.put("SocketConnector.socks5(String,int)", text -> SocketConnector.socks5(text, 1));
    VALUES.put(
        "SocketConnector.socks5(String,int,Password)",
        text -> SocketConnector.socks5(text, 1, Credentials.password("ann", "secret")));
    VALUES.put(
        "SocketConnector.httpConnect(String,int)", text -> SocketConnector.httpConnect(text, 1));
    VALUES.put(
        "SocketConnector.httpConnect(String,int,Password)",
        text -> SocketConnector.httpConnect(text, 1, Credentials.password("ann", "secret")));
    VALUES.put("LmtpClient.of(String,int)", text -> LmtpClient.of(text, 24));
    VALUES.put("LmtpClient.builder(String,int)", text -> LmtpClient.builder(text, 24));
    VALUES.put("Address.of(String)", Address::of);

    writing("MessageBuilder.subject(String)", MessageBuilder::subject);
    writing("MessageBuilder.sender(String)", MessageBuilder::sender);
    writing("MessageBuilder.from(String[])", (b, text) -> b.sender("a@b.example").from(text));
    writing("MessageBuilder.to(String[])", (builder, text) -> builder.to(text));
    writing("MessageBuilder.cc(String[])", (builder, text) -> builder.cc(text));
    writing("MessageBuilder.bcc(String[])", (builder, text) -> builder.bcc(text));
    writing("MessageBuilder.replyTo(String[])", (builder, text) -> builder.replyTo(text));
    writing("MessageBuilder.messageId(String)", MessageBuilder::messageId);
    writing("MessageBuilder.inReplyTo(String[])", (builder, text) -> builder.inReplyTo(text));
    writing("MessageBuilder.references(String[])", (builder, text) -> builder.references(text));
    writing("MessageBuilder.autoSubmitted(String)", MessageBuilder::autoSubmitted);
    writing("MessageBuilder.header(String,String)", (builder, text) -> builder.header("X-A", text));
    writing(
        "MessageBuilder.header(String,String) name", (builder, text) -> builder.header(text, "a"));
    writing(
        "MessageBuilder.addresses(String,AddressList)",
        (builder, text) -> builder.addresses(text, AddressList.parse("a@b")));
    writing("MessageBuilder.boundary(String)", MessageBuilder::boundary);
    writing(
        "MessageBuilder.inline(String,Part)",
        (builder, text) -> builder.html("<p>").inline(text, Part.of("a", new byte[3])));
    writing("Address.of(String,String)", (b, text) -> b.cc(Address.of(text, "a@b.example")));
    writing(
        "Address.of(String,Mailbox)",
        (b, text) -> b.cc(Address.of(text, Mailbox.of("a@b.example"))));
    writing("AddressGroup.of(String,String[])", (b, text) -> b.cc(AddressGroup.of(text, "a@b.c")));
    writing("AddressGroup.of(String,List)", (b, text) -> b.cc(AddressGroup.of(text, List.of())));
    writing(
        "AddressList.parse(String)",
        (builder, text) -> builder.addresses("Cc", AddressList.parse("a@b.example, " + text)));
    writing("Part.of(String,byte[])", (b, text) -> b.attach(Part.of(text, new byte[3])));
    writing(
        "Part.of(String,Source)",
        (b, text) -> b.attach(Part.of(text, InputStream::nullInputStream)));
    writing("Part.text(String,String)", (b, text) -> b.alternative(Part.text(text, "a")));
    writing(
        "Part.withMediaType(String)",
        (b, text) -> b.attach(Part.of("a", new byte[3]).withMediaType(text)));
    writing(
        "Part.withFileName(String)",
        (b, text) -> b.attach(Part.of("a", new byte[3]).withFileName(text)));
    writing(
        "Part.withHeader(String,String)",
        (b, text) -> b.attach(Part.of("a", new byte[3]).withHeader("X-A", text)));
    writing(
        "Part.withHeader(String,String) name",
        (b, text) -> b.attach(Part.of("a", new byte[3]).withHeader(text, "a")));
    WRITINGS.put(
        "StoredMessage.withHeader(String,String)",
        (b, text) ->
            Message.read("From: a@b.c\r\nTo: d@e.f\r\n\r\nx".getBytes(StandardCharsets.UTF_8))
                .withHeader("X-A", text));
    WRITINGS.put(
        "Message.withRecipients(String[])", (b, text) -> b.build().withRecipients(text, "a@b.c"));
    WRITINGS.put(
        "DkimSigner.builder(String,String,PrivateKey)",
        (b, text) -> DkimSigner.builder(text, text, KEY).build().sign(b.build()));
    WRITINGS.put(
        "Builder.fields(String[])",
        (b, text) ->
            DkimSigner.builder("a.example", "s", KEY).fields("From", text).build().sign(b.build()));
    WRITINGS.put(
        "Builder.oversign(String[])",
        (b, text) ->
            DkimSigner.builder("a.example", "s", KEY).oversign(text).build().sign(b.build()));
    WRITINGS.put(
        "Builder.identity(String)",
        (b, text) ->
            DkimSigner.builder("a.example", "s", KEY)
                .identity(text + "@a.example")
                .build()
                .sign(b.build()));

    elsewhere(
        "the content itself, which is encoded when it is sent",
        "Content.of(String)",
        "MessageBuilder.text(String)",
        "MessageBuilder.html(String)");
    elsewhere(
        "parsed, and never sent",
        "EnhancedStatus.parse(CharSequence)",
        "Reply.of(int,String[])",
        "Reply.of(int,List)",
        "Attempt(String,String,Reply)",
        "Capabilities.of(Map)");
    elsewhere(
        "passed to the TLS implementation",
        "Builder.protocols(String[])",
        "Builder.pins(String[])",
        "ClientBuilder.tlsProvider(String)",
        "TlsProvider.channelBinding(String,SSLSocket)",
        "TlsProvider.explain(Throwable,Phase,String)");
    elsewhere("compared with what a server offers", "ClientBuilder.onlyMechanisms(String[])");
    elsewhere(
        "passed between the library and mechanisms",
        "ClientBuilder.mechanismOption(String,String)",
        "SaslContext.option(String)",
        "SaslContext.channelBinding(String)");
    elsewhere(
        "called by the library",
        "SessionListener.onConnecting(String)",
        "SessionListener.onTls(String,String,Duration)",
        "SessionListener.onCommand(String)",
        "SessionListener.onFallback(String)",
        "SessionListener.onAuthenticated(String)",
        "SocketConnector.connect(String,int,Duration)",
        "MailerListener.onConnected(String)",
        "MailerListener.onDisconnected(String,int,SmtpException)",
        "MailerListener.onServerDown(String,SmtpException,Duration)",
        "MailerListener.onServerUp(String)",
        "MailerListener.onAdapted(String,String)");
    elsewhere(
        "a name to search for",
        "MessageBuilder.removeHeader(String)",
        "StoredMessage.header(String)");
    elsewhere(
        "of the test kit: what a test's own server sends, does and expects",
        "Dialogue.of(String)",
        "Builder.script(String)",
        "Builder.server(String[])",
        "Builder.client(String[])",
        "ScramServer.of(String,String)",
        "ScramServer.of(String,String,int)",
        "ScramServer.first(String)",
        "ScriptedServer.start(String,String[])",
        "ScriptedServer.builder(String,String[])",
        "ScriptedServer.awaitMark(String)",
        "ScriptedServer.release(String)");
    elsewhere(
        "of a snapshot, which the mailer makes",
        "Server(String,SmtpException,int,int,int,OptionalInt,OptionalDouble)");
    elsewhere(
        "of the test kit: what the sink offers, answers and has received",
        "Builder.offerOnly(String[])",
        "Builder.without(String)",
        "Builder.login(String,String)",
        "Builder.refuseRecipient(String,String)",
        "Builder.refuse(String,String)",
        "Builder.refuseContent(String)",
        "ReceivedMessage.header(String)",
        "ReceivedMessage.headers(String)",
        "ReceivedMessage.text(String)",
        "Recipient(String,Map)",
        "Session(String,boolean,Optional)");
    elsewhere("a key in PEM", "DkimSigner.builder(String,String,String)");
    elsewhere("like the same method with a Part", "MessageBuilder.inline(String,Path)");
  }

  private static void writing(String name, Adding adding) {
    WRITINGS.put(name, (builder, text) -> adding.add(builder, text).build());
  }

  @FunctionalInterface
  private interface Adding {
    MessageBuilder add(MessageBuilder builder, String text) throws Exception;
  }

  private static void elsewhere(String why, String... names) {
    for (String name : names) {
      ELSEWHERE.put(name, why);
    }
  }

  private static void rcpt(SmtpSession session, String text) throws Exception {
    session.mail("a@b");
    session.rcpt(Recipient.of(text));
  }

  private static void with(SmtpSession session, Parameter parameter) throws Exception {
    session.mail("a@b", parameter);
  }

  private static void login(String name, Function<String, Credentials> credentials) {
    OPTIONS.put(name, (builder, text) -> builder.credentials(credentials.apply(text)));
  }

  private static PrivateKey key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A mechanism that sends a text and is complete. */
  private record TextMechanism(String text) implements SaslMechanism {

    @Override
    public byte[] initialResponse() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] respond(byte[] challenge) {
      return initialResponse();
    }

    @Override
    public boolean isComplete() {
      return true;
    }
  }

  static String written(Mail mail) throws Exception {
    var out = new ByteArrayOutputStream();
    mail.content().writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static MessageBuilder builder() {
    return Message.builder().from("ann@example.org").to("bob@example.net").subject("s").text("t\n");
  }
}
