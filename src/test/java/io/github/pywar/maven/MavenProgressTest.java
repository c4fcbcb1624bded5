package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.Hint;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class MavenProgressTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void replacesControlCharactersAtEachLevel() {
        MavenProgress progress = progress();
        String message = "yanked: \u001b]0;owned\u0007 http://ann:s3cret@h/\nsecond\tline";

        progress.step(message);
        progress.detail(message);
        progress.warning(message);

        String first = "yanked: \\u001b]0;owned\\u0007 http://ann:****@h/";
        assertThat(lines)
                .containsExactly(
                        "info " + first,
                        "info second\tline",
                        "debug " + first,
                        "debug second\tline",
                        "warn " + first,
                        "warn second\tline");
    }

    @Test
    void printsTheHintsOfAWarningInTheTermsOfMaven() {
        progress().warning("skipped", List.of(Hint.of("first"), Hint.of(BaseHint.GO_ONLINE)));

        assertThat(lines).containsExactly("warn skipped", "warn hint: first", "warn hint: build once without `-o`");
    }

    private MavenProgress progress() {
        return new MavenProgress(new Recording(), new DownloadOutput(new Recording(), System.out, false));
    }

    private final class Recording extends SystemStreamLog {

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public void debug(CharSequence content) {
            lines.add("debug " + content);
        }

        @Override
        public void info(CharSequence content) {
            lines.add("info " + content);
        }

        @Override
        public void warn(CharSequence content) {
            lines.add("warn " + content);
        }
    }
}
