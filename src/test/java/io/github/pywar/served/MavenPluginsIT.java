package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins of Maven in a reactor of two archives: the type {@code pywar} behaves as {@code war} does. */
class MavenPluginsIT {

    private static final String PLUGINS = "org.apache.maven.plugins:";

    private final OpenFolder folder = OpenFolder.create();

    @AfterEach
    void close() {
        folder.close();
    }

    static List<Path> mavens() {
        return Mavens.all();
    }

    @Test
    void installsAFlattenedPomWithTheRevision() throws IOException {
        ReactorProject reactor = ReactorProject.in(folder, "${revision}", """
                <plugin>
                  <groupId>org.codehaus.mojo</groupId><artifactId>flatten-maven-plugin</artifactId><version>1.7.0</version>
                  <configuration><flattenMode>resolveCiFriendliesOnly</flattenMode></configuration>
                  <executions>
                    <execution><phase>process-resources</phase><goals><goal>flatten</goal></goals></execution>
                  </executions>
                </plugin>
                """);

        reactor.build("install", "-Drevision=2.1.0");

        assertThat(Files.readString(MavenRun.installed(ReactorProject.GROUP, "shop", "2.1.0", "pom")))
                .contains("<version>2.1.0</version>")
                .doesNotContain("${revision}");
        assertThat(MavenRun.installed(ReactorProject.GROUP, "admin", "2.1.0", "pywar"))
                .isRegularFile();
        Path archive = reactor.file("admin/target/admin-2.1.0.pywar");
        assertThat(BuiltProject.of(archive.getParent())
                        .text(archive, "META-INF/maven/com.example.reactor/admin/pom.properties"))
                .contains("version=2.1.0");
    }

    @Test
    void packagesTheVersionThatVersionsSets() {
        ReactorProject reactor = ReactorProject.in(folder, "1.0.0-SNAPSHOT", "");

        reactor.build(
                "org.codehaus.mojo:versions-maven-plugin:2.18.0:set",
                "-DnewVersion=1.0.0",
                "-DgenerateBackupPoms=false");
        reactor.build("package");

        assertThat(reactor.archive("shop")).isRegularFile();
        assertThat(reactor.archive("admin")).isRegularFile();
    }

    @Test
    void writesAChecksumOfTheArchive() throws IOException {
        ReactorProject reactor = ReactorProject.in(folder, "1.0.0", """
                <plugin>
                  <groupId>net.nicoulaj.maven.plugins</groupId><artifactId>checksum-maven-plugin</artifactId>
                  <version>1.11</version>
                  <configuration><algorithms><algorithm>SHA-256</algorithm></algorithms></configuration>
                  <executions><execution><goals><goal>artifacts</goal></goals></execution></executions>
                </plugin>
                """);

        reactor.build("-pl", "shop", "verify");

        assertThat(Files.readString(reactor.file("shop/target/shop-1.0.0.pywar.sha256")))
                .startsWith(Sha256.of(reactor.archive("shop")).hex());
    }

    @Test
    void passesTheRulesOfTheEnforcer() {
        ReactorProject reactor = ReactorProject.in(folder, "1.0.0", """
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId><artifactId>maven-enforcer-plugin</artifactId>
                  <version>3.6.1</version>
                  <executions><execution>
                    <goals><goal>enforce</goal></goals>
                    <configuration><rules>
                      <dependencyConvergence/><requireUpperBoundDeps/><banDuplicatePomDependencyVersions/>
                      <requireReleaseDeps/><reactorModuleConvergence/>
                      <requireProperty><property>pywar.application</property><regex>.+:application</regex></requireProperty>
                    </rules></configuration>
                  </execution></executions>
                  <inherited>true</inherited>
                </plugin>
                """);

        // the rule on properties is for the modules: the parent has no application
        reactor.write(
                "pom.xml",
                text(reactor.file("pom.xml"))
                        .replace("<revision>", "<pywar.application>none:application</pywar.application><revision>"));

        assertThat(reactor.build("package")).contains("RequireUpperBoundDeps passed", "RequireProperty passed");
    }

    /** The release plugin accepts no SNAPSHOT of a plugin, so this test installs the plugin in a released version. */
    @Test
    void preparesARelease() throws IOException {
        String released = ReleasedPlugin.install(folder);
        ReactorProject reactor = ReactorProject.in(folder, released, "1.0.0-SNAPSHOT", "");
        reactor.write(
                "pom.xml",
                text(reactor.file("pom.xml"))
                        .replace(
                                "<modules>",
                                "<scm><developerConnection>scm:git:file://"
                                        + folder.path().resolve("remote.git")
                                        + "</developerConnection></scm><modules>"));
        reactor.write(".gitignore", "target/\nsettings.xml\n*.releaseBackup\nrelease.properties\n*.tag\n*.next\n");
        git("init", "--quiet", "--initial-branch=main", ".");
        git("add", ".");
        git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "-m", "Begin");

        String output = reactor.build(
                "org.apache.maven.plugins:maven-release-plugin:3.1.1:prepare",
                "-DdryRun=true",
                "-DautoVersionSubmodules=true",
                "-DreleaseVersion=1.0.0",
                "-DdevelopmentVersion=1.1.0-SNAPSHOT",
                "-Dtag=v1.0.0",
                "-DpreparationGoals=clean verify");

        assertThat(output).contains("Release preparation simulation complete");
        assertThat(reactor.file("shop/pom.xml.tag")).content().contains("<version>1.0.0</version>");
        assertThat(reactor.file("shop/pom.xml.next")).content().contains("<version>1.1.0-SNAPSHOT</version>");
    }

    private void git(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-C";
        all[1] = folder.path().resolve("reactor").toString();
        System.arraycopy(words, 0, all, 2, words.length);
        ReactorProject.success(Tool.run(folder.path(), "git", all));
    }

    /** With the jar of the classifier {@code archiver}, other plugins unpack an archive as a zip file. */
    @ParameterizedTest
    @MethodSource("mavens")
    void unpacksAnArchiveAsAZipFile(Path maven) throws IOException {
        ReactorProject reactor = ReactorProject.in(folder, "1.0.0", "");
        ReactorProject.success(reactor.maven().on(maven).run("install", "-pl", "shop", "-am"));
        Path consumer = folder.write(
                        "consumer/pom.xml", CONSUMER.formatted(System.getProperty("pywar.version"), ARCHIVER))
                .getParent();
        folder.write("consumer/all.xml", ASSEMBLY);

        String output = ReactorProject.success(new MavenRun(consumer).on(maven).run("package", "dependency:tree"));

        assertThat(output).contains("com.example.reactor:shop:pywar:1.0.0:");
        assertThat(consumer.resolve("target/dependency/app/shop.py")).isRegularFile();
        assertThat(consumer.resolve("target/copied/shop-1.0.0.pywar")).hasSameBinaryContentAs(reactor.archive("shop"));
        assertThat(BuiltProject.of(consumer).names(consumer.resolve("target/consumer-1.0.0-all.zip")))
                .contains("consumer-1.0.0/shop/app/shop.py", "consumer-1.0.0/archives/shop-1.0.0.pywar");
    }

    @Test
    void describesItsGoals() {
        ReactorProject reactor = ReactorProject.in(folder, "1.0.0", "");

        String output = reactor.build(
                "-pl",
                "shop",
                PLUGINS + "maven-help-plugin:3.5.1:describe",
                "-Dcmd=pywar:package",
                PLUGINS + "maven-help-plugin:3.5.1:effective-pom");

        assertThat(output)
                .contains("'pywar:package' is a plugin goal", "pywar:package", "<packaging>pywar</packaging>");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final String ARCHIVER = """
            <dependencies><dependency>
              <groupId>io.github.pywar</groupId>
              <artifactId>pywar-maven-plugin</artifactId>
              <version>%s</version>
              <classifier>archiver</classifier>
              <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
            </dependency></dependencies>
            """.formatted(System.getProperty("pywar.version"));

    private static final String CONSUMER = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>consumer</artifactId>
              <version>1.0.0</version>
              <packaging>pom</packaging>
              <properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
              <dependencies><dependency>
                <groupId>com.example.reactor</groupId><artifactId>shop</artifactId><version>1.0.0</version><type>pywar</type>
              </dependency></dependencies>
              <build><plugins>
                <plugin>
                  <groupId>io.github.pywar</groupId><artifactId>pywar-maven-plugin</artifactId><version>%1$s</version>
                  <extensions>true</extensions>
                </plugin>
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId>
                  <version>3.9.0</version>
                  %2$s
                  <executions>
                    <execution><phase>package</phase><goals><goal>unpack-dependencies</goal></goals></execution>
                    <execution>
                      <id>copy</id><phase>package</phase><goals><goal>copy-dependencies</goal></goals>
                      <configuration><outputDirectory>${project.build.directory}/copied</outputDirectory></configuration>
                    </execution>
                  </executions>
                </plugin>
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId><artifactId>maven-assembly-plugin</artifactId>
                  <version>3.7.1</version>
                  %2$s
                  <executions><execution><phase>package</phase><goals><goal>single</goal></goals></execution></executions>
                  <configuration><descriptors><descriptor>all.xml</descriptor></descriptors></configuration>
                </plugin>
              </plugins></build>
            </project>
            """;

    private static final String ASSEMBLY = """
            <assembly xmlns="http://maven.apache.org/ASSEMBLY/2.2.0">
              <id>all</id>
              <formats><format>zip</format></formats>
              <dependencySets>
                <dependencySet><unpack>true</unpack><outputDirectory>shop</outputDirectory></dependencySet>
                <dependencySet><outputDirectory>archives</outputDirectory></dependencySet>
              </dependencySets>
            </assembly>
            """;
}
