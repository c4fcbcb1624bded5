package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A requirements file in pip's syntax with the files that it includes (pip's reference, "Requirements File Format").
 * A reference that cannot be packaged is an error only if its marker holds for the target.
 */
public final class RequirementsFile {

    private final List<RequirementsEntry> entries = new ArrayList<>();
    private final RequirementsOptions options = new RequirementsOptions();
    private final Set<String> sources;
    private boolean hasHashes;

    private RequirementsFile(Set<String> sources) {
        this.sources = sources;
    }

    private RequirementsFile with(List<RequirementsLine> lines, ErrorList errors, FileLoader loader, String root) {
        for (RequirementsLine line : lines) {
            if (line.isRequirement()) {
                errors.run(() -> entries.add(RequirementsEntry.of(line, loader, root)));
                hasHashes |= line.has(FileOption.HASH);
                options.addOfRequirement(line);
            } else {
                options.add(
                        line,
                        path -> loader.beside(line.location().source(), path).orElse(path));
            }
        }
        errors.throwIfAny();
        return this;
    }

    /**
     * Parses requirements that are not in a file. Each text has the syntax of one line: with hashes, and with paths and
     * URLs of wheels.
     *
     * @param source the name of the texts in messages
     * @param directory the base of relative paths
     * @param isConstraint whether the texts are constraints
     * @throws UserException one error with all texts that are not valid
     */
    public static RequirementsFile ofTexts(List<String> texts, String source, Path directory, boolean isConstraint) {
        ErrorList errors = new ErrorList();
        List<RequirementsLine> lines = new ArrayList<>();
        for (String text : texts) {
            errors.run(() -> lines.add(RequirementsLine.alone(text, source, isConstraint)));
        }
        return new RequirementsFile(Set.of()).with(lines, errors, new InlineFiles(directory), source);
    }

    /**
     * Reads a file and the files in its directory that it includes. An include by URL is an error.
     *
     * @param variables returns the value of an environment variable, or null
     * @throws SyntaxException if a line is not valid
     * @throws UserException if an included file cannot be read
     */
    public static RequirementsFile read(Path file, UnaryOperator<String> variables) throws IOException {
        return read(file, FileScope.NONE.with(file.toAbsolutePath().getParent()), variables);
    }

    /**
     * Reads a file and the files that it includes.
     *
     * @param project directories that includes may name, in addition to the directory of the file; messages show no line
     *     of other files
     */
    public static RequirementsFile read(Path file, FileScope project, UnaryOperator<String> variables)
            throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        FileLoader loader = new FilesInScope(directory, project.with(directory), project);
        return read(file.getFileName().toString(), false, loader, variables);
    }

    static RequirementsFile read(String name, boolean isConstraint, FileLoader loader, UnaryOperator<String> variables)
            throws IOException {
        IncludeReader reader = new IncludeReader(loader, variables);
        List<RequirementsLine> lines = reader.read(name, isConstraint);
        return new RequirementsFile(reader.sources()).with(lines, reader.errors(), loader, name);
    }

    /**
     * Returns the requirements whose markers hold, in the order of the file.
     *
     * @throws UserException if one of them cannot be packaged
     */
    public List<DeclaredRequirement> requirements(MarkerEnvironment environment) {
        return applying(environment, false);
    }

    /**
     * Returns the requirements of all targets, in the order of the file.
     *
     * @throws UserException if one of them cannot be packaged, or has no name
     */
    public List<DeclaredRequirement> requirements() {
        List<DeclaredRequirement> all = new ArrayList<>();
        ErrorList errors = new ErrorList();
        for (RequirementsEntry entry : entries) {
            if (!entry.isConstraint()) {
                errors.run(() -> all.add(entry.named()));
            }
        }
        errors.throwIfAny();
        return all;
    }

    /** Returns the direct references to source code without a name whose markers hold, in the order of the file. */
    public List<UnnamedRequirement> unnamed(MarkerEnvironment environment) {
        List<UnnamedRequirement> unnamed = new ArrayList<>();
        for (RequirementsEntry entry : entries) {
            Optional<UnnamedRequirement> one = entry.unnamedIn(environment);
            if (one.isPresent()) {
                unnamed.add(one.get());
            }
        }
        return Collections.unmodifiableList(unnamed);
    }

    /** Returns the constraints whose markers hold; see {@link #requirements}. */
    public List<DeclaredRequirement> constraints(MarkerEnvironment environment) {
        return applying(environment, true);
    }

    private List<DeclaredRequirement> applying(MarkerEnvironment environment, boolean isConstraint) {
        List<DeclaredRequirement> applying = new ArrayList<>();
        ErrorList errors = new ErrorList();
        for (RequirementsEntry entry : entries) {
            if (entry.isConstraint() == isConstraint) {
                add(entry, environment, applying, errors);
            }
        }
        errors.throwIfAny();
        return applying;
    }

    private static void add(
            RequirementsEntry entry,
            MarkerEnvironment environment,
            List<DeclaredRequirement> applying,
            ErrorList errors) {
        try {
            Optional<DeclaredRequirement> requirement = entry.in(environment);
            if (requirement.isPresent()) {
                applying.add(requirement.get());
            }
        } catch (UserException e) {
            errors.add(e);
        }
    }

    /** @return the options of all lines */
    public RequirementsOptions options() {
        return options;
    }

    /** @return whether each package needs a hash: one hash or {@code --require-hashes} requires hashes of all */
    public boolean requiresHashes() {
        return options.isRequireHashes() || hasHashes && !options.isNoRequireHashes();
    }

    /** @return the names of the file and of all included files, in the order in which they were read */
    public List<String> sources() {
        return List.copyOf(sources);
    }
}
