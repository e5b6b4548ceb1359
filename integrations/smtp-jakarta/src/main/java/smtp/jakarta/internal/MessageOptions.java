package smtp.jakarta.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a message itself says of how it is sent, as Angus Mail's {@code SMTPMessage} does. A value
 * that is {@code null} is that of the property.
 *
 * @param sendPartial whether it goes to some recipients if others are refused; the property may say
 *     so, too
 */
record MessageOptions(
    @Nullable String from,
    @Nullable String notification,
    @Nullable String ret,
    @Nullable String submitter,
    @Nullable String mailExtension,
    boolean sendPartial) {

  /** Those of any other message. */
  static final MessageOptions NONE = new MessageOptions(null, null, null, null, null, false);
}
