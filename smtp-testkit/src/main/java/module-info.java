/**
 * A scripted mail server that fails on request, and test certificates, for tests of mail code.
 *
 * <p>{@link smtp.testkit.ScriptedServer} plays a {@link smtp.testkit.Dialogue}, written as a text
 * block, on a real socket (TCP, TLS or Unix domain). It compares what the client sends with the
 * dialogue and records it. {@link smtp.testkit.TestCertificates} makes valid and faulty
 * certificates in memory. {@link smtp.testkit.Script} and {@link
 * smtp.testkit.ScriptedServerExtension} start such a server for a JUnit Jupiter test; everything
 * else works without JUnit.
 *
 * <p>On a Java runtime before version 22 the certificates need the module {@code jdk.crypto.ec}.
 */
module smtp.testkit {
  requires static transitive org.jspecify;
  requires static org.junit.jupiter.api;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;

  exports smtp.testkit;
  exports smtp.testkit.sink;
}
