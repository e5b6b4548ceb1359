package smtp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a message is made of, and how its parts are put together:
 *
 * <pre>
 * mixed( alternative( text, related( html, inlined… ), alternatives… ), attached… )
 * </pre>
 *
 * A level with one part only is that part.
 */
final class BodyBuilder {

  private @Nullable Entity text;
  private @Nullable Entity html;
  private @Nullable String boundary;
  private final List<Entity> alternatives = new ArrayList<>();
  private final List<Entity> inlined = new ArrayList<>();
  private final List<Entity> attached = new ArrayList<>();

  BodyBuilder() {}

  BodyBuilder(BodyBuilder other) {
    text = other.text;
    html = other.html;
    boundary = other.boundary;
    alternatives.addAll(other.alternatives);
    inlined.addAll(other.inlined);
    attached.addAll(other.attached);
  }

  private static Entity text(String subtype, String text) {
    MediaType type = MediaType.of("text/" + subtype, "charset", "utf-8");
    return new Leaf(ContentHeader.of(type), TextBody.of(text));
  }

  void text(String plain) {
    text = text("plain", plain);
  }

  void html(String markup) {
    html = text("html", markup);
  }

  void alternative(Part part) {
    alternatives.add(part.entity());
  }

  void inline(String contentId, Part part) {
    inlined.add(part.inlined(contentId));
  }

  void attach(Part part) {
    attached.add(part.attached());
  }

  /** {@code bchars} of RFC 2046, section 5.1.1, with room for the number of a level. */
  void boundary(String fixed) {
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

  Entity build() {
    if (boundary != null) {
      checkBoundary(boundary);
    }
    // "=_" occurs in no encoded text.
    return build(boundary == null ? "=_" + MessageId.randomWord() : boundary);
  }

  /** No boundary is the beginning of another: readers compare beginnings. */
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
      content.add(together(alternative, base + "_1", forms.get(0), forms.subList(1, forms.size())));
    }
    if (html == null) {
      content.addAll(inlined);
    }
    content.addAll(attached);
    return mixed(base + "_0", content);
  }

  /** Attachments are never a message's own body: that could not have a file name everywhere. */
  private static Entity mixed(String boundary, List<Entity> content) {
    if (content.isEmpty()) {
      return text("plain", "");
    }
    boolean single = content.size() == 1 && !(content.get(0) instanceof RawEntity);
    boolean own = single && !isDisposed(content.get(0));
    return own
        ? content.get(0)
        : Multipart.of(new MediaType("multipart/mixed", Map.of()), boundary, content);
  }

  private static boolean isDisposed(Entity entity) {
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
      throw FieldText.invalid("boundary", "cannot be chosen, as a binary part may hold it", fixed);
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
