package io.github.pywar.app.init;

import io.github.pywar.app.dependency.ProjectFolder;
import io.github.pywar.app.dependency.ProjectSummary;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Draft of a POM for a project that has Python modules. */
final class ExistingProject {

    private static final List<String> REQUIREMENTS_FILES = List.of(
            "requirements/production.txt",
            "requirements/prod.txt",
            "requirements/base.txt",
            "requirements-production.txt",
            "requirements-prod.txt");

    /** Folders of a project root that no server needs. */
    private static final List<String> NOT_PACKAGED = List.of("docs", "media");

    private static final String DEFAULT_SOURCES = "src/main/python";

    private final InitRequest request;
    private final ProjectSources sources;
    private final List<String> assumptions = new ArrayList<>();
    private final List<String> checks = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();

    ExistingProject(InitRequest request, ProjectSources sources) {
        this.request = request;
        this.sources = sources;
    }

    ProjectDraft draft() throws IOException {
        request.framework().ifPresent(framework -> {
            throw UserException.of("-Dpywar.framework writes a new application, and the folder has Python modules"
                            + "\n    found: "
                            + sources.all().findFirst().map(SourceFile::path).orElse(""))
                    .hint("omit it: `init` finds the application")
                    .hint("or run it in an empty folder");
        });
        if (!sources.isComplete()) {
            checks.add("sources: only the first " + sources.size()
                    + " Python modules were searched; choose a smaller folder with -Dpywar.initDirectory=FOLDER");
        }
        Candidate application = ApplicationChoice.of(request, sources);
        String place = application.line() == 0 ? "-Dpywar.application" : application.place();
        assumptions.add("Application: `" + application.reference() + "`, "
                + application.framework().label() + " (" + place + ")");
        Path source = request.folder().resolve(application.root());
        Path declaring = ProjectFolder.of(request.folder(), source).path();
        ProjectSummary summary = ProjectSummary.of(declaring);
        checkDeclaration(summary, declaring, application.root());
        List<String> elements = elements(application, summary);
        PomCoordinates coordinates = PomCoordinates.of(request, summary);
        assumptions.add("Coordinates: " + coordinates);
        checkCoordinates(coordinates);
        files.put(
                PomText.NAME,
                new PomText(
                                coordinates,
                                application.reference().toString(),
                                python(summary, declaring),
                                request.pluginVersion(),
                                elements)
                        .text());
        return new ProjectDraft(files, assumptions, checks);
    }

    /** The folder of the POM has files of declarations without dependencies, which hide those of the source folder. */
    private void checkDeclaration(ProjectSummary summary, Path declaring, String root) throws IOException {
        Path source = request.folder().resolve(root);
        if (summary.declaration().isEmpty()
                && !source.equals(declaring)
                && ProjectSummary.of(source).declaration().isPresent()) {
            throw UserException.of("The requirements of the application are declared in `" + root
                            + "`, and a POM in this folder would not read them")
                    .hint("write the POM there: -Dpywar.initDirectory=" + root);
        }
    }

    private List<String> elements(Candidate application, ProjectSummary summary) throws IOException {
        List<String> elements = new ArrayList<>();
        if (application.reference().protocol() == Protocol.ASGI) {
            elements.addAll(PomText.element("interface", "asgi"));
        }
        if (application.framework() == Framework.DJANGO) {
            new DjangoHooks(sources, assumptions, checks).add(application, files);
        }
        elements.addAll(sources(application.root()));
        elements.addAll(requirements(application, summary));
        return elements;
    }

    private List<String> sources(String root) {
        boolean isProjectFolder = root.isEmpty();
        Optional<String> ofSrc = new ImportRoot(sources).packageInSrc(root);
        assumptions.add("Sources: " + (isProjectFolder ? "the folder of the POM" : root)
                + ofSrc.map(name -> ", and src, because the application imports `" + name + "`")
                        .orElse(""));
        List<String> elements = new ArrayList<>();
        if (!root.equals(DEFAULT_SOURCES)) {
            elements.addAll(PomText.element("sourceDirectory", isProjectFolder ? "${project.basedir}" : root));
        }
        ofSrc.ifPresent(name -> elements.addAll(PomText.RESOURCES_OF_SRC));
        Optional<String> importing = TestFiles.imported(sources, root);
        importing.ifPresent(path -> checks.add("tests: the `tests` folders are packaged, because `" + path
                + "` imports from one; exclude the others in <excludes>"));
        List<String> tests = TestFiles.excludes(sources.tests(root), importing.isPresent());
        if (!tests.isEmpty()) {
            assumptions.add("Tests are not packaged: `" + String.join("`, `", tests) + "` (<excludes>)");
        }
        List<String> excludes = new ArrayList<>(tests);
        if (isProjectFolder) {
            excludes.addAll(otherFolders());
            checks.add("excludes: `unzip -l target/*.pywar` lists what is packaged from the folder");
        }
        elements.addAll(PomText.list("excludes", "exclude", excludes));
        return elements;
    }

    private List<String> otherFolders() {
        Stream<String> hooks = files.isEmpty() ? Stream.empty() : Stream.of("src/main/");
        Stream<String> others = NOT_PACKAGED.stream()
                .filter(name -> Files.isDirectory(request.folder().resolve(name)))
                .map(name -> name + "/");
        return Stream.concat(others, hooks).toList();
    }

    private List<String> requirements(Candidate application, ProjectSummary summary) throws IOException {
        if (summary.declaration().isPresent()) {
            assumptions.add("Requirements: " + summary.declaration().get());
            checkFramework(application, summary.names(), summary.declaration().get());
            return List.of();
        }
        Optional<String> file = REQUIREMENTS_FILES.stream()
                .filter(name -> Files.isRegularFile(request.folder().resolve(name)))
                .findFirst();
        if (file.isPresent()) {
            assumptions.add("Requirements: " + file.get());
            checkFramework(application, ProjectSummary.names(request.folder().resolve(file.get())), file.get());
            return PomText.list("requirementsFiles", "requirementsFile", List.of(file.get()));
        }
        if (isFrameworkIn(summary, application)) {
            assumptions.add("Requirements: group `" + summary.group().get() + "` (<groups>)");
            return PomText.list("groups", "group", List.of(summary.group().get()));
        }
        if (summary.hasUnread()) {
            assumptions.add("Requirements: no declaration counts without an element in the POM");
            checks.add(
                    "requirements: the POM must name them, for example a group in <groups>; `mvn package` lists what it found");
            return List.of();
        }
        Optional<String> framework = application.framework().requirement();
        assumptions.add("Requirements: no declaration was found"
                + framework.map(name -> "; the POM requires `" + name + "`").orElse(""));
        checks.add("requirements: declare them in requirements.txt; the POM has those that `init` assumed");
        if (framework.isEmpty()) {
            files.put("requirements.txt", "");
        }
        return PomText.list("requirements", "requirement", framework.stream().toList());
    }

    /** A group without the framework may be one of a tool, such as a linter. */
    private static boolean isFrameworkIn(ProjectSummary summary, Candidate application) {
        return summary.group().isPresent()
                && application
                        .framework()
                        .requirement()
                        .map(PackageName::parse)
                        .filter(summary.names().orElse(Set.of())::contains)
                        .isPresent();
    }

    /** A framework may come with another package, so that this is no error. */
    private void checkFramework(Candidate application, Optional<Set<PackageName>> names, String declaration) {
        application
                .framework()
                .requirement()
                .filter(name -> names.isPresent() && !names.get().contains(PackageName.parse(name)))
                .ifPresent(name -> checks.add("requirements: `" + name + "` is not among them (" + declaration
                        + "); add it, unless another package requires it (`mvn pywar:tree -Dpywar.why=" + name + "`)"));
    }

    private String python(ProjectSummary summary, Path declaring) throws IOException {
        if (request.python().isPresent()) {
            assumptions.add("Python: " + request.python().get() + " (-Dpywar.python)");
            return request.python().get();
        }
        FoundPython found = FoundPython.of(List.of(request.folder(), declaring), summary.python(), request.machine());
        assumptions.add("Python: " + found.series() + " (" + found.origin() + ")");
        checks.add("python: the version on the servers (`python3 --version` there)");
        return found.series();
    }

    private void checkCoordinates(PomCoordinates coordinates) {
        if (request.groupId().isEmpty()) {
            checks.add("groupId: `" + coordinates.groupId() + "` is an example");
        }
    }
}
