package io.github.pywar.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeFilesTest {

    private static final Path SOURCES = Path.of("src/main/resources/io/github/pywar/runtime");

    @Test
    void findsAllPythonFiles() throws IOException {
        assertThat(RuntimeFiles.tree().entries().keySet()).containsExactlyInAnyOrderElementsOf(pythonFiles());
        assertThat(RuntimeFiles.scriptTemplate()).startsWith("#!/bin/sh\n");
    }

    /** As in the plugin: a class loader over a jar, whose path has a space. */
    @Test
    void findsTheFilesInAJar(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("the plugin.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> classes = Files.walk(Path.of("target/classes"))) {
            for (Path one : classes.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(
                        Path.of("target/classes").relativize(one).toString().replace('\\', '/')));
                Files.copy(one, out);
            }
        }
        ClassLoader libraries = new Without(getClass().getClassLoader());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, libraries)) {
            Class<?> type = loader.loadClass(RuntimeFiles.class.getName());
            Method tree = type.getMethod("tree");
            Object found = tree.invoke(null);
            Object entries = found.getClass().getMethod("entries").invoke(found);

            assertThat(type).isNotSameAs(RuntimeFiles.class);
            assertThat(((SortedMap<?, ?>) entries).keySet())
                    .map(Object::toString)
                    .containsExactlyInAnyOrderElementsOf(pythonFiles());
        }
    }

    private static List<String> pythonFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(".py"))
                    .toList();
        }
    }

    /** Class loader without pywar's own classes, which must come from the jar. */
    private static final class Without extends ClassLoader {
        private Without(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.github.pywar.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public URL getResource(String name) {
            return name.startsWith("io/github/pywar/") ? null : super.getResource(name);
        }
    }
}
