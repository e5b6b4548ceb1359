/**
 * A scripted mail server for tests.
 *
 * <p>A test writes down what server and client send, starts the server, lets its client connect,
 * and asserts that the client followed the script:
 *
 * {@snippet :
 * String script = """
 *     S: 220 mail.example.org ESMTP
 *     C: EHLO *
 *     S: 250 mail.example.org
 *     C: QUIT
 *     S: 221 bye
 *     """;
 * try (var server = ScriptedServer.start(script)) {
 *   myClient.connectAndQuit(server.host(), server.port());
 *   server.assertCompleted();
 * }
 * }
 *
 * <p>Everything here listens on the loopback interface or on a Unix domain socket only.
 */
@NullMarked
package smtp.testkit;

import org.jspecify.annotations.NullMarked;
