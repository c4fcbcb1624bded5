package io.github.pywar.python.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanEnvironmentTest {

    private static final Path HOME = Path.of("empty");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "Path",
                "LD_LIBRARY_PATH",
                "DYLD_LIBRARY_PATH",
                "LANG",
                "LANGUAGE",
                "LC_ALL",
                "LC_TIME",
                "TZ",
                "TMPDIR",
                "SystemRoot",
                "SYSTEMDRIVE",
                "windir",
                "ComSpec",
                "PATHEXT",
                "TEMP",
                "TMP"
            })
    void keepsVariablesThatStartPrograms(String name) {
        assertThat(of(name)).containsEntry(name, "of the build");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_SECRET_ACCESS_KEY",
                "PGPASSWORD",
                "GITHUB_TOKEN",
                "CI_JOB_TOKEN",
                "MAVEN_OPTS",
                "JAVA_HOME",
                "SSH_AUTH_SOCK",
                "KUBECONFIG",
                "HTTPS_PROXY",
                "http_proxy",
                "PIP_INDEX_URL",
                "UV_INDEX",
                "NETRC",
                "PYTHONPATH",
                "PYTHONHOME",
                "PYTHONSTARTUP",
                "PYTHONUSERBASE",
                "VIRTUAL_ENV",
                "LD_PRELOAD",
                "USERPROFILE",
                "DATABASE_URL",
                "DJANGO_SETTINGS_MODULE",
                "XDG_CONFIG_HOME",
                "PYWAR_ON_ERROR",
                "lang",
                "lc_all",
                "BASH_ENV"
            })
    void dropsAllOtherVariables(String name) {
        assertThat(of(name)).doesNotContainKey(name);
    }

    @Test
    void setsHomeAndDeclaredVariables() {
        Map<String, String> declared = Map.of("DATABASE_URL", "sqlite://", "TZ", "UTC");

        assertThat(CleanEnvironment.of(Map.of("HOME", "/root", "TZ", "CET", "DATABASE_URL", "x"), HOME, declared)
                        .variables())
                .isEqualTo(Stream.concat(
                                declared.entrySet().stream(),
                                Map.of("HOME", "empty", "PYTHONIOENCODING", "utf-8", "PYTHONUNBUFFERED", "1")
                                        .entrySet()
                                        .stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map<String, String> of(String name) {
        return CleanEnvironment.of(Map.of(name, "of the build"), HOME, Map.of()).variables();
    }
}
