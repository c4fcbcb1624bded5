package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.url.UrlText;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.util.List;

class PathFuzzTest {

    /** A glob, and a path on each following line. */
    @FuzzTarget
    void matchesGlobs(FuzzInput input) throws Exception {
        input.read(() -> {
            String[] lines = input.lines();
            Globs globs = Globs.of(List.of(lines[0]));
            Globs anyCase = Globs.ofAnyCase(List.of(lines[0]));
            for (int i = 1; i < Math.min(lines.length, 6); i++) {
                assertThat(!globs.matches(lines[i]) || anyCase.matches(lines[i]))
                        .isTrue();
            }
        });
    }

    @FuzzTarget
    void readsPaths(FuzzInput input) throws Exception {
        input.read(() -> {
            String text = input.text();
            PathText.parse(text);
            PathText.shown(text);
            TreePath.fault(text);
            TreePath.isReservedOnWindows(text);
            assertThat(TreePath.folded(TreePath.folded(text))).isEqualTo(TreePath.folded(text));
            assertThat(FileTree.shown(text)).doesNotContainPattern("[\\x00-\\x1f]");
            UrlText.parse(text).ifPresent(FileUrl::path);
        });
    }
}
