package io.github.pywar.maven;

import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.target.ArchiveTargets;
import io.github.pywar.app.target.TargetDeclaration;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The targets that a goal's parameters declare: those of {@code <targets>}, or one. */
record DeclaredTargets(AbstractAppMojo goal) {

    /** Returns all targets, also if {@code pywar.target} requests one of them. */
    ArchiveTargets all(Progress progress) {
        Interpreters interpreters = HostPython.of(goal).all(progress);
        TargetChoice plain = new TargetChoice(value(goal.python), value(goal.platform), value(goal.libc))
                .described(goal.project.getBasedir().toPath());
        if (goal.isLibrary()) {
            TargetChoice choice = plain.python().isEmpty() ? plain.detecting() : plain;
            return ArchiveTargets.of(choice.environment(interpreters, Progress.SILENT), Optional.empty());
        }
        if (goal.targets.isEmpty()) {
            return ArchiveTargets.of(plain.target(interpreters, progress), value(goal.classifier));
        }
        List<TargetDeclaration> declared = goal.targets.stream()
                .map(one -> one.declaration(goal.project.getBasedir().toPath()))
                .toList();
        Progress once = new DistinctProgress(progress);
        return ArchiveTargets.of(
                declared, plain, value(goal.classifier), choice -> choice.environment(interpreters, once));
    }

    /**
     * Returns the targets to build.
     *
     * @throws UserException if {@code pywar.target} is not one of them
     */
    List<ArchiveTarget> requested(Progress progress) {
        ArchiveTargets all = all(progress);
        if (goal.isLibrary()) {
            return all.all();
        }
        Optional<String> only = value(goal.target);
        List<ArchiveTarget> requested = (only.isPresent() ? all.only(only.get()) : all).all();
        if (!goal.targets.isEmpty()) {
            warnOfUnusedLock(requested.get(0), progress);
        }
        return requested;
    }

    /** Reports the target of the next messages, if there are several. */
    void report(ArchiveTarget one, Progress progress) {
        if (!goal.targets.isEmpty() && !goal.isLibrary()) {
            progress.step("Target " + one.name() + ": " + one.environment());
        }
    }

    private void warnOfUnusedLock(ArchiveTarget one, Progress progress) {
        Path declared = goal.lockFile.toPath();
        if (one.hasOwnLock() && Files.exists(declared)) {
            progress.warning("`" + declared.getFileName() + "` is not used: no marker distinguishes these targets, so"
                    + " each has a lock of its own, for example `" + lock(one).getFileName() + "`. Delete it");
        }
    }

    /** Returns the lock file of a target. */
    Path lock(ArchiveTarget one) {
        Path declared = goal.lockFile.toPath();
        return declared.resolveSibling(one.lockName(declared.getFileName().toString()));
    }

    /**
     * Checks that a goal which writes locks can request one target: other targets of the same lock would be lost.
     *
     * @throws UserException if {@code pywar.target} is set, and all targets have one lock
     */
    void checkLockable(ArchiveTarget one) {
        if (value(goal.target).isPresent() && !one.hasOwnLock()) {
            throw UserException.of(
                            "Cannot lock the target `" + value(goal.target).get() + "` alone: `"
                                    + goal.lockFile.getName() + "` is the lock of all targets")
                    .hint("remove -Dpywar.target");
        }
    }

    private static Optional<String> value(String parameter) {
        return AbstractPywarMojo.value(parameter);
    }
}
