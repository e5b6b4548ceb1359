/** The mechanism X-TICKET: the user's name and a ticket that the server has a copy of. */
@org.jspecify.annotations.NullMarked
package examples.mechanism;
