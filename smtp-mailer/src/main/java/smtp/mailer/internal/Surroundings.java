package smtp.mailer.internal;

import smtp.api.ServerClient;

/** What a mailer needs of the world around it, apart from its servers. */
public interface Surroundings {

  /** The time of {@link #alarmAt} for no alarm. */
  long NEVER = Long.MAX_VALUE;

  /** Returns the time in nanoseconds, from any origin; it does not go back. */
  long now();

  /** Returns a random number from 0 to below 1. */
  double random();

  /** Starts a worker, which opens the connection and works until that has ended. */
  void start(Connection connection, ServerClient client);

  /** Returns at a time, or earlier if it is woken. */
  void rest(Connection connection, long until);

  /** Lets the worker of a resting connection ask again what to do. */
  void wake(Connection connection);

  /** Calls {@link Dispatcher#onAlarm()} at a time, instead of at the time that was set before. */
  void alarmAt(long time);

  /** Gives an event to the listener, later and elsewhere. */
  void tell(Runnable event);

  /** Returns how many events were left out. */
  long eventsLeftOut();
}
