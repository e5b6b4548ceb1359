package smtp.message.corpus;

import java.util.Locale;

/** A composite type (RFC 2046, section 5), and the other types of message. */
@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
enum Composite {
  MIXED,
  ALTERNATIVE,
  RELATED,
  PARALLEL,
  DIGEST,
  REPORT("; report-type=delivery-status"),
  ENCRYPTED("; protocol=\"application/pgp-encrypted\""),
  SIGNED("; protocol=\"application/pgp-signature\"; micalg=pgp-sha256"),
  RFC822,
  GLOBAL,
  PARTIAL("; id=\"a@b\"; number=1; total=2"),
  EXTERNAL_BODY("; access-type=local-file; name=\"a\""),
  DELIVERY_STATUS,
  DISPOSITION_NOTIFICATION,
  FEEDBACK_REPORT;

  static final String HEADER =
      "From: Ann <ann@example.org>\r\nTo: bob@example.net\r\nSubject: Corpus\r\n"
          + "Date: Tue, 3 Jun 2025 11:05:30 +0200\r\nMIME-Version: 1.0\r\n";

  private static final String SIGNATURE =
      "Content-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n";

  /** What list managers add. */
  enum Footer {
    ASCII("Content-Type: text/plain\r\n\r\n____\r\nList for all\r\n"),
    EIGHT_BIT(
        "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + "____\r\nListe f\u00fcr alle\r\n");

    private final String entity;

    Footer(String entity) {
      this.entity = entity;
    }
  }

  private final String parameters;

  Composite() {
    this("");
  }

  Composite(String parameters) {
    this.parameters = parameters;
  }

  /** Returns whether parts are between boundaries. */
  boolean isMultipart() {
    return compareTo(SIGNED) <= 0;
  }

  /** Returns whether there are entities in it, as RFC 2046 defines it. */
  boolean hasEntities() {
    return isMultipart() || this == RFC822 || this == GLOBAL;
  }

  /** Returns whether nothing in it may be encoded. */
  boolean keepsItsBody() {
    return this == SIGNED || !hasEntities();
  }

  private String type() {
    return (isMultipart() ? "multipart/" : "message/")
        + name().toLowerCase(Locale.ROOT).replace('_', '-')
        + parameters;
  }

  /**
   * Returns an entity of this type: header fields, an empty line and a body.
   *
   * @param entity the entity in it
   * @param leaf what {@code entity} holds, at whatever depth
   * @param footer the last part, unless this is signed
   */
  String around(String entity, LeafKind leaf, int depth, Footer footer) {
    String boundary = name() + "=" + depth;
    String declared = isMultipart() ? "; boundary=\"" + boundary + "\"" : "";
    String header = "Content-Type: " + type() + declared + "\r\n" + leaf.declarationAround();
    if (!hasEntities()) {
      return "Content-Type: " + type() + "\r\n" + leaf.declaration() + "\r\n" + leaf.body;
    }
    return header + "\r\n" + (isMultipart() ? parts(entity, boundary, footer) : HEADER + entity);
  }

  private String parts(String entity, String boundary, Footer footer) {
    String last = this == SIGNED ? SIGNATURE : part(footer.entity);
    return "preamble\r\n--"
        + boundary
        + "\r\n"
        + part(entity)
        + "\r\n--"
        + boundary
        + "\r\n"
        + last
        + "\r\n--"
        + boundary
        + "--\r\nepilogue\r\n";
  }

  /** A part of a digest is a message, and does not say so. */
  private String part(String entity) {
    return this == DIGEST ? "\r\n" + HEADER + entity : entity;
  }
}
