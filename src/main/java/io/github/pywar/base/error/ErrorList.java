package io.github.pywar.base.error;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Collector of the errors of one or many texts: the user fixes all of them at once. */
public final class ErrorList {

    private final List<UserException> errors = new ArrayList<>();

    /**
     * Parses each text.
     *
     * @return the results, in the order of the texts
     * @throws UserException the only error, or one error that lists all, each hint once
     */
    public static <T, R> List<R> eachOf(List<T> texts, Function<T, R> parser) {
        List<R> results = new ArrayList<>();
        ErrorList errors = new ErrorList();
        for (T text : texts) {
            try {
                results.add(parser.apply(text));
            } catch (UserException e) {
                errors.add(e);
            }
        }
        errors.throwIfAny();
        return results;
    }

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

    /** @throws UserException the only error, or one error that lists all, each hint once */
    public void throwIfAny() {
        if (errors.size() == 1) {
            throw errors.get(0);
        }
        if (!errors.isEmpty()) {
            throw together();
        }
    }

    private UserException together() {
        Set<Hint> hints = new LinkedHashSet<>();
        errors.forEach(error -> hints.addAll(error.hints()));
        String what = String.join("\n", errors.stream().map(UserException::what).toList());
        UserException all = new UserException(what, List.copyOf(hints));
        errors.forEach(all::addSuppressed);
        return all;
    }
}
