package io.github.pywar.testing.fuzz;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Test of a parser with one {@link FuzzInput}. As an ordinary test it runs with each file of {@code
 * src/test/fuzz/CLASS/METHOD}; {@code mvn -Pfuzz test} runs it with the inputs that Jazzer derives from these files.
 *
 * <p>Jazzer's own annotation is not used, because it installs an agent also in an ordinary run, which instruments all
 * classes of the tests that follow.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(FuzzSeeds.class)
public @interface FuzzTarget {}
