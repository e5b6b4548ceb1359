/**
 * A provider for Jakarta Mail: programs that send through a {@code jakarta.mail.Transport} send
 * through this library, without a change. It goes before the provider of Angus Mail, which may
 * stay.
 */
module smtp.jakarta {
  requires static transitive org.jspecify;
  requires static org.eclipse.angus.mail;
  requires java.security.sasl;
  requires smtp.core;
  requires smtp.lmtp;
  requires smtp.message;
  requires transitive jakarta.mail;

  exports smtp.jakarta;

  provides jakarta.mail.Provider with
      smtp.jakarta.SmtpProvider,
      smtp.jakarta.SmtpsProvider,
      smtp.jakarta.LmtpProvider;
}
