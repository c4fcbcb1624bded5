package io.github.pywar.app.buildstep;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Check that the files of a step do not contain paths of this machine: in another folder, the archive would have other
 * bytes, and on the server these paths do not exist.
 *
 * @param paths of folders that are searched for
 */
record MachinePaths(List<Path> paths) {

    private static final int BUFFER = 1 << 16;

    /** Warns of each file that contains one of the paths. */
    void warn(StepDeclaration step, StepOutputs outputs, Progress progress) throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file :
                outputs.written().entries().entrySet()) {
            if (isIn(file.getValue().content())) {
                found.add(file.getKey());
            }
        }
        if (!found.isEmpty()) {
            progress.warning("The build step `" + step.command() + "` writes the path of this build's folder into "
                    + StepOutputs.shown(found) + ": another folder gives another archive");
        }
    }

    private boolean isIn(ByteSource content) throws IOException {
        List<byte[]> texts = paths.stream()
                .map(path -> path.toString().getBytes(StandardCharsets.UTF_8))
                .toList();
        int longest = texts.stream().mapToInt(text -> text.length).max().orElse(0);
        byte[] window = new byte[longest + BUFFER];
        int kept = 0;
        try (InputStream in = content.open()) {
            for (int read = in.read(window, kept, BUFFER); read >= 0; read = in.read(window, kept, BUFFER)) {
                int length = kept + read;
                for (byte[] text : texts) {
                    if (contains(window, length, text)) {
                        return true;
                    }
                }
                kept = Math.min(longest, length);
                System.arraycopy(window, length - kept, window, 0, kept);
            }
        }
        return false;
    }

    private static boolean contains(byte[] bytes, int length, byte[] text) {
        for (int start = 0; start + text.length <= length; start++) {
            if (bytes[start] == text[0] && Arrays.equals(bytes, start, start + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }
}
