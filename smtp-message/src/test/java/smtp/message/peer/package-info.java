/** Other implementations, which read what this module writes, and the other way round. */
package smtp.message.peer;
