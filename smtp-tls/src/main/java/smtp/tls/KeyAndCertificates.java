package smtp.tls;

import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;

/**
 * What a client proves itself with.
 *
 * @param key its private key
 * @param chain the certificate of the key, and those of its issuers
 */
record KeyAndCertificates(PrivateKey key, List<? extends Certificate> chain) {}
