package smtp.core.internal.event;

/**
 * Connects a command and its reply: both events have the same exchange, so that no listener needs
 * its own queue.
 */
public final class Exchange {}
