/**
 * Builds, reads and signs messages (RFC 5322, MIME, DKIM).
 *
 * <p>What an application uses:
 *
 * <ul>
 *   <li>{@link smtp.message.Message#builder()} builds a {@link smtp.message.Message} from header
 *       fields, text and {@linkplain smtp.message.Part parts}. A message that was built is never
 *       malformed: the builder refuses what a header field cannot hold, and encodes what ASCII
 *       cannot hold (RFC 2047, RFC 2231).
 *   <li>{@link smtp.message.Message#read(java.nio.file.Path) Message.read} reads a {@link
 *       smtp.message.StoredMessage}, such as an .eml file, which is sent as it is.
 *   <li>A {@link smtp.message.MailSigner}, such as {@link smtp.message.DkimSigner}, signs either.
 *   <li>{@link smtp.message.Address}, {@link smtp.message.AddressGroup} and {@link
 *       smtp.message.AddressList} are what address fields hold.
 * </ul>
 *
 * <p>Each of these messages is a {@link smtp.api.Mail}, so clients and sessions send it.
 *
 * <p>No method of this package takes or returns {@code null} unless it is marked so; a {@code null}
 * argument is a {@link NullPointerException} that names the parameter.
 *
 * <h2>For contributors</h2>
 *
 * This package holds the public types, and what needs the address types: {@code AddressParser}
 * reads addresses, {@code AddressField} writes them, and {@code FieldParser} makes any field from
 * text. {@code MediaTypes} knows the types of files. Everything else is in packages that are not
 * exported. They never use this package, and use each other only from left to right in {@code dkim
 * → stored → encoding, header} and {@code body → encoding, header}:
 *
 * <table class="striped">
 *   <caption>Where to change what</caption>
 *   <thead><tr><th scope="col">to change</th><th scope="col">look at</th></tr></thead>
 *   <tbody>
 *     <tr><th scope="row">how a header line is folded</th><td>{@code internal.header.HeaderWriter}</td></tr>
 *     <tr><th scope="row">how a subject or a name is encoded</th><td>{@code internal.header.UnstructuredText}, {@code Phrase}, {@code EncodedWord}</td></tr>
 *     <tr><th scope="row">how file names and other parameters are encoded</th><td>{@code internal.header.Parameters}</td></tr>
 *     <tr><th scope="row">what a registered field holds</th><td>{@code internal.header.StandardField}, {@code StructuredField}</td></tr>
 *     <tr><th scope="row">how the envelope follows from the header</th><td>{@code internal.header.HeaderEnvelope}</td></tr>
 *     <tr><th scope="row">how parts are nested</th><td>{@code internal.body.BodyBuilder}</td></tr>
 *     <tr><th scope="row">which transfer encoding a text takes</th><td>{@code internal.body.TextBody}</td></tr>
 *     <tr><th scope="row">base64 and quoted-printable</th><td>{@code internal.encoding}</td></tr>
 *     <tr><th scope="row">which header fields of a stored message are sent</th><td>{@code internal.stored.StoredHeader}</td></tr>
 *     <tr><th scope="row">how a stored message gets its 8-bit or 7-bit form</th><td>{@code internal.stored.EncodingPass}</td></tr>
 *     <tr><th scope="row">what a DKIM signature covers</th><td>{@link smtp.message.DkimSigner}, {@code internal.dkim}</td></tr>
 *   </tbody>
 * </table>
 */
@NullMarked
package smtp.message;

import org.jspecify.annotations.NullMarked;
