package smtp.fuzz;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A method that takes a {@code byte[]}, of which it expects anything, and throws if what is tested
 * does not keep its promise.
 *
 * <p>A class has one. Its inputs are the files of {@code src/test/resources/fuzz/NAME}, where NAME
 * is the class's simple name: seeds, and whatever once broke the promise.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(FuzzTestExtension.class)
public @interface FuzzTest {}
