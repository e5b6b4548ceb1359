/**
 * LMTP, RFC 2033: {@link smtp.lmtp.LmtpClient} makes sessions in which each recipient that was
 * accepted gets a reply of its own to the end of the data.
 */
@NullMarked
package smtp.lmtp;

import org.jspecify.annotations.NullMarked;
