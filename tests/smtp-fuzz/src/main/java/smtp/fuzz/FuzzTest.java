package smtp.fuzz;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a method as a fuzz test: it takes a {@code byte[]} with any content, and throws if the
 * tested code breaks its contract.
 *
 * <p>A class has one such method. Its inputs are the files in {@code src/test/resources/fuzz/NAME},
 * where NAME is the class's simple name: seeds, and inputs that once broke the contract.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(FuzzTestExtension.class)
public @interface FuzzTest {}
