/**
 * The client: {@link smtp.core.SmtpClient} makes sessions and sends mails.
 *
 * <p>Defaults are safe: TLS but on loopback, certificates and names checked, no credentials in
 * clear, every wait finite.
 */
@NullMarked
package smtp.core;

import org.jspecify.annotations.NullMarked;
