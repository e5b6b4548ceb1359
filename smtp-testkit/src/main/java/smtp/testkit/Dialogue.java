package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What server and client send on one connection, step by step: the script of a {@link
 * ScriptedServer}.
 *
 * <p>A dialogue is written as a text block with one step on each line, in the order in which the
 * bytes go over the wire:
 *
 * {@snippet :
 * var dialogue = Dialogue.of("""
 *     S: 220 mail.example.org ESMTP
 *     C: EHLO *
 *     S: 250-mail.example.org
 *     S: 250-PIPELINING
 *     S: 250 STARTTLS
 *     C: STARTTLS
 *     S: 220 go ahead
 *     TLS
 *     C: EHLO *
 *     S: 250-mail.example.org
 *     S: 250 PIPELINING
 *     C: MAIL FROM:<a@example.org>
 *     C: RCPT TO:<b@example.org>
 *     S: 250 ok
 *     S: 250 ok
 *     C: DATA
 *     S: 354 go
 *     DATA
 *     Subject: Hi
 *
 *     Hello
 *     .
 *     S: 250 2.0.0 queued as 4XyZ
 *     C: QUIT
 *     S: 221 bye
 *     """);
 * }
 *
 * <p>A client may send several lines at once; the server reads them in the order of the script.
 * Where two {@code C:} lines follow each other, as above, the client <em>must</em> send the second
 * without waiting for the reply to the first. Otherwise both wait forever.
 *
 * <p>After the last step the server closes its side of the connection, so that the client reads the
 * end of the stream. What the client sends after that is recorded but not compared. To require that
 * it sends nothing and closes, write {@code EOF} as the last step.
 *
 * <table class="plain">
 * <caption>The lines of a script</caption>
 * <tr><th scope="col">line<th scope="col">meaning
 * <tr><th colspan="2" scope="colgroup">Text
 * <tr><td>{@code S: text}<td>The server sends the text and CRLF.
 * <tr><td>{@code S- text}<td>The server sends the text without a line ending.
 * <tr><td>{@code C: text}<td>The client sends exactly this line, followed by CRLF. A star at the
 *     end stands for the rest of the line, which may be empty: {@code C: EHLO *}, {@code C: *}.
 * <tr><td>{@code DATA}<td>The client sends message content, dot-stuffed, ended by CRLF.CRLF (RFC
 *     5321 section 4.5.2). The following lines, up to a line with a single dot, are the content
 *     that must remain after the dot-stuffing is removed. Each is ended by CRLF. Write a content
 *     line that is a single dot as {@code \.}, and every other line as it is.
 * <tr><td>{@code DATA *}<td>As above, with any content.
 * <tr><td>{@code BDAT 12 LAST}<td>The client sends the line {@code BDAT 12 LAST} (RFC 3030) and 12
 *     bytes: those of the following lines, up to a line with a single dot. Each line is ended by
 *     CRLF, except the last one if the size leaves no room for it.
 * <tr><td>{@code BDAT 12 LAST *}<td>As above, with any 12 bytes.
 * <tr><td>{@code BDAT *}<td>The client sends a chunk of any size and content, with or without
 *     {@code LAST}.
 * <tr><td>{@code READ 65536}<td>The client sends this many bytes, with any values. Use it for
 *     servers that reply in the middle of the content.
 * <tr><td>{@code EOF}<td>The client sends nothing more and closes the connection. Must be the last
 *     step.
 * <tr><th colspan="2" scope="colgroup">TLS
 * <tr><td>{@code TLS}<td>Client and server perform a TLS handshake. As the first step, TLS starts
 *     with the first byte. Unencrypted bytes that the client sent after {@code STARTTLS} are a
 *     deviation.
 * <tr><td>{@code TLS-REFUSED}<td>The server offers a handshake. The client must abort it, or close
 *     right after it without having sent anything. Must be the last step.
 * <tr><td>{@code TLS-GARBAGE}<td>The server reads the ClientHello, answers with bytes that are not
 *     TLS, and closes. If TLS is already active, the server sends a record that cannot be decrypted
 *     and closes. Must be the last step.
 * <tr><td>{@code TLS-ALERT n}<td>The server reads the ClientHello, answers with the fatal alert n
 *     (default 40, handshake_failure) and closes. If TLS is already active, n is ignored: the alert
 *     must be encrypted, and the Java runtime chooses it. Must be the last step.
 * <tr><td>{@code CLOSE-WITHOUT-NOTIFY}<td>The server closes the connection without sending the
 *     close_notify alert of TLS. Must be the last step.
 * <tr><th colspan="2" scope="colgroup">SCRAM (RFC 5802)
 * <tr><td>{@code SCRAM SHA-256 pencil}<td>The client sends {@code AUTH} with the SCRAM mechanism
 *     for this hash ({@code SHA-1}, {@code SHA-256}, {@code SHA-512}), with or without
 *     {@code -PLUS}, and its first message. {@code pencil} is the password that the server accepts.
 * <tr><td>{@code SCRAM-SERVER-FIRST}<td>The server sends its first message in a 334 reply.
 *     {@code SCRAM-SERVER-FIRST r={nonce}x,s=AAAA,i=1} sends that message instead, with the
 *     client's nonce in place of <code>{nonce}</code>.
 * <tr><td>{@code SCRAM-CLIENT-FINAL}<td>The client sends its final message. A wrong proof is not a
 *     deviation: the server's final message reports it.
 * <tr><td>{@code SCRAM-SERVER-FINAL}<td>The server sends its final message in a 334 reply: its
 *     signature, or an error such as {@code e=invalid-proof}. {@code SCRAM-SERVER-FINAL v=AAAA}
 *     sends that message instead. The client's empty response is {@code C:}.
 * <tr><th colspan="2" scope="colgroup">Faults
 * <tr><td>{@code CLOSE}<td>The server closes the connection (TCP FIN). What the client sends later
 *     is answered with a reset. Must be the last step.
 * <tr><td>{@code RESET}<td>The server resets the connection (TCP RST). A Unix domain socket has no
 *     reset and is closed. Must be the last step.
 * <tr><td>{@code STALL}<td>The server sends nothing, but keeps reading, until the client closes the
 *     connection. Must be the last step.
 * <tr><td>{@code STOP-READING}<td>The server reads nothing more, with a small receive buffer, until
 *     the server itself is closed. It cannot notice that the client closes the connection, so the
 *     dialogue counts as played when it reaches this step. Must be the last step.
 * <tr><td>{@code ENDLESS-LINE}<td>The server sends one endless line, at full speed, until the
 *     client closes the connection. Begin the line with {@code S-}. Must be the last step.
 * <tr><td>{@code ENDLESS-REPLY 250}<td>The server sends {@code 250-…} lines endlessly, at full
 *     speed, until the client closes the connection. The default code is 220. Must be the last
 *     step.
 * <tr><td>{@code TRICKLE 50ms}<td>From here on the server sends one byte at a time and waits this
 *     long (default 1s) before each. {@code TRICKLE OFF} ends this.
 * <tr><th colspan="2" scope="colgroup">Time
 * <tr><td>{@code PAUSE 50ms}<td>The server waits this long.
 * <tr><td>{@code MARK name}<td>{@link ScriptedServer#awaitMark ScriptedServer.awaitMark(name)}
 *     returns once the server has reached this step.
 * <tr><td>{@code WAIT name}<td>Like {@code MARK}, and the server also waits here until the test
 *     calls {@link ScriptedServer#release ScriptedServer.release(name)}.
 * <tr><td>{@code # text}<td>A comment. Comments and empty lines between steps are ignored.
 * </table>
 *
 * <p>Times are given in {@code ms} or {@code s}. In text and content these escapes stand for bytes:
 * {@code \0}, {@code \t}, {@code \n}, {@code \r}, {@code \xHH}, {@code \\}, and {@code \*} and
 * {@code \.} where the bare character would mean something else. Everything else is sent and
 * compared as UTF-8. In a Java text block, write a backslash twice. Java strips a space at the end
 * of a line: write {@code \x20}.
 *
 * <p>A dialogue is immutable and can be played any number of times. Two dialogues are equal if
 * their steps are equal.
 */
public final class Dialogue {
  private static final Set<Step> STARTS_OF_TLS =
      Set.of(Step.Act.TLS, Step.Act.TLS_REFUSED, Step.Act.TLS_GARBAGE);

  private final List<Step> steps;

  private Dialogue(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Returns the dialogue that a script describes.
   *
   * @param script lines as in the table above, ended by LF or CRLF
   * @throws IllegalArgumentException if the script has no step or an invalid line; the message
   *     quotes the line and says what is wrong with it
   */
  public static Dialogue of(String script) {
    return builder().script(script).build();
  }

  /** Returns a builder for dialogues that are easier to compute than to write down. */
  public static Builder builder() {
    return new Builder();
  }

  List<Step> steps() {
    return steps;
  }

  boolean has(Step step) {
    return steps.contains(step);
  }

  /** Returns this dialogue with TLS from the first byte. */
  Dialogue withImplicitTls() {
    boolean begun =
        STARTS_OF_TLS.contains(steps.getFirst()) || steps.getFirst() instanceof Step.TlsAlert;
    if (begun) {
      return this;
    }
    Builder dialogue = builder().add(Step.Act.TLS);
    steps.forEach(dialogue::add);
    return dialogue.build();
  }

  /** Returns how many bytes the server sends in the steps that spell them out. */
  int serverBytes() {
    return steps.stream()
        .mapToInt(s -> s instanceof Step.Send(String bytes) ? bytes.length() : 0)
        .sum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dialogue dialogue && steps.equals(dialogue.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** Returns the script of this dialogue, from which {@link #of} creates an equal dialogue. */
  @Override
  public String toString() {
    return steps.stream().map(step -> step + "\n").collect(joining());
  }

  /**
   * Builds a dialogue from parts.
   *
   * <p>Escapes and stars have a meaning in {@link #script} only; the other methods take text
   * literally. Not safe for use by several threads.
   */
  public static final class Builder {
    private final List<Step> steps = new ArrayList<>();

    private Builder() {}

    /**
     * Appends the steps of a script.
     *
     * @param script lines as in the table at {@link Dialogue}
     * @throws IllegalArgumentException if a line is invalid; the message quotes it
     */
    public Builder script(String script) {
      DialogueParser.parse(script, this::add);
      return this;
    }

    /** Appends lines that the server sends, each followed by CRLF. */
    public Builder server(String... lines) {
      for (String line : lines) {
        add(new Step.Send(Escapes.string(line.getBytes(UTF_8)) + "\r\n"));
      }
      return this;
    }

    /** Appends bytes that the server sends, without a line ending. */
    public Builder server(byte[] bytes) {
      return add(new Step.Send(Escapes.string(bytes)));
    }

    /**
     * Appends lines that the client must send, each followed by CRLF.
     *
     * @throws IllegalArgumentException if a line contains LF
     */
    public Builder client(String... lines) {
      for (String line : lines) {
        add(new Step.Expect(Escapes.string(line.getBytes(UTF_8)), false));
      }
      return this;
    }

    /**
     * Appends message content that the client must send with DATA.
     *
     * @param content the content before dot-stuffing: empty, or ending in CRLF
     * @throws IllegalArgumentException if the content does not end in CRLF
     */
    public Builder data(byte[] content) {
      return add(new Step.Data(Escapes.string(content)));
    }

    Builder add(Step step) {
      if (!steps.isEmpty() && steps.getLast().last()) {
        throw new IllegalArgumentException("nothing can follow " + steps.getLast());
      }
      if ((step == Step.Act.TLS || step == Step.Act.TLS_REFUSED) && steps.contains(Step.Act.TLS)) {
        throw new IllegalArgumentException("TLS has already been started");
      }
      if (step instanceof Step.Expect(String line, boolean prefix) && line.contains("\n")) {
        throw new IllegalArgumentException("a client line cannot contain LF");
      }
      if (step instanceof Step.Data(String content) && !endsAsDataMust(content)) {
        throw new IllegalArgumentException("the content of DATA must end in CRLF");
      }
      steps.add(step);
      return this;
    }

    private static boolean endsAsDataMust(@Nullable String content) {
      return content == null || content.isEmpty() || content.endsWith("\r\n");
    }

    /**
     * Returns the dialogue.
     *
     * @throws IllegalArgumentException if it has no steps
     */
    public Dialogue build() {
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("a dialogue needs at least one step, for example CLOSE");
      }
      return new Dialogue(List.copyOf(steps));
    }
  }
}
