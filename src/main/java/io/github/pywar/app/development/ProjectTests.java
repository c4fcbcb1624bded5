package io.github.pywar.app.development;

import io.github.pywar.app.testrun.RunTests;
import io.github.pywar.app.testrun.TestSummary;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Tests of a project that run while the development server runs. Their failures are only reported. */
final class ProjectTests {

    private final DevelopmentRequest request;
    private final Progress progress;
    private final List<Path> folders;

    ProjectTests(DevelopmentRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.folders = request.tests().stream()
                .flatMap(tests -> tests.suite().folders().stream())
                .toList();
    }

    /** Returns the files of the application and of its tests. */
    WatchedFiles files() {
        return new WatchedFiles(
                roots(),
                request.options().variables().file().map(Path::toAbsolutePath).stream()
                        .toList(),
                Set.of(
                        request.work().getParent().getParent(),
                        request.environment().folder()));
    }

    /** Nested folders come first, because a module belongs to the innermost one. */
    private List<Path> roots() {
        Set<Path> all = new LinkedHashSet<>(List.of(request.directory()));
        Stream.of(request.environment().sources(), folders)
                .flatMap(List::stream)
                .filter(folder -> !folder.toString().endsWith(".py")) // a test module in the sources
                .forEach(all::add);
        List<Path> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Path::getNameCount).reversed());
        return sorted;
    }

    /** Returns whether a file belongs to the tests only, so that the application needs no restart. */
    boolean isOfTests(Path file) {
        return folders.stream().anyMatch(file::startsWith) || AffectedTests.isTest(file);
    }

    void runAll() throws IOException {
        run(List.of());
    }

    void runAffected(SourceSnapshot now, Collection<Path> changed) throws IOException {
        boolean isShared = changed.stream().anyMatch(file -> file.endsWith("conftest.py"));
        SortedSet<String> names = new AffectedTests(now, roots()).of(changed);
        if (names.isEmpty() && !isShared) {
            progress.step("No test imports what has changed");
        } else {
            run(List.copyOf(names));
        }
    }

    private void run(List<String> selection) throws IOException {
        if (request.tests().isEmpty()) {
            progress.step("The project has no tests");
            return;
        }
        try {
            TestSummary summary =
                    new RunTests(progress).run(selecting(request.tests().get(), selection));
            summary.unrun().error().ifPresent(error -> progress.warning(error.what(), error.hints()));
            if (!summary.isSuccess()) {
                progress.failure("There are test failures");
            }
        } catch (UserException e) {
            progress.warning(e.what(), e.hints());
        }
    }

    private static RunTests.Request selecting(RunTests.Request all, List<String> selection) {
        RunTests.Options options = all.options();
        return new RunTests.Request(
                all.environment(),
                all.suite(),
                all.sources(),
                new RunTests.Options(
                        selection.isEmpty() ? options.selection() : selection,
                        options.arguments(),
                        options.variables(),
                        options.timeout(),
                        options.coverage()),
                all.work(),
                all.reports());
    }
}
