package io.github.pywar.app.check;

import io.github.pywar.base.error.UserException;
import java.util.stream.Stream;

/**
 * What is checked of a started archive, apart from its page.
 *
 * @param isNetworkAllowed whether the application may use the network; if not, it has only a loopback interface of its own
 * @param conformance to the interface that the POM declares
 */
public record BootChecks(boolean isNetworkAllowed, Conformance conformance) {

    /** Without network; violations are warnings. */
    public static final BootChecks DEFAULT = new BootChecks(false, Conformance.WARN);

    /** What a violation of WSGI (PEP 3333) or ASGI means for the build. */
    public enum Conformance {
        /** A warning: servers accept many violations. */
        WARN,
        /** An error. */
        FAIL,
        /** No check. */
        SKIP;

        /**
         * Parses the name, in any case.
         *
         * @throws UserException if there is no such value
         */
        public static Conformance parse(String text) {
            return Stream.of(values())
                    .filter(one -> one.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> UserException.of("`" + text + "` is not a value of <verifyConformance>")
                            .hint("set it to warn, fail or skip"));
        }
    }
}
