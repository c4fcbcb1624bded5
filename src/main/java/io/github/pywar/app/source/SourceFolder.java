package io.github.pywar.app.source;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A folder of files that belong to the application.
 *
 * @param directory where they lie; absolute
 * @param label what a person calls it, for example {@code src/main/python}
 * @param targetPath where they go below {@code app/}; empty for its root
 * @param patterns which of them
 * @param scope what links in it may lead to, beside the folder itself
 */
public record SourceFolder(Path directory, String label, String targetPath, Patterns patterns, FileScope scope) {

    /**
     * Globs as Maven knows them: {@code **}{@code /} any folders, {@code *} within a name, a final {@code /} means all
     * below it.
     *
     * @param includes what is taken; empty means everything
     * @param excludes what is left of that; wins
     * @param defaults whether the {@linkplain DefaultExcludes default excludes} join the excludes
     * @param declaring files that say what is required, by absolute path; one with a password in it counts as secret
     */
    public record Patterns(List<String> includes, List<String> excludes, boolean defaults, Set<Path> declaring) {

        /** Everything that is not excluded by default. */
        public static final Patterns DEFAULT = new Patterns(List.of(), List.of(), true);

        /** Everything. */
        public static final Patterns ALL = new Patterns(List.of(), List.of(), false);

        public Patterns {
            includes = List.copyOf(includes);
            excludes = List.copyOf(excludes);
            declaring = Set.copyOf(declaring);
        }

        /** Patterns where the names of files tell which of them say what is required. */
        public Patterns(List<String> includes, List<String> excludes, boolean defaults) {
            this(includes, excludes, defaults, Set.of());
        }
    }

    public SourceFolder {
        Objects.requireNonNull(patterns);
        targetPath = targetPath.replaceAll("^(\\./)*+/*|/+$", "");
    }

    /** A folder whose links stay inside of it. */
    public SourceFolder(Path directory, String label, String targetPath, Patterns patterns) {
        this(directory, label, targetPath, patterns, FileScope.NONE);
    }

    /**
     * Reads which files there are; their content is read when it is needed.
     *
     * @return the files, each given by {@link #label()}, below {@link #targetPath()}
     */
    public FileTree read(Progress progress) {
        return SourceScan.of(this).tree(progress);
    }

    String inTree(String path) {
        return targetPath.isEmpty() ? path : targetPath + "/" + path;
    }
}
