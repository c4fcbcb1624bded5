package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.declaration.PdmDeclaration;
import io.github.pywar.python.declaration.Pipfile;
import io.github.pywar.python.declaration.PoetryDeclaration;
import io.github.pywar.python.declaration.ProjectRoot;
import io.github.pywar.python.declaration.RequiredPython;
import io.github.pywar.python.declaration.SetupConfiguration;
import io.github.pywar.python.declaration.SetuptoolsDynamic;
import io.github.pywar.python.declaration.ToolDependencies;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Declarations of dependencies of a project, in all formats but requirements files.
 *
 * @param folder of the declarations
 * @param pyProject the {@code pyproject.toml}
 * @param scope folders that links may lead to
 * @param metadata of the project, if only a build can determine its dependencies
 */
record ProjectDeclarations(Path folder, Optional<PyProject> pyProject, FileScope scope, ProjectMetadata metadata) {

    private static final int MAX_BYTES = 1 << 20;
    private static final String SETUP_PY = "setup.py";
    private static final String DEPENDENCIES = "dependencies";
    private static final String EXTRAS = "optional-dependencies";
    private static final Pattern INSTALL_REQUIRES = Pattern.compile("\\binstall_requires\\b");

    /** Returns the kinds of declarations that the project has. */
    Set<DeclarationKind> present() throws IOException {
        Set<DeclarationKind> present = EnumSet.noneOf(DeclarationKind.class);
        Optional<PoetryDeclaration> poetry = poetry();
        boolean isPoetry = poetry.isPresent() && poetry.get().hasDependencies();
        boolean isProject =
                pyProject.isPresent() && pyProject.get().declaresDependencies() || !isPoetry && isDynamic(DEPENDENCIES);
        if (Files.isRegularFile(folder.resolve("requirements.txt"))) {
            present.add(DeclarationKind.REQUIREMENTS);
        }
        if (isProject) {
            present.add(DeclarationKind.PROJECT);
        } else if (isPoetry) {
            present.add(DeclarationKind.POETRY);
        }
        if (Files.isRegularFile(folder.resolve(Pipfile.NAME))) {
            present.add(DeclarationKind.PIPFILE);
        }
        if (mentionsRequirements(SETUP_PY)) {
            present.add(DeclarationKind.SETUP_PY);
        } else if (mentionsRequirements(SetupConfiguration.NAME)
                && setupConfiguration().hasDependencies()) {
            present.add(DeclarationKind.SETUP_CFG);
        }
        return present;
    }

    /**
     * Returns the declaration of the project as a package. It may have no dependencies; without a sign of any in a {@code
     * setup.py}, only a build shows that.
     *
     * @return empty if the project is not a package
     */
    Optional<DeclarationKind> ofPackage() throws IOException {
        Set<DeclarationKind> all = present();
        all.removeAll(Set.of(DeclarationKind.REQUIREMENTS, DeclarationKind.PIPFILE));
        if (all.isEmpty() && pyProject.filter(PyProject::hasProject).isPresent()) {
            return Optional.of(DeclarationKind.PROJECT);
        }
        if (all.isEmpty() && Files.isRegularFile(folder.resolve(SETUP_PY))) {
            return Optional.of(DeclarationKind.SETUP_PY);
        }
        return all.stream().min(Comparator.naturalOrder());
    }

    /**
     * Returns the locks of other tools that the project has. Without a table of Poetry, its lock beside another one is a
     * remnant.
     */
    Set<String> locks() {
        Set<String> locks = new HashSet<>();
        for (String name : DeclarationChoice.lockNames()) {
            if (Files.isRegularFile(folder.resolve(name))) {
                locks.add(name);
            }
        }
        if (poetry().isEmpty() && (locks.contains("uv.lock") || locks.contains("pdm.lock"))) {
            locks.remove("poetry.lock");
        }
        return locks;
    }

    private boolean mentionsRequirements(String name) throws IOException {
        Path file = folder.resolve(name);
        FileScope own = scope.with(folder);
        if (!Files.isRegularFile(file) || !own.has(file) || Files.size(file) > MAX_BYTES) {
            return false;
        }
        String text = new String(own.read(file, name, MAX_BYTES), StandardCharsets.ISO_8859_1);
        return INSTALL_REQUIRES.matcher(text.replace('-', '_')).find();
    }

    private boolean isDynamic(String field) {
        return pyProject.isPresent() && pyProject.get().isDynamic(field);
    }

    Optional<PoetryDeclaration> poetry() {
        return pyProject.isPresent() ? PoetryDeclaration.of(pyProject.get(), folder) : Optional.empty();
    }

    Pipfile pipfile() throws IOException {
        return Pipfile.read(folder.resolve(Pipfile.NAME), scope.with(folder));
    }

    private SetupConfiguration setupConfiguration() throws IOException {
        return SetupConfiguration.read(folder.resolve(SetupConfiguration.NAME), scope.with(folder));
    }

    /** Returns the Python versions that a declaration requires; {@code [project]} is checked in any case. */
    Optional<RequiredPython> python(DeclarationKind kind) throws IOException {
        return switch (kind) {
            case POETRY -> poetry().flatMap(PoetryDeclaration::python);
            case PIPFILE -> pipfile().python();
            case SETUP_CFG -> setupConfiguration().python();
            default -> Optional.empty();
        };
    }

    /**
     * Returns the dependencies of a declaration.
     *
     * @param extras whose dependencies are added
     */
    ToolDependencies dependencies(DeclarationKind kind, List<ExtraName> extras, TargetEnvironment target)
            throws IOException {
        return switch (kind) {
            case PROJECT -> ofProject(extras, target);
            case POETRY -> ofPoetry(extras);
            case PIPFILE -> pipfile().packages().and(extras(extras, target));
            case SETUP_CFG -> ToolDependencies.of(setupConfiguration().requirements(extras));
            case SETUP_PY -> ToolDependencies.of(built(extras, target));
            case REQUIREMENTS -> extras(extras, target);
        };
    }

    /** Extras of the table {@code [project]} replace those of Poetry. */
    private ToolDependencies ofPoetry(List<ExtraName> extras) {
        PoetryDeclaration poetry = poetry().orElseThrow();
        boolean isStandard =
                pyProject.filter(project -> !project.extras().isEmpty()).isPresent();
        return isStandard && !extras.isEmpty()
                ? poetry.select(List.of())
                        .and(enriched(pyProject.orElseThrow().extraRequirements(extras), Optional.empty()))
                : poetry.select(extras);
    }

    private ToolDependencies ofProject(List<ExtraName> extras, TargetEnvironment target) throws IOException {
        PyProject project = pyProject.orElseThrow();
        Optional<SetuptoolsDynamic> files = SetuptoolsDynamic.of(project, folder, scope.with(folder));
        boolean isRead = !isDynamic(DEPENDENCIES)
                || files.filter(SetuptoolsDynamic::hasDependencies).isPresent();
        boolean hasExtras = extras.isEmpty()
                || !isDynamic(EXTRAS)
                || files.filter(SetuptoolsDynamic::hasExtras).isPresent();
        if (!isRead || !hasExtras) {
            return ToolDependencies.of(built(extras, target));
        }
        boolean isStatic = !isDynamic(DEPENDENCIES);
        List<DeclaredRequirement> all = new ArrayList<>();
        if (!isStatic) {
            all.addAll(files.orElseThrow().dependencies());
        }
        if (isDynamic(EXTRAS) && !extras.isEmpty()) {
            all.addAll(isStatic ? project.requirements(List.of()) : List.of());
            all.addAll(files.orElseThrow().extras(extras));
        } else {
            all.addAll(isStatic ? project.requirements(extras) : project.extraRequirements(extras));
        }
        ToolDependencies result = enriched(all, Optional.empty());
        return isStatic && !isDynamic(EXTRAS) ? result.and(ofPoetryOnly(project)) : result;
    }

    /** Returns a remark on dependencies of Poetry that {@code [project]} does not have: Poetry does not use them either. */
    private ToolDependencies ofPoetryOnly(PyProject project) {
        Set<PackageName> standard = names(project.requirements(List.copyOf(project.extras())));
        Optional<PoetryDeclaration> poetry = poetry();
        if (poetry.isEmpty()) {
            return ToolDependencies.NONE;
        }
        Set<PackageName> others =
                new TreeSet<>(names(poetry.get().select(List.of()).requirements()));
        others.removeAll(standard);
        String names = others.stream().map(PackageName::value).collect(Collectors.joining("`, `", "`", "`"));
        return others.isEmpty()
                ? ToolDependencies.NONE
                : ToolDependencies.NONE.remarking("[tool.poetry.dependencies] of pyproject.toml: " + names
                        + " has no effect, because `dependencies` of [project] does not list it");
    }

    private static Set<PackageName> names(List<DeclaredRequirement> all) {
        Set<PackageName> names = new TreeSet<>();
        for (DeclaredRequirement one : all) {
            names.add(one.requirement().name());
        }
        return names;
    }

    /** Returns what extras add to a declaration that has none of its own. */
    private ToolDependencies extras(List<ExtraName> extras, TargetEnvironment target) throws IOException {
        if (extras.isEmpty()) {
            return ToolDependencies.NONE;
        }
        if (pyProject.filter(PyProject::hasProject).isPresent()) {
            ToolDependencies with = ofProject(extras, target);
            List<DeclaredRequirement> added = new ArrayList<>(with.requirements());
            added.removeAll(ofProject(List.of(), target).requirements());
            return with.with(added);
        }
        Optional<PoetryDeclaration> poetry = poetry().filter(PoetryDeclaration::hasDependencies);
        if (poetry.isEmpty()) {
            throw pyProject.isPresent()
                    ? UserException.of("<extras> selects from a table [project], and `pyproject.toml` has none")
                    : noPyProject("extras");
        }
        return poetry.get().extras(extras);
    }

    ToolDependencies enriched(List<DeclaredRequirement> standard, Optional<ExtraName> group) {
        ProjectRoot root = new ProjectRoot(folder);
        List<DeclaredRequirement> all = new ArrayList<>();
        for (DeclaredRequirement one : standard) {
            all.add(root.expand(one));
        }
        Optional<PoetryDeclaration> poetry = poetry();
        Optional<PdmDeclaration> pdm = pdm();
        ToolDependencies enriched = poetry.isPresent() ? poetry.get().enrich(all, group) : ToolDependencies.of(all);
        return enriched.and(pdm.isPresent() ? pdm.get().sources() : ToolDependencies.NONE);
    }

    /** Returns the requirements in the metadata of the project that apply to the target with these extras. */
    private List<DeclaredRequirement> built(Collection<ExtraName> extras, TargetEnvironment target) throws IOException {
        Metadata built = Metadata.parse(metadata.of(folder));
        for (ExtraName extra : extras) {
            if (!built.providesExtra().contains(extra)) {
                throw UserException.of("The metadata of the project has no extra `" + extra + "`\n    known: "
                        + String.join(
                                ", ",
                                built.providesExtra().stream()
                                        .map(ExtraName::value)
                                        .toList()));
            }
        }
        SourceLocation origin = SourceLocation.of("metadata of the project");
        return built.requiresDist().stream()
                .filter(one -> one.appliesTo(target.markers(), Set.copyOf(extras)))
                .map(one -> new DeclaredRequirement(one.withMarker(null), origin, Map.of()))
                .toList();
    }

    Optional<PdmDeclaration> pdm() {
        return pyProject.isPresent() ? PdmDeclaration.of(pyProject.get(), folder) : Optional.empty();
    }

    static UserException noPyProject(String element) {
        return UserException.of("<" + element + "> selects from a `pyproject.toml`, and the project has none");
    }
}
