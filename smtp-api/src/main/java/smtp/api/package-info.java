/**
 * The API of an SMTP or LMTP client: sessions, what they send, and what they return.
 *
 * <pre>
 * ServerClient          one server: its address, TLS, credentials (SmtpClient, LmtpClient)
 *   |
 *   |  connect(), open()
 *   v
 * MailSession           one connection to that server (SmtpSession, LmtpSession)
 *   |
 *   |  send(Mail), sendAll(...)
 *   v
 * Mail                  what is sent: an envelope and a content. A smtp.message.Message is
 *   |                   a Mail that is built from header fields and parts.
 *   |
 *   +-- Envelope        who gets it: the arguments of MAIL and RCPT
 *   |     +-- Mailbox           the sender:  ann&#64;example.org
 *   |     +-- Recipient         one of the recipients
 *   |           +-- Mailbox             bob&#64;example.net
 *   |           +-- Parameter           NOTIFY=FAILURE
 *   |
 *   +-- Content         what follows DATA: header fields, an empty line, the body
 *   |
 *   v
 * SendResult            the outcome
 *   +-- RecipientResult         one for each recipient: Accepted, Refused, Unknown, NotSent
 * </pre>
 *
 * <p>A mailbox is an address of the protocol, without a display name. {@code smtp.message.Address}
 * is an address of a header field: a display name and a mailbox.
 *
 * <p>A send that returns gives a {@link smtp.api.SendResult}; one that throws carries it in {@link
 * smtp.api.SmtpException#result()}. {@link smtp.api.MailClient} is the type for an application that
 * only sends; {@link smtp.api.MailSession} documents what the methods of a session have in common.
 *
 * <p>No method of this package accepts or returns {@code null} unless it is marked so. A {@code
 * null} argument is a {@link NullPointerException}; the classes of this package name the parameter
 * in its message.
 */
@NullMarked
package smtp.api;

import org.jspecify.annotations.NullMarked;
