package io.github.pywar.maven;

import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.app.fingerprint.InputFiles;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.config.ConfigurationFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;

/** Inputs of an archive: its settings, and all files that its build may read. */
final class ArchiveInputs {

    /** File name extensions of code, pages and media. POMs and declarations of libraries have others. */
    private static final Set<String> OWN = Set.of(
            "py", "pyi", "html", "htm", "jinja", "jinja2", "j2", "css", "scss", "js", "mjs", "ts", "map", "svg", "png",
            "jpg", "jpeg", "gif", "ico", "webp", "woff", "woff2", "ttf", "po", "mo", "sql", "graphql", "csv");

    private final AbstractAppMojo goal;
    private final Path base;

    ArchiveInputs(AbstractAppMojo goal) {
        this.goal = goal;
        this.base = goal.project.getBasedir().toPath();
    }

    /** Returns whether the same inputs have the same archive, except for what only its build finds out. */
    boolean areRepeatable(PomReader pom) {
        for (Target target : goal.targets) {
            if (isOfMachine(target.python())) {
                return false;
            }
        }
        return !isOfMachine(goal.python) && hasRepeatableLibraries(goal, pom);
    }

    /** Returns whether a Python is that of the machine, or is described by a file that is no input. */
    private boolean isOfMachine(String python) {
        String text = python == null ? "" : python.strip();
        boolean isElsewhere =
                text.endsWith(".json") && !base.resolve(text).normalize().startsWith(base.normalize());
        return text.equals("detect") || isElsewhere;
    }

    /** Returns whether the same inputs have the same libraries. */
    static boolean hasRepeatableLibraries(AbstractAppMojo goal, PomReader pom) {
        boolean isRelative =
                goal.uploadedBefore != null && !goal.uploadedBefore.strip().matches("\\d{4}-.*");
        return !isRelative && !goal.publishBuiltWheels && pom.libraryInputs().isRepeatable();
    }

    /**
     * Reads the state of all inputs.
     *
     * @param fingerprint file that belongs to the archive
     * @param signingKey file of the key, if the archive is signed
     */
    BuildState state(Path fingerprint, Optional<Path> signingKey) throws IOException {
        ArchiveSettings settings = new ArchiveSettings(goal.session, goal.project, goal.execution);
        SortedMap<String, String> values = settings.values();
        for (Resource resource : resources()) {
            if (resource.isFiltering()) {
                settings.addProperties(values);
            }
        }
        if (!goal.buildSteps.isEmpty()) {
            values.put("the set of Pythons on this machine", pythons());
        }
        Set<Path> locations = locations();
        if (signingKey.isPresent()) {
            locations.add(signingKey.get());
        }
        locations.addAll(artifacts());
        Set<Path> complete = goal.defaultExcludes ? Set.of() : Set.of(sources());
        FileScope scope = new ProjectScope(goal.session, goal.project).files().with(sources());
        InputFiles files = new InputFiles(locations, skipped(), complete, scope);
        return BuildState.of(fingerprint, values, files, Clock.systemUTC());
    }

    /**
     * Returns whether a file is one of the application's own, so that a change of it changes no other part of the archive.
     * Files that may declare libraries, or belong to another part, are not.
     */
    boolean areOfApplication(Path file) {
        if (!goal.buildSteps.isEmpty()) {
            return false; // a step may read each file, and needs the libraries
        }
        String name = file.getFileName().toString();
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean isSource = file.startsWith(sources()) || isResource(file);
        return isSource
                && OWN.contains(suffix)
                && !name.equals("setup.py")
                && !file.startsWith(goal.hooks.toPath().normalize())
                && !file.startsWith(goal.outputDirectory.toPath())
                && !haveHooksLinks();
    }

    /** Returns whether a link of the hooks leads to a folder: its files are known by their paths in that folder only. */
    private boolean haveHooksLinks() {
        if (!Files.isDirectory(goal.hooks.toPath())) {
            return false;
        }
        try (Stream<Path> files = Files.walk(goal.hooks.toPath())) {
            return files.anyMatch(file -> Files.isSymbolicLink(file) && Files.isDirectory(file));
        } catch (IOException | UncheckedIOException unknown) {
            return true;
        }
    }

    private boolean isResource(Path file) {
        for (Path folder : resourceFolders()) {
            if (file.startsWith(folder)) {
                return true;
            }
        }
        return false;
    }

    private Set<Path> locations() throws IOException {
        Set<Path> locations = new HashSet<>(
                List.of(base, goal.project.getFile().toPath(), sources(), goal.hooks.toPath(), goal.lockFile.toPath()));
        locations.addAll(locks());
        locations.addAll(parents());
        for (File file : goal.requirementsFiles) {
            locations.add(file.toPath());
        }
        for (String filter : goal.project.getBuild().getFilters()) {
            locations.add(base.resolve(filter));
        }
        for (BuildStep step : goal.buildSteps) {
            step.directory(base).ifPresent(locations::add);
        }
        locations.addAll(resourceFolders());
        locations.addAll(ConfigurationFiles.of(BuildMachine.here(base)));
        return locations;
    }

    private Path sources() {
        return goal.sourceDirectory.toPath().normalize();
    }

    /** A program that is installed or removed changes the time of its folder. */
    String pythons() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path place : HostPython.of(goal).all(Progress.SILENT).places()) {
            text.append(place).append('\0');
            if (Files.exists(place)) {
                text.append(Files.getLastModifiedTime(place));
            }
        }
        return text.toString();
    }

    /** Returns the locks beside that of all targets: targets may have locks of their own. */
    List<Path> locks() throws IOException {
        Path folder = goal.lockFile.toPath().toAbsolutePath().getParent();
        if (goal.targets.isEmpty() || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".toml")).toList();
        }
    }

    /** Returns the POMs of the parents, whose values filtered resources may contain. */
    List<Path> parents() {
        List<Path> files = new ArrayList<>();
        for (MavenProject one = goal.project.getParent(); one != null; one = one.getParent()) {
            if (one.getFile() != null) {
                files.add(one.getFile().toPath());
            }
        }
        return files;
    }

    private List<Path> resourceFolders() {
        List<Path> folders = new ArrayList<>();
        for (Resource resource : resources()) {
            if (resource.getDirectory() != null) {
                folders.add(base.resolve(resource.getDirectory()).normalize());
            }
        }
        return folders;
    }

    List<Resource> resources() {
        return goal.resources == null ? List.of() : goal.resources;
    }

    /** Returns the files of Maven artifacts in the archive: a snapshot keeps its coordinates. */
    List<Path> artifacts() throws IOException {
        RepositorySystem system = goal.services.repositories();
        List<Path> files = new ArrayList<>();
        if (!goal.overlays.isEmpty()) {
            OverlayFiles overlays = new OverlayFiles(system, goal.session, goal.project, base);
            goal.overlays.forEach(overlay -> files.add(overlays.resolve(overlay).toPath()));
        }
        if (goal.runtime != null) {
            files.add(new RuntimeFile(goal).find());
        }
        if (!goal.project.getDependencies().isEmpty()) {
            new WheelDependencies(system, goal.session, goal.project)
                    .find()
                    .forEach(wheel -> files.add(wheel.getFile().toPath()));
        }
        return files;
    }

    /** The build's own output is no input, and neither are tests outside of the sources and resources. */
    private Set<Path> skipped() {
        Path tests = base.resolve("src/test");
        Set<Path> skipped = new HashSet<>(Set.of(goal.outputDirectory.toPath()));
        boolean areTestsPacked = tests.startsWith(sources());
        for (Path folder : resourceFolders()) {
            areTestsPacked |= tests.startsWith(folder);
        }
        if (!areTestsPacked) {
            skipped.add(tests);
        }
        for (String module : goal.project.getModules()) {
            skipped.add(new File(base.toFile(), module + "/target").toPath());
        }
        return skipped;
    }
}
