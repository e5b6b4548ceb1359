package smtp.mailer.internal;

/** What a worker does next. */
enum Next {
  SEND,
  REST,
  END
}
