package io.github.pywar.app.archive;

import io.github.pywar.base.file.FileTree;
import java.util.List;

/**
 * Parts that an archive is composed of.
 *
 * @param libraries installed wheels, sorted by name; where overwriting is allowed, the last one wins
 * @param application the files of the application, without the folder {@code app/}
 * @param others trees with the paths of the archive: hooks, POM files, the application's own metadata
 */
public record ArchiveParts(List<FileTree> libraries, FileTree application, List<FileTree> others) {

    public ArchiveParts {
        libraries = List.copyOf(libraries);
        others = List.copyOf(others);
    }
}
