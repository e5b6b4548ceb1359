/**
 * The header of a message: its fields, and how they are written.
 *
 * <p>{@link smtp.message.internal.header.HeaderFields} are the fields of one message, each a {@link
 * smtp.message.internal.header.HeaderField}. Every field is written through {@link
 * smtp.message.internal.header.HeaderWriter}, which alone folds lines. {@link
 * smtp.message.internal.header.UnstructuredText}, {@link smtp.message.internal.header.Phrase} and
 * {@link smtp.message.internal.header.Parameters} encode what ASCII cannot hold. {@link
 * smtp.message.internal.header.FieldText} refuses what would end a field; every text from a caller
 * passes it.
 */
@NullMarked
package smtp.message.internal.header;

import org.jspecify.annotations.NullMarked;
