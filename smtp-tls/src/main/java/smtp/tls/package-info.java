/** The JDK's TLS: contexts from {@link smtp.api.TlsOptions}, and explanations of its failures. */
@NullMarked
package smtp.tls;

import org.jspecify.annotations.NullMarked;
