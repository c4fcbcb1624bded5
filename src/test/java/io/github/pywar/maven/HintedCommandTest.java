package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HintedCommandTest {

    private static final Map<String, Set<String>> GOALS =
            Map.of("lock", Set.of("pywar.platform", "pywar.index", "pywar.upgrade"), "init", Set.of());

    private final Properties user = new Properties();

    @Test
    void hasThePropertiesOfTheGoal() {
        user.setProperty("pywar.platform", "linux-aarch64");
        user.setProperty("pywar.port", "80");

        assertThat(completed("hint: lock again with `mvn pywar:lock`; versions are kept"))
                .isEqualTo("hint: lock again with `mvn pywar:lock -Dpywar.platform=linux-aarch64`; versions are kept");
        assertThat(completed("hint: upgrade: mvn pywar:lock -Dpywar.upgrade=NAME"))
                .isEqualTo("hint: upgrade: mvn pywar:lock -Dpywar.platform=linux-aarch64 -Dpywar.upgrade=NAME");
    }

    @Test
    void repeatsNoOptionOfTheHint() {
        user.setProperty("pywar.upgrade", "flask");

        assertThat(completed("hint: mvn pywar:lock -Dpywar.upgrade=all"))
                .isEqualTo("hint: mvn pywar:lock -Dpywar.upgrade=all");
    }

    @Test
    void showsNoUrlAndNoTextForAShell() {
        user.setProperty("pywar.index", "https://ann:secret@index.example.org/simple/");
        user.setProperty("pywar.platform", "a b");

        assertThat(completed("hint: `mvn pywar:lock`"))
                .isEqualTo("hint: `mvn pywar:lock -Dpywar.index=... -Dpywar.platform=...`");
    }

    @Test
    void keepsOtherTextAndOtherGoals() {
        user.setProperty("pywar.platform", "linux-aarch64");

        String message = "`mvn pywar:lock` wrote it\nhint: `mvn pywar:init`\nhint: `mvn pywar:locks`";
        assertThat(completed(message)).isEqualTo(message);
    }

    private String completed(String message) {
        return new HintedCommand(GOALS, user).completed(message);
    }
}
