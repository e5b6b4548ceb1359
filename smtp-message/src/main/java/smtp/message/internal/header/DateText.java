package smtp.message.internal.header;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates of header fields (RFC 5322, section 3.3). */
public final class DateText {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

  private DateText() {}

  /**
   * Returns a date as text.
   *
   * @throws IllegalArgumentException if its year is not one of 1900 to 9999, or its offset has
   *     seconds: the syntax has no place for them
   */
  public static String of(OffsetDateTime date) {
    boolean fits =
        date.getYear() >= 1900
            && date.getYear() <= 9999
            && date.getOffset().getTotalSeconds() % 60 == 0;
    if (!fits) {
      throw new IllegalArgumentException("Date: a header field cannot hold " + date);
    }
    return FORMAT.format(date);
  }

  /**
   * Parses a date.
   *
   * @param field the name of the field, for the exception
   * @throws IllegalArgumentException if it is not a date
   */
  public static OffsetDateTime parse(String field, String text) {
    try {
      return OffsetDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME);
    } catch (DateTimeException e) {
      throw FieldText.invalid(field, "not a date such as Tue, 3 Jun 2025 11:05:30 +0200", text);
    }
  }
}
