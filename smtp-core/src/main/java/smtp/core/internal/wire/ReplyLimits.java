package smtp.core.internal.wire;

/**
 * How much a server may say in one reply before the session gives up on it. A line and a reply are
 * counted in bytes with their line ends.
 *
 * @param maxLine the longest line of a reply; RFC 5321, section 4.5.3.1.5, wants 512 at least
 * @param maxChallengeLine the longest line with code 334, whose text is a SASL challenge (RFC 4954,
 *     section 4); not less than {@code maxLine}
 * @param maxLines the most lines in a reply
 * @param maxReply the longest reply
 */
public record ReplyLimits(int maxLine, int maxChallengeLine, int maxLines, int maxReply) {

  /** Beyond what any server at work sends, and small enough to hold for each of many sessions. */
  public static final ReplyLimits DEFAULT = new ReplyLimits(8192, 12_288, 1024, 256 * 1024);

  private static final int SHORTEST = "250\r\n".length();

  /**
   * Makes limits.
   *
   * @throws IllegalArgumentException if they leave no room for the shortest reply, or a challenge
   *     may be shorter than another line
   */
  public ReplyLimits {
    if (maxLine < SHORTEST || maxReply < SHORTEST || maxLines < 1) {
      throw new IllegalArgumentException("A reply has a line, and a line has five bytes");
    }
    if (maxChallengeLine < maxLine) {
      throw new IllegalArgumentException("A line with a challenge may be as long as any other");
    }
  }
}
