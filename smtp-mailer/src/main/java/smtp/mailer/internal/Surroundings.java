package smtp.mailer.internal;

/** What a mailer needs of the world around it, apart from its servers. */
public interface Surroundings {

  /** The time of {@link #alarmAt} for no alarm. */
  long NEVER = Long.MAX_VALUE;

  /** Returns the time in nanoseconds, from any origin; it does not go back. */
  long now();

  /** Returns a random number from 0 to below 1. */
  double random();

  /** Starts a worker. It opens its connection, and works until it has none. */
  void start(Worker worker);

  /** Returns at a time, or earlier if the worker is woken. */
  void rest(Worker worker, long until);

  /** Lets a resting worker ask again what to do. */
  void wake(Worker worker);

  /** Calls {@link Dispatcher#onAlarm()} at a time, instead of at the time that was set before. */
  void alarmAt(long time);

  /** Gives an event to the listener, later and elsewhere. */
  void tell(Runnable event);

  /** Returns how many events were left out. */
  long eventsLeftOut();
}
