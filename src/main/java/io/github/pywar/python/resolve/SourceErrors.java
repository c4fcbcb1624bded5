package io.github.pywar.python.resolve;

import io.github.pywar.base.error.Hint;
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
    static UserException withAlternative(
            UserException error, PackageName name, Version version, Optional<Version> older) {
        return older.map(other -> error.hint(alternative(name, version, other))).orElse(error);
    }

    /**
     * Returns the hint that names an older version with a wheel; empty if there is none.
     *
     * @param chosen a package that was to be built
     */
    public static Optional<Hint> alternative(ResolvedPackage chosen) {
        return chosen.olderWithWheel().map(other -> alternative(chosen.name(), chosen.version(), other));
    }

    private static Hint alternative(PackageName name, Version version, Version older) {
        return Hint.of(
                "or use `" + name + "` " + older + ", the newest older version with a wheel for the target: require `"
                        + name + "<" + version + "`, or add `--only-binary " + name + "` to a requirements file");
    }
}
