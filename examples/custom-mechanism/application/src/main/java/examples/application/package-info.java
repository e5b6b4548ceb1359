/** The application. */
@org.jspecify.annotations.NullMarked
package examples.application;
