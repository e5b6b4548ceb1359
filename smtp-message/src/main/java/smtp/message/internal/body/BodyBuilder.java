package smtp.message.internal.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtp.message.internal.header.ContentHeader;
import smtp.message.internal.header.FieldText;
import smtp.message.internal.header.MediaType;
import smtp.message.internal.header.MessageId;

/**
 * Collects the parts of a message and nests them:
 *
 * <pre>
 * mixed( alternative( text, related( html, inline… ), alternatives… ), attachments… )
 * </pre>
 *
 * A level that would have one part only is left out.
 */
public final class BodyBuilder {

  private @Nullable Entity whole;
  private @Nullable Entity text;
  private @Nullable Entity html;
  private @Nullable String boundary;
  private final List<Entity> alternatives = new ArrayList<>();
  private final List<Entity> inlined = new ArrayList<>();
  private final List<Entity> attached = new ArrayList<>();

  /** Makes a builder without parts. */
  public BodyBuilder() {}

  /** Makes a builder with the parts of another. */
  public BodyBuilder(BodyBuilder other) {
    whole = other.whole;
    text = other.text;
    html = other.html;
    boundary = other.boundary;
    alternatives.addAll(other.alternatives);
    inlined.addAll(other.inlined);
    attached.addAll(other.attached);
  }

  private static Entity text(String subtype, String text) {
    MediaType type = new MediaType("text/" + subtype, Map.of());
    return new Leaf(ContentHeader.of(type), TextBody.of(text));
  }

  /** Sets the whole body; there are no other parts then. */
  public void whole(Entity entity) {
    whole = entity;
  }

  /** Sets the plain text. */
  public void text(String plain) {
    text = text("plain", plain);
  }

  /** Sets the HTML. */
  public void html(String markup) {
    html = text("html", markup);
  }

  /** Adds another form of the text. */
  public void alternative(Entity entity) {
    alternatives.add(entity);
  }

  /** Adds what the HTML shows; its header says so already. */
  public void inline(Entity entity) {
    inlined.add(entity);
  }

  /** Adds an attachment; its header says so already. */
  public void attach(Entity entity) {
    attached.add(entity);
  }

  /**
   * Sets the boundary, to which the number of a level is added.
   *
   * @throws IllegalArgumentException if it is not 1 to 68 {@code bchars} of RFC 2046, section
   *     5.1.1, or has a space
   */
  public void boundary(String fixed) {
    boolean valid =
        !fixed.isEmpty()
            && fixed.length() <= 68
            && fixed.chars().allMatch(c -> c < 0x80 && isBoundaryChar((char) c));
    if (!valid) {
      throw FieldText.invalid("boundary", "not 1 to 68 of the characters RFC 2046 allows", fixed);
    }
    boundary = fixed;
  }

  private static boolean isBoundaryChar(char c) {
    return Character.isLetterOrDigit(c) || "'()+_,-./:=?".indexOf(c) >= 0;
  }

  /**
   * Returns the body.
   *
   * @throws IllegalArgumentException if the boundary occurs in a text, or could in a binary part
   * @throws IllegalStateException if there are parts beside a whole body
   */
  public Entity build() {
    if (whole != null) {
      return onlyBody(whole);
    }
    if (boundary != null) {
      checkBoundary(boundary);
    }
    // "=_" never occurs in base64 or quoted-printable.
    return build(boundary == null ? "=_" + MessageId.randomWord() : boundary);
  }

  private Entity onlyBody(Entity entity) {
    boolean alone = text == null && html == null && alternatives.isEmpty();
    if (!alone || !inlined.isEmpty() || !attached.isEmpty()) {
      throw new IllegalStateException("A message with a whole body cannot have other parts");
    }
    return entity;
  }

  /** No boundary is a prefix of another, since readers compare prefixes. */
  private Entity build(String base) {
    List<Entity> forms = new ArrayList<>();
    if (text != null) {
      forms.add(text);
    }
    if (html != null) {
      MediaType related = MediaType.of("multipart/related", "type", "text/html");
      forms.add(together(related, base + "_2", html, inlined));
    }
    forms.addAll(alternatives);
    List<Entity> content = new ArrayList<>();
    if (!forms.isEmpty()) {
      MediaType alternative = new MediaType("multipart/alternative", Map.of());
      content.add(
          together(alternative, base + "_1", forms.getFirst(), forms.subList(1, forms.size())));
    }
    if (html == null) {
      content.addAll(inlined);
    }
    content.addAll(attached);
    return mixed(base + "_0", content);
  }

  /** An attachment is never the whole body: some readers ignore the file name of a whole body. */
  private static Entity mixed(String boundary, List<Entity> content) {
    if (content.isEmpty()) {
      return text("plain", "");
    }
    boolean single = content.size() == 1 && !(content.getFirst() instanceof RawEntity);
    boolean own = single && !hasDisposition(content.getFirst());
    return own
        ? content.getFirst()
        : Multipart.of(new MediaType("multipart/mixed", Map.of()), boundary, content);
  }

  private static boolean hasDisposition(Entity entity) {
    return entity instanceof Leaf leaf && leaf.header().disposition() != null;
  }

  private static Entity together(
      MediaType type, String boundary, Entity first, List<Entity> others) {
    if (others.isEmpty()) {
      return first;
    }
    return Multipart.of(type, boundary, Stream.concat(Stream.of(first), others.stream()).toList());
  }

  private void checkBoundary(String fixed) {
    if (leaves().anyMatch(leaf -> leaf.body() instanceof StreamBody body && body.binary())) {
      throw FieldText.invalid("boundary", "cannot be set, as a binary part may contain it", fixed);
    }
    if (leaves().anyMatch(leaf -> occursIn(leaf, "--" + fixed))) {
      throw FieldText.invalid("boundary", "occurs in the text", fixed);
    }
  }

  private Stream<Leaf> leaves() {
    return Stream.of(
            Stream.ofNullable(text),
            Stream.ofNullable(html),
            alternatives.stream(),
            inlined.stream(),
            attached.stream())
        .flatMap(entities -> entities)
        .filter(Leaf.class::isInstance)
        .map(Leaf.class::cast);
  }

  private static boolean occursIn(Leaf leaf, String delimiter) {
    return leaf.body() instanceof TextBody body && body.contains(delimiter);
  }
}
