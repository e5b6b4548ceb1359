/**
 * A scripted mail server that misbehaves on request, and certificates, for tests of mail code.
 *
 * <p>{@link smtp.testkit.ScriptedServer} plays a {@link smtp.testkit.Dialogue}, written as a text
 * block, on a real socket (TCP, TLS or Unix domain), compares what the client sends with it and
 * records it. {@link smtp.testkit.TestCertificates} makes certificates in memory, good ones and
 * faulty ones. {@link smtp.testkit.ScriptedServerExtension} and {@link smtp.testkit.Script} bring
 * both to JUnit Jupiter; the rest works without JUnit.
 *
 * <p>A Java runtime below version 22 needs the module {@code jdk.crypto.ec} for the certificates.
 */
module smtp.testkit {
  requires static transitive org.jspecify;
  requires static org.junit.jupiter.api;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;

  exports smtp.testkit;
}
