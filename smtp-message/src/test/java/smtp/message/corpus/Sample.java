package smtp.message.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import smtp.message.support.WireLines;

/**
 * A message of the corpus.
 *
 * @param text its bytes, one character for each
 * @param forms which forms it has, if that is known
 */
record Sample(String name, String text, Forms forms) {

  /** Whether the parts that a form requires to be encoded may be encoded. */
  enum Forms {
    ALL,
    ONLY_AS_IT_IS,
    ANY
  }

  byte[] bytes() {
    return text.getBytes(ISO_8859_1);
  }

  /** Returns the same message with other line ends. */
  Sample withLineEnd(String label, String lineEnd) {
    return new Sample(name + ", " + label, text.replace("\r\n", lineEnd), forms);
  }

  /** Returns the bytes as they should be on the wire: without the line of an mbox file. */
  byte[] onTheWire(boolean binary) {
    boolean crlf = text.indexOf('\n') > 0 && text.charAt(text.indexOf('\n') - 1) == '\r';
    byte[] bytes = text.replaceFirst("^From ann .*\r?\n", "").getBytes(ISO_8859_1);
    return binary && crlf ? bytes : WireLines.sent(bytes);
  }

  boolean endsLine() {
    return text.endsWith("\n") || text.endsWith("\r");
  }

  @Override
  public String toString() {
    return name;
  }
}
