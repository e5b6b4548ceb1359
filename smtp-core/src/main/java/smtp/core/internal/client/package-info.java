/**
 * What a client builder collects, and the providers that are found for it. Shared by the clients of
 * this library, in whichever module they are.
 */
@NullMarked
package smtp.core.internal.client;

import org.jspecify.annotations.NullMarked;
