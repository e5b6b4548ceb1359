/**
 * How the mailer works.
 *
 * <p>{@link smtp.mailer.internal.Dispatcher} decides, under one lock and without waiting: which
 * message goes where and when, what becomes of it after an attempt, when a connection is opened. A
 * {@link smtp.mailer.internal.Worker} is one connection and the virtual thread that uses it: it
 * asks the dispatcher what to do, and does it. {@link smtp.mailer.internal.QueuedMessage} is a
 * message and what is known of each recipient, {@link smtp.mailer.internal.Backlog} those that
 * wait, {@link smtp.mailer.internal.Server} what was learned of a server, {@link
 * smtp.mailer.internal.Verdict} the rules for trying again.
 *
 * <p>Time, threads and chance come from {@link smtp.mailer.internal.Surroundings}, so that tests
 * run the same code in virtual time.
 */
@NullMarked
package smtp.mailer.internal;

import org.jspecify.annotations.NullMarked;
