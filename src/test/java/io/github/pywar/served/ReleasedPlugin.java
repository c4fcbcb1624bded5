package io.github.pywar.served;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The plugin of this build in a released version, which differs in its descriptors only. */
final class ReleasedPlugin {

    private static final String VERSION = "1.0.0-it";
    private static final String NAME = "pywar-maven-plugin";

    private ReleasedPlugin() {}

    /** Installs it into the repository of the tests, and returns its version. */
    static String install(OpenFolder folder) throws IOException {
        String present = System.getProperty("pywar.version");
        Path jar = folder.path().resolve(NAME + ".jar");
        copy(MavenRun.installed("io.github.pywar", NAME, present, "jar"), jar, present);
        String pom = Files.readString(MavenRun.installed("io.github.pywar", NAME, present, "pom"));
        Path copy = folder.write("released.xml", pom.replace("<version>" + present + "<", "<version>" + VERSION + "<"));
        Tool.Result installed = new MavenRun(folder.folder("install"))
                .with("file", jar)
                .with("pomFile", copy)
                .run("org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file");
        ReactorProject.success(installed);
        return VERSION;
    }

    private static void copy(Path from, Path to, String present) throws IOException {
        try (ZipFile source = new ZipFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream target = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(source.entries())) {
                target.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = source.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    target.write(entry.getName().endsWith(".xml") ? released(content, present) : content);
                }
                target.closeEntry();
            }
        }
    }

    private static byte[] released(byte[] content, String present) {
        String text = new String(content, StandardCharsets.UTF_8);
        return text.replace(present, VERSION).getBytes(StandardCharsets.UTF_8);
    }
}
