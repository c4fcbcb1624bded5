package io.github.pywar.base.error;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Gathers the faults of many texts, so that a person mends them in one go. */
public final class ErrorList {

    private ErrorList() {}

    /** @throws UserException the only one, or one that tells of all */
    public static <T, R> List<R> eachOf(List<T> texts, Function<T, R> parser) {
        List<R> results = new ArrayList<>();
        List<UserException> faults = new ArrayList<>();
        for (T text : texts) {
            try {
                results.add(parser.apply(text));
            } catch (UserException e) {
                faults.add(e);
            }
        }
        if (faults.isEmpty()) {
            return results;
        }
        throw faults.size() == 1 ? faults.get(0) : together(faults);
    }

    private static UserException together(List<UserException> faults) {
        Set<String> hints = new LinkedHashSet<>();
        faults.forEach(fault -> hints.addAll(fault.hints()));
        String what = String.join("\n", faults.stream().map(UserException::what).toList());
        return new UserException(what, List.copyOf(hints));
    }
}
