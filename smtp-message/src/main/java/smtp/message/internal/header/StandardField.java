package smtp.message.internal.header;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a header field holds, by its name: the registered fields of messages (RFC 3864), and those
 * in wide use that hold addresses. A field that is not known here is unstructured text.
 */
public enum StandardField {
  /** A list of addresses, in a field that occurs once. */
  ADDRESSES,
  /** One address. */
  ADDRESS,
  DATE,
  /** One message identifier. */
  IDENTIFIER,
  /** Message identifiers. */
  IDENTIFIERS,
  /** Phrases with commas between them. */
  PHRASES,
  /** The identifier of a mailing list, and its description before it (RFC 2919). */
  LIST_ID,
  /** URIs in angle brackets, in a field that occurs once (RFC 2369). */
  URIS,
  /** A URI in angle brackets, in a field that may occur several times (RFC 5064). */
  URI,
  /** ASCII in a syntax of its own, in a field that occurs once. */
  TOKENS,
  /** ASCII in a syntax of its own, in a field that may occur several times. */
  TRACE,
  /** Text, in a field that occurs once. */
  SINGLE,
  /** A field that the builder or a server writes; callers cannot set it. */
  FORBIDDEN,
  /** Text, in a field that may occur several times. */
  OTHER;

  private static final Map<String, StandardField> KINDS = new HashMap<>();

  static {
    kind(ADDRESSES, "from reply-to to cc bcc author apparently-to original-from");
    kind(ADDRESSES, "resent-from resent-reply-to resent-to resent-cc resent-bcc");
    kind(ADDRESSES, "disposition-notification-to return-receipt-to errors-to");
    kind(ADDRESSES, "mail-followup-to mail-reply-to mmhs-authorizing-users");
    kind(ADDRESSES, "mmhs-exempted-address x400-recipients");
    kind(ADDRESS, "sender resent-sender originator-return-address x400-originator");
    kind(DATE, "date resent-date expires expiry-date reply-by deferred-delivery");
    kind(DATE, "delivery-date latest-delivery-time");
    kind(IDENTIFIER, "message-id resent-message-id original-message-id");
    kind(IDENTIFIERS, "in-reply-to references obsoletes supersedes");
    kind(PHRASES, "keywords");
    kind(LIST_ID, "list-id");
    kind(URIS, "list-archive list-help list-owner list-post list-subscribe list-unsubscribe");
    kind(URI, "archived-at");
    kind(TOKENS, "accept-language alternate-recipient auto-submitted autoforwarded autosubmitted");
    kind(TOKENS, "cfbl-address cfbl-feedback-id content-identifier content-return conversion");
    kind(TOKENS, "conversion-with-loss disclose-recipients disposition-notification-options");
    kind(TOKENS, "ediint-features encoding encrypted generate-delivery-report importance");
    kind(TOKENS, "incomplete-copy jabber-id language list-unsubscribe-post message-context");
    kind(TOKENS, "message-type mt-priority original-encoded-information-types original-recipient");
    kind(TOKENS, "precedence prevent-nondelivery-report priority sensitivity sio-label");
    kind(TOKENS, "solicitation tls-report-domain tls-report-submitter tls-required");
    kind(TOKENS, "x400-content-identifier x400-content-return x400-content-type");
    kind(TOKENS, "x400-mts-identifier user-agent");
    kind(TOKENS, "content-alternative content-base content-duration content-features");
    kind(TOKENS, "content-language content-location content-md5 content-translation-type");
    kind(TRACE, "arc-authentication-results arc-message-signature arc-seal");
    kind(TRACE, "authentication-results delivered-to dkim-signature dl-expansion-history");
    kind(TRACE, "discarded-x400-ipms-extensions discarded-x400-mts-extensions received");
    kind(TRACE, "received-spf require-recipient-valid-since sio-label-history vbr-info");
    kind(TRACE, "x400-received x400-trace");
    kind(SINGLE, "subject");
    kind(FORBIDDEN, "mime-version content-type content-transfer-encoding");
    kind(FORBIDDEN, "content-disposition content-id return-path");
  }

  private static void kind(StandardField kind, String names) {
    List.of(names.split(" ")).forEach(name -> KINDS.put(name, kind));
  }

  /** Returns what a field holds by its name, in whatever case. */
  public static StandardField of(String name) {
    return KINDS.getOrDefault(name.toLowerCase(Locale.ROOT), OTHER);
  }

  /** Returns whether a second field of the same name replaces the first. */
  public boolean isSingle() {
    return switch (this) {
      case OTHER, TRACE, URI -> false;
      default -> true;
    };
  }
}
