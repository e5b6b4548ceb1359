package smtp.message;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates of header fields (RFC 5322, section 3.3). */
final class DateText {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

  private DateText() {}

  /** Returns a date as text, which has no room for other years, nor for seconds of an offset. */
  static String of(OffsetDateTime date) {
    boolean fits =
        date.getYear() >= 1900
            && date.getYear() <= 9999
            && date.getOffset().getTotalSeconds() % 60 == 0;
    if (!fits) {
      throw new IllegalArgumentException("Date: not one that a header field can hold: " + date);
    }
    return FORMAT.format(date);
  }

  static OffsetDateTime parse(String field, String text) {
    try {
      return OffsetDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME);
    } catch (DateTimeException e) {
      throw FieldText.invalid(field, "not a date such as Tue, 3 Jun 2025 11:05:30 +0200", text);
    }
  }
}
