package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles the programs of the bench, which only its profile compiles. The gate does not download JMH: its annotations are
 * declared here with the elements that the programs use.
 */
class BenchSourcesTest {

    private static final Path SOURCES = Path.of("src/bench/java");
    private static final String ANNOTATIONS = "org.openjdk.jmh.annotations";

    private static final Map<String, String> DECLARATIONS = Map.of(
            "Benchmark", "@interface Benchmark {}",
            "BenchmarkMode", "@interface BenchmarkMode { Mode[] value(); }",
            "Fork", "@interface Fork { int value(); String[] jvmArgsAppend() default {}; }",
            "Level", "enum Level { Trial, Iteration, Invocation }",
            "Mode", "enum Mode { Throughput, AverageTime, SampleTime, SingleShotTime, All }",
            "OutputTimeUnit", "@interface OutputTimeUnit { java.util.concurrent.TimeUnit value(); }",
            "Param", "@interface Param { String[] value(); }",
            "Scope", "enum Scope { Benchmark, Group, Thread }",
            "Setup", "@interface Setup { Level value() default Level.Trial; }",
            "State", "@interface State { Scope value(); }");

    private static final String BLACKHOLE = "public class Blackhole { public void consume(Object value) {} }";

    @TempDir
    private Path classes;

    @Test
    void compileAgainstTheProduct() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-d", classes.toString());
        boolean isCompiled;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            List<JavaFileObject> sources = declarations();
            files.getJavaFileObjectsFromPaths(programs()).forEach(sources::add);
            isCompiled =
                    compiler.getTask(null, files, found, options, null, sources).call();
        }

        assertThat(isCompiled).as(found.getDiagnostics().toString()).isTrue();
    }

    private static List<Path> programs() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> programs =
                    all.filter(one -> one.toString().endsWith(".java")).toList();
            assertThat(programs).isNotEmpty();
            return programs;
        }
    }

    private static List<JavaFileObject> declarations() {
        List<JavaFileObject> all = new ArrayList<>();
        DECLARATIONS.forEach((name, text) -> all.add(new Declaration(ANNOTATIONS, name, "public " + text)));
        all.add(new Declaration("org.openjdk.jmh.infra", "Blackhole", BLACKHOLE));
        return all;
    }

    /** Source of one type of JMH. */
    private static final class Declaration extends SimpleJavaFileObject {

        private final String text;

        Declaration(String packageName, String name, String type) {
            super(URI.create("string:///" + packageName.replace('.', '/') + "/" + name + ".java"), Kind.SOURCE);
            this.text = "package " + packageName + ";\n" + type + "\n";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
