package smtp.core.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;

/**
 * Parses replies from bytes that arrive in pieces of any size.
 *
 * <pre>
 * reply = *( code "-" [ text ] CRLF ) code [ SP [ text ] ] CRLF    ; RFC 5321, section 4.2
 * </pre>
 *
 * <p>Also accepted are LF as a line end, and any byte in the text. If the codes of the lines
 * differ, the last one counts, and has to be a refusal: servers send {@code 220-} to find out who
 * does not wait, and then {@code 521}. A reply whose last line is no refusal must have one code.
 * Text is decoded as UTF-8, or as ISO 8859-1 if it is not valid UTF-8; a CR in it becomes a blank.
 *
 * <p>The parser fails at the first byte that cannot be part of a reply, and at the limits for a
 * line and a reply, so memory is bounded. After a failure it fails on any input, as what the server
 * sends cannot be understood any more.
 *
 * <p>Not safe for use by several threads.
 */
public final class ReplyParser {

  private static final int CHALLENGE = 334;

  /** The usual number of lines in a reply to EHLO. */
  private static final int USUAL_LINES = 16;

  private final ReplyLimits limits;
  private final LineBuffer pending = new LineBuffer();
  private final RecentReplies recent = new RecentReplies();

  /** The code and the texts of the lines so far; no texts before the end of the first line. */
  private int code;

  /** The code of the lines before, if it was another one; otherwise 0. */
  private int earlierCode;

  private @Nullable List<String> texts;

  /** How many bytes of the reply were read. */
  private int taken;

  private @Nullable String failure;

  /** Makes a parser. */
  public ReplyParser(ReplyLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * Reads bytes up to the end of one reply, or all there are.
   *
   * <p>If a short reply of one line comes again, the same instance is returned.
   *
   * @param input bytes from the server, in a buffer with an array; its position moves after what
   *     was read
   * @return the reply, or {@code null} if its end has not arrived
   * @throws SmtpProtocolException if the bytes are not a reply, or exceed the limits; the parser
   *     cannot be used any more
   */
  public @Nullable Reply parse(ByteBuffer input) throws SmtpProtocolException {
    if (failure != null) {
      throw new SmtpProtocolException(failure);
    }
    Reply reply = null;
    while (reply == null && input.hasRemaining()) {
      reply = takeLine(input);
    }
    return reply;
  }

  /** Returns whether no byte of the next reply was read yet. */
  public boolean isIdle() {
    return taken == 0 && failure == null;
  }

  /** Reads a line, or the part that has arrived. Returns the reply if the line ends one. */
  private @Nullable Reply takeLine(ByteBuffer input) throws SmtpProtocolException {
    byte[] bytes = input.array();
    int from = input.arrayOffset() + input.position();
    int end = from + input.remaining();
    int lf = Swar.indexOfLf(bytes, from, end);
    int to = Math.min(lf + 1, end);
    count(bytes, from, to);
    input.position(input.position() + to - from);
    if (lf == end) {
      takePart(bytes, from, end);
      return null;
    }
    return pending.length() == 0 ? line(bytes, from, lf) : takeLastPart(bytes, from, lf);
  }

  private void takePart(byte[] bytes, int from, int to) throws SmtpProtocolException {
    pending.append(bytes, from, to);
    byte[] line = pending.array();
    // A CR may be the first part of the line end.
    if (!ReplyLine.mayBegin(line, 0, ReplyLine.withoutCr(line, 0, pending.length()))) {
      throw failed("Not a reply", line, 0, pending.length());
    }
  }

  private @Nullable Reply takeLastPart(byte[] bytes, int from, int lf)
      throws SmtpProtocolException {
    pending.append(bytes, from, lf);
    Reply reply = line(pending.array(), 0, pending.length());
    pending.clear();
    return reply;
  }

  private void count(byte[] bytes, int from, int to) throws SmtpProtocolException {
    int length = to - from;
    if (length > limits.maxLine() - pending.length()) {
      int max = lineLimit(bytes, from);
      if (length > max - pending.length()) {
        throw failed("A line of more than " + max + " bytes", bytes, from, to);
      }
    }
    if (length > limits.maxReply() - taken) {
      throw failed("A reply of more than " + limits.maxReply() + " bytes", bytes, from, to);
    }
    taken += length;
  }

  /** Returns the maximum length of the line that continues with {@code bytes}. */
  private int lineLimit(byte[] bytes, int from) {
    byte[] head = new byte[ReplyLine.CODE_LENGTH];
    int known = Math.min(pending.length(), head.length);
    System.arraycopy(pending.array(), 0, head, 0, known);
    System.arraycopy(bytes, from, head, known, head.length - known);
    return ReplyLine.code(head, 0) == CHALLENGE ? limits.maxChallengeLine() : limits.maxLine();
  }

  /** Reads the whole line {@code [from, lf)}. Returns the reply if the line ends one. */
  private @Nullable Reply line(byte[] bytes, int from, int lf) throws SmtpProtocolException {
    int to = ReplyLine.withoutCr(bytes, from, lf);
    Reply reply = texts == null ? recent.find(bytes, from, to) : null;
    if (reply == null) {
      check(bytes, from, to);
      reply = ReplyLine.isContinued(bytes, from, to) ? add(bytes, from, to) : end(bytes, from, to);
    }
    if (reply != null) {
      taken = 0;
    }
    return reply;
  }

  private void check(byte[] bytes, int from, int to) throws SmtpProtocolException {
    if (!ReplyLine.isLine(bytes, from, to)) {
      throw failed("Not a reply", bytes, from, to);
    }
    int lineCode = ReplyLine.code(bytes, from);
    if (texts != null && lineCode != code) {
      earlierCode = code;
    }
    boolean refuses = lineCode >= 400;
    if (earlierCode != 0 && !refuses && !ReplyLine.isContinued(bytes, from, to)) {
      throw failed("The code " + lineCode + " in a reply with " + earlierCode, bytes, from, to);
    }
    code = lineCode;
  }

  /** Adds a line that another one follows. */
  private @Nullable Reply add(byte[] bytes, int from, int to) throws SmtpProtocolException {
    if (texts == null) {
      texts = new ArrayList<>(USUAL_LINES);
    }
    texts.add(ReplyLine.text(bytes, from, to));
    if (texts.size() >= limits.maxLines()) {
      throw failed("A reply of more than " + limits.maxLines() + " lines", bytes, from, to);
    }
    return null;
  }

  /** Adds the last line, and returns the reply. */
  private Reply end(byte[] bytes, int from, int to) {
    String text = ReplyLine.text(bytes, from, to);
    if (texts == null) {
      Reply reply = Reply.of(code, text);
      recent.put(bytes, from, to, reply);
      return reply;
    }
    texts.add(text);
    Reply reply = Reply.of(code, texts);
    texts = null;
    earlierCode = 0;
    return reply;
  }

  private SmtpProtocolException failed(String what, byte[] bytes, int from, int to) {
    failure = what + ", " + this + ": " + Quoting.quote(bytes, from, to);
    pending.clear();
    texts = null;
    return new SmtpProtocolException(failure);
  }

  /** Returns where the parser is, to be put after "the connection was closed". */
  @Override
  public String toString() {
    if (failure != null) {
      return "after a malformed reply";
    }
    if (taken == 0) {
      return "before a reply";
    }
    int line = texts == null ? 1 : texts.size() + 1;
    return "in line " + line + " of a reply, after " + taken + " bytes of it";
  }
}
