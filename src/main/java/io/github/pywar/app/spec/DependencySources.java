package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.RequirementsFile;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every place that says what an application requires. The POM's own requirements always count; beside them those of
 * requirements files, or, where there is none, those of {@code pyproject.toml}.
 *
 * @param lines requirements of the POM or the command line
 * @param files requirements files that the POM names
 * @param extras of {@code pyproject.toml}
 * @param variables the environment that requirements files may refer to
 */
public record DependencySources(
        List<String> lines, List<Path> files, List<String> extras, Map<String, String> variables) {

    private static final SourceLocation POM = SourceLocation.of("<requirements>");
    private static final String USUAL_FILE = "requirements.txt";

    public DependencySources {
        lines = List.copyOf(lines);
        files = List.copyOf(files);
        extras = List.copyOf(extras);
    }

    /**
     * @param folder of the project
     * @param project its {@code [project]} table
     * @return what counts on that target
     */
    public Dependencies read(Path folder, Optional<PyProject> project, TargetEnvironment target, Progress progress)
            throws IOException {
        List<Path> chosen = files(folder);
        Dependencies declared = chosen.isEmpty() ? Dependencies.NONE : ofFiles(chosen, target);
        if (project.isPresent()) {
            ProjectRequirements table = new ProjectRequirements(project.get());
            table.checkPython(target);
            declared = declared.and(applying(table.extras(extras), target));
            if (chosen.isEmpty()) {
                declared = declared.and(applying(table.dependencies(), target));
            } else if (!project.get().dependencies().isEmpty()) {
                progress.step("The requirements come from " + chosen.get(0).getFileName() + ", not from [project] of "
                        + PyProject.FILE);
            }
        } else if (!extras.isEmpty()) {
            throw UserException.of("<extras> asks for `" + String.join("`, `", extras)
                    + "`, but there is no [project] in a `" + PyProject.FILE + "`");
        }
        return declared.and(applying(Faults.eachOf(lines, line -> DeclaredRequirement.parse(line, POM)), target));
    }

    private List<Path> files(Path folder) {
        if (!files.isEmpty()) {
            return files;
        }
        Path usual = folder.resolve(USUAL_FILE);
        return Files.isRegularFile(usual) ? List.of(usual) : List.of();
    }

    private Dependencies ofFiles(List<Path> chosen, TargetEnvironment target) throws IOException {
        Dependencies all = Dependencies.NONE;
        for (Path file : chosen) {
            if (!Files.isRegularFile(file)) {
                throw UserException.of("There is no requirements file `" + file + "`")
                        .hint("name those that there are: <requirementsFiles>");
            }
            RequirementsFile read = RequirementsFile.read(file, variables::get);
            all = all.and(new Dependencies(
                    read.requirements(target.markers()),
                    read.constraints(target.markers()),
                    List.of(read.options()),
                    read.requiresHashes()));
        }
        return all;
    }

    private static List<DeclaredRequirement> applying(List<DeclaredRequirement> all, TargetEnvironment target) {
        return all.stream()
                .filter(one -> one.appliesTo(target.markers()))
                .map(DeclaredRequirement::requireWheel)
                .toList();
    }
}
