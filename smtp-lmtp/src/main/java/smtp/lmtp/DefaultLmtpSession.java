package smtp.lmtp;

import java.util.List;
import smtp.api.Content;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.core.internal.session.Greeted;
import smtp.core.internal.session.Session;

/** A session with the commands that only LMTP has. */
final class DefaultLmtpSession extends Session implements LmtpSession {

  DefaultLmtpSession(Greeted greeted) {
    super(greeted);
  }

  @Override
  public Reply lhlo() throws SmtpException {
    return exclusively(peer()::hello);
  }

  @Override
  public List<Reply> data(Content content) throws SmtpException {
    return exclusively(() -> dataVerb(content));
  }
}
