package smtp.fuzz;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/** The entry point that Jazzer calls: runs the fuzz test that two system properties name. */
public final class JazzerTarget {

  static final String CLASS = "fuzz.class";
  static final String METHOD = "fuzz.method";

  private static final MethodHandle TEST = test();

  private JazzerTarget() {}

  private static MethodHandle test() {
    try {
      Class<?> type = Class.forName(System.getProperty(CLASS));
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method method = type.getDeclaredMethod(System.getProperty(METHOD), byte[].class);
      method.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(method)
          .bindTo(constructor.newInstance())
          .asType(MethodType.methodType(void.class, byte[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs the test once. */
  public static void fuzzerTestOneInput(byte[] input) throws Throwable {
    TEST.invokeExact(input);
  }
}
