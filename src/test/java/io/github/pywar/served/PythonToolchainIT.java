package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goals run the Python of toolchains.xml that maven-toolchains-plugin or the POM selects, on each version of Maven. */
class PythonToolchainIT {

    private static final String SELECTION = """
            <plugin>
              <groupId>org.apache.maven.plugins</groupId>
              <artifactId>maven-toolchains-plugin</artifactId>
              <version>3.2.0</version>
              <executions><execution><goals><goal>toolchain</goal></goals></execution></executions>
              <configuration><toolchains><python><version>%s</version></python></toolchains></configuration>
            </plugin>
            """;

    private static final String TOOLCHAINS = """
            <toolchains>
              <toolchain>
                <type>python</type>
                <provides><version>2.0</version><vendor>none</vendor></provides>
                <configuration><pythonExecutable>/bin/false</pythonExecutable></configuration>
              </toolchain>
              <toolchain>
                <type>python</type>
                <provides><version>3.99.1</version></provides>
                <configuration><pythonHome>%s</pythonHome></configuration>
              </toolchain>
            </toolchains>
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project = new ShopProject(folder.folder("project"));
    private final Path used = folder.path().resolve("used.txt");
    private Path python;

    /** Installs a Python that records its use, with a version that no other Python has. */
    @BeforeEach
    void install() throws IOException {
        python = folder.write("home/bin/python3", "#!/bin/sh\necho used >> '" + used + "'\nexec python3 \"$@\"\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        project.write("requirements.txt", "");
        project.write("toolchains.xml", TOOLCHAINS.formatted(folder.path().resolve("home")));
    }

    @AfterEach
    void close() {
        folder.close();
    }

    static List<Path> mavens() {
        return Mavens.all();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void runsTheToolchainThatThePluginSelects(Path maven) {
        pom(SELECTION.formatted("3.99.1"), "");

        Tool.Result built = run(maven, "verify");

        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(built.output())
                .contains("Found matching toolchain for type python", "Imported `shop-1.0.0.pywar` on cpython");
        assertThat(used).exists();
    }

    @ParameterizedTest
    @MethodSource("mavens")
    void runsTheToolchainThatTheParameterRequires(Path maven) {
        pom("", "<pythonToolchain><version>[3.90,)</version></pythonToolchain>");

        Tool.Result built = run(maven, "verify");

        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(used).exists();
    }

    @Test
    void reportsAToolchainThatToolchainsXmlLacks() {
        pom("", "<pythonToolchain><version>3.98</version></pythonToolchain>");

        Tool.Result refused = run(Mavens.newestThree(), "package");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output())
                .contains("No toolchain of the type `python` provides `{version=3.98}`", "found: `{version=3.99.1}`")
                .doesNotContain("\tat ");
    }

    @Test
    void runsTheProgramThatTheCommandLineNames() throws IOException {
        pom("", "");

        Tool.Result built = run(Mavens.newestThree(), "verify", "-Dpywar.pythonExecutable=" + python);

        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(Files.readString(used)).contains("used");
    }

    private void pom(String plugin, String configuration) {
        String pom = ShopProject.pom(
                "com.example.toolchain",
                "<application>shop:application</application><python>detect</python><server>none</server>"
                        + "<noIndex>true</noIndex><verify>required</verify><platform>${it.platform}</platform>"
                        + configuration);
        project.write("pom.xml", pom.replace("<plugins>", "<plugins>" + plugin));
    }

    private Tool.Result run(Path maven, String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 2, words.length);
        all[0] = "--toolchains";
        all[1] = project.folder().resolve("toolchains.xml").toString();
        return new MavenRun(project.folder())
                .on(maven)
                .with("remote", "nowhere")
                .with("it.platform", platform())
                .run(all);
    }

    private static String platform() {
        return System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x86_64";
    }
}
