package io.github.pywar.app.buildstep;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of files that existed before a build step. */
final class StepChanges {

    private StepChanges() {}

    /**
     * Returns the paths of files that the step changed or removed without a declaration.
     *
     * @param before the files; each has a known checksum
     * @param folder of their copies, which all had the time of {@link StepWork} before the step
     * @param outputs that the step declares; a declared file that was removed is in the archive nevertheless
     */
    static List<String> undeclared(FileTree before, Path folder, Globs outputs) throws IOException {
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : before.entries().entrySet()) {
            Path now = folder.resolve(file.getKey());
            boolean isThere = Files.isRegularFile(now, LinkOption.NOFOLLOW_LINKS);
            if (!isThere || (!outputs.matches(file.getKey()) && isChanged(file.getValue(), now))) {
                changed.add(file.getKey());
            }
        }
        return changed;
    }

    private static boolean isChanged(FileTree.Entry before, Path now) throws IOException {
        return !Files.getLastModifiedTime(now).equals(StepWork.TIME)
                && !before.content().knownSha256().equals(Optional.of(Sha256.of(now)));
    }
}
