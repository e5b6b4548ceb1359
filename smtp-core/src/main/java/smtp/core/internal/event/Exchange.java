package smtp.core.internal.event;

/**
 * A command and its reply. Its identity tells which reply answers which command, so that no
 * listener keeps a queue of its own.
 */
public final class Exchange {}
