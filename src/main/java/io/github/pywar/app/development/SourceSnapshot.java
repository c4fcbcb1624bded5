package io.github.pywar.app.development;

import io.github.pywar.app.development.WatchedFiles.Stamp;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** State of source files at one time. */
record SourceSnapshot(Map<Path, Stamp> files) {

    SourceSnapshot {
        files = Map.copyOf(files);
    }

    /** Returns the files that were added, removed or changed since an earlier time. */
    SortedSet<Path> changedSince(SourceSnapshot earlier) {
        SortedSet<Path> changed = new TreeSet<>();
        files.forEach((file, stamp) -> {
            if (!stamp.equals(earlier.files.get(file))) {
                changed.add(file);
            }
        });
        earlier.files.keySet().stream().filter(file -> !files.containsKey(file)).forEach(changed::add);
        return changed;
    }
}
