/** TLS contexts, made by the JDK from {@link smtp.api.TlsOptions}. */
@NullMarked
package smtp.tls;

import org.jspecify.annotations.NullMarked;
