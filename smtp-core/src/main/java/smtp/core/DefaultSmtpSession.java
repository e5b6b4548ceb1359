package smtp.core;

import smtp.api.Content;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.core.internal.session.Greeted;
import smtp.core.internal.session.Session;

/** A session with the commands that only SMTP has. */
final class DefaultSmtpSession extends Session implements SmtpSession {

  DefaultSmtpSession(Greeted greeted) {
    super(greeted);
  }

  @Override
  public Reply ehlo() throws SmtpException {
    return exclusively(peer()::hello);
  }

  @Override
  public Reply helo() throws SmtpException {
    return exclusively(peer()::helo);
  }

  @Override
  public Reply data(Content content) throws SmtpException {
    return exclusively(() -> dataVerb(content).getFirst());
  }
}
