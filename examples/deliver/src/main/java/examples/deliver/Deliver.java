package examples.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.lmtp.LmtpClient;

/**
 * Delivers a message over LMTP, prints a line for each recipient, and exits with a status that an
 * MTA understands.
 */
public final class Deliver {

  /** RFC 3463, section 3.2: the mailbox address does not exist or is not valid. */
  private static final int ADDRESS_STATUS = 1;

  private static final Set<Extension> OF_A_MESSAGE =
      Set.of(Extension.EIGHTBITMIME, Extension.SMTPUTF8, Extension.SIZE);

  private final LmtpClient client;
  private final Envelope envelope;
  private final PrintStream out;

  private Deliver(LmtpClient client, Envelope envelope, PrintStream out) {
    this.client = client;
    this.envelope = envelope;
    this.out = out;
  }

  /** Exits with a status of {@code sysexits.h}. */
  public static void main(String[] arguments) {
    System.exit(run(System.in, System.out, arguments).code());
  }

  private static ExitStatus run(InputStream in, PrintStream out, String... arguments) {
    try {
      Options options = Options.parse(arguments);
      String[] recipients = options.recipients().toArray(String[]::new);
      Envelope envelope = Envelope.of(options.from(), recipients);
      return new Deliver(client(options, out), envelope, out).deliver(in);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println(Options.USAGE);
      return ExitStatus.USAGE;
    }
  }

  private static LmtpClient client(Options options, PrintStream out) {
    LmtpClient.Builder builder = LmtpClient.builder(options.server());
    options.tls().ifPresent(builder::tls);
    options.trust().ifPresent(builder::trust);
    options.timeout().ifPresent(builder::timeout);
    if (options.trace()) {
      builder.trace(out);
    }
    return builder.build();
  }

  private ExitStatus deliver(InputStream in) {
    try {
      Content message = Content.of(in.readAllBytes());
      return print(client.send(Mail.of(envelope, message)));
    } catch (SmtpException e) {
      out.println(e.getMessage());
      ExitStatus status = e.result().map(this::print).orElse(ExitStatus.TEMPORARY_FAILURE);
      return aboutTheMessage(e).orElse(status);
    } catch (IOException e) {
      out.println("The message could not be read: " + e.getMessage());
      return ExitStatus.NO_INPUT;
    }
  }

  /**
   * Returns the status if the failure is permanent. A fault of the server or its configuration is
   * not.
   */
  private static Optional<ExitStatus> aboutTheMessage(SmtpException failure) {
    return switch (failure) {
      case SmtpNotSupportedException missing when OF_A_MESSAGE.contains(missing.extension()) ->
          Optional.of(ExitStatus.DATA_ERROR);
      case SmtpSenderRefusedException refused when refused.reply().isPermanent() ->
          Optional.of(ExitStatus.UNAVAILABLE);
      default -> Optional.empty();
    };
  }

  /**
   * Prints the result of each recipient, and returns the worst status, preferably a temporary one.
   */
  private ExitStatus print(SendResult result) {
    result.recipients().forEach(one -> out.println(one.recipient() + " " + words(one)));
    return result.recipients().stream()
        .map(Deliver::status)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static String words(RecipientResult result) {
    return switch (result) {
      case Accepted accepted -> "delivered: " + accepted.reply();
      case Refused refused -> "refused: " + refused.reply();
      case Unknown unknown -> "unknown: it may have been delivered";
      case NotSent notSent -> "not sent";
    };
  }

  /** An unknown outcome is retried: losing a message is worse than delivering it twice. */
  private static ExitStatus status(RecipientResult result) {
    return switch (result) {
      case Accepted accepted -> ExitStatus.OK;
      case Refused refused when refused.reply().isTransient() -> ExitStatus.TEMPORARY_FAILURE;
      case Refused refused when isAboutTheAddress(refused.reply()) -> ExitStatus.NO_USER;
      case Refused refused -> ExitStatus.UNAVAILABLE;
      case Unknown unknown -> ExitStatus.TEMPORARY_FAILURE;
      case NotSent notSent -> ExitStatus.TEMPORARY_FAILURE;
    };
  }

  private static boolean isAboutTheAddress(Reply reply) {
    return reply
        .enhancedStatus()
        .map(status -> status.subject() == ADDRESS_STATUS)
        .orElse(reply.code() == 550 || reply.code() == 551 || reply.code() == 553);
  }
}
