package io.github.pywar.app.source;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Folder of files that belong to the application.
 *
 * @param directory absolute path
 * @param label its name in messages, for example {@code src/main/python}
 * @param targetPath folder in {@code app/} that the files are packed into; empty for {@code app/} itself
 * @param patterns that select the files
 * @param scope folders that links may lead to, beside the folder itself
 */
public record SourceFolder(Path directory, String label, String targetPath, Patterns patterns, FileScope scope) {

    /**
     * Globs in Maven's notation: {@code **}{@code /} matches any folders, {@code *} a part of a name, a final {@code /} all
     * files in a folder.
     *
     * @param includes selected files; empty: all files
     * @param excludes files that are not selected; they override the includes
     * @param defaults whether the {@linkplain DefaultExcludes default excludes} are added
     * @param declaring files that declare dependencies, by absolute path; one with a password in it is a possible secret
     */
    public record Patterns(List<String> includes, List<String> excludes, boolean defaults, Set<Path> declaring) {

        /** All files that are not excluded by default. */
        public static final Patterns DEFAULT = new Patterns(List.of(), List.of(), true);

        /** All files. */
        public static final Patterns ALL = new Patterns(List.of(), List.of(), false);

        public Patterns {
            includes = List.copyOf(includes);
            excludes = List.copyOf(excludes);
            declaring = Set.copyOf(declaring);
        }

        /** Patterns without declaring files; these are recognized by their names only. */
        public Patterns(List<String> includes, List<String> excludes, boolean defaults) {
            this(includes, excludes, defaults, Set.of());
        }
    }

    public SourceFolder {
        Objects.requireNonNull(patterns);
        targetPath = targetPath.replaceAll("^(\\./)*+/*|/+$", "");
    }

    /** Folder whose links must not lead out of it. */
    public SourceFolder(Path directory, String label, String targetPath, Patterns patterns) {
        this(directory, label, targetPath, patterns, FileScope.NONE);
    }

    /**
     * Lists the files. Their content is read when it is needed.
     *
     * @return the files in {@link #targetPath()}; their origin is {@link #label()}
     */
    public FileTree read(Progress progress) {
        return SourceScan.of(this).tree(progress);
    }

    String inTree(String path) {
        return targetPath.isEmpty() ? path : targetPath + "/" + path;
    }
}
