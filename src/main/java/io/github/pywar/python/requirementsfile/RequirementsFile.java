package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A requirements file in pip's syntax with all that it includes (pip's reference, "Requirements File Format").
 * Editable projects, local projects, version control and source distributions are read, and refused where they apply to
 * the target.
 */
public final class RequirementsFile {

    /** Where files come from: their place is a path with {@code /}, as included, or a URL. */
    public interface Loader {

        /** @return whether there is such a file */
        boolean exists(String place);

        /**
         * @return its bytes
         * @throws UserException if it is outside of the project, or too large
         */
        byte[] load(String place) throws IOException;

        /** @return whether messages may show lines of it */
        default boolean isOfProject(String place) throws IOException {
            return true;
        }

        /**
         * Finds a file that a line names: beside the file that names it, else beside the first one.
         *
         * @return its URL; empty where it is nowhere
         */
        Optional<String> locate(String namedBy, String path, String root);

        /** @return the URL of a file or folder beside the file that names it; empty where there is none */
        default Optional<String> beside(String namedBy, String path) {
            return Optional.empty();
        }
    }

    private final List<RequirementsEntry> entries = new ArrayList<>();
    private final RequirementsOptions options = new RequirementsOptions();
    private final Set<String> sources;
    private boolean hasHashes;

    private RequirementsFile(Set<String> sources) {
        this.sources = sources;
    }

    private RequirementsFile with(List<RequirementsLine> lines, FileErrors faults, Loader loader, String root) {
        for (RequirementsLine line : lines) {
            if (line.isRequirement()) {
                faults.gather(() -> entries.add(RequirementsEntry.of(line, loader, root)));
                hasHashes |= line.has(FileOption.HASH);
                options.addOfRequirement(line);
            } else {
                options.add(
                        line,
                        path -> loader.beside(line.location().source(), path).orElse(path));
            }
        }
        faults.throwIfAny();
        return this;
    }

    /**
     * Reads requirements that stand in no file, each as a line of one says it: with hashes, and paths and URLs of wheels.
     *
     * @param place where they are declared, for messages
     * @param folder that paths stand against
     * @param isConstraint whether they restrict versions and ask for nothing
     * @throws UserException with all that make no sense
     */
    public static RequirementsFile ofTexts(List<String> texts, String place, Path folder, boolean isConstraint) {
        FileErrors faults = new FileErrors();
        List<RequirementsLine> lines = new ArrayList<>();
        for (String text : texts) {
            faults.gather(() -> lines.add(RequirementsLine.alone(text, place, isConstraint)));
        }
        return new RequirementsFile(Set.of()).with(lines, faults, new OneFolder(folder), place);
    }

    /**
     * Reads a file and those beside it that it includes; a file that is included by URL is refused.
     *
     * @param variables gives the value of an environment variable, or null
     * @throws SyntaxException where lines make no sense; other {@link UserException}s where includes cannot be followed
     */
    public static RequirementsFile read(Path file, UnaryOperator<String> variables) throws IOException {
        return read(file, FileScope.NONE.with(file.toAbsolutePath().getParent()), variables);
    }

    /**
     * Reads a file of the project and those that it includes.
     *
     * @param project what includes may lead to, beside the folder of the file; of other files no line is shown
     */
    public static RequirementsFile read(Path file, FileScope project, UnaryOperator<String> variables)
            throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return read(file.getFileName().toString(), new LocalFiles(folder, project.with(folder), project), variables);
    }

    /** Reads a file from anywhere; see {@link #read(Path, UnaryOperator)}. */
    public static RequirementsFile read(String place, Loader loader, UnaryOperator<String> variables)
            throws IOException {
        return read(place, false, loader, variables);
    }

    static RequirementsFile read(String place, boolean constraint, Loader loader, UnaryOperator<String> variables)
            throws IOException {
        RequirementsLines reader = new RequirementsLines(loader, variables);
        List<RequirementsLine> lines = reader.read(place, constraint);
        return new RequirementsFile(reader.sources()).with(lines, reader.faults(), loader, place);
    }

    /**
     * What is asked for where these markers hold, in the order written.
     *
     * @throws UserException where something is asked for that had to be built first
     */
    public List<DeclaredRequirement> requirements(MarkerEnvironment environment) {
        return applying(environment, false);
    }

    /** What restricts versions without asking for anything; see {@link #requirements}. */
    public List<DeclaredRequirement> constraints(MarkerEnvironment environment) {
        return applying(environment, true);
    }

    private List<DeclaredRequirement> applying(MarkerEnvironment environment, boolean constraint) {
        List<DeclaredRequirement> applying = new ArrayList<>();
        FileErrors faults = new FileErrors();
        for (RequirementsEntry entry : entries) {
            if (entry.isConstraint() == constraint) {
                faults.gather(() -> entry.in(environment).ifPresent(applying::add));
            }
        }
        faults.throwIfAny();
        return applying;
    }

    /** @return what its option lines say */
    public RequirementsOptions options() {
        return options;
    }

    /** @return whether every file must have one of the hashes given: any hash asks for that, unless a line says no */
    public boolean requiresHashes() {
        return options.isRequireHashes() || hasHashes && !options.isNoRequireHashes();
    }

    /** @return the places of the file and of all that it includes, in the order read */
    public List<String> sources() {
        return List.copyOf(sources);
    }

    /** For what stands in no file: all paths are relative to it. */
    private record OneFolder(Path folder) implements Loader {

        @Override
        public boolean exists(String place) {
            return false;
        }

        @Override
        public byte[] load(String place) {
            throw new IllegalStateException("there are no includes");
        }

        @Override
        public Optional<String> locate(String namedBy, String path, String root) {
            return PathText.parse(path)
                    .map(named -> folder.resolve(named).normalize())
                    .filter(Files::isRegularFile)
                    .map(file -> file.toUri().toString());
        }
    }

    /**
     * @param scope what is read
     * @param project what is shown
     */
    private record LocalFiles(Path folder, FileScope scope, FileScope project) implements Loader {

        private static final int MOST_BYTES = 8 << 20;

        @Override
        public boolean exists(String place) {
            return !isUrl(place) && Files.isRegularFile(folder.resolve(place));
        }

        @Override
        public byte[] load(String place) throws IOException {
            return scope.read(folder.resolve(place), place, MOST_BYTES);
        }

        @Override
        public boolean isOfProject(String place) throws IOException {
            return project.has(folder.resolve(place));
        }

        @Override
        public Optional<String> locate(String namedBy, String path, String root) {
            return Stream.of(namedBy, root)
                    .filter(place -> !isUrl(place))
                    .flatMap(place -> sibling(place, path).stream())
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .map(file -> file.toUri().toString());
        }

        @Override
        public Optional<String> beside(String namedBy, String path) {
            if (isUrl(namedBy) || isUrl(path)) {
                return Optional.empty();
            }
            return sibling(namedBy, path)
                    .filter(Files::exists)
                    .map(found -> found.toUri().toString());
        }

        private Optional<Path> sibling(String place, String path) {
            return PathText.parse(path)
                    .map(named -> folder.resolve(place).resolveSibling(named).normalize());
        }

        private static boolean isUrl(String place) {
            return place.matches("(?i)(https?|file):.*");
        }
    }
}
