package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings with which git runs: no hooks, no prompts, no protocols that run programs. Credentials, proxies and
 * certificates are those of the user's own git configuration.
 */
final class GitProgram {

    /** Variables of a git process that started this build, for example of a hook. */
    private static final Set<String> OF_A_CALLER = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_PREFIX",
            "GIT_QUARANTINE_PATH",
            "GIT_EXTERNAL_DIFF",
            "GIT_TEMPLATE_DIR",
            "GIT_TRACE",
            "GIT_TRACE_CURL",
            "SSH_ASKPASS");

    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("core.hooksPath", "/dev/null"),
            Map.entry("core.fsmonitor", "false"),
            Map.entry("core.autocrlf", "false"),
            Map.entry("core.askPass", ""),
            Map.entry("advice.detachedHead", "false"),
            Map.entry("gc.auto", "0"),
            Map.entry("maintenance.auto", "false"),
            Map.entry("submodule.recurse", "false"),
            Map.entry("fetch.recurseSubmodules", "false"),
            Map.entry("init.defaultBranch", "main"),
            Map.entry("http.lowSpeedLimit", "100"),
            Map.entry("http.lowSpeedTime", "60")));

    private static final Duration LOCAL = Duration.ofSeconds(30);

    private GitProgram() {}

    /** @param folder any folder that exists */
    static SourceProgram of(RepositoryUrl repository, Path folder) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GCM_INTERACTIVE", "never");
        variables.put("SSH_ASKPASS_REQUIRE", "never");
        variables.put("LC_ALL", "C");
        variables.put("GIT_ALLOW_PROTOCOL", protocols(repository));
        variables.putAll(settings(repository, System.getenv()));
        SourceProgram git = new SourceProgram("git", OF_A_CALLER, variables);
        if (usesPlainSsh(git, folder)) {
            variables.put("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }
        return new SourceProgram("git", OF_A_CALLER, variables);
    }

    /** A repository on a server must not read files of this machine as its submodules. */
    private static String protocols(RepositoryUrl repository) {
        String remote = "https:ssh:http:git";
        return "file".equals(repository.url().getScheme()) ? remote + ":file" : remote;
    }

    /**
     * Returns the settings as variables: every user of the machine can read the arguments of a process.
     *
     * @param environment of this process, whose own settings stay
     */
    static Map<String, String> settings(RepositoryUrl repository, Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(SETTINGS);
        if (!repository.url().equals(repository.withoutSecrets())) {
            all.put(
                    "url." + repository.url() + ".insteadOf",
                    repository.withoutSecrets().toString());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        int first = count(environment.getOrDefault("GIT_CONFIG_COUNT", ""));
        all.forEach((key, value) -> {
            int index = first + variables.size() / 2;
            variables.put("GIT_CONFIG_KEY_" + index, key);
            variables.put("GIT_CONFIG_VALUE_" + index, value);
        });
        variables.put("GIT_CONFIG_COUNT", Integer.toString(first + all.size()));
        return variables;
    }

    private static int count(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    private static boolean usesPlainSsh(SourceProgram git, Path folder) throws IOException {
        return System.getenv("GIT_SSH_COMMAND") == null
                && System.getenv("GIT_SSH") == null
                && !git.run(folder, LOCAL, List.of("config", "--get", "core.sshCommand"))
                        .isSuccess();
    }
}
