package io.github.pywar.app.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requirements of a library for all targets: those of the POM, and of one other declaration. Requirements files of the POM
 * come first, then {@code pyproject.toml}, then {@code requirements.txt}, which often has pins of developers.
 *
 * @param lines requirements of the POM or the command line
 * @param files requirements files that the POM names
 * @param variables the environment that requirements files may refer to
 * @param scope folders that included requirements files may be in
 */
public record LibraryRequirements(
        List<String> lines, List<Path> files, Map<String, String> variables, FileScope scope) {

    private static final String DEFAULT_FILE = "requirements.txt";

    public LibraryRequirements {
        lines = List.copyOf(lines);
        files = List.copyOf(files);
    }

    /**
     * Reads the requirements, with their markers.
     *
     * @param base folder of relative paths in the POM
     * @param folder of the Python project
     * @throws UserException if a requirement cannot be in the metadata of a wheel
     */
    public List<DeclaredRequirement> read(Path base, Path folder, Optional<PyProject> pyProject, Progress progress)
            throws IOException {
        List<DeclaredRequirement> all = new ArrayList<>(
                RequirementsFile.ofTexts(lines, "<requirements>", base, false).requirements());
        Path requirements = folder.resolve(DEFAULT_FILE);
        if (!files.isEmpty()) {
            for (Path file : files) {
                all.addAll(ofFile(file));
            }
        } else if (pyProject.isPresent()) {
            all.addAll(pyProject.get().requirements(List.of()));
            if (Files.exists(requirements)) {
                progress.step("Requirements: pyproject.toml, not requirements.txt (<requirementsFiles>)");
            }
        } else if (Files.exists(requirements)) {
            all.addAll(ofFile(requirements));
        }
        all.forEach(LibraryRequirements::check);
        return all;
    }

    private List<DeclaredRequirement> ofFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw UserException.of("The requirements file `" + file + "` does not exist")
                    .hint("correct its path in <requirementsFiles>");
        }
        return RequirementsFile.read(file, scope, variables::get).requirements();
    }

    private static void check(DeclaredRequirement one) {
        if (one.requirement().url().filter(url -> url.startsWith("file:")).isPresent()) {
            throw UserException.of("The requirement `" + one.requirement() + "` (" + one.location()
                            + ") of a library is a path: it exists on this machine only")
                    .hint("require a version of `" + one.requirement().name() + "`")
                    .hint("or depend on its module: <dependency> with <type>pywhl</type>");
        }
    }
}
