package smtp.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a {@link ScriptedServer} for a JUnit Jupiter test and passes it to the test as a
 * parameter.
 *
 * {@snippet :
 * @Test
 * @Script("""
 *     S: 220 mail.example.org
 *     C: QUIT
 *     S: 221 bye
 *     """)
 * void closeSendsQuit(ScriptedServer server) {
 *   myClient.connect(server.host(), server.port()).quit();
 * }
 * }
 *
 * <p>After the test the extension calls {@link ScriptedServer#assertCompleted()} and closes the
 * server. If the test has already failed, the server's report is added to that failure as a
 * suppressed exception.
 *
 * <p>On a class, the annotation applies to all tests that are not annotated themselves.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@ExtendWith(ScriptedServerExtension.class)
// Whoever uses this has JUnit anyway; a transitive requirement would burden all others.
@SuppressWarnings("exports")
public @interface Script {
  /** The dialogues, one for each connection, as for {@link Dialogue#of}. */
  String[] value();

  /** Whether TLS starts with the first byte of a connection. */
  boolean implicitTls() default false;

  /** Whether the server listens on a Unix domain socket instead of a TCP port. */
  boolean unix() default false;

  /** Whether to assert after the test that all dialogues were played to the end. */
  boolean assertCompleted() default true;
}
