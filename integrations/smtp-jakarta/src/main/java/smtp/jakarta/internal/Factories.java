package smtp.jakarta.internal;

import jakarta.mail.MessagingException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import javax.net.SocketFactory;

/** Socket factories that a program gives, as an object or as the name of a class. */
final class Factories {

  private Factories() {}

  /** Returns the factory, or empty if none is given. */
  static Optional<SocketFactory> find(Settings settings, Property object, Property name)
      throws MessagingException {
    Optional<SocketFactory> given = settings.object(object, SocketFactory.class);
    Optional<String> type = settings.text(name);
    if (given.isPresent() || type.isEmpty()) {
      return given;
    }
    try {
      return Optional.of(byName(type.get()));
    } catch (ReflectiveOperationException | ClassCastException e) {
      if (settings.flag(Property.SOCKETFACTORY_FALLBACK, true)) {
        return Optional.empty();
      }
      throw new MessagingException(
          settings.name(name) + " names no socket factory: " + type.get(), asException(e));
    }
  }

  private static Exception asException(Exception e) {
    return e instanceof InvocationTargetException target
            && target.getCause() instanceof Exception cause
        ? cause
        : e;
  }

  /** The class loader of the application is asked first: this library may be elsewhere. */
  private static SocketFactory byName(String name) throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      type = Class.forName(name);
    }
    return (SocketFactory) type.getMethod("getDefault").invoke(null);
  }
}
