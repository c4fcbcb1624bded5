package io.github.pywar.python.requirement;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is wrong in one file, so that a person sees all of it at once. */
public final class FileErrors {

    private final List<UserException> all = new ArrayList<>();

    /** Runs it and keeps the error that a person can mend. */
    public void gather(Runnable part) {
        try {
            part.run();
        } catch (UserException e) {
            all.add(e);
        }
    }

    public void add(UserException fault) {
        all.add(fault);
    }

    /** @throws UserException the only one as it is, several as one, each hint once */
    public void throwIfAny() {
        if (all.size() == 1) {
            throw all.get(0);
        }
        if (!all.isEmpty()) {
            UserException together = new UserException(
                    all.stream().map(UserException::what).collect(Collectors.joining("\n")),
                    all.stream()
                            .flatMap(fault -> fault.hints().stream())
                            .distinct()
                            .toList());
            all.forEach(together::addSuppressed);
            throw together;
        }
    }
}
