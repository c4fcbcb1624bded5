package io.github.pywar.app.lock;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedArtifact;
import io.github.pywar.python.lock.LockedPackage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a lock takes from source code: the application itself is no library, and nothing else can be built. */
record LockedSources(AppSpec spec, LockChoice choice) {

    /**
     * @return the others, in their order
     * @throws UserException with all that had to be built
     */
    List<LockSelection> without(List<LockSelection> chosen, Progress progress) {
        List<LockSelection> wheels = new ArrayList<>();
        StringBuilder facts = new StringBuilder();
        for (LockSelection one : chosen) {
            if (one.artifact().isWheel()) {
                wheels.add(one);
            } else if (isTheApplication(one)) {
                progress.detail("The lock's `" + one.locked().name() + "` is the application itself");
            } else {
                facts.append("\n    ").append(one.locked()).append(": ").append(place(one));
            }
        }
        if (facts.length() > 0) {
            throw UserException.of("The lock `" + choice.file().getFileName()
                            + "` takes libraries from source code, and wheels are not built from source yet" + facts)
                    .hint("build a wheel of each for the target once, put them on an index, and lock again");
        }
        return wheels;
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
        return isNamed || isHere(one.artifact().path().orElseThrow());
    }

    private boolean isHere(String path) {
        try {
            return choice.folder().resolve(Path.of(path)).normalize().equals(choice.folder());
        } catch (InvalidPathException nowhere) {
            return false;
        }
    }

    private static String place(LockSelection one) {
        LockedArtifact source = one.artifact();
        String where = Credentials.redact(source.path().or(source::url).orElse(""));
        return switch (source.kind()) {
            case SDIST -> "the source distribution `" + source.name() + "`" + misfits(one.locked());
            case VCS -> "version control, `" + where + "`";
            case DIRECTORY -> "the folder `" + where + "`";
            case ARCHIVE, WHEEL -> "the archive `" + where + "`";
        };
    }

    private static String misfits(LockedPackage locked) {
        return locked.artifacts().size() > 1 ? "; none of its wheels is for the target" : "";
    }
}
