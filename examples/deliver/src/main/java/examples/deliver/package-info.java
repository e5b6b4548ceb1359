/** The command. */
@org.jspecify.annotations.NullMarked
package examples.deliver;
