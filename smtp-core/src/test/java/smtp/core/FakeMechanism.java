package smtp.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** A mechanism, and its provider, with the responses that a test sets. */
final class FakeMechanism implements SaslMechanism, SaslMechanismProvider {

  /** What {@link #respond} does. */
  @FunctionalInterface
  interface Answer {
    byte @Nullable [] to(String challenge) throws SaslException;
  }

  private final String name;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> challenges = new ArrayList<>();
  private byte @Nullable [] initial;
  private boolean complete = true;
  private boolean failing;
  private boolean reading = true;
  private @Nullable String detail;
  private boolean confidential = true;
  private int closed;
  private @Nullable SaslContext context;

  private FakeMechanism(String name) {
    this.name = name;
  }

  static FakeMechanism of(String name) {
    return new FakeMechanism(name);
  }

  FakeMechanism initial(String response) {
    initial = response.getBytes(UTF_8);
    return this;
  }

  FakeMechanism answer(String response) {
    return answer(challenge -> response.getBytes(UTF_8));
  }

  FakeMechanism answer(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** Never considers the exchange complete. */
  FakeMechanism incomplete() {
    complete = false;
    return this;
  }

  /** Fails when it is asked whether the exchange is complete. */
  FakeMechanism failing() {
    failing = true;
    return this;
  }

  /** Has a detail for the refusal. */
  FakeMechanism detail(String text) {
    detail = text;
    return this;
  }

  /** Does not read challenges. */
  FakeMechanism unread() {
    reading = false;
    return this;
  }

  FakeMechanism fitForClear() {
    confidential = false;
    return this;
  }

  /** The challenges that were received. */
  List<String> challenges() {
    return challenges;
  }

  /** The context that it was created with. */
  SaslContext context() {
    return Objects.requireNonNull(context, "not made yet");
  }

  /** How many times it was closed. */
  int closed() {
    return closed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean needsConfidentiality() {
    return confidential;
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext given) {
    context = given;
    return Optional.of(this);
  }

  @Override
  public byte @Nullable [] initialResponse() {
    return initial;
  }

  @Override
  @SuppressWarnings("NullAway") // a mechanism that breaks its contract is what some tests need
  public byte[] respond(byte[] challenge) throws SaslException {
    String text = new String(challenge, UTF_8);
    challenges.add(text);
    Answer answer = answers.poll();
    return answer == null ? ("answer " + challenges.size()).getBytes(UTF_8) : answer.to(text);
  }

  @Override
  public boolean isComplete() {
    if (failing) {
      throw new IllegalStateException("s3cret");
    }
    return complete;
  }

  @Override
  public boolean readsChallenges() {
    return reading;
  }

  @Override
  public Optional<String> failureDetail() {
    return Optional.ofNullable(detail);
  }

  @Override
  public void close() {
    closed++;
  }
}
