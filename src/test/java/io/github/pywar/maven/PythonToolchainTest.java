package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.toolchain.MisconfiguredToolchainException;
import org.apache.maven.toolchain.model.ToolchainModel;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Toolchains of the type {@code python}: what toolchains.xml may contain, and which one a project selects. */
class PythonToolchainTest {

    @TempDir
    private Path folder;

    private Path python;

    @BeforeEach
    void install() throws IOException {
        python = program("home/bin/python3");
    }

    @Test
    void findsTheProgramOfAHomeFolder() throws Exception {
        PythonToolchain toolchain = toolchain("<pythonHome>" + folder.resolve("home") + "</pythonHome>");

        assertThat(toolchain.findTool("python")).isEqualTo(python.toString());
        assertThat(toolchain.findTool("python3")).isEqualTo(python.toString());
        assertThat(toolchain.getType()).isEqualTo("python");
    }

    @Test
    void findsProgramsBesideTheInterpreter() throws Exception {
        Path pip = program("home/bin/pip");
        PythonToolchain toolchain = toolchain("<pythonExecutable>" + python + "</pythonExecutable>");

        assertThat(toolchain.findTool("pip")).isEqualTo(pip.toString());
        assertThat(toolchain.findTool("poetry")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<other>x</other>           | neither <pythonHome> nor <pythonExecutable>",
                "<pythonHome>/no</pythonHome> | `/no` contains no `bin/python3`",
                "<pythonExecutable>/no/python3</pythonExecutable> | `/no/python3` is not a program"
            })
    void refusesAToolchainWithoutInterpreter(String configuration, String message) {
        assertThatThrownBy(() -> toolchain(configuration))
                .isInstanceOf(MisconfiguredToolchainException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "3.11.7, true",
        "3.11, true",
        "3, true",
        "3.1, false",
        "3.11.70, false",
        "'[3.11,3.13)', true",
        "'[3.12,)', false",
        "'[3.11', false"
    })
    void comparesTheVersion(String required, boolean matches) throws Exception {
        PythonToolchain toolchain = toolchain("<pythonExecutable>" + python + "</pythonExecutable>");

        assertThat(toolchain.matchesRequirements(Map.of("version", required))).isEqualTo(matches);
    }

    @Test
    void comparesOtherProperties() throws Exception {
        PythonToolchain toolchain = toolchain("<pythonExecutable>" + python + "</pythonExecutable>");

        assertThat(toolchain.matchesRequirements(Map.of("version", "3.11", "vendor", "debian")))
                .isTrue();
        assertThat(toolchain.matchesRequirements(Map.of("vendor", "pyenv"))).isFalse();
        assertThat(toolchain.matchesRequirements(Map.of("implementation", "cpython")))
                .isFalse();
    }

    @Test
    void hasNoDefault() {
        assertThat(new PythonToolchainFactory().createDefaultToolchain()).isNull();
    }

    private static PythonToolchain toolchain(String configuration)
            throws MisconfiguredToolchainException, XmlPullParserException, IOException {
        return (PythonToolchain) new PythonToolchainFactory().createToolchain(model(configuration));
    }

    /** Returns the toolchain of a CPython 3.11.7 of Debian. */
    static ToolchainModel model(String configuration) throws XmlPullParserException, IOException {
        ToolchainModel model = new ToolchainModel();
        model.setType("python");
        model.addProvide("version", "3.11.7");
        model.addProvide("vendor", "debian");
        model.setConfiguration(
                Xpp3DomBuilder.build(new StringReader("<configuration>" + configuration + "</configuration>")));
        return model;
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
