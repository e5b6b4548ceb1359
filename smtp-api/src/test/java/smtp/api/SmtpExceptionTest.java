package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Failures.Failure;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.internal.ExceptionResults;

class SmtpExceptionTest {

  private static final Recipient BOB =
      Recipient.of("bob@example.org", Parameter.notifyNever(), Parameter.of("X", "1"));
  private static final SendResult MIXED =
      SendResult.of(
          List.of(
              new Accepted(BOB, Reply.of(250, "ok", "queued as 1")),
              new Refused(BOB, Failures.NEVER),
              new Unknown(BOB),
              new NotSent(BOB)));

  @ParameterizedTest
  @MethodSource("smtp.api.Failures#all")
  void recoveryIsThatOfTheException(Failure failure) {
    assertEquals(failure.recovery(), failure.exception().recovery());
  }

  /** A cause that has its server already keeps it, and becomes part of other messages without. */
  @ParameterizedTest
  @MethodSource("smtp.api.Failures#all")
  void messageBeginsWithTheServerThatWasRecordedFirst(Failure failure) {
    SmtpException exception = failure.exception();
    String text = ExceptionResults.text(exception);
    assertEquals(text, exception.getMessage());
    ExceptionResults.record(exception, "mail.example.org:587");
    ExceptionResults.record(exception, "other.example.org:25");
    assertEquals("mail.example.org:587: " + text, exception.getMessage());
    assertEquals(text, ExceptionResults.text(exception));
  }

  /** The exceptions whose recovery does not already follow from a result that they carry. */
  static Stream<Failure> withoutResult() {
    return Failures.all().filter(failure -> failure.exception().result().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("withoutResult")
  void unknownOutcomeOutranksEverything(Failure failure) {
    ExceptionResults.record(failure.exception(), MIXED);
    assertEquals(Recovery.MAY_HAVE_BEEN_DELIVERED, failure.exception().recovery());
  }

  @ParameterizedTest
  @MethodSource("withoutResult")
  void resultOfASendIsRecordedOnce(Failure failure) {
    SmtpException exception = failure.exception();
    ExceptionResults.record(exception, MIXED);
    assertSame(MIXED, exception.result().orElseThrow());
    assertThrows(IllegalStateException.class, () -> ExceptionResults.record(exception, MIXED));
  }

  @ParameterizedTest
  @MethodSource("smtp.api.Failures#all")
  @Tag("S28")
  @Tag("S30")
  void exceptionIsSerializedWithItsValues(Failure failure) throws Exception {
    SmtpException exception = failure.exception();
    if (exception.result().isEmpty()) {
      ExceptionResults.record(exception, MIXED);
    }
    exception.addSuppressed(new SmtpConnectException("other address", new IOException("x")));
    SmtpException copy = assertInstanceOf(exception.getClass(), copy(exception));
    assertEquals(told(exception), told(copy));
    assertEquals("other address", copy.getSuppressed()[0].getMessage());
    assertEquals(
        Optional.ofNullable(exception.getCause()).map(Throwable::getMessage),
        Optional.ofNullable(copy.getCause()).map(Throwable::getMessage));
  }

  @Test
  @Tag("S28")
  @Tag("S30")
  void everyExceptionOfTheApiIsTested() throws Exception {
    var tried = Failures.all().map(failure -> failure.exception().getClass().getName()).toList();
    for (String name :
        List.of(
            "SmtpException",
            "SmtpConnectException",
            "SmtpReplyException",
            "SmtpHelloException",
            "SmtpSenderRefusedException",
            "SmtpDataException",
            "SmtpRecipientsRefusedException",
            "SmtpAuthenticationException",
            "SmtpNotSupportedException",
            "SmtpProtocolException",
            "SmtpTransportException",
            "SmtpServerDisconnectedException",
            "SmtpTimeoutException",
            "SmtpTlsException",
            "SmtpInterruptedException",
            "SmtpOutcomeUnknownException")) {
      assertTrue(tried.contains("smtp.api." + name), name);
    }
  }

  @Test
  void attemptHasItsReplyOrNone() {
    var attempts = Failures.authentication(Failures.LATER, null).attempts();
    assertEquals(Optional.of(Failures.LATER), attempts.get(0).reply());
    assertEquals(Optional.empty(), attempts.get(1).reply());
  }

  @Test
  void attemptsAreImmutable() {
    List<Attempt> attempts = new ArrayList<>(List.of(new Attempt("PLAIN", "why", null)));
    var exception = new SmtpAuthenticationException("m", attempts, null);
    attempts.clear();
    assertEquals(1, exception.attempts().size());
  }

  private static Object copy(Object object) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  /** Returns the value of each accessor, by its name. */
  private static Map<String, Object> told(SmtpException exception) throws Exception {
    Map<String, Object> told = new TreeMap<>();
    told.put("getMessage", exception.getMessage());
    for (Method method : exception.getClass().getMethods()) {
      boolean ours = method.getDeclaringClass().getName().startsWith("smtp.");
      if (ours && method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())) {
        told.put(method.getName(), method.invoke(exception));
      }
    }
    return told;
  }
}
