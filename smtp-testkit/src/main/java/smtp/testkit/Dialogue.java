package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What server and client say on one connection, step by step.
 *
 * <p>A dialogue is written as a text block, a step a line, in the order in which the octets go over
 * the wire:
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
 * <p>A client may send several lines at once; the server reads on in the order of the script. Where
 * two {@code C:} lines stand together, as above, the client <em>must</em> send the second without
 * waiting for the reply to the first, or both wait for ever.
 *
 * <p>After the last step the server closes its side of the connection, so that the client reads the
 * end of the stream. What the client sends then is recorded, and compared with nothing; write
 * {@code EOF} as the last step to require that it sends nothing and closes.
 *
 * <table class="plain">
 * <caption>The lines of a script</caption>
 * <tr><th scope="col">line<th scope="col">meaning
 * <tr><th colspan="2" scope="colgroup">What is said
 * <tr><td>{@code S: text}<td>The server sends the text and CRLF.
 * <tr><td>{@code S- text}<td>The server sends the text without a line end.
 * <tr><td>{@code C: text}<td>The client sends exactly this line, ended by CRLF. A star at the end
 *     stands for the rest of the line, which may be empty: {@code C: EHLO *}, {@code C: *}.
 * <tr><td>{@code DATA}<td>The client sends a mail object, dot-stuffed, ended by CRLF.CRLF (RFC 5321
 *     section 4.5.2). The lines that follow, up to a line with a single dot, are what must be left
 *     of it without the stuffing, each ended by CRLF. Write a content line that is a single dot as
 *     {@code \.}, every other one as it is.
 * <tr><td>{@code DATA *}<td>As above, with any content.
 * <tr><td>{@code BDAT 12 LAST}<td>The client sends the line {@code BDAT 12 LAST} (RFC 3030) and 12
 *     octets: those of the lines that follow, up to a line with a single dot. Each is ended by CRLF,
 *     except the last one if the size says so.
 * <tr><td>{@code BDAT 12 LAST *}<td>As above, with any 12 octets.
 * <tr><td>{@code BDAT *}<td>The client sends a chunk of any size and content, the last or not.
 * <tr><td>{@code READ 65536}<td>The client sends so many octets, whatever they are. For servers that
 *     answer in the middle of a mail object.
 * <tr><td>{@code EOF}<td>The client sends nothing more and closes the connection. Last step.
 * <tr><th colspan="2" scope="colgroup">TLS
 * <tr><td>{@code TLS}<td>Client and server do a TLS handshake. As the first step: TLS from the first
 *     octet. Octets that the client sent in clear behind {@code STARTTLS} are a deviation.
 * <tr><td>{@code TLS-REFUSED}<td>The server offers a handshake; the client must break it off, or
 *     close right after it without having sent anything. Last step.
 * <tr><td>{@code TLS-GARBAGE}<td>The server reads the ClientHello, answers with octets that are not
 *     TLS, and closes. Once TLS is on: the server sends a record that cannot be decrypted, and
 *     closes. Last step.
 * <tr><td>{@code TLS-ALERT n}<td>The server reads the ClientHello, answers with the fatal alert n
 *     (default 40, handshake_failure) and closes. Once TLS is on, n is ignored: the alert is
 *     encrypted, as it must be, and chosen by the Java runtime. Last step.
 * <tr><td>{@code CLOSE-WITHOUT-NOTIFY}<td>The server closes the connection without the close_notify
 *     of TLS. Last step.
 * <tr><th colspan="2" scope="colgroup">SCRAM (RFC 5802)
 * <tr><td>{@code SCRAM SHA-256 pencil}<td>The client sends {@code AUTH} with the mechanism of this
 *     hash ({@code SHA-1}, {@code SHA-256}, {@code SHA-512}), with or without {@code -PLUS}, and
 *     its first message. The server knows this password.
 * <tr><td>{@code SCRAM-SERVER-FIRST}<td>The server sends its first message in a 334.
 *     {@code SCRAM-SERVER-FIRST r={nonce}x,s=AAAA,i=1} sends that, <code>{nonce}</code> being the
 *     client's nonce.
 * <tr><td>{@code SCRAM-CLIENT-FINAL}<td>The client sends its final message. A wrong proof is no
 *     deviation: the server says so.
 * <tr><td>{@code SCRAM-SERVER-FINAL}<td>The server sends its final message in a 334: its signature,
 *     or what was wrong, as {@code e=invalid-proof}. {@code SCRAM-SERVER-FINAL v=AAAA} sends that.
 *     The client's empty answer is {@code C:}.
 * <tr><th colspan="2" scope="colgroup">Faults
 * <tr><td>{@code CLOSE}<td>The server closes the connection (TCP FIN). What the client sends later
 *     is answered by a reset. Last step.
 * <tr><td>{@code RESET}<td>The server resets the connection (TCP RST). A Unix domain socket knows no
 *     reset and is closed. Last step.
 * <tr><td>{@code STALL}<td>The server says nothing, and reads on, until the client goes away. Last
 *     step.
 * <tr><td>{@code STOP-READING}<td>The server reads nothing more, with a small receive buffer, until
 *     it is closed itself. It cannot see the client go away, so the dialogue counts as played when
 *     it gets here. Last step.
 * <tr><td>{@code ENDLESS-LINE}<td>The server sends one line without end, at full speed, until the
 *     client goes away. Begin the line by {@code S-}. Last step.
 * <tr><td>{@code ENDLESS-REPLY 250}<td>The server sends lines {@code 250-…} without end, at full
 *     speed, until the client goes away. The default is 220. Last step.
 * <tr><td>{@code TRICKLE 50ms}<td>What the server says from here on goes out an octet at a time,
 *     with this time (default 1s) before each. {@code TRICKLE OFF} ends it.
 * <tr><th colspan="2" scope="colgroup">Time
 * <tr><td>{@code PAUSE 50ms}<td>The server waits so long.
 * <tr><td>{@code MARK name}<td>{@link ScriptedServer#awaitMark ScriptedServer.awaitMark(name)}
 *     returns once the server is here.
 * <tr><td>{@code WAIT name}<td>As {@code MARK}; and the server waits here until the test calls
 *     {@link ScriptedServer#release ScriptedServer.release(name)}.
 * <tr><td>{@code # text}<td>A comment. Comments and empty lines between the steps are ignored.
 * </table>
 *
 * <p>The times are {@code ms} or {@code s}. In texts and contents these escapes stand for octets:
 * {@code \0}, {@code \t}, {@code \n}, {@code \r}, {@code \xHH}, {@code \\}, and {@code \*} and
 * {@code \.} where the bare sign would mean something else. Everything else is sent and compared as
 * UTF-8. In a Java text block a backslash is written twice; a blank at the end of a line is
 * stripped by Java, write {@code \x20}.
 *
 * <p>A dialogue is immutable and can be played any number of times. Two are equal if their steps
 * are.
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
   * @throws IllegalArgumentException if the script has no step or a bad one; the message names the
   *     line and says what is wrong
   */
  public static Dialogue of(String script) {
    return builder().script(script).build();
  }

  /** Returns a builder, for dialogues that are easier to compute than to write down. */
  public static Builder builder() {
    return new Builder();
  }

  List<Step> steps() {
    return steps;
  }

  boolean has(Step step) {
    return steps.contains(step);
  }

  /** This dialogue with TLS from the first octet. */
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

  /** How many octets the server says in the steps that name them. */
  int serverOctets() {
    return steps.stream()
        .mapToInt(s -> s instanceof Step.Say(String octets) ? octets.length() : 0)
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

  /** Returns the script of this dialogue: {@link #of} makes an equal dialogue of it. */
  @Override
  public String toString() {
    return steps.stream().map(step -> step + "\n").collect(joining());
  }

  /**
   * Builds a dialogue from parts.
   *
   * <p>The texts are taken as they are: there are no escapes and no stars, but in {@link #script}.
   * Not safe for use by several threads.
   */
  public static final class Builder {
    private final List<Step> steps = new ArrayList<>();

    private Builder() {}

    /**
     * Appends the steps of a script.
     *
     * @param script lines as in the table at {@link Dialogue}
     * @throws IllegalArgumentException if a line is bad; the message names it
     */
    public Builder script(String script) {
      DialogueParser.parse(script, this);
      return this;
    }

    /** Appends lines that the server sends, each with CRLF. */
    public Builder server(String... lines) {
      for (String line : lines) {
        add(new Step.Say(Escapes.octets(line.getBytes(UTF_8)) + "\r\n"));
      }
      return this;
    }

    /** Appends octets that the server sends, without a line end. */
    public Builder server(byte[] octets) {
      return add(new Step.Say(Escapes.octets(octets)));
    }

    /**
     * Appends lines that the client sends, each with CRLF.
     *
     * @throws IllegalArgumentException if a line has an LF in it
     */
    public Builder client(String... lines) {
      for (String line : lines) {
        add(new Step.Expect(Escapes.octets(line.getBytes(UTF_8)), false));
      }
      return this;
    }

    /**
     * Appends a mail object that the client sends by DATA.
     *
     * @param content the octets before dot-stuffing; empty, or ended by CRLF
     * @throws IllegalArgumentException if they do not end in CRLF
     */
    public Builder data(byte[] content) {
      return add(new Step.Data(Escapes.octets(content)));
    }

    Builder add(Step step) {
      if (!steps.isEmpty() && steps.getLast().last()) {
        throw new IllegalArgumentException("nothing can follow " + steps.getLast());
      }
      if ((step == Step.Act.TLS || step == Step.Act.TLS_REFUSED) && steps.contains(Step.Act.TLS)) {
        throw new IllegalArgumentException("TLS is on already");
      }
      if (step instanceof Step.Expect(String line, boolean prefix) && line.contains("\n")) {
        throw new IllegalArgumentException("a line of the client ends at its first LF");
      }
      if (step instanceof Step.Data(String content) && !endsAsDataMust(content)) {
        throw new IllegalArgumentException("the content of DATA ends in CRLF");
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
     * @throws IllegalArgumentException if it has no step
     */
    public Dialogue build() {
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("a dialogue needs a step; CLOSE is one");
      }
      return new Dialogue(List.copyOf(steps));
    }
  }
}
