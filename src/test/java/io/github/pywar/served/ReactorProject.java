package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.nio.file.Path;
import java.util.List;

/** Reactor of two archives without libraries: {@code admin} has an overlay with the files of {@code shop}. */
final class ReactorProject {

    static final String GROUP = "com.example.reactor";

    private static final String PARENT = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>%1$s</groupId>
              <artifactId>parent</artifactId>
              <version>%4$s</version>
              <packaging>pom</packaging>
              <modules><module>shop</module><module>admin</module></modules>
              <properties>
                <revision>1.0.0</revision>
                <pywar.noIndex>true</pywar.noIndex>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>
              </properties>
              <build>
                <plugins>
                  <plugin>
                    <groupId>io.github.pywar</groupId>
                    <artifactId>pywar-maven-plugin</artifactId>
                    <version>%2$s</version>
                    <extensions>true</extensions>
                    <configuration>
                      <python>3.11</python>
                      <server>none</server>
                      <requirementsFiles>${project.basedir}/requirements.txt</requirementsFiles>
                      <verify>skip</verify>
                    </configuration>
                  </plugin>
                  %3$s
                </plugins>
              </build>
              <profiles>
                <profile>
                  <id>next</id>
                  <properties><pywar.libc>glibc-2.34</pywar.libc></properties>
                  <build><finalName>next-${project.artifactId}</finalName></build>
                </profile>
              </profiles>
            </project>
            """;

    private static final String MODULE = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>%1$s</groupId><artifactId>parent</artifactId><version>%4$s</version></parent>
              <artifactId>%2$s</artifactId>
              <packaging>pywar</packaging>
              <properties><pywar.application>%2$s:application</pywar.application></properties>
              %3$s
            </project>
            """;

    private static final String OVERLAY = """
            <dependencies>
              <dependency>
                <groupId>%1$s</groupId><artifactId>shop</artifactId><version>${project.version}</version><type>pywar</type>
              </dependency>
            </dependencies>
            <build><plugins><plugin>
              <groupId>io.github.pywar</groupId>
              <artifactId>pywar-maven-plugin</artifactId>
              <configuration>
                <overlays><overlay>
                  <groupId>%1$s</groupId><artifactId>shop</artifactId><type>pywar</type>
                </overlay></overlays>
              </configuration>
            </plugin></plugins></build>
            """;

    private final ShopProject files;

    private ReactorProject(Path folder) {
        this.files = new ShopProject(folder);
    }

    /**
     * Writes the reactor.
     *
     * @param version of all modules
     * @param plugins other plugins of the parent
     */
    static ReactorProject in(OpenFolder folder, String version, String plugins) {
        return in(folder, System.getProperty("pywar.version"), version, plugins);
    }

    /** Writes the reactor with another version of this plugin. */
    static ReactorProject in(OpenFolder folder, String plugin, String version, String plugins) {
        ReactorProject reactor = new ReactorProject(folder.folder("reactor"));
        reactor.files.write("pom.xml", PARENT.formatted(GROUP, plugin, plugins, version));
        reactor.module("shop", version, "");
        reactor.module("admin", version, OVERLAY.formatted(GROUP));
        return reactor;
    }

    private void module(String name, String version, String more) {
        files.write(name + "/pom.xml", MODULE.formatted(GROUP, name, more, version));
        files.write(name + "/requirements.txt", "");
        files.write(name + "/src/main/python/" + name + ".py", "def application(environ, start_response): ...\n");
    }

    Path folder() {
        return files.folder();
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    Path write(String name, String text) {
        return files.write(name, text);
    }

    /** Returns the archive of a module in version 1.0.0. */
    Path archive(String module) {
        return file(module + "/target/" + module + "-1.0.0.pywar");
    }

    MavenRun maven() {
        return new MavenRun(folder());
    }

    /** Runs Maven and returns its output; fails if the build fails. */
    String build(String... words) {
        return success(maven().run(words));
    }

    /** Returns the output of a build; fails if the build failed. */
    static String success(Tool.Result built) {
        assertThat(built.exit()).as(built.output()).isZero();
        return built.output();
    }

    /** Returns the modules whose archive a build has written, in that order. */
    static List<String> written(String output) {
        return output.lines()
                .filter(line -> line.contains("Wrote ") && line.contains(".pywar"))
                .map(line -> line.replaceFirst(".*Wrote (\\w+)-.*", "$1"))
                .toList();
    }
}
