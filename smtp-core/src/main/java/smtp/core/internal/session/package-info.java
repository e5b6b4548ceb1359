/**
 * Sessions, and the map of the engine.
 *
 * <p>{@link smtp.core.internal.session.Session} has the methods that callers use, {@link
 * smtp.core.internal.session.Opener} makes a session ready, {@link
 * smtp.core.internal.session.Resumption} continues on another connection.
 *
 * <p>The packages of the engine, from the top. None uses one above it; a test over the class files
 * checks that.
 *
 * <ul>
 *   <li>{@code session}: what callers use
 *   <li>{@code send}: whole messages
 *   <li>{@code peer}: what is known of the server; {@code login}: authentication
 *   <li>{@code connection}: commands, replies, time limits
 *   <li>{@code options}: what the client was built with; {@code event}: listeners, log, traces
 *   <li>{@code net}: sockets, TLS, proxies; {@code wire}: encoders and parsers without I/O
 * </ul>
 *
 * <table>
 *   <caption>Where to change what</caption>
 *   <tr><th>to change</th><th>look at</th></tr>
 *   <tr><td>what happens on 421</td><td>{@code connection.Connection.reply} turns it into an
 *       exception, {@code connection.SalvagedReplies} finds one after a failed write, {@code
 *       session.Resumption} decides what is sent again</td></tr>
 *   <tr><td>what a reply means for a recipient</td><td>{@code send.Ledger}</td></tr>
 *   <tr><td>when DATA, one BDAT chunk or many chunks are used</td><td>{@code
 *       send.MessageFlow.transaction}</td></tr>
 *   <tr><td>how large a BDAT chunk is</td><td>the whole content if its size is known ({@code
 *       send.ChunkTransaction}), otherwise {@code send.StreamTransaction}</td></tr>
 *   <tr><td>what is pipelined</td><td>{@code send.Transaction.mayBeFollowed}, {@code
 *       send.SendContext.awaitsEnvelope}; the window: {@code send.MessageQueue} (messages) and
 *       {@code send.MessageFlow} (bytes)</td></tr>
 *   <tr><td>how a mechanism is chosen</td><td>{@code login.Candidates} selects, {@code
 *       login.MechanismRank} orders, {@code login.Authenticator.mayFollow} decides what may be
 *       tried after a refusal</td></tr>
 *   <tr><td>what a trace or a listener does not see</td><td>secrets: {@code
 *       connection.Redaction}; addresses: {@code event.AddressHidingSink}; content: {@code
 *       event.TracedContent}</td></tr>
 *   <tr><td>which call may follow which</td><td>{@code peer.SessionStep}</td></tr>
 *   <tr><td>what is sent when a session is closed</td><td>{@code session.Session.close}; QUIT
 *       after the last message: {@code send.MessageSender}</td></tr>
 *   <tr><td>what an exception says</td><td>{@code connection.Failure}; its server: {@code
 *       options.Server}; TLS: {@code
 *       net.TlsFailure} for certificates, the provider's {@code explain} for the rest</td></tr>
 *   <tr><td>an option of the builder</td><td>{@code options}, and a method of {@code
 *       smtp.core.ClientBuilder}</td></tr>
 *   <tr><td>time limits</td><td>{@code connection.Timing}; what ends a wait: {@code
 *       net.Guard}</td></tr>
 * </table>
 */
@NullMarked
package smtp.core.internal.session;

import org.jspecify.annotations.NullMarked;
