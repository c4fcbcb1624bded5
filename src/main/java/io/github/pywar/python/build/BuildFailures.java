package io.github.pywar.python.build;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.builtcode.RefusedCode;
import io.github.pywar.python.builtcode.RefusedCodeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Failures of the builds of several packages, as one error: the user sees at once all that has to be installed, allowed or
 * declared.
 */
public final class BuildFailures {

    private final List<UserException> failed = new ArrayList<>();
    private final List<RefusedCode> refused = new ArrayList<>();
    private final Set<Hint> alternatives = new LinkedHashSet<>();

    /**
     * Collects the failure of one package.
     *
     * @param alternative another version that needs no build
     * @throws UserException with all failures, if this one concerns the other packages as well
     */
    public void add(UserException failure, Optional<Hint> alternative) {
        alternative.ifPresent(alternatives::add);
        if (failure instanceof RefusedCodeException code) {
            refused.add(code.code());
            return;
        }
        if (failed.stream().noneMatch(known -> known.what().equals(failure.what()))) { // of a shared build requirement
            failed.add(failure);
        }
        if (!(failure instanceof FailedBuildException)) {
            throwIfAny();
        }
    }

    /** @throws UserException with all failures, if there are any */
    public void throwIfAny() {
        ErrorList errors = new ErrorList();
        failed.forEach(errors::add);
        if (!refused.isEmpty()) {
            errors.add(RefusedCodeException.together(refused));
        }
        try {
            errors.throwIfAny();
        } catch (UserException error) {
            throw withAlternatives(error);
        }
    }

    private UserException withAlternatives(UserException error) {
        UserException hinted = error;
        for (Hint alternative : alternatives) {
            hinted = hinted.hint(alternative);
        }
        return hinted;
    }
}
