package smtp.api;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import smtp.api.internal.Ascii;
import smtp.api.internal.PrintableText;

/**
 * A parameter of the MAIL or RCPT command, {@code keyword[=value]} (RFC 5321, section 4.1.2): asks
 * for notifications, a priority, TLS all the way, and so on.
 *
 * <p>The factory methods that are named after a parameter know its extension, and a session refuses
 * to send it to a server that does not offer that extension. A parameter from {@link #of} is sent
 * to any server.
 *
 * <p>Immutable.
 */
public final class Parameter implements Serializable {

  private static final long serialVersionUID = 1;
  private static final int MAX_ENVID = 100;
  private static final int MAX_ORCPT = 500;
  private static final long MAX_SECONDS = 999_999_999;

  /** The command that a parameter belongs to. */
  public enum Verb {
    /** {@code MAIL FROM}. */
    MAIL,
    /** {@code RCPT TO}. */
    RCPT
  }

  /** An event of which the sender wants to be notified (RFC 3461, section 4.1). */
  public enum Notification {
    /** The message was delivered. */
    SUCCESS,
    /** The message could not be delivered. */
    FAILURE,
    /** Delivery is delayed. */
    DELAY
  }

  /** What servers do with a message that is not delivered in time (RFC 2852, section 4). */
  public enum Late {
    /** Return it to the sender. */
    RETURN("R"),
    /** Return it, and report each relay that accepts it. */
    RETURN_AND_TRACE("RT"),
    /** Continue to try, and notify the sender. */
    NOTIFY("N"),
    /** Continue to try, notify the sender, and report each relay that accepts the message. */
    NOTIFY_AND_TRACE("NT");

    private final String mode;

    Late(String mode) {
      this.mode = mode;
    }
  }

  private final String keyword;
  private final @Nullable String value;
  private final @Nullable Extension extension;
  private final @Nullable Verb verb;

  private Parameter(
      String keyword, @Nullable String value, @Nullable Extension extension, @Nullable Verb verb) {
    this.keyword = keyword;
    this.value = value;
    this.extension = extension;
    this.verb = verb;
  }

  /**
   * Makes any parameter without a value, for MAIL or RCPT.
   *
   * @param keyword a letter or digit, then letters, digits and hyphens; case does not matter
   * @throws IllegalArgumentException if it is not a keyword
   */
  public static Parameter of(String keyword) {
    return new Parameter(checkedKeyword(keyword), null, null, null);
  }

  /**
   * Makes any parameter with a value, for MAIL or RCPT.
   *
   * @param keyword a letter or digit, then letters, digits and hyphens; case does not matter
   * @param value one or more printable ASCII characters, except blank and "="
   * @throws IllegalArgumentException if the grammar of RFC 5321 does not allow keyword or value
   */
  public static Parameter of(String keyword, String value) {
    Objects.requireNonNull(value, "value");
    boolean valid = value.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '=');
    if (value.isEmpty() || !valid) {
      throw new IllegalArgumentException(
          "A parameter's value is printable ASCII without blank and \"=\": "
              + PrintableText.quote(value));
    }
    return new Parameter(checkedKeyword(keyword), value, null, null);
  }

  /**
   * Makes SIZE, the size of the content (RFC 1870). {@code send} adds it itself.
   *
   * @param bytes the size in bytes, 0 or more
   * @throws IllegalArgumentException if it is negative
   */
  public static Parameter size(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("A size cannot be negative: " + bytes);
    }
    return mail("SIZE", Long.toString(bytes), Extension.SIZE);
  }

  /** Makes BODY, the encoding of the content (RFC 6152, RFC 3030). {@code send} adds it itself. */
  public static Parameter body(Content.Encoding encoding) {
    Objects.requireNonNull(encoding, "encoding");
    return switch (encoding) {
      case SEVEN_BIT -> mail("BODY", "7BIT", Extension.EIGHTBITMIME);
      case EIGHT_BIT -> mail("BODY", "8BITMIME", Extension.EIGHTBITMIME);
      case BINARY -> mail("BODY", "BINARYMIME", Extension.BINARYMIME);
    };
  }

  /**
   * Makes SMTPUTF8: addresses or header fields hold UTF-8 (RFC 6531). {@code send} adds it itself.
   */
  public static Parameter smtpUtf8() {
    return mail("SMTPUTF8", null, Extension.SMTPUTF8);
  }

  /**
   * Makes RET=FULL: a notification of failure includes the whole message (RFC 3461, section 4.3).
   */
  public static Parameter retFull() {
    return mail("RET", "FULL", Extension.DSN);
  }

  /** Makes RET=HDRS: notifications include only the header fields (RFC 3461, section 4.3). */
  public static Parameter retHeaders() {
    return mail("RET", "HDRS", Extension.DSN);
  }

  /**
   * Makes ENVID, the identifier of this envelope in notifications (RFC 3461, section 4.4).
   *
   * @param id printable ASCII, at most 100 characters when it is encoded as xtext
   * @throws IllegalArgumentException if it is empty, not printable ASCII or too long
   */
  public static Parameter envid(String id) {
    Objects.requireNonNull(id, "id");
    boolean printable = id.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    String xtext = Xtext.encode(id);
    if (id.isEmpty() || !printable || xtext.length() > MAX_ENVID) {
      throw new IllegalArgumentException(
          "ENVID is 1 to 100 characters of printable ASCII: " + PrintableText.quote(id));
    }
    return mail("ENVID", xtext, Extension.DSN);
  }

  /**
   * Makes NOTIFY, the events of which the sender wants to be notified for this recipient (RFC 3461,
   * section 4.1).
   *
   * @param notifications the events, at least one; for none there is {@link #notifyNever}
   * @throws IllegalArgumentException if no event is given
   */
  public static Parameter notifyOn(Notification... notifications) {
    Objects.requireNonNull(notifications, "notifications");
    if (notifications.length == 0) {
      throw new IllegalArgumentException("Name a notification, or use notifyNever()");
    }
    String value =
        Arrays.stream(notifications).distinct().map(Enum::name).collect(Collectors.joining(","));
    return rcpt("NOTIFY", value, Extension.DSN);
  }

  /** Makes NOTIFY=NEVER: no notification for this recipient (RFC 3461, section 4.1). */
  public static Parameter notifyNever() {
    return rcpt("NOTIFY", "NEVER", Extension.DSN);
  }

  /**
   * Makes ORCPT, the address that the sender originally gave for this recipient (RFC 3461, section
   * 4.2; RFC 6533, section 3 if it is not ASCII).
   *
   * @throws IllegalArgumentException if it is {@link Mailbox#NULL}, or longer than 500 characters
   *     when it is encoded
   */
  public static Parameter orcpt(Mailbox original) {
    Objects.requireNonNull(original, "original");
    String address = original.toString();
    String typed =
        original.isAscii() ? "rfc822;" + Xtext.encode(address) : "utf-8;" + Xtext.unicode(address);
    if (original.isNull() || typed.length() > MAX_ORCPT) {
      throw new IllegalArgumentException("Not an original recipient: " + original);
    }
    return rcpt("ORCPT", typed, Extension.DSN);
  }

  /**
   * Makes REQUIRETLS: every server forwards the message over verified TLS, or not at all (RFC
   * 8689).
   *
   * <p>The session sends the message only if the server offers REQUIRETLS over TLS. The client
   * always compares the certificate with the server's name. If it was given an {@code SSLContext},
   * that decides which authorities to trust.
   *
   * <p>The opposite, for a message whose delivery matters more than its protection, such as a
   * report about TLS failures, is a header field: {@code TLS-Required: No} (RFC 8689, section 5).
   */
  public static Parameter requireTls() {
    return mail("REQUIRETLS", null, Extension.REQUIRETLS);
  }

  /**
   * Makes MT-PRIORITY, the priority of the transfer (RFC 6710).
   *
   * @param priority from -9, the lowest, to 9, the highest
   * @throws IllegalArgumentException if it is out of range
   */
  public static Parameter mtPriority(int priority) {
    if (priority < -9 || priority > 9) {
      throw new IllegalArgumentException("A priority is -9 to 9, not " + priority);
    }
    return mail("MT-PRIORITY", Integer.toString(priority), Extension.MT_PRIORITY);
  }

  /**
   * Makes BY, the time within which to deliver the message (RFC 2852).
   *
   * @param time 1 to 999,999,999 seconds; a fraction of a second is cut off
   * @param late what servers do when the time is over
   * @throws IllegalArgumentException if the time is out of range
   */
  public static Parameter deliverBy(Duration time, Late late) {
    Objects.requireNonNull(late, "late");
    return mail("BY", seconds(time) + ";" + late.mode, Extension.DELIVERBY);
  }

  /**
   * Makes HOLDFOR: the server holds the message for a time before it forwards it (RFC 4865).
   *
   * @param time 1 to 999,999,999 seconds; a fraction of a second is cut off
   * @throws IllegalArgumentException if it is out of range
   */
  public static Parameter holdFor(Duration time) {
    return mail("HOLDFOR", Long.toString(seconds(time)), Extension.FUTURERELEASE);
  }

  /**
   * Makes HOLDUNTIL: the server holds the message until an instant before it forwards it (RFC
   * 4865).
   *
   * @param instant a fraction of a second is cut off
   * @throws IllegalArgumentException if the year does not have four digits
   */
  public static Parameter holdUntil(Instant instant) {
    return mail("HOLDUNTIL", dateTime(instant), Extension.FUTURERELEASE);
  }

  /**
   * Makes RRVS: the server delivers the message only if the mailbox has belonged to the same person
   * since an instant (RFC 7293).
   *
   * @param instant a fraction of a second is cut off
   * @throws IllegalArgumentException if the year does not have four digits
   */
  public static Parameter requireRecipientValidSince(Instant instant) {
    return rcpt("RRVS", dateTime(instant), Extension.RRVS);
  }

  /**
   * Makes AUTH, the identity that submitted the message (RFC 4954, section 5).
   *
   * @param submitter the mailbox of the submitter; {@link Mailbox#NULL} if it is not known
   */
  public static Parameter auth(Mailbox submitter) {
    Objects.requireNonNull(submitter, "submitter");
    String value = submitter.isNull() ? "<>" : Xtext.encode(submitter.toString());
    return mail("AUTH", value, Extension.AUTH);
  }

  private static Parameter mail(String keyword, @Nullable String value, Extension extension) {
    return new Parameter(keyword, value, extension, Verb.MAIL);
  }

  private static Parameter rcpt(String keyword, String value, Extension extension) {
    return new Parameter(keyword, value, extension, Verb.RCPT);
  }

  private static String checkedKeyword(String keyword) {
    Objects.requireNonNull(keyword, "keyword");
    if (!Ascii.isKeyword(keyword)) {
      throw new IllegalArgumentException(
          "A parameter's keyword is letters, digits and hyphens: " + PrintableText.quote(keyword));
    }
    return keyword.toUpperCase(Locale.ROOT);
  }

  private static long seconds(Duration time) {
    long seconds = Objects.requireNonNull(time, "time").toSeconds();
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("A time is 1 to 999,999,999 seconds, not " + time);
    }
    return seconds;
  }

  /** Writes the {@code date-time} of RFC 3339, section 5.6. */
  private static String dateTime(Instant instant) {
    Objects.requireNonNull(instant, "instant");
    String text = DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    if (text.length() != "9999-12-31T23:59:59Z".length()) {
      throw new IllegalArgumentException("A year is 0000 to 9999: " + text);
    }
    return text;
  }

  /** Copies the parameters of a command. Refuses those of the other command, and duplicates. */
  static List<Parameter> checked(List<Parameter> parameters, Verb verb) {
    Set<String> keywords = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!parameter.belongsTo(verb)) {
        throw new IllegalArgumentException(parameter.keyword + " is not a parameter of " + verb);
      }
      if (!keywords.add(parameter.keyword)) {
        throw new IllegalArgumentException(parameter.keyword + " is given twice");
      }
    }
    return List.copyOf(parameters);
  }

  /** Returns the keyword, in upper case. */
  public String keyword() {
    return keyword;
  }

  /** Returns the value as it is sent, or empty if the parameter is a keyword alone. */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /**
   * Returns the extension that a server has to offer, or empty for a parameter from {@link #of}.
   */
  public Optional<Extension> extension() {
    return Optional.ofNullable(extension);
  }

  /** Returns whether the parameter may be sent with a command. */
  public boolean belongsTo(Verb command) {
    Objects.requireNonNull(command, "command");
    return verb == null || verb == command;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameter that
        && keyword.equals(that.keyword)
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keyword, value);
  }

  /** Returns the parameter as it is sent. */
  @Override
  public String toString() {
    return value == null ? keyword : keyword + "=" + value;
  }
}
