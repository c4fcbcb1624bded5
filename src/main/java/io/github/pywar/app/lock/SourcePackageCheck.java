package io.github.pywar.app.lock;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.FormatRules;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Check that every package of a lock has a usable wheel, or source code that may be built. The application itself is skipped.
 *
 * @param formats which packages may be built
 */
record SourcePackageCheck(AppSpec spec, LockSettings settings, FormatRules formats) {

    /**
     * Returns the selected wheels and source code, in their order.
     *
     * @throws UserException with all packages that would have to be built, and may not be
     */
    List<LockSelection> usable(List<LockSelection> selected, Progress progress) {
        List<LockSelection> usable = new ArrayList<>();
        List<LockSelection> refused = new ArrayList<>();
        for (LockSelection one : selected) {
            boolean isAllowed =
                    one.artifact().isWheel() || formats.modeOf(one.locked().name()) != FormatMode.WHEELS;
            if (isTheApplication(one)) {
                progress.detail("The lock's `" + one.locked().name() + "` is the application itself");
            } else {
                (isAllowed ? usable : refused).add(one);
            }
        }
        if (!refused.isEmpty()) {
            throw refused(refused);
        }
        return usable;
    }

    private UserException refused(List<LockSelection> refused) {
        StringBuilder facts = new StringBuilder();
        refused.forEach(
                one -> facts.append("\n    ").append(one.locked()).append(": ").append(describe(one)));
        UserException error = UserException.of("The lock `" + settings.fileName()
                + "` contains packages without a usable wheel, and they may not be built from source" + facts);
        List<String> names =
                refused.stream().map(one -> one.locked().name().value()).toList();
        return error.hint(formats.builds().hints().ofPure(names))
                .hint("or build a wheel of each package for the target, upload it to an index, and lock again");
    }

    /** uv exports the project that it locks as a folder. */
    private boolean isTheApplication(LockSelection one) {
        if (one.artifact().kind() != LockedArtifact.Kind.DIRECTORY) {
            return false;
        }
        boolean isNamed = spec.project()
                .flatMap(project -> project.name())
                .filter(one.locked().name()::equals)
                .isPresent();
        return isNamed || isFolderOfTheLock(one.artifact().path().orElseThrow());
    }

    private boolean isFolderOfTheLock(String path) {
        try {
            return settings.folder().resolve(Path.of(path)).normalize().equals(settings.folder());
        } catch (InvalidPathException invalid) {
            return false;
        }
    }

    private static String describe(LockSelection one) {
        LockedArtifact source = one.artifact();
        String origin = Credentials.redact(source.path().or(source::url).orElse(""));
        return switch (source.kind()) {
            case SDIST -> "the source distribution `" + source.name() + "`" + noWheelFits(one.locked());
            case VCS -> "version control, `" + origin + "`";
            case DIRECTORY -> "the folder `" + origin + "`";
            case ARCHIVE, WHEEL -> "the archive `" + origin + "`";
        };
    }

    private static String noWheelFits(LockedPackage locked) {
        return locked.artifacts().size() > 1 ? "; none of its wheels fits the target" : "";
    }
}
