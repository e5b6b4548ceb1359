package smtp.core.internal.session;

import smtp.api.Reply;
import smtp.core.internal.peer.Peer;

/**
 * A server whose greeting was read, for a session to be made of it.
 *
 * @param peer the server
 * @param greeting the greeting
 */
public record Greeted(Peer peer, Reply greeting) {}
