package smtp.core.internal.wire;

/**
 * The size limits for a reply. Lengths are in bytes, with line ends.
 *
 * @param maxLine the maximum length of a line; RFC 5321, section 4.5.3.1.5, requires at least 512
 * @param maxChallengeLine the maximum length of a line with code 334, whose text is a SASL
 *     challenge (RFC 4954, section 4); not less than {@code maxLine}
 * @param maxLines the maximum number of lines
 * @param maxReply the maximum length of a reply
 */
public record ReplyLimits(int maxLine, int maxChallengeLine, int maxLines, int maxReply) {

  /** More than any real server sends, but small enough for each of many sessions. */
  public static final ReplyLimits DEFAULT = new ReplyLimits(8192, 12_288, 1024, 256 * 1024);

  private static final int SHORTEST = "250\r\n".length();

  /**
   * Makes limits.
   *
   * @throws IllegalArgumentException if there is no room for the shortest reply, or the limit for a
   *     challenge is smaller than that for another line
   */
  public ReplyLimits {
    if (maxLine < SHORTEST || maxReply < SHORTEST || maxLines < 1) {
      throw new IllegalArgumentException("A reply must be allowed one line, and a line five bytes");
    }
    if (maxChallengeLine < maxLine) {
      throw new IllegalArgumentException(
          "A line with a challenge must be allowed the length of any other line");
    }
  }
}
