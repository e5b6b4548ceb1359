package smtp.jakarta.internal;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.event.TransportEvent;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpMessageException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTransportException;

/**
 * What became of a message, in the terms of Jakarta Mail: an event, three arrays of addresses, and
 * an exception unless all went well.
 */
public final class Delivery {

  private static final int TOO_MUCH = 552;

  private final int event;
  private final List<Address> sent;
  private final List<Address> unsent;
  private final List<Address> invalid;
  private final List<Address> unknown;
  private final @Nullable Exception failure;

  private Delivery(int event, Builder from, @Nullable Exception failure) {
    this.event = event;
    this.unknown = from.unknown;
    this.sent = from.sent;
    this.unsent = from.unsent;
    this.invalid = from.invalid;
    this.failure = failure;
  }

  /** Returns the type of the {@link TransportEvent}. */
  public int event() {
    return event;
  }

  /** Returns the recipients that the server accepted. */
  public Address[] sent() {
    return array(sent);
  }

  /** Returns the recipients that get nothing, but whose addresses may be good. */
  public Address[] unsent() {
    return array(unsent);
  }

  /** Returns the recipients that the server refused for good. */
  public Address[] invalid() {
    return array(invalid);
  }

  /** Returns the recipients that may have the message. */
  public Address[] unknown() {
    return array(unknown);
  }

  /** Throws what happened if it is no success, and nothing is unknown. */
  public void throwFailure() throws MessagingException {
    if (failure instanceof MessagingException known) {
      throw known;
    }
  }

  /** Returns why something is unknown, if it is. */
  public @Nullable Exception loss() {
    return unknown.isEmpty() ? null : failure;
  }

  private static Address[] array(List<Address> addresses) {
    return addresses.toArray(Address[]::new);
  }

  /** Sorts the recipients by what became of them. */
  static final class Builder {

    private final Settings settings;
    private final List<InternetAddress> recipients;
    private final List<Address> sent = new ArrayList<>();
    private final List<Address> unsent = new ArrayList<>();
    private final List<Address> invalid = new ArrayList<>();
    private final List<Address> unknown = new ArrayList<>();

    /** The exceptions about single recipients, as a chain. */
    private @Nullable MessagingException chain;

    private @Nullable Reply accepted;

    Builder(Settings settings, List<InternetAddress> recipients) {
      this.settings = settings;
      this.recipients = recipients;
    }

    /** The server answered, and accepted somebody. */
    Delivery answered(SendResult result) {
      sort(result);
      Reply reply = accepted;
      if (chain == null || reply == null) {
        return new Delivery(TransportEvent.MESSAGE_DELIVERED, this, null);
      }
      // This is so even if all were accepted, and the program wants to be told of that.
      return new Delivery(
          TransportEvent.MESSAGE_PARTIALLY_DELIVERED, this, refused(".", reply, chain));
    }

    /** The message cannot be sent: nothing was. */
    Delivery notBegun(MessagingException e) {
      List<Address> bad =
          e instanceof SendFailedException failed && failed.getInvalidAddresses() != null
              ? List.of(failed.getInvalidAddresses())
              : List.of();
      invalid.addAll(bad);
      unsent.addAll(recipients.stream().filter(one -> !bad.contains(one)).toList());
      return new Delivery(TransportEvent.MESSAGE_NOT_DELIVERED, this, e);
    }

    /**
     * The send failed.
     *
     * @param sender who is named in the exception if the server refused the sender
     */
    Delivery failed(SmtpException e, InternetAddress sender) {
      SendResult result = e.result().orElse(null);
      if (result == null) {
        unsent.addAll(recipients);
      } else {
        sort(result);
      }
      if (!unknown.isEmpty()) {
        return new Delivery(TransportEvent.MESSAGE_PARTIALLY_DELIVERED, this, e);
      }
      return new Delivery(TransportEvent.MESSAGE_NOT_DELIVERED, this, failure(e, sender));
    }

    private MessagingException failure(SmtpException e, InternetAddress sender) {
      MessagingException failure =
          switch (e) {
            case SmtpRecipientsRefusedException refused ->
                new SendFailedException(
                    "Invalid Addresses", chain, array(sent), array(unsent), array(invalid));
            case SmtpSenderRefusedException refused ->
                refused(mail(sender), refused.reply(), wrong(sender, refused.reply()));
            case SmtpDataException refused -> refused(".", refused.reply(), chain);
            case SmtpServerDisconnectedException gone when gone.reply().isPresent() ->
                refused("", gone.reply().get(), chain);
            case SmtpTransportException lost ->
                Failures.KNOWN.lost(lost, array(sent), array(unsent), array(invalid));
            case SmtpMessageException own when own.getCause() instanceof MessagingException cause ->
                cause;
            case SmtpMessageException own ->
                new MessagingException("IOException while sending message", own);
            default -> new MessagingException(e.getMessage(), e);
          };
      if (failure.getCause() == null && failure instanceof SendFailedException) {
        failure.addSuppressed(e);
      }
      return failure;
    }

    private SendFailedException refused(String command, Reply reply, @Nullable Exception next) {
      return Failures.KNOWN.send(command, reply, next, array(sent), array(unsent), array(invalid));
    }

    /** An address that the server calls wrong is told as such. */
    private static @Nullable MessagingException wrong(InternetAddress sender, Reply reply) {
      return switch (reply.code()) {
        case 501, 503, 550, 551, 553 -> Failures.KNOWN.sender(sender, mail(sender), reply);
        default -> null;
      };
    }

    private static String mail(InternetAddress sender) {
      return "MAIL FROM:<" + sender.getAddress() + ">";
    }

    private void sort(SendResult result) {
      for (int i = 0; i < recipients.size(); i++) {
        sort(recipients.get(i), result.recipients().get(i));
      }
    }

    private void sort(InternetAddress address, RecipientResult result) {
      switch (result) {
        case RecipientResult.Accepted one -> accepted(address, one.reply());
        case RecipientResult.Unknown one -> unknown.add(address);
        case RecipientResult.NotSent one -> unsent.add(address);
        case RecipientResult.Refused one -> refused(address, one);
      }
    }

    private void accepted(InternetAddress address, Reply reply) {
      sent.add(address);
      accepted = reply;
      if (settings.flag(Property.REPORTSUCCESS, false)) {
        Failures.KNOWN.succeeded(address, rcpt(address), reply).ifPresent(this::chain);
      }
    }

    /** What was said of the content says nothing of the address, except over LMTP. */
    private void refused(InternetAddress address, RecipientResult.Refused refused) {
      boolean ofAddress = refused.phase() == Phase.RCPT || settings.protocol() == Protocol.LMTP;
      boolean forGood = refused.reply().isPermanent() && refused.reply().code() != TOO_MUCH;
      (ofAddress && forGood ? invalid : unsent).add(address);
      if (ofAddress) {
        chain(Failures.KNOWN.address(address, rcpt(address), refused.reply()));
      }
    }

    private static String rcpt(InternetAddress address) {
      return "RCPT TO:<" + address.getAddress() + ">";
    }

    private void chain(MessagingException next) {
      if (chain == null) {
        chain = next;
      } else {
        chain.setNextException(next);
      }
    }
  }
}
