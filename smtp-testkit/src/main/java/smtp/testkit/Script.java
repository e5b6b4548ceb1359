package smtp.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Has a JUnit Jupiter test talk to a {@link ScriptedServer}, given to it as a parameter.
 *
 * {@snippet :
 * @Test
 * @Script("""
 *     S: 220 mail.example.org
 *     C: QUIT
 *     S: 221 bye
 *     """)
 * void saysGoodbye(ScriptedServer server) {
 *   myClient.connect(server.host(), server.port()).quit();
 * }
 * }
 *
 * <p>After the test the server asserts that all dialogues were played to the end, as by {@link
 * ScriptedServer#assertCompleted()}, and is closed. If the test has failed already, what the server
 * has to say is added to that failure as a suppressed exception.
 *
 * <p>On a class the annotation holds for all its tests that have none of their own.
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

  /** Whether the server speaks TLS from the first octet. */
  boolean implicitTls() default false;

  /** Whether the server listens on a Unix domain socket and not on a TCP port. */
  boolean unix() default false;

  /** Whether it is asserted after the test that all dialogues were played to the end. */
  boolean assertCompleted() default true;
}
