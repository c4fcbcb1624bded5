package io.github.pywar.maven;

import io.github.pywar.app.archive.PomVersion;
import io.github.pywar.app.dependency.LocalWheel;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.wheel.BuildWheel;
import io.github.pywar.app.wheel.LibraryProject;
import io.github.pywar.app.wheel.LibraryRequirements;
import io.github.pywar.app.wheel.PomDescription;
import io.github.pywar.app.wheel.PomDescription.Developer;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.License;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.artifact.Artifact;

/** Reads the parameters of {@code wheel} and the POM, and returns the library. */
final class WheelReader {

    /** Time of all files without an output timestamp: a lock has the hash of the wheel, so it must not change. */
    private static final Instant TIME = Instant.parse("2020-02-02T00:00:00Z");

    private final WheelMojo goal;
    private final MavenProject project;

    WheelReader(WheelMojo goal) {
        this.goal = goal;
        this.project = goal.project;
    }

    /** Returns the library and its files. */
    BuildWheel.Request request(Progress progress) throws IOException {
        SourceFiles files = new SourceFiles(SourceParameters.of(goal), List.of(goal.outputDirectory), file -> {});
        List<SourceFolder> folders = new ArrayList<>(files.modules().stream().toList());
        folders.addAll(files.resources(progress));
        return new BuildWheel.Request(
                library(files, progress),
                folders,
                OutputTimestamp.parse(goal.outputTimestamp, TIME),
                "pywar-maven-plugin (" + goal.pluginVersion + ")");
    }

    private LibraryProject library(SourceFiles files, Progress progress) throws IOException {
        Optional<PyProject> pyProject = files.pyProject().filter(PyProject::hasProject);
        Version version = PomVersion.pep440(project.getVersion());
        pyProject
                .flatMap(PyProject::version)
                .filter(declared -> !declared.equals(version))
                .ifPresent(declared -> progress.warning("The version " + declared
                        + " in pyproject.toml is not used: the" + " wheel has the version of the POM, " + version
                        + ". Declare `dynamic = [\"version\"]` instead"));
        return new LibraryProject(
                AbstractPywarMojo.value(goal.distributionName)
                        .or(() -> pyProject.map(PyProject::writtenName))
                        .orElse(project.getArtifactId()),
                version,
                files.python().path(),
                files.scope(),
                description(),
                pyProject,
                AbstractPywarMojo.value(goal.requiresPython)
                        .map(VersionSpecifiers::parse)
                        .or(() -> pyProject.map(PyProject::requiresPython))
                        .orElse(VersionSpecifiers.ANY),
                requirements(files, pyProject, progress),
                goal.scripts);
    }

    private List<DeclaredRequirement> requirements(SourceFiles files, Optional<PyProject> pyProject, Progress progress)
            throws IOException {
        Path base = project.getBasedir().toPath();
        List<Path> named = goal.requirementsFiles.stream().map(File::toPath).toList();
        List<DeclaredRequirement> all = new ArrayList<>(
                new LibraryRequirements(goal.requirements.lines(), named, System.getenv(), files.scope())
                        .read(base, files.python().path(), pyProject, progress));
        all.addAll(mavenLibraries());
        return all;
    }

    /** A wheel of the POM is the minimum version: Maven may select a later one for the application. */
    private List<DeclaredRequirement> mavenLibraries() throws IOException {
        List<DeclaredRequirement> libraries = new ArrayList<>();
        WheelDependencies dependencies = new WheelDependencies(goal.services.repositories(), goal.session, project);
        for (Artifact wheel : dependencies.findDirect()) {
            libraries.add(LocalWheel.minimum(wheel.getFile().toPath(), wheel.toString()));
        }
        return libraries;
    }

    private PomDescription description() {
        Map<String, String> urls = new LinkedHashMap<>();
        put(urls, "Homepage", project.getUrl());
        put(urls, "Source", project.getScm() == null ? null : project.getScm().getUrl());
        put(
                urls,
                "Issues",
                project.getIssueManagement() == null
                        ? null
                        : project.getIssueManagement().getUrl());
        return new PomDescription(
                AbstractPywarMojo.value(project.getDescription()),
                project.getLicenses().stream()
                        .map(License::getName)
                        .flatMap(name -> AbstractPywarMojo.value(name).stream())
                        .toList(),
                urls,
                project.getDevelopers().stream()
                        .map(one -> new Developer(
                                AbstractPywarMojo.value(one.getName()), AbstractPywarMojo.value(one.getEmail())))
                        .toList());
    }

    private static void put(Map<String, String> urls, String label, String url) {
        AbstractPywarMojo.value(url).ifPresent(text -> urls.put(label, text));
    }
}
