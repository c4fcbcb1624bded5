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
 * The folder of what runs around a deployment: {@code NN-name.py}, {@code .sh} or {@code .sql} in {@code pre-deploy} and
 * {@code post-deploy}.
 *
 * @param directory where it is; absolute
 * @param label what a person calls it, for example {@code src/main/hooks}
 * @param scope what links in it may lead to, beside the folder itself
 */
public record HookFolder(Path directory, String label, FileScope scope) {

    /** What editors, version control and Python leave behind. */
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

    /** @throws UserException where there is no such folder */
    public HookFolder {
        if (!Files.isDirectory(directory)) {
            throw UserException.of("There is no folder `" + label + "`\n    from: <hooks>")
                    .hint("put the hooks there, below `pre-deploy` and `post-deploy`, or leave <hooks> out");
        }
    }

    /** A folder whose links stay inside of it. */
    public HookFolder(Path directory, String label) {
        this(directory, label, FileScope.NONE);
    }

    /**
     * Which file may be run by itself is told by its first line, not by the file system: a checkout on another system
     * must give the same archive.
     *
     * @return the hooks, as they lie in the folder
     * @throws UserException naming every file that is no hook, or would run in another order than its number says
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
            progress.step("Hooks: " + inTheirOrder(hooks));
        }
        return tree.build();
    }

    private static String inTheirOrder(List<Hook> hooks) {
        return hooks.stream()
                .sorted(Comparator.comparing(Hook::isBeforeTheSwitch).reversed())
                .map(Hook::path)
                .collect(Collectors.joining(", "));
    }

    private void checkOrder(List<Hook> hooks) {
        ErrorList.eachOf(IntStream.range(1, hooks.size()).boxed().toList(), at -> {
            hooks.get(at).checkBehind(hooks.get(at - 1), label);
            return at;
        });
    }

    private static String text(ByteSource content) throws IOException {
        try (InputStream in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
