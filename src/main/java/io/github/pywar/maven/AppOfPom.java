package io.github.pywar.maven;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.dependency.ProjectFolder;
import io.github.pywar.app.dependency.UnreadDeclarations;
import io.github.pywar.app.source.HookFolder;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.model.Resource;

/** Reads the parameters of a goal as the application that they describe. */
final class AppOfPom {

    private static final String USUAL_SOURCES = "src/main/python";
    private static final String USUAL_HOOKS = "src/main/hooks";
    private static final String USUAL_RESOURCES = "src/main/resources/python";

    private final AbstractAppMojo goal;
    private final Path base;
    private final FileScope scope;
    private final ProjectFolder python;

    AppOfPom(AbstractAppMojo goal) throws IOException {
        this.goal = goal;
        this.base = goal.project.getBasedir().toPath();
        Path sources = goal.sourceDirectory.toPath().normalize();
        this.scope = new ProjectScope(goal.session, goal.project).files().with(sources);
        this.python = ProjectFolder.of(base, sources);
    }

    AppSpec spec(Progress progress) throws IOException {
        Protocol protocol = Protocol.parse(goal.protocol);
        ObjectReference entry = ObjectReference.parse(
                AbstractPywarMojo.said(goal.application).orElseThrow(AppOfPom::noApplication), protocol);
        TargetEnvironment target = new TargetChoice(
                        AbstractPywarMojo.said(goal.python),
                        AbstractPywarMojo.said(goal.platform),
                        AbstractPywarMojo.said(goal.libc))
                .target(Interpreters.of(System.getenv()), progress);
        Optional<PyProject> pyProject = pyProject();
        return new AppSpec(
                identity(),
                entry,
                sources(progress),
                pyProject.filter(PyProject::hasProject),
                declared(pyProject, target, progress),
                ServerChoice.parse(AbstractPywarMojo.said(goal.server), protocol),
                target,
                hooks());
    }

    private Optional<PyProject> pyProject() throws IOException {
        Optional<Path> file = python.pyProject();
        return file.isPresent() ? Optional.of(PyProject.read(file.get(), scope)) : Optional.empty();
    }

    private ProjectCoordinates identity() {
        return new ProjectCoordinates(
                goal.project.getGroupId(),
                goal.project.getArtifactId(),
                goal.project.getVersion(),
                AbstractPywarMojo.said(goal.classifier));
    }

    private DependencySources dependencies() {
        List<Path> named = goal.requirementsFiles.stream().map(File::toPath).toList();
        List<Path> files = named.isEmpty() ? python.requirements() : named;
        return new DependencySources(
                goal.requirements.lines(), files, goal.extras, goal.groups, System.getenv(), scope);
    }

    private DeclaredDependencies declared(Optional<PyProject> pyProject, TargetEnvironment target, Progress progress)
            throws IOException {
        DependencySources sources = dependencies();
        DeclaredDependencies declared =
                new DeclaredOfPom(goal).complete(sources.read(base, pyProject, target, progress), target);
        UnreadDeclarations unread = new UnreadDeclarations(python.path(), pyProject, scope);
        boolean isDeclared = !declared.requirements().isEmpty()
                || sources.isAny()
                || pyProject.filter(PyProject::declaresDependencies).isPresent()
                || Files.exists(goal.lockFile.toPath());
        if (isDeclared) {
            unread.report(sources.files(), progress);
        } else {
            unread.requireNone(progress);
        }
        return declared;
    }

    private List<SourceFolder> sources(Progress progress) throws IOException {
        Path work = goal.outputDirectory.toPath().resolve("pywar");
        List<SourceFolder> sources = new ArrayList<>();
        ownSources().ifPresent(sources::add);
        sources.addAll(new FilteredResources(goal, work.resolve("resources"), progress, scope).of(resources()));
        sources.addAll(
                new OverlayFiles(goal.services.repositories(), goal.session, goal.project, work.resolve("overlays"))
                        .of(goal.overlays));
        return sources;
    }

    /** The usual folder may be missing, for an application that is itself a library. */
    private Optional<SourceFolder> ownSources() {
        Path folder = goal.sourceDirectory.toPath().normalize();
        if (folder.equals(base.resolve(USUAL_SOURCES)) && Files.notExists(folder)) {
            return Optional.empty();
        }
        List<String> excludes = new ArrayList<>(goal.excludes);
        for (File other : List.of(goal.outputDirectory, goal.hooks)) {
            Path inside = other.toPath().normalize();
            if (inside.startsWith(folder) && !inside.equals(folder)) {
                excludes.add(folder.relativize(inside).toString().replace('\\', '/') + "/");
            }
        }
        Set<Path> declaring = goal.requirementsFiles.stream()
                .map(file -> file.toPath().normalize())
                .collect(Collectors.toSet());
        Patterns patterns = new Patterns(goal.includes, excludes, goal.defaultExcludes, declaring);
        return Optional.of(new SourceFolder(folder, FilteredResources.label(base, folder), "", patterns, scope));
    }

    private Optional<HookFolder> hooks() {
        Path folder = goal.hooks.toPath().normalize();
        if (folder.equals(base.resolve(USUAL_HOOKS)) && Files.notExists(folder)) {
            return Optional.empty();
        }
        return Optional.of(new HookFolder(folder, FilteredResources.label(base, folder), scope));
    }

    private List<Resource> resources() {
        if (goal.resources != null) {
            return goal.resources;
        }
        if (Files.notExists(base.resolve(USUAL_RESOURCES))) {
            return List.of();
        }
        Resource usual = new Resource();
        usual.setDirectory(USUAL_RESOURCES);
        return List.of(usual);
    }

    private static UserException noApplication() {
        return UserException.of("The POM does not say where the application begins")
                .hint("declare it: <application>shop.wsgi:application</application>");
    }
}
