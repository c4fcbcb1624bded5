package io.github.pywar.app.buildstep;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Files of the working directory of a step after its run.
 *
 * @param before all files before the run; each has a known checksum
 * @param matching the files after the run that match a declared output
 * @param others paths of new files that match none
 */
record StepOutputs(StepDeclaration step, FileTree before, FileTree matching, List<String> others) {

    private static final int MOST_SHOWN = 5;

    StepOutputs {
        others = List.copyOf(others);
    }

    /** Returns the new and changed files that are declared as outputs. */
    FileTree written() throws IOException {
        FileTree.Builder builder = FileTree.builder(step.label());
        for (Map.Entry<String, FileTree.Entry> file : matching.entries().entrySet()) {
            FileTree.Entry entry = file.getValue();
            if (isWritten(file.getKey(), entry)) {
                builder.add(file.getKey(), entry.content(), entry.executable());
            }
        }
        return builder.build();
    }

    private boolean isWritten(String path, FileTree.Entry file) throws IOException {
        Optional<FileTree.Entry> earlier = before.get(path);
        return earlier.isEmpty()
                || earlier.get().executable() != file.executable()
                || earlier.get().content().size() != file.content().size()
                || !earlier.get().content().knownSha256().equals(Optional.of(Sha256.of(file.content())));
    }

    /**
     * Checks that a file matches each declared output, and reports new files that match none.
     *
     * @param log the last lines of the output of the step
     */
    void check(StepErrors errors, List<String> log, Progress progress) throws IOException {
        for (String output : step.outputs()) {
            Globs glob = Globs.of(List.of(output));
            if (matching.entries().keySet().stream().noneMatch(glob::matches)) {
                throw errors.nothingWritten(output, others, log);
            }
        }
        if (written().entries().isEmpty()) {
            progress.warning("The build step `" + step.command()
                    + "` has no effect: the files that match its outputs are those of the sources");
        }
        if (!others.isEmpty()) {
            progress.step("Not packed, because the build step `" + step.command() + "` does not declare them: "
                    + shown(others));
        }
    }

    /** Returns the first of the paths, for a message. */
    static String shown(List<String> paths) {
        String first = paths.stream().limit(MOST_SHOWN).map(FileTree::shown).collect(Collectors.joining("`, `"));
        int more = paths.size() - MOST_SHOWN;
        return "`" + first + "`" + (more > 0 ? " and " + more + " more" : "");
    }
}
