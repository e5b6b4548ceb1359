package smtp.jakarta.internal;

import java.util.Locale;

/**
 * The properties that Angus Mail documents for SMTP, and what becomes of each here. The one list:
 * {@code docs/jakarta-mail.md} is compared with it.
 */
enum Property {
  USER(Use.OF_JAKARTA_MAIL, "the user, if the program names none"),
  HOST(Use.OF_JAKARTA_MAIL, "the server"),
  PORT("the port, if the program names none; 25, 465 for smtps"),
  CONNECTIONTIMEOUT("the limit of looking up and connecting, in milliseconds; 1 minute"),
  TIMEOUT("the limit of each step, in milliseconds; those of RFC 5321"),
  WRITETIMEOUT("the limit of each block of the content, in milliseconds; 3 minutes"),
  EXECUTOR_WRITETIMEOUT(Use.IGNORED, "no executor is needed for a time limit"),
  FROM("the reverse-path of the envelope"),
  LOCALHOST("the name in EHLO; the address literal of this host"),
  LOCALADDRESS("the address to connect from"),
  LOCALPORT("the port to connect from"),
  EHLO(Use.IGNORED, "EHLO is always tried first, and HELO only where the server does not know it"),
  AUTH("to log in; done also without it if there are user and password, and the server offers it"),
  AUTH_MECHANISMS("the mechanisms that are allowed; the strongest that the server offers is first"),
  AUTH_LOGIN_DISABLE("goes without LOGIN"),
  AUTH_PLAIN_DISABLE("goes without PLAIN"),
  AUTH_DIGEST_MD5_DISABLE("goes without DIGEST-MD5"),
  AUTH_NTLM_DISABLE(Use.IGNORED, "NTLM is not spoken"),
  AUTH_NTLM_DOMAIN(Use.IGNORED, "NTLM is not spoken"),
  AUTH_NTLM_FLAGS(Use.IGNORED, "NTLM is not spoken"),
  AUTH_NTLM_UNICODE(Use.IGNORED, "NTLM is not spoken"),
  AUTH_NTLM_LMCOMPAT(Use.IGNORED, "NTLM is not spoken"),
  AUTH_XOAUTH2_DISABLE("false: the password is an access token, for XOAUTH2 or OAUTHBEARER"),
  SUBMITTER("the AUTH parameter of MAIL, if the server offers AUTH"),
  DSN_NOTIFY("the NOTIFY parameter of RCPT, if the server offers DSN"),
  DSN_RET("the RET parameter of MAIL, if the server offers DSN"),
  ALLOW8BITMIME(Use.IGNORED, "a message is sent as it is, and its encoding is declared"),
  SENDPARTIAL("sends to those that the server accepts, if it refuses others"),
  SASL_ENABLE("adds DIGEST-MD5 and GSSAPI of javax.security.sasl"),
  SASL_MECHANISMS("as auth.mechanisms, with sasl.enable"),
  SASL_AUTHORIZATIONID("the identity to act as, with sasl.enable"),
  SASL_REALM("the realm of DIGEST-MD5, with sasl.enable"),
  SASL_USECANONICALHOSTNAME(Use.IGNORED, "the name of the server is the one that was given"),
  QUITWAIT(Use.IGNORED, "QUIT is answered within 5 seconds, or not; neither fails a message"),
  QUITONSESSIONREJECT(Use.IGNORED, "a server that refuses the session is left at once"),
  REPORTSUCCESS("tells a success by an exception, too, if Angus Mail is there"),
  SOCKETFACTORY("makes the socket; one for TLS means TLS from the first byte"),
  SOCKETFACTORY_CLASS("the same, by the name of a class"),
  SOCKETFACTORY_FALLBACK("false: a class that cannot be found is an error"),
  SOCKETFACTORY_PORT("the port for that factory"),
  SSL_ENABLE("TLS from the first byte"),
  SSL_CHECKSERVERIDENTITY(Use.IGNORED, "the name is always checked; an error names this property"),
  SSL_HOSTNAMEVERIFIER(Use.IGNORED, "the name is always checked; an error names this property"),
  SSL_HOSTNAMEVERIFIER_CLASS(
      Use.IGNORED, "the name is always checked; an error names this property"),
  SSL_TRUST("servers whose certificates need no authority: a warning is logged; names are checked"),
  SSL_SOCKETFACTORY("makes the socket for TLS"),
  SSL_SOCKETFACTORY_CLASS("the same, by the name of a class"),
  SSL_SOCKETFACTORY_PORT("the port for that factory, if TLS is used from the first byte"),
  SSL_PROTOCOLS("the versions of TLS; 1.2 and 1.3"),
  SSL_CIPHERSUITES("the cipher suites of TLS; those of the runtime"),
  STARTTLS_ENABLE("STARTTLS if the server offers it"),
  STARTTLS_REQUIRED("STARTTLS, or nothing is sent"),
  PROXY_HOST("an HTTP proxy"),
  PROXY_PORT("its port; 80"),
  PROXY_USER("the user for it"),
  PROXY_PASSWORD("the password for it"),
  SOCKS_HOST("a SOCKS proxy, version 5"),
  SOCKS_PORT("its port; 1080"),
  MAILEXTENSION("further parameters of MAIL"),
  USERSET("asks with RSET in place of NOOP whether the server is there"),
  NOOP_STRICT("false: any answer but 421 is one"),
  CHUNKSIZE(
      Use.IGNORED, "BDAT is used wherever the server offers it, without waiting for each chunk"),
  /** Our own. */
  AUTH_PLAINTEXT(
      Use.OWN, "true: the password may be sent unencrypted to a host that is not this one");

  /** Whose property it is, and whether it is used. */
  enum Use {
    /** Read by Jakarta Mail itself. */
    OF_JAKARTA_MAIL,
    USED,
    IGNORED,
    /** Used, and not one of Angus Mail's. */
    OWN
  }

  private final Use use;
  private final String meaning;

  Property(String meaning) {
    this(Use.USED, meaning);
  }

  Property(Use use, String meaning) {
    this.use = use;
    this.meaning = meaning;
  }

  /** Returns the name after {@code mail.smtp.}. */
  String key() {
    return switch (this) {
      case AUTH_DIGEST_MD5_DISABLE -> "auth.digest-md5.disable";
      case SOCKETFACTORY -> "socketFactory";
      case SOCKETFACTORY_CLASS, SOCKETFACTORY_FALLBACK, SOCKETFACTORY_PORT ->
          "socketFactory." + last();
      case SSL_SOCKETFACTORY -> "ssl.socketFactory";
      case SSL_SOCKETFACTORY_CLASS, SSL_SOCKETFACTORY_PORT -> "ssl.socketFactory." + last();
      default -> name().toLowerCase(Locale.ROOT).replace('_', '.');
    };
  }

  private String last() {
    return name().substring(name().lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
  }

  Use use() {
    return use;
  }

  String meaning() {
    return meaning;
  }
}
