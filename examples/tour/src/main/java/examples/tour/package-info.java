/** A tour of the commands. */
@org.jspecify.annotations.NullMarked
package examples.tour;
