package io.github.pywar.maven;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.toolchain.MisconfiguredToolchainException;
import org.apache.maven.toolchain.model.ToolchainModel;

/**
 * Program of a toolchain in toolchains.xml. The configuration of the toolchain has {@code pythonHome}, the folder of an
 * installation or of a virtual environment, or {@code pythonExecutable}, the program.
 */
final class ToolchainProgram {

    private static final String HOME = "pythonHome";
    private static final String EXECUTABLE = "pythonExecutable";

    private ToolchainProgram() {}

    /** @throws MisconfiguredToolchainException if the configuration names no program */
    static Path of(ToolchainModel model) throws MisconfiguredToolchainException {
        Optional<ConfigurationElement> root =
                Optional.ofNullable(model.getConfiguration()).map(ConfigurationElement::of);
        Optional<String> program = root.flatMap(xml -> child(xml, EXECUTABLE));
        if (program.isPresent()) {
            return Optional.of(path(program.get()))
                    .filter(Files::isRegularFile)
                    .filter(Files::isExecutable)
                    .orElseThrow(() -> fault("`" + program.get() + "` is not a program: <" + EXECUTABLE + ">"));
        }
        String home = root.flatMap(xml -> child(xml, HOME))
                .orElseThrow(() -> fault("its <configuration> has neither <" + HOME + "> nor <" + EXECUTABLE + ">"));
        Path folder = path(home);
        return Stream.of("python3", "python")
                .flatMap(name -> Stream.of(folder.resolve("bin"), folder)
                        .flatMap(one -> PythonToolchain.programs(one, name).stream()))
                .findFirst()
                .orElseThrow(
                        () -> fault("`" + home + "` contains no `bin/python3` and no `python.exe`: <" + HOME + ">"));
    }

    private static Path path(String text) throws MisconfiguredToolchainException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw fault("`" + text + "` is not a path");
        }
    }

    private static Optional<String> child(ConfigurationElement xml, String name) {
        return xml.children().stream()
                .filter(one -> one.name().equals(name) && !one.text().isBlank())
                .map(one -> one.text().strip())
                .findFirst();
    }

    private static MisconfiguredToolchainException fault(String what) {
        return new MisconfiguredToolchainException("A toolchain of the type `python` is not usable: " + what);
    }
}
