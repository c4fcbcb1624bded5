package io.github.pywar.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.apache.maven.toolchain.ToolchainPrivate;
import org.apache.maven.toolchain.model.ToolchainModel;

/** Toolchain of the type {@code python}: a Python of this machine that toolchains.xml declares. */
final class PythonToolchain implements ToolchainPrivate {

    static final String TYPE = "python";

    private static final String VERSION = "version";
    private static final List<String> NAMES = List.of("python3", TYPE);

    private final ToolchainModel model;
    private final Path executable;

    /** @param executable the program of the interpreter */
    PythonToolchain(ToolchainModel model, Path executable) {
        this.model = model;
        this.executable = executable;
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public ToolchainModel getModel() {
        return model;
    }

    /** Returns the interpreter for {@code python} and {@code python3}, for other names the program beside it, or null. */
    @Override
    public String findTool(String name) {
        if (NAMES.contains(name)) {
            return executable.toString();
        }
        return programs(executable.toAbsolutePath().getParent(), name)
                .map(Path::toString)
                .orElse(null);
    }

    /** Finds a program, on Windows with its suffix. */
    static Optional<Path> programs(Path folder, String name) {
        return Stream.of(name, name + ".exe")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Compares requirements with what the toolchain provides. The version may be a range of Maven, for example {@code
     * [3.11,3.13)}, or the begin of a version: 3.11 fits 3.11.7.
     */
    @Override
    public boolean matchesRequirements(Map<String, String> requirements) {
        return requirements.entrySet().stream().allMatch(one -> {
            String provided = model.getProvides().getProperty(one.getKey());
            return provided != null
                    && (one.getKey().equals(VERSION)
                            ? hasVersion(provided, one.getValue())
                            : provided.equals(one.getValue()));
        });
    }

    private static boolean hasVersion(String provided, String required) {
        if (!required.contains("[") && !required.contains("(")) {
            return provided.equals(required) || provided.startsWith(required + ".");
        }
        try {
            return VersionRange.createFromVersionSpec(required).containsVersion(new DefaultArtifactVersion(provided));
        } catch (InvalidVersionSpecificationException e) {
            return false;
        }
    }

    /** Returns what it provides, and the interpreter. */
    @Override
    public String toString() {
        return "`" + new TreeMap<>(model.getProvides()) + "` at `" + executable + "`";
    }
}
