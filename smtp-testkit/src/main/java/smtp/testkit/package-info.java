/**
 * A scripted mail server for tests.
 *
 * <p>A test writes down what server and client say, starts the server, lets its client talk to it,
 * and asks whether the client kept to the script:
 *
 * {@snippet :
 * var dialogue = Dialogue.of("""
 *     S: 220 mail.example.org ESMTP
 *     C: EHLO *
 *     S: 250 mail.example.org
 *     C: QUIT
 *     S: 221 bye
 *     """);
 * try (var server = ScriptedServer.start(dialogue)) {
 *   myClient.sayHelloAndLeave(server.host(), server.port());
 *   server.assertCompleted();
 * }
 * }
 *
 * <p>Everything here listens on the loopback interface or on a Unix domain socket only.
 */
@NullMarked
package smtp.testkit;

import org.jspecify.annotations.NullMarked;
