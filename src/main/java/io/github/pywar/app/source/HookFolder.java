package io.github.pywar.app.source;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Folder of deployment hooks: {@code NN-name.py}, {@code .sh} or {@code .sql} in {@code prepare}, {@code pre-deploy} and
 * {@code post-deploy}.
 *
 * @param directory absolute path
 * @param label its name in messages, for example {@code src/main/hooks}
 * @param scope folders that links may lead to, beside the folder itself
 */
public record HookFolder(Path directory, String label, FileScope scope) {

    /** Files that editors, version control and Python create. */
    private static final List<String> LEFTOVERS = List.of(
            "**/.*",
            "**/.*/**",
            "**/*~",
            "**/#*#",
            "**/*.bak",
            "**/*.orig",
            "**/*.rej",
            "**/*.swp",
            "**/*.tmp",
            "**/*.pyc",
            "**/__pycache__/**");

    /** @throws UserException if the folder does not exist */
    public HookFolder {
        if (!Files.isDirectory(directory)) {
            throw UserException.of("The folder `" + label + "` does not exist\n    from: <hooks>")
                    .hint("create it, with the folders `prepare`, `pre-deploy` or `post-deploy`, or remove <hooks>");
        }
    }

    /** Folder whose links must not lead out of it. */
    public HookFolder(Path directory, String label) {
        this(directory, label, FileScope.NONE);
    }

    /**
     * Reads the hooks. A hook is executable if its first line begins with {@code #!}; the file system is not asked, so that
     * a checkout on another system makes the same archive.
     *
     * @return the hooks, with their paths in the folder
     * @throws UserException with every file that is not a hook, or whose number contradicts the alphabetical order
     */
    public FileTree read(Progress progress) throws IOException {
        SourceFolder.Patterns patterns = new SourceFolder.Patterns(List.of(), LEFTOVERS, false);
        FileTree found = new SourceFolder(directory, label, "", patterns, scope).read(progress);
        List<Hook> hooks = ErrorList.eachOf(List.copyOf(found.entries().keySet()), path -> Hook.parse(path, label));
        checkOrder(hooks);
        FileTree.Builder tree = FileTree.builder(label);
        for (Hook hook : hooks) {
            ByteSource content = found.get(hook.path()).orElseThrow().content();
            String text = text(content);
            hook.checkLineEnds(text, label);
            tree.add(hook.path(), content, text.startsWith("#!"));
        }
        if (!hooks.isEmpty()) {
            progress.step("Hooks: " + inOrder(hooks));
        }
        return tree.build();
    }

    private static String inOrder(List<Hook> hooks) {
        return hooks.stream()
                .sorted(Comparator.comparing(Hook::phaseNumber))
                .map(Hook::path)
                .collect(Collectors.joining(", "));
    }

    private void checkOrder(List<Hook> hooks) {
        ErrorList.eachOf(IntStream.range(1, hooks.size()).boxed().toList(), at -> {
            hooks.get(at).checkAfter(hooks.get(at - 1), label);
            return at;
        });
    }

    private static String text(ByteSource content) throws IOException {
        try (InputStream in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
