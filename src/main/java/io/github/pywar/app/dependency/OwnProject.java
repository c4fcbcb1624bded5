package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The application as a requirement of its own declaration ({@code -e .}). It stands for the dependencies that it declares
 * as a project: the archive has the application's files already. A project whose modules are elsewhere is an error.
 *
 * @param project the declarations of the application
 */
record OwnProject(ProjectDeclarations project) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{7}");

    /**
     * Returns the same dependencies, with those of the project instead of the project.
     *
     * @throws UserException if the project declares no dependencies
     */
    DeclaredDependencies expand(DeclaredDependencies declared, TargetEnvironment target, Progress progress)
            throws IOException {
        List<UnnamedRequirement> others = new ArrayList<>();
        List<DeclaredRequirement> own = new ArrayList<>();
        for (UnnamedRequirement one : declared.unnamed()) {
            if (isOwn(one.url())) {
                own.addAll(dependencies(one, target, progress));
            } else {
                others.add(one);
            }
        }
        return declared.withNames(own).referring(others);
    }

    private List<DeclaredRequirement> dependencies(UnnamedRequirement one, TargetEnvironment target, Progress progress)
            throws IOException {
        DeclarationKind kind = project.ofPackage().orElseThrow(() -> undeclared(one));
        progress.step("The application requires itself (" + one.location() + "): the dependencies in " + kind.label()
                + " are used");
        return project.dependencies(kind, List.copyOf(one.extras()), target).requirements().stream()
                .filter(dependency -> dependency.appliesTo(target.markers()))
                .map(DeclaredRequirement::requireSupported)
                .toList();
    }

    private static UserException undeclared(UnnamedRequirement one) {
        return UserException.of(
                        "The application requires itself, and its dependencies are not declared in pyproject.toml,"
                                + " setup.cfg or setup.py: " + one)
                .hint("write them into `dependencies` of [project], or in place of this requirement");
    }

    /**
     * Checks that the modules of a project that requires itself are in the archive.
     *
     * @throws UserException if some are not in the folders of the application's files
     */
    void requireModules(DeclaredDependencies declared, PythonProject files) throws IOException {
        for (UnnamedRequirement one : declared.unnamed()) {
            List<Path> outside = isOwn(one.url())
                    ? new OwnModules(files.folder(), files.pyProject()).outside(files.sources())
                    : List.of();
            if (!outside.isEmpty()) {
                throw outside(one, outside, files);
            }
        }
    }

    /**
     * Warns of modules of the project that are not in the archive, which has its dependencies.
     *
     * @param choice the declaration of these dependencies
     */
    void reportModules(DeclarationChoice choice, PythonProject files, Progress progress) throws IOException {
        if (choice.kind().isEmpty() || !choice.kind().equals(project.ofPackage())) {
            return;
        }
        List<Path> outside = new OwnModules(files.folder(), files.pyProject()).certainlyOutside(files.sources());
        if (!outside.isEmpty()) {
            String root = label(outside.get(0).getParent(), files);
            List<String> names = names(outside);
            progress.warning("The archive does not contain " + quoted(names) + " of this project, only its dependencies"
                    + " (folder: " + root + "; folders of the archive: " + labels(files)
                    + "). If the application imports it, " + cure(root, names));
        }
    }

    private static List<String> names(List<Path> modules) {
        List<String> names = new ArrayList<>();
        for (Path module : modules) {
            names.add(module.getFileName().toString());
        }
        return names;
    }

    private static String quoted(List<String> names) {
        return "`" + String.join("`, `", names) + "`";
    }

    private static String cure(String root, List<String> names) {
        return "set <sourceDirectory>" + root + "</sourceDirectory>, or add the folder: " + resource(root, names);
    }

    private static UserException outside(UnnamedRequirement one, List<Path> modules, PythonProject files) {
        Path folder = modules.get(0).getParent();
        String root = label(folder, files);
        List<String> names = names(modules);
        UserException error = UserException.of("The application requires itself, and the archive would not contain "
                + quoted(names) + " of this project\n    folder: " + root + "\n    folders of the archive: "
                + labels(files) + "\n    from: " + one.location());
        return error.hint(cure(root, names))
                .hint("or, if the application does not import them, list the dependencies of the project in place of"
                        + " this requirement");
    }

    private static String resource(String folder, List<String> names) {
        String includes = folder.equals(".")
                ? names.stream().map(name -> "<include>" + name + "/</include>").collect(Collectors.joining())
                : "";
        return "<resources><resource><directory>" + folder + "</directory>"
                + (includes.isEmpty() ? "" : "<includes>" + includes + "</includes>") + "</resource></resources>";
    }

    private static String labels(PythonProject files) {
        List<String> labels = new ArrayList<>();
        for (Path source : files.sources()) {
            labels.add(label(source, files));
        }
        return labels.isEmpty() ? "none" : String.join(", ", labels);
    }

    private static String label(Path path, PythonProject files) {
        Path relative = files.folder()
                .toAbsolutePath()
                .normalize()
                .relativize(path.toAbsolutePath().normalize());
        String text = relative.toString().replace('\\', '/');
        return text.isEmpty() ? "." : text;
    }

    /** Returns whether a URL is that of the folder of the project. */
    private boolean isOwn(String url) {
        String own = project.folder().toAbsolutePath().normalize().toUri().toString();
        String other = UrlText.parse(url.replaceFirst("#.*", ""))
                .map(one -> one.normalize().toString())
                .orElse("");
        return withSlash(other).equals(withSlash(own)) && !url.contains("subdirectory=");
    }

    private static String withSlash(String url) {
        return url.endsWith("/") ? url : url + "/";
    }

    /**
     * Removes requirements whose names need not be those of their projects: on the folder of the project itself, and
     * under a hash, which Pipenv makes up for a path without a name.
     *
     * @return these requirements, without their names
     */
    List<UnnamedRequirement> unnamed(List<DeclaredRequirement> all) {
        List<UnnamedRequirement> unnamed = new ArrayList<>();
        for (Iterator<DeclaredRequirement> left = all.iterator(); left.hasNext(); ) {
            DeclaredRequirement one = left.next();
            Requirement requirement = one.requirement();
            Optional<String> url = requirement.url();
            boolean isHash = HASH.matcher(requirement.name().value()).matches();
            if (url.isPresent() && url.get().startsWith("file:") && (isHash || isOwn(url.get()))) {
                unnamed.add(new UnnamedRequirement(url.get(), requirement.extras(), one.location(), one.hashes()));
                left.remove();
            }
        }
        return unnamed;
    }
}
