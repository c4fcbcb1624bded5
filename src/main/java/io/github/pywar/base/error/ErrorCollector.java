package io.github.pywar.base.error;

import java.util.ArrayList;
import java.util.List;

/** Collector of errors, so that the user sees all errors of a file in one run. */
public final class ErrorCollector {

    private final List<UserException> errors = new ArrayList<>();

    /** Runs an action, and collects the {@link UserException} that it throws. */
    public void run(Runnable action) {
        try {
            action.run();
        } catch (UserException e) {
            errors.add(e);
        }
    }

    /** Collects one error. */
    public void add(UserException error) {
        errors.add(error);
    }

    /** @throws UserException the only error, or one with all messages and with each hint once */
    public void throwIfAny() {
        if (errors.size() == 1) {
            throw errors.get(0);
        }
        if (!errors.isEmpty()) {
            UserException all = new UserException(
                    String.join("\n", errors.stream().map(UserException::what).toList()),
                    errors.stream()
                            .flatMap(error -> error.hints().stream())
                            .distinct()
                            .toList());
            errors.forEach(all::addSuppressed);
            throw all;
        }
    }
}
