package io.github.pywar.maven;

import io.github.pywar.app.fingerprint.BuildComparison;
import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.app.fingerprint.IndexPages;
import io.github.pywar.app.fingerprint.InputFiles;
import io.github.pywar.app.fingerprint.LibraryInputs;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Verification of an archive that is not repeated for the same archive, settings and Pythons. Only a verification without
 * a warning is recorded.
 *
 * @param settings of the goal
 * @param folder of the records
 * @param python that the project selects
 * @param isForced whether each archive is verified in any case
 */
record PassedVerification(ArchiveSettings settings, Path folder, Optional<Path> python, boolean isForced) {

    private static final int LAST_MINOR = 20;

    /** Verification of one archive. */
    @FunctionalInterface
    interface Verification {
        /** Verifies the archive. */
        void run(Progress progress) throws IOException;
    }

    /** Runs the verification, unless the archive has passed it before. */
    void orElse(Path archive, Verification verification, Progress progress) throws IOException {
        InputFiles inputs = new InputFiles(
                Stream.concat(Stream.of(archive, toolchains()), pythons()).collect(Collectors.toSet()),
                Set.of(),
                Set.of(),
                FileScope.NONE);
        BuildState state = BuildState.of(
                folder.resolve(archive.getFileName() + ".verified"), settings.values(), inputs, Clock.systemUTC());
        BuildComparison comparison = state.compare(IndexPages.OFFLINE);
        if (comparison.isUnchanged() && !isForced) {
            progress.step("Verified before: " + archive.getFileName() + "; -Dpywar.force verifies it again");
            return;
        }
        progress.detail("Verified, because " + comparison.difference().orElse("<force> is set"));
        state.forget();
        RecordedWarnings recorded = new RecordedWarnings(progress);
        verification.run(recorded);
        if (recorded.warnings().isEmpty()) {
            state.record(List.of(archive), new LibraryInputs(), List.of());
        }
    }

    /** Returns the file that may choose a Python. */
    private Path toolchains() {
        return settings.session().getRequest().getUserToolchainsFile().toPath();
    }

    /** Returns the programs that may be the Python of the verification; most do not exist. */
    private Stream<Path> pythons() {
        if (python.isPresent()) {
            return python.stream();
        }
        List<String> names = Stream.concat(
                        Stream.of("python", "python3"),
                        IntStream.rangeClosed(8, LAST_MINOR).mapToObj(minor -> "python3." + minor))
                .toList();
        return Interpreters.folders(Optional.ofNullable(System.getenv("PATH")).orElse("")).stream()
                .flatMap(folder -> names.stream().map(folder::resolve));
    }
}
