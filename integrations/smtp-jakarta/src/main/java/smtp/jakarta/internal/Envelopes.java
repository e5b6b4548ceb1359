package smtp.jakarta.internal;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Capabilities;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mailbox;
import smtp.api.Parameter;
import smtp.api.Recipient;

/** Makes envelopes: who sends, who gets the message, and which parameters go with that. */
final class Envelopes {

  private final Settings settings;
  private final MimeMessage message;
  private final Capabilities capabilities;
  private final MessageOptions options;

  Envelopes(Settings settings, MimeMessage message, Capabilities capabilities) {
    this.settings = settings;
    this.message = message;
    this.capabilities = capabilities;
    this.options = Failures.KNOWN.options(message);
  }

  /** Returns the sender: of the message's options, the property, the field From, this host. */
  InternetAddress sender() throws MessagingException {
    Optional<String> given = given(options.from(), Property.FROM);
    if (given.isPresent()) {
      InternetAddress address = new InternetAddress();
      address.setAddress(given.get());
      return address;
    }
    Address[] from = message.getFrom();
    Address sender =
        from != null && from.length > 0
            ? from[0]
            : InternetAddress.getLocalAddress(settings.session());
    if (sender instanceof InternetAddress address) {
      return address;
    }
    throw new MessagingException("can't determine local email address");
  }

  /**
   * Makes an envelope.
   *
   * @throws MessagingException if an address or a parameter cannot be sent; nothing was
   */
  Envelope envelope(InternetAddress sender, List<InternetAddress> recipients)
      throws MessagingException {
    Envelope.Builder envelope = Envelope.builder().sender(mailbox(sender, "The sender"));
    List<Mailbox> mailboxes = new ArrayList<>(recipients.size());
    for (InternetAddress recipient : recipients) {
      mailboxes.add(recipient(recipient));
    }
    try {
      mailParameters().forEach(envelope::parameter);
      List<Parameter> parameters = rcptParameters();
      mailboxes.forEach(one -> envelope.recipient(new Recipient(one, parameters)));
      if (!options.sendPartial() && !settings.flag(Property.SENDPARTIAL, false)) {
        envelope.allOrNone();
      }
      return envelope.build();
    } catch (IllegalArgumentException e) {
      throw new MessagingException("The envelope cannot be sent: " + e.getMessage(), e);
    }
  }

  private List<Parameter> rcptParameters() {
    return capabilities.has(Extension.DSN)
        ? given(options.notification(), Property.DSN_NOTIFY)
            .map(text -> List.of(Parameter.of("NOTIFY", text)))
            .orElse(List.of())
        : List.of();
  }

  private List<Parameter> mailParameters() {
    List<Parameter> parameters = new ArrayList<>();
    if (capabilities.has(Extension.DSN)) {
      given(options.ret(), Property.DSN_RET)
          .ifPresent(text -> parameters.add(Parameter.of("RET", text)));
    }
    if (capabilities.has(Extension.AUTH)) {
      given(options.submitter(), Property.SUBMITTER)
          .ifPresent(text -> parameters.add(Parameter.auth(Mailbox.of(text))));
    }
    for (String text : extension()) {
      int equals = text.indexOf('=');
      parameters.add(
          equals < 0
              ? Parameter.of(text)
              : Parameter.of(text.substring(0, equals), text.substring(equals + 1)));
    }
    return parameters;
  }

  private String[] extension() {
    String text = given(options.mailExtension(), Property.MAILEXTENSION).orElse("").strip();
    return text.isEmpty() ? new String[0] : text.split("\\s+");
  }

  private Optional<String> given(@Nullable String own, Property property) {
    return own == null || own.isEmpty() ? settings.text(property) : Optional.of(own);
  }

  private static Mailbox recipient(InternetAddress address) throws SendFailedException {
    Mailbox mailbox = mailbox(address, "A recipient");
    if (mailbox.isNull()) {
      throw bad(address, "A recipient has no address", null);
    }
    return mailbox;
  }

  private static Mailbox mailbox(InternetAddress address, String what) throws SendFailedException {
    String text = String.valueOf(address.getAddress());
    try {
      return Mailbox.reversePath(text);
    } catch (IllegalArgumentException e) {
      throw bad(address, what + " is not a mailbox: " + e.getMessage(), e);
    }
  }

  private static SendFailedException bad(
      InternetAddress address, String message, @Nullable Exception cause) {
    Address[] none = {};
    return new SendFailedException(message, cause, none, none, new Address[] {address});
  }
}
