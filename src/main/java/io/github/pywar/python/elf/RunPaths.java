package io.github.pywar.python.elf;

import java.util.List;
import java.util.stream.Stream;

/** Folders in which a file searches its libraries (DT_RPATH, DT_RUNPATH). */
final class RunPaths {

    private RunPaths() {}

    /** @return the folders that do not begin at the file's own folder ({@code $ORIGIN}) */
    static List<String> absolute(ElfFile file) {
        List<String> effective = file.runpath().isEmpty() ? file.rpath() : file.runpath();
        return effective.stream()
                .flatMap(paths -> Stream.of(paths.split(":")))
                .filter(path -> !path.isEmpty() && !path.startsWith("$ORIGIN") && !path.startsWith("${ORIGIN}"))
                .distinct()
                .toList();
    }
}
