package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the programs of the bench, which only its profile compiles; those of JMH need the profile, too. */
class BenchSourcesTest {

    private static final Path SOURCES = Path.of("src/bench/java");
    private static final String JMH = "import org.openjdk.jmh.";

    @TempDir
    private Path classes;

    @Test
    void compileAgainstTheProduct() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-d", classes.toString());
        boolean isCompiled;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            isCompiled = compiler.getTask(
                            null, files, found, options, null, files.getJavaFileObjectsFromPaths(programs()))
                    .call();
        }

        assertThat(isCompiled).as(found.getDiagnostics().toString()).isTrue();
    }

    private static List<Path> programs() throws IOException {
        List<Path> programs = new ArrayList<>();
        try (Stream<Path> all = Files.walk(SOURCES)) {
            for (Path file : all.filter(one -> one.toString().endsWith(".java")).toList()) {
                if (!Files.readString(file).contains(JMH)) {
                    programs.add(file);
                }
            }
        }
        assertThat(programs).isNotEmpty();
        return programs;
    }
}
