package io.github.pywar.app.init;

import io.github.pywar.app.dependency.ProjectSummary;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draft of a new application, in a folder without Python modules.
 *
 * @param request what to write
 */
record NewProject(InitRequest request) {

    ProjectDraft draft() throws IOException {
        Framework framework = request.framework().orElse(Framework.FLASK);
        checkInterface(framework);
        ProjectSummary none = new ProjectSummary(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        PomCoordinates coordinates = PomCoordinates.of(request, none);
        FoundPython found = FoundPython.of(List.of(request.folder()), Optional.empty(), request.machine());
        String python = request.python().orElse(found.series());
        Map<String, String> files = ProjectTemplate.files(framework, coordinates.module());
        String application = coordinates.module() + "." + framework.entry();
        files.put(
                PomText.NAME,
                new PomText(coordinates, application, python, request.pluginVersion(), elements(framework)).text());
        return new ProjectDraft(
                files,
                List.of(
                        "Application: `" + application + "`, a new " + framework.label()
                                + " application (-Dpywar.framework)",
                        "Python: " + python + " (" + (request.python().isPresent() ? "-Dpywar.python" : found.origin())
                                + ")",
                        "Coordinates: " + coordinates),
                checks(coordinates));
    }

    static List<String> elements(Framework framework) {
        return framework.protocol() == Protocol.ASGI ? PomText.element("interface", "asgi") : List.of();
    }

    private List<String> checks(PomCoordinates coordinates) {
        List<String> checks = new ArrayList<>();
        if (request.groupId().isEmpty()) {
            checks.add("groupId: `" + coordinates.groupId() + "` is an example");
        }
        if (request.python().isEmpty()) {
            checks.add("python: the version on the servers (`python3 --version` there)");
        }
        return checks;
    }

    private void checkInterface(Framework framework) {
        if (request.protocol().filter(one -> one != framework.protocol()).isPresent()) {
            throw UserException.of("The template for " + framework.label() + " has the interface `"
                            + framework.protocol() + "`, and -Dpywar.interface is `"
                            + request.protocol().get() + "`")
                    .hint("omit -Dpywar.interface, or choose another template: -Dpywar.framework=fastapi");
        }
        request.application().ifPresent(application -> {
            throw UserException.of("-Dpywar.application names `" + application
                            + "`, and the folder has no Python module" + "\n    folder: " + name(request.folder()))
                    .hint("run `init` in the folder of the project")
                    .hint("or omit it to write a new application");
        });
    }

    static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }
}
