package io.github.pywar.app.classarchive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Installation of Java and Maven whose program `java` is a script of the shell: it behaves as a test declares. */
final class FakeJava {

    /** Writes an archive and reports one loaded class. */
    static final String WORKING = """
            for word; do
                case $word in
                -XX:ArchiveClassesAtExit=*) echo archive > "${word#*=}";;
                -Xlog:class+load:file=*)
                    echo '[0.3s] io.github.pywar.maven.PackageMojo source: shared objects file (top)' > "${word#*file=}";;
                esac
            done
            """;

    private final Path folder;

    /** @param folder receives the files; its name is a part of messages */
    FakeJava(Path folder, String script) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("jdk/bin"));
        Files.createDirectories(folder.resolve("jdk/lib/server"));
        Files.writeString(folder.resolve("jdk/lib/server/classes.jsa"), "");
        Files.createDirectories(folder.resolve("maven/bin"));
        Path java = Files.writeString(key().program(), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(key().script(), "");
    }

    ClassArchiveKey key() {
        return new ClassArchiveKey("3.8.7", folder.resolve("maven"), 17, "Example Inc.", folder.resolve("jdk"));
    }

    ClassArchiveRequest request() {
        return request(folder.resolve("cache"));
    }

    ClassArchiveRequest request(Path cache) {
        return request(cache, folder.resolve("maven/boot/launcher.jar"), List.of());
    }

    /** @param options of Java that the user has set */
    ClassArchiveRequest request(Path cache, Path launcher, List<String> options) {
        return new ClassArchiveRequest(
                new PluginVersion("com.example", "plugin", "1.0"),
                MavenCommand.of(key().program(), options, launcher.toString(), List.of("-B")),
                false,
                cache,
                key());
    }

    /** Returns the file of the archive in the default cache. */
    Path file() {
        return request().folder().resolve(key().fileName());
    }

    /** Returns a text without the path of the folder, for golden files. */
    String shown(String text) {
        return text.replace(folder.toString(), "FOLDER");
    }
}
