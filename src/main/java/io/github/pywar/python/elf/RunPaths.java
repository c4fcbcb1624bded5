package io.github.pywar.python.elf;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Folders in which a file searches its libraries (DT_RPATH, DT_RUNPATH). */
final class RunPaths {

    private RunPaths() {}

    /** @return the folders that do not begin at the file's own folder ({@code $ORIGIN}) */
    static List<String> absolute(ElfFile file) {
        List<String> effective = file.runpath().isEmpty() ? file.rpath() : file.runpath();
        Set<String> absolute = new LinkedHashSet<>();
        for (String paths : effective) {
            for (String path : paths.split(":")) {
                if (!path.isEmpty() && !path.startsWith("$ORIGIN") && !path.startsWith("${ORIGIN}")) {
                    absolute.add(path);
                }
            }
        }
        return List.copyOf(absolute);
    }
}
