package io.github.pywar.served;

import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of Maven with the plugin that this build has just made, and with credentials of a test's own. */
final class MavenRun {

    /** Where the build has put the plugin and what it needs, apart from the user's own repository. */
    private static final Path REPOSITORY = Path.of("target", "local-repo").toAbsolutePath();

    private final Path project;
    private final Path settings;
    private final List<String> words = new ArrayList<>();

    /** @param project the folder with the POM; its settings are written beside it */
    MavenRun(Path project) {
        this.project = project;
        this.settings = project.resolve("settings.xml");
        words.addAll(List.of("--batch-mode", "--settings", settings.toString()));
        words.add("-Dmaven.repo.local=" + REPOSITORY);
        Path own = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        if (Files.exists(own)) {
            words.addAll(List.of("--global-settings", own.toString()));
        }
    }

    /** Gives Maven the password of that user at the repository {@code remote}. */
    MavenRun credentials(String user, String password) throws IOException {
        Files.writeString(settings, """
                <settings>
                  <servers>
                    <server><id>remote</id><username>%s</username><password>%s</password></server>
                  </servers>
                  <profiles>
                    <profile>
                      <id>repository-of-the-build</id>
                      <repositories><repository>%3$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%3$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>repository-of-the-build</activeProfile></activeProfiles>
                </settings>
                """.formatted(user, password, buildRepository()));
        return this;
    }

    private static String buildRepository() {
        URI url = Path.of(System.getProperty("pywar.localRepository")).toUri();
        return "<id>of-the-build</id><url>%s</url><snapshots><enabled>true</enabled></snapshots>".formatted(url);
    }

    /** Sets a property. */
    MavenRun with(String name, Object value) {
        words.add("-D" + name + "=" + value);
        return this;
    }

    /** @return how these goals ended, and what Maven said */
    Tool.Result run(String... goals) {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("pywar.maven"), "bin", "mvn").toString());
        all.addAll(words);
        all.addAll(List.of(goals));
        return Tool.run(project, "sh", all.toArray(String[]::new));
    }

    /** Forgets what was fetched or installed of that group. @return where its files would come to lie */
    static Path forget(String groupId) throws IOException {
        Path group = REPOSITORY.resolve(groupId.replace('.', '/'));
        Unpacked.delete(group);
        return group;
    }
}
