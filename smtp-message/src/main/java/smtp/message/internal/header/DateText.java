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
   * Returns a date in the form in which it is written. Comments, such as the name of a time zone,
   * are dropped, and zones by name become offsets (RFC 5322, section 4.3). The offset {@code -0000}
   * stays: it says that the local time is not known (section 3.3).
   *
   * @param field the name of the field, for the exception
   * @throws IllegalArgumentException if it is not a date
   */
  static String normal(String field, String text) {
    String date = withoutComments(text).trim().replaceAll("[ \t]+", " ");
    int zone = date.lastIndexOf(' ') + 1;
    String offset = offset(date.substring(zone));
    boolean unknown = offset.equals("-0000");
    try {
      String known = date.substring(0, zone) + (unknown ? "+0000" : offset);
      String written = of(OffsetDateTime.parse(known, DateTimeFormatter.RFC_1123_DATE_TIME));
      return unknown ? written.substring(0, written.length() - offset.length()) + offset : written;
    } catch (DateTimeException e) {
      throw FieldText.invalid(field, "not a date such as Tue, 3 Jun 2025 11:05:30 +0200", text);
    }
  }

  private static String offset(String zone) {
    return switch (zone.toUpperCase(Locale.ROOT)) {
      case "UT", "UTC", "GMT", "Z" -> "+0000";
      case "EDT" -> "-0400";
      case "EST", "CDT" -> "-0500";
      case "CST", "MDT" -> "-0600";
      case "MST", "PDT" -> "-0700";
      case "PST" -> "-0800";
      default -> zone;
    };
  }

  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : 0;
      out.append(depth == 0 ? c : ' ');
      depth -= c == ')' && depth > 0 ? 1 : 0;
    }
    return out.toString();
  }
}
