package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.Optional;

/** Hints for packages whose wheel cannot be built from source code. */
public final class SourceErrors {

    private SourceErrors() {}

    /**
     * Adds a hint that names an older version with a wheel, if there is one.
     *
     * @param error of the source code or its build
     * @param version that was to be built
     * @param older the newest older version with a wheel for the target
     */
    public static UserException withAlternative(
            UserException error, PackageName name, Version version, Optional<Version> older) {
        return older.map(other -> error.hint("or use `" + name + "` " + other
                        + ", the newest older version with a wheel for the target: require `" + name + "<" + version
                        + "`, or add `--only-binary " + name + "` to a requirements file"))
                .orElse(error);
    }
}
