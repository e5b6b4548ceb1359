package smtp.core.internal.session;

import smtp.api.Reply;
import smtp.core.internal.peer.Peer;

/**
 * A server whose greeting was read: what a session is made from.
 *
 * @param peer the server
 * @param greeting the greeting
 */
public record Greeted(Peer peer, Reply greeting) {}
