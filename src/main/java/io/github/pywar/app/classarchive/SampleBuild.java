package io.github.pywar.app.classarchive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs of Maven for the sample project. */
final class SampleBuild {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(20);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String ARCHIVED = "shared objects file (top)";
    private static final String OWN = " io.github.pywar.";

    /** Maven accepts what is in the local repository, also if it does not know the source any more. */
    private static final List<String> OFFLINE =
            List.of("-o", "-Daether.enhancedLocalRepository.trackingFilename=pywar-not-tracked");

    private final ClassArchiveRequest request;
    private final MavenRuns runs;
    private final SampleProject project;

    /** Writes the project. */
    SampleBuild(ClassArchiveRequest request, MavenRuns runs) throws IOException {
        this.request = request;
        this.runs = runs;
        this.project = new SampleProject(runs.file("project"));
        project.write(request.plugin());
    }

    /** Builds both modules, each of them twice: the second build is an unchanged one. Returns the archive of their classes. */
    Path makeArchive() throws IOException {
        Path made = runs.file("classes.jsa");
        List<String> options = List.of(
                "-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + made, "-Xlog:cds=error", "-Xshare:auto");
        List<String> goals = List.of("-f", project.pom().toString(), "package", "package");
        int status = run(options, offline(goals), BUILD_LIMIT);
        if (status > 0 && !request.isOffline() && !ClassArchiveErrors.isOfArchive(runs.log())) {
            status = run(options, goals, BUILD_LIMIT); // Maven downloads what is missing
        }
        check(status, "package", BUILD_LIMIT);
        if (!Files.exists(made)) {
            throw ClassArchiveErrors.notWritten(request.key(), runs.log());
        }
        return made;
    }

    /** Returns whether Maven loads classes of the plugin from an archive. */
    boolean isUsed(Path archive, List<String> options) throws IOException {
        Path log = runs.file("classes.log");
        List<String> all = new ArrayList<>(options);
        all.addAll(MavenrcLines.options(archive));
        all.add("-Xlog:class+load:file=" + log);
        start(all);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(OWN) && line.contains(ARCHIVED));
        }
    }

    /** Runs the goal {@code validate} of one module. */
    void start(List<String> options) throws IOException {
        List<String> goals = offline(List.of("-f", project.module().toString(), "validate"));
        check(run(options, goals, START_LIMIT), "validate", START_LIMIT);
    }

    private static List<String> offline(List<String> goals) {
        return Stream.of(OFFLINE, goals).flatMap(List::stream).toList();
    }

    private int run(List<String> options, List<String> goals, Duration limit) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-Dmaven.multiModuleProjectDirectory=" + project.folder());
        return runs.run(request.command().words(all, goals), project.folder(), limit);
    }

    private void check(int status, String goal, Duration limit) throws IOException {
        if (status == MavenRuns.TIMED_OUT) {
            throw ClassArchiveErrors.timedOut(goal, limit, runs.log());
        }
        if (status != 0) {
            throw ClassArchiveErrors.failed(request, goal, status, runs.log());
        }
    }
}
