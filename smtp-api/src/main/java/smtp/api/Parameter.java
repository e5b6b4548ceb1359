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

/**
 * A parameter of the MAIL or RCPT command, {@code keyword[=value]} (RFC 5321, section 4.1.2).
 *
 * <p>A typed parameter knows the extension it belongs to: a session refuses to send it to a server
 * that does not offer that extension. A free one, from {@link #of}, is sent as it is. Immutable.
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

  /** What a sender asks to be notified of (RFC 3461, section 4.1). */
  public enum Notification {
    /** The message was delivered. */
    SUCCESS,
    /** The message could not be delivered. */
    FAILURE,
    /** Delivery is delayed. */
    DELAY
  }

  /** What to do with a message that is not delivered in time (RFC 2852, section 4). */
  public enum Late {
    /** Return it to the sender. */
    RETURN("R"),
    /** Return it, and report each relay on the way. */
    RETURN_AND_TRACE("RT"),
    /** Go on trying, and notify the sender. */
    NOTIFY("N"),
    /** Go on trying, notify the sender, and report each relay on the way. */
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
   * Makes a free parameter without a value, for either command.
   *
   * @throws IllegalArgumentException if it is not a keyword
   */
  public static Parameter of(String keyword) {
    return new Parameter(checkedKeyword(keyword), null, null, null);
  }

  /**
   * Makes a free parameter, for either command.
   *
   * @param value one or more printable ASCII characters but blank and "="
   * @throws IllegalArgumentException if the grammar of RFC 5321 does not allow keyword or value
   */
  public static Parameter of(String keyword, String value) {
    boolean valid = value.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '=');
    if (value.isEmpty() || !valid) {
      throw new IllegalArgumentException(
          "A parameter's value is printable ASCII without blank and \"=\": " + Ascii.quote(value));
    }
    return new Parameter(checkedKeyword(keyword), value, null, null);
  }

  /**
   * The size of the content in octets, RFC 1870. {@code send} adds it by itself.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static Parameter size(long octets) {
    if (octets < 0) {
      throw new IllegalArgumentException("A size is not negative: " + octets);
    }
    return mail("SIZE", Long.toString(octets), Extension.SIZE);
  }

  /** The encoding of the content, RFC 6152 and 3030. {@code send} adds it by itself. */
  public static Parameter body(Content.Encoding encoding) {
    return switch (encoding) {
      case SEVEN_BIT -> mail("BODY", "7BIT", Extension.EIGHTBITMIME);
      case EIGHT_BIT -> mail("BODY", "8BITMIME", Extension.EIGHTBITMIME);
      case BINARY -> mail("BODY", "BINARYMIME", Extension.BINARYMIME);
    };
  }

  /** Addresses or header fields need UTF-8, RFC 6531. {@code send} adds it by itself. */
  public static Parameter smtpUtf8() {
    return mail("SMTPUTF8", null, Extension.SMTPUTF8);
  }

  /** A failure notification carries the whole message, RFC 3461 section 4.3. */
  public static Parameter retFull() {
    return mail("RET", "FULL", Extension.DSN);
  }

  /** A notification carries the header of the message only, RFC 3461 section 4.3. */
  public static Parameter retHeaders() {
    return mail("RET", "HDRS", Extension.DSN);
  }

  /**
   * The identifier by which notifications name this envelope, RFC 3461 section 4.4.
   *
   * @param id printable ASCII; it is sent as xtext, at most 100 characters of it
   * @throws IllegalArgumentException if it is empty, not printable ASCII or too long
   */
  public static Parameter envid(String id) {
    boolean printable = id.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    String xtext = Xtext.encode(id);
    if (id.isEmpty() || !printable || xtext.length() > MAX_ENVID) {
      throw new IllegalArgumentException(
          "ENVID is 1 to 100 characters of printable ASCII: " + Ascii.quote(id));
    }
    return mail("ENVID", xtext, Extension.DSN);
  }

  /**
   * Asks for notifications about this recipient, RFC 3461 section 4.1.
   *
   * @throws IllegalArgumentException if none is given; for none at all there is {@link
   *     #notifyNever}
   */
  public static Parameter notifyOn(Notification... notifications) {
    if (notifications.length == 0) {
      throw new IllegalArgumentException("Name a notification, or use notifyNever()");
    }
    String value =
        Arrays.stream(notifications).distinct().map(Enum::name).collect(Collectors.joining(","));
    return rcpt("NOTIFY", value, Extension.DSN);
  }

  /** Asks for no notification about this recipient, RFC 3461 section 4.1. */
  public static Parameter notifyNever() {
    return rcpt("NOTIFY", "NEVER", Extension.DSN);
  }

  /**
   * The address that the sender first gave for this recipient, RFC 3461 section 4.2 and, if it is
   * not all ASCII, RFC 6533 section 3.
   *
   * @throws IllegalArgumentException if it is {@link Mailbox#NULL} or too long
   */
  public static Parameter orcpt(Mailbox original) {
    String address = original.toString();
    String typed =
        original.isAscii() ? "rfc822;" + Xtext.encode(address) : "utf-8;" + Xtext.unicode(address);
    if (original.isNull() || typed.length() > MAX_ORCPT) {
      throw new IllegalArgumentException("Not an original recipient: " + original);
    }
    return rcpt("ORCPT", typed, Extension.DSN);
  }

  /**
   * The message travels over verified TLS all the way or not at all, RFC 8689.
   *
   * <p>It fails closed: only what a server offers under TLS counts as an offer of REQUIRETLS. This
   * library always compares the certificate with the server's name; whom else to trust is the word
   * of the {@code SSLContext}, if the client was given one.
   *
   * <p>Its counterpart, for a message that is worth more delivered than protected, such as a report
   * of TLS failures, is a header field and no parameter: {@code TLS-Required: No} (section 5).
   */
  public static Parameter requireTls() {
    return mail("REQUIRETLS", null, Extension.REQUIRETLS);
  }

  /**
   * The priority of the transfer, RFC 6710.
   *
   * @param priority -9, the lowest, to 9
   * @throws IllegalArgumentException if it is out of range
   */
  public static Parameter mtPriority(int priority) {
    if (priority < -9 || priority > 9) {
      throw new IllegalArgumentException("A priority is -9 to 9, not " + priority);
    }
    return mail("MT-PRIORITY", Integer.toString(priority), Extension.MT_PRIORITY);
  }

  /**
   * Deliver the message within a time, RFC 2852.
   *
   * @param time in whole seconds, 1 to 999,999,999
   * @param late what to do when it is over
   * @throws IllegalArgumentException if the time is out of range
   */
  public static Parameter deliverBy(Duration time, Late late) {
    return mail("BY", seconds(time) + ";" + late.mode, Extension.DELIVERBY);
  }

  /**
   * Hold the message for a time before it is sent on, RFC 4865.
   *
   * @param time in whole seconds, 1 to 999,999,999
   * @throws IllegalArgumentException if it is out of range
   */
  public static Parameter holdFor(Duration time) {
    return mail("HOLDFOR", Long.toString(seconds(time)), Extension.FUTURERELEASE);
  }

  /**
   * Hold the message until an instant, in whole seconds, RFC 4865.
   *
   * @throws IllegalArgumentException if the year does not have four digits
   */
  public static Parameter holdUntil(Instant instant) {
    return mail("HOLDUNTIL", dateTime(instant), Extension.FUTURERELEASE);
  }

  /**
   * Deliver only if the mailbox has been this person's since an instant, RFC 7293.
   *
   * @throws IllegalArgumentException if the year does not have four digits
   */
  public static Parameter requireRecipientValidSince(Instant instant) {
    return rcpt("RRVS", dateTime(instant), Extension.RRVS);
  }

  /** Who submitted the message, RFC 4954 section 5; {@link Mailbox#NULL} if that is not known. */
  public static Parameter auth(Mailbox submitter) {
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
    if (!Ascii.isKeyword(keyword)) {
      throw new IllegalArgumentException(
          "A parameter's keyword is letters, digits and hyphens: " + Ascii.quote(keyword));
    }
    return keyword.toUpperCase(Locale.ROOT);
  }

  private static long seconds(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("The time is 1 to 999,999,999 seconds, not " + time);
    }
    return seconds;
  }

  /** Writes the {@code date-time} of RFC 3339, section 5.6. */
  private static String dateTime(Instant instant) {
    String text = DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    if (text.length() != "9999-12-31T23:59:59Z".length()) {
      throw new IllegalArgumentException("The year is 0000 to 9999: " + text);
    }
    return text;
  }

  /** Copies the parameters of a command, and refuses another command's and one given twice. */
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

  /** Returns the extension that a server has to offer, or empty for a free parameter. */
  public Optional<Extension> extension() {
    return Optional.ofNullable(extension);
  }

  /** Tells whether the parameter may be sent with a command. */
  public boolean belongsTo(Verb command) {
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
