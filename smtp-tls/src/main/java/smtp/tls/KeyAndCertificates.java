package smtp.tls;

import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;

/**
 * A private key and its certificates, with which a client authenticates.
 *
 * @param key the private key
 * @param chain the certificate of the key, and those of its issuers
 */
record KeyAndCertificates(PrivateKey key, List<? extends Certificate> chain) {}
