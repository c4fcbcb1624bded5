package io.github.pywar.app.archive;

import io.github.pywar.base.file.FileTree;
import java.util.List;

/**
 * What an archive is put together from.
 *
 * @param libraries installed wheels, in the order of their names: where overwriting is allowed, the last one wins
 * @param application the application's files, below {@code app/}
 * @param others trees that are already in their places: hooks, POM files, the application's own description
 */
public record ArchiveParts(List<FileTree> libraries, FileTree application, List<FileTree> others) {

    public ArchiveParts {
        libraries = List.copyOf(libraries);
        others = List.copyOf(others);
    }
}
