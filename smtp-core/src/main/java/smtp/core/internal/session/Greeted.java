package smtp.core.internal.session;

import smtp.api.Reply;

/**
 * A connection whose greeting was read, for a session to be made of it.
 *
 * @param connection the connection
 * @param options what the client was built with
 * @param greeting the greeting
 */
public record Greeted(Connection connection, SessionOptions options, Reply greeting) {}
