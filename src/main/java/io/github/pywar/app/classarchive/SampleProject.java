package io.github.pywar.app.classarchive;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipWriter;
import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Project that is built to load the classes. It has two equal modules with one cache: the first one fills the cache, and the
 * second one uses it. Its libraries are two wheels in a folder.
 *
 * @param folder receives the files
 */
record SampleProject(Path folder) {

    private static final String POM = "pom.xml";
    private static final List<String> MODULES = List.of("first", "second");

    private static final String ALL = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>sample</artifactId>
              <version>1.0.0</version>
              <packaging>pom</packaging>
              <modules>
                <module>first</module>
                <module>second</module>
              </modules>
            </project>
            """;

    private static final String MODULE = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>sample-%s</artifactId>
              <version>1.0.0</version>
              <packaging>pywar</packaging>
              <build>
                <plugins>
                  <plugin>
                    <groupId>%s</groupId>
                    <artifactId>%s</artifactId>
                    <version>%s</version>
                    <extensions>true</extensions>
                    <configuration>
                      <application>sample:application</application>
                      <python>3.11</python>
                      <server>none</server>
                      <requirements>sample-web</requirements>
                      <findLinks><findLink>../wheels</findLink></findLinks>
                      <noIndex>true</noIndex>
                      <cacheDirectory>${basedir}/../cache</cacheDirectory>
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final String APPLICATION = """
            import sample_web


            def application(environ, start_response):
                return sample_web.answer(start_response)
            """;

    /** Writes the files. The folder {@code .mvn} keeps Maven from reading that of a folder above. */
    void write(PluginVersion plugin) throws IOException {
        Files.createDirectories(folder.resolve(".mvn"));
        Files.writeString(folder.resolve(POM), ALL);
        for (String module : MODULES) {
            Path sources = Files.createDirectories(folder.resolve(module).resolve("src/main/python"));
            Files.writeString(sources.resolve("sample.py"), APPLICATION);
            Files.writeString(
                    folder.resolve(module).resolve(POM),
                    MODULE.formatted(module, plugin.groupId(), plugin.artifactId(), plugin.version()));
        }
        Files.createDirectories(folder.resolve("wheels"));
        writeWheel("sample_web", "Requires-Dist: sample-text>=1,<2; python_version >= '3'\n");
        writeWheel("sample_text", "");
    }

    private void writeWheel(String name, String metadata) throws IOException {
        String info = name + "-1.0.dist-info/";
        FileTree content = FileTree.builder("the sample project")
                .add(name + ".py", ByteSource.of("# Sample\n"))
                .add(
                        info + "METADATA",
                        ByteSource.of("Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\nLicense: MIT\n"
                                + "Classifier: License :: OSI Approved :: MIT License\n" + metadata))
                .add(
                        info + "WHEEL",
                        ByteSource.of(
                                "Wheel-Version: 1.0\nGenerator: pywar\nRoot-Is-Purelib: true\nTag: py3-none-any\n"))
                .build()
                .summed();
        FileTree record = FileTree.builder("the sample project")
                .add(info + "RECORD", ByteSource.of(WheelRecord.text(content, info + "RECORD")))
                .build();
        FileTree wheel = FileTree.union(List.of(content, record), Globs.of(List.of()), Progress.SILENT);
        AtomicFile.writeChannel(
                folder.resolve("wheels").resolve(name + "-1.0-py3-none-any.whl"),
                channel -> new ZipWriter(Instant.EPOCH).write(wheel, channel));
    }

    /** Returns the POM of both modules. */
    Path pom() {
        return folder.resolve(POM);
    }

    /** Returns the POM of one module. */
    Path module() {
        return folder.resolve(MODULES.get(0)).resolve(POM);
    }
}
