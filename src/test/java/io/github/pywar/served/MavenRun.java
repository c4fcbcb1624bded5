package io.github.pywar.served;

import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Run of Maven with the plugin that this build has made, and with the test's own settings. */
final class MavenRun {

    /** Repository with the plugin and its dependencies, apart from the user's own repository. */
    private static final Path REPOSITORY = Path.of("target", "local-repo").toAbsolutePath();

    /** As in {@code .mvn/jvm.config}: the second compiler does not pay off in a short run. */
    private static final String JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final Pattern ENCRYPTED = Pattern.compile("\\{[A-Za-z0-9+/=]+\\}");

    private final Path project;
    private final Path settings;
    private Path home = Path.of(System.getProperty("pywar.maven"));
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> launcher = new ArrayList<>();
    private boolean keepsSettings;
    private String umask = "";
    private final StringBuilder servers = new StringBuilder();
    private final StringBuilder proxies = new StringBuilder();

    /** @param project the folder with the POM; its settings are written there */
    MavenRun(Path project) {
        this.project = project;
        this.settings = project.resolve("settings.xml");
        environment.put("MAVEN_OPTS", JVM);
        words.addAll(List.of("--batch-mode", "--settings", settings.toString()));
        words.add("-Dmaven.repo.local=" + REPOSITORY);
        Path own = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        if (Files.exists(own)) {
            words.addAll(List.of("--global-settings", own.toString()));
        }
    }

    /** Adds the password of that user for the repository {@code remote} to the settings. */
    MavenRun credentials(String user, String password) {
        return server("remote", user, password);
    }

    /** Adds the password of that user for the server with that id to the settings, plain or encrypted. */
    MavenRun server(String id, String user, String password) {
        servers.append("<server><id>%s</id><username>%s</username><password>%s</password></server>%n"
                .formatted(id, user, password));
        return this;
    }

    /**
     * Adds a server without user and password to the settings.
     *
     * @param elements its elements except the id
     */
    MavenRun server(String id, String elements) {
        servers.append("<server><id>%s</id>%s</server>%n".formatted(id, elements));
        return this;
    }

    /** Sets that proxy of this machine for every host except those of {@code nonProxyHosts}. */
    MavenRun proxy(int port, String user, String password, String nonProxyHosts) {
        proxies.append("""
                <proxy><id>house</id><active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>%d</port>
                <username>%s</username><password>%s</password><nonProxyHosts>%s</nonProxyHosts></proxy>
                """.formatted(port, user, password, nonProxyHosts));
        return this;
    }

    /**
     * Creates a master password in that file.
     *
     * @return runs that can read passwords of {@link #encrypted}
     */
    MavenRun master(Path security) throws IOException {
        with("settings.security", security);
        String master = answer("--encrypt-master-password", "master-of-" + security.getParent());
        Files.writeString(security, "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
        return this;
    }

    /** Returns the password as Maven itself encrypts it, with the master password of the settings' security. */
    String encrypted(String password) {
        return answer("--encrypt-password", password);
    }

    private String answer(String option, String password) {
        String output = run(option, password).output();
        Matcher answer = ENCRYPTED.matcher(output);
        if (!answer.find()) {
            throw new IllegalStateException(output);
        }
        return answer.group();
    }

    /** Uses another Maven than that of the build. */
    MavenRun on(Path mavenHome) {
        home = mavenHome;
        return this;
    }

    /** Sets a property. */
    MavenRun with(String name, Object value) {
        words.add("-D" + name + "=" + value);
        return this;
    }

    /** Sets a variable of Maven's environment. */
    MavenRun variable(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    /** Uses the settings that an earlier run has written: the project's folder may be read-only. */
    MavenRun keepingSettings() {
        keepsSettings = true;
        return this;
    }

    /** Removes a variable from Maven's environment. */
    MavenRun without(String name) {
        launcher.addAll(List.of("-u", name));
        return this;
    }

    /** Sets the permissions that new files do not get. */
    MavenRun umask(String mask) {
        umask = mask;
        return this;
    }

    /** Runs these goals or options. Returns the exit code and Maven's output. */
    Tool.Result run(String... goals) {
        return Tool.run(project, environment, "env", command(goals));
    }

    /**
     * Starts these goals or options. The process is the JVM of Maven itself, so a signal to it reaches the build.
     *
     * @return the process, whose output has both streams
     */
    Process start(String... goals) throws IOException {
        List<String> all = new ArrayList<>(List.of("env"));
        all.addAll(List.of(command(goals)));
        ProcessBuilder builder =
                new ProcessBuilder(all).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Writes the settings and returns the words after {@code env}. */
    private String[] command(String... goals) {
        List<String> all = new ArrayList<>(launcher);
        if (!umask.isEmpty()) {
            all.addAll(List.of("sh", "-c", "umask " + umask + " && exec \"$0\" \"$@\""));
        }
        all.addAll(List.of("sh", home.resolve("bin/mvn").toString()));
        all.addAll(words);
        all.addAll(List.of(goals));
        try {
            if (!keepsSettings) {
                Files.writeString(settings, settings());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toArray(String[]::new);
    }

    private String settings() {
        return """
                <settings>
                  <servers>
                    %s
                  </servers>
                  <proxies>
                    %s
                  </proxies>
                  <profiles>
                    <profile>
                      <id>repository-of-the-build</id>
                      <repositories><repository>%3$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%3$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>repository-of-the-build</activeProfile></activeProfiles>
                </settings>
                """.formatted(servers, proxies, buildRepository());
    }

    private static String buildRepository() {
        URI url = Path.of(System.getProperty("pywar.localRepository")).toUri();
        return "<id>of-the-build</id><url>%s</url><snapshots><enabled>true</enabled></snapshots>".formatted(url);
    }

    /** Returns a file of the repository of the tests. */
    static Path installed(String groupId, String artifactId, String version, String extension) {
        return REPOSITORY
                .resolve(groupId.replace('.', '/'))
                .resolve(artifactId)
                .resolve(version)
                .resolve(artifactId + "-" + version + "." + extension);
    }

    /**
     * Deletes downloaded and installed files of that group.
     *
     * @return the folder of the group's files
     */
    static Path forget(String groupId) throws IOException {
        Path group = REPOSITORY.resolve(groupId.replace('.', '/'));
        Unpacked.delete(group);
        return group;
    }
}
