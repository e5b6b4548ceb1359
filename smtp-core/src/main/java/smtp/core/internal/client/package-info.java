/**
 * The settings that a client builder collects, and the installed providers. Shared by the clients
 * of this library in all its modules.
 */
@NullMarked
package smtp.core.internal.client;

import org.jspecify.annotations.NullMarked;
