package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.MisconfiguredToolchainException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.apache.maven.toolchain.model.ToolchainModel;

/**
 * Python of this machine that the user selects: by {@code <pythonExecutable>}, or by a toolchain.
 *
 * @param toolchains finds the toolchain that maven-toolchains-plugin has selected
 * @param base folder of relative paths
 * @param executable a path, or the name of a program on PATH
 * @param requirements of a toolchain; if empty, the toolchain that maven-toolchains-plugin has selected is used
 */
record HostPython(
        ToolchainManager toolchains,
        MavenSession session,
        Path base,
        Optional<String> executable,
        Map<String, String> requirements) {

    /** Without a POM, as for {@code init}, a relative path starts at the current folder. */
    static HostPython of(AbstractPywarMojo goal) {
        File folder = goal.project.getBasedir();
        Path base = folder == null ? Path.of(goal.session.getExecutionRootDirectory()) : folder.toPath();
        return new HostPython(
                goal.toolchains,
                goal.session,
                base,
                AbstractPywarMojo.value(goal.pythonExecutable),
                goal.pythonToolchain);
    }

    /**
     * Finds the program that {@code <pythonExecutable>} names, else that of a toolchain.
     *
     * @return the program; empty if nothing is selected, and the goal searches one itself
     * @throws UserException if the program or the toolchain does not exist
     */
    Optional<Path> find(Progress progress) {
        return executable.isPresent() ? Optional.of(program(executable.get())) : ofToolchain(progress);
    }

    /** Returns the selected Python, and no other; if none is selected, those on PATH and in pyenv. */
    Interpreters all(Progress progress) {
        Optional<Path> selected = find(progress);
        return selected.isPresent() ? Interpreters.only(selected.get()) : Interpreters.of(System.getenv());
    }

    /**
     * Returns the Python that describes this machine: the selected one, else the first on PATH or in pyenv.
     *
     * @throws UserException if it is no Python 3, or there is none
     */
    Interpreter described(Progress progress) throws IOException {
        Optional<Path> selected = find(progress);
        if (selected.isPresent()) {
            return Interpreter.probe(selected.get())
                    .orElseThrow(() -> UserException.of("`" + selected.get()
                                    + "` is not a Python 3 that runs\n    from: <pythonExecutable>")
                            .hint("name a file that starts a Python, for example /usr/bin/python3"));
        }
        return Interpreters.of(System.getenv())
                .first()
                .orElseThrow(() -> UserException.of("There is no Python 3 on the PATH")
                        .hint("name one: -Dpywar.pythonExecutable=/usr/bin/python3")
                        .hint("or describe a server: -Dpywar.detectFrom=FILE"));
    }

    /** Returns the program of a toolchain, if one is selected. */
    Optional<Path> ofToolchain(Progress progress) {
        Optional<Toolchain> toolchain = requirements.isEmpty() ? selected() : Optional.of(matching());
        if (toolchain.isEmpty()) {
            return Optional.empty();
        }
        progress.detail("Toolchain: " + toolchain.get());
        String program = toolchain.get().findTool(PythonToolchain.TYPE);
        return program == null ? Optional.empty() : Optional.of(Path.of(program));
    }

    /** Without a POM, no plugin can have selected one, and Maven 4 throws a NullPointerException. */
    private Optional<Toolchain> selected() {
        MavenProject current = session.getCurrentProject();
        return current != null && current.getFile() == null
                ? Optional.empty()
                : Optional.ofNullable(toolchains.getToolchainFromBuildContext(PythonToolchain.TYPE, session));
    }

    private Path program(String text) {
        boolean isName = !text.contains("/") && !text.contains("\\");
        Stream<Path> files = isName
                ? Interpreters.of(System.getenv()).named(text)
                : Stream.of(base.resolve(PathText.require(text, "<pythonExecutable>")));
        return files.filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> UserException.of("`" + text + "` is not a program" + (isName ? " on PATH" : "")
                                + "\n    from: <pythonExecutable>")
                        .hint("write the path of a Python: <pythonExecutable>/usr/bin/python3.11</pythonExecutable>")
                        .hint("without <pythonExecutable>, a Python of the PATH or of pyenv is used"));
    }

    private PythonToolchain matching() {
        List<ToolchainModel> declared =
                session.getRequest().getToolchains().getOrDefault(PythonToolchain.TYPE, List.of());
        List<PythonToolchain> all = declared.stream().map(HostPython::toolchain).toList();
        return all.stream()
                .filter(one -> one.matchesRequirements(requirements))
                .findFirst()
                .orElseThrow(() -> missing(all));
    }

    private static PythonToolchain toolchain(ToolchainModel model) {
        try {
            return (PythonToolchain) new PythonToolchainFactory().createToolchain(model);
        } catch (MisconfiguredToolchainException e) {
            throw UserException.of(e.getMessage() + "\n    from: toolchains.xml")
                    .hint("correct the path in toolchains.xml");
        }
    }

    private UserException missing(List<PythonToolchain> all) {
        StringBuilder found = new StringBuilder();
        all.forEach(one -> found.append("\n    found: ").append(one));
        return UserException.of("No toolchain of the type `python` provides `" + new TreeMap<>(requirements) + "`"
                        + "\n    from: <pythonToolchain>" + found)
                .hint("add such a <toolchain> to toolchains.xml, in the folder of Maven's settings.xml");
    }
}
