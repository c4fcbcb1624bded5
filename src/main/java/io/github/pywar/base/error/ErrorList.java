package io.github.pywar.base.error;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Collector of the errors of many texts: the user fixes all of them at once. */
public final class ErrorList {

    private ErrorList() {}

    /**
     * Parses each text.
     *
     * @return the results, in the order of the texts
     * @throws UserException the only error, or one error that lists all, each hint once
     */
    public static <T, R> List<R> eachOf(List<T> texts, Function<T, R> parser) {
        List<R> results = new ArrayList<>();
        List<UserException> errors = new ArrayList<>();
        for (T text : texts) {
            try {
                results.add(parser.apply(text));
            } catch (UserException e) {
                errors.add(e);
            }
        }
        if (errors.isEmpty()) {
            return results;
        }
        throw errors.size() == 1 ? errors.get(0) : together(errors);
    }

    private static UserException together(List<UserException> errors) {
        Set<Hint> hints = new LinkedHashSet<>();
        errors.forEach(error -> hints.addAll(error.hints()));
        String what = String.join("\n", errors.stream().map(UserException::what).toList());
        return new UserException(what, List.copyOf(hints));
    }
}
