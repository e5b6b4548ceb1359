package smtp.bench.send;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * What a limit client sends; parts that its way does not need are empty.
 *
 * @param envelope the commands up to DATA
 * @param content the content
 * @param stuffed the content with doubled dots, and the final dot
 * @param both {@code stuffed} and the next envelope
 * @param whole a whole message with BDAT
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LimitBytes(byte[] envelope, byte[] content, byte[] stuffed, byte[] both, byte[] whole) {

  private static final byte[] NONE = {};

  static LimitBytes of(LimitClient.Way way, Workload work) {
    byte[] content = work.content();
    StringBuilder commands = new StringBuilder();
    commands.append("MAIL FROM:<" + work.sender() + "> SIZE=" + content.length + "\r\n");
    work.recipients().forEach(each -> commands.append("RCPT TO:<" + each + ">\r\n"));
    byte[] envelope = (commands + "DATA\r\n").getBytes(US_ASCII);
    byte[] bdat = (commands + "BDAT " + content.length + " LAST\r\n").getBytes(US_ASCII);
    return switch (way) {
      case LIMIT1 -> {
        byte[] stuffed = stuffed(content);
        yield new LimitBytes(envelope, content, stuffed, joined(stuffed, envelope), NONE);
      }
      case LIMIT2 -> new LimitBytes(envelope, content, stuffed(content), NONE, NONE);
      case LIMIT2S -> new LimitBytes(envelope, content, NONE, NONE, NONE);
      case LIMITB, LIMITBS -> new LimitBytes(NONE, content, NONE, NONE, joined(bdat, content));
    };
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static byte[] stuffed(byte[] content) {
    return (new String(content, US_ASCII).replace("\n.", "\n..") + ".\r\n").getBytes(US_ASCII);
  }
}
