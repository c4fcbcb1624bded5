package io.github.pywar.testing.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** Facts of the POM of this build. */
public final class ThisBuild {

    private ThisBuild() {}

    /** Returns the version of the plugin. */
    public static String version() {
        try {
            return Jsoup.parse(Files.readString(Path.of("pom.xml")), "", Parser.xmlParser())
                    .select("project > version")
                    .text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the expressions that maven-invoker-plugin replaces in the projects of {@code src/it}. */
    public static String interpolate(String text) {
        return text.replace("@project.groupId@", "io.github.pywar")
                .replace("@project.artifactId@", "pywar-maven-plugin")
                .replace("@project.version@", version());
    }
}
