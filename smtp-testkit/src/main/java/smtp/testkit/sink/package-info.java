/**
 * A mail server that takes what it gets, for tests of programs that send mail: {@link
 * smtp.testkit.sink.SinkServer}. It keeps the messages with their envelopes, as {@link
 * smtp.testkit.sink.ReceivedMessage}. To make a server misbehave step by step, use {@link
 * smtp.testkit.ScriptedServer}.
 */
@NullMarked
package smtp.testkit.sink;

import org.jspecify.annotations.NullMarked;
