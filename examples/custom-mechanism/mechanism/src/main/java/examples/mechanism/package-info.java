/** The mechanism X-TICKET: the user name, and a ticket that the server knows. */
@org.jspecify.annotations.NullMarked
package examples.mechanism;
