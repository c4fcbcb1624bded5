package io.github.pywar.app.classarchive;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an archive belongs to. An update of Java in the same folder keeps the key, so that its archive replaces the earlier
 * one, and the lines in {@code ~/.mavenrc} stay the same.
 *
 * @param maven version of Maven
 * @param mavenHome folder of Maven
 * @param java feature version of Java, such as 17
 * @param vendor of Java
 * @param javaHome folder of Java
 */
public record ClassArchiveKey(String maven, Path mavenHome, int java, String vendor, Path javaHome) {

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-z0-9.]+");
    private static final Pattern END = Pattern.compile("[-.]+$");
    private static final int DIGITS = 8;

    /** Returns the name of the file. Its last part differs between two installations of the same versions. */
    String fileName() {
        String homes = mavenHome + "\n" + javaHome;
        String digits = Sha256.of(homes.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
        return String.join("-", "maven", text(maven), "java", String.valueOf(java), text(vendor), digits) + ".jsa";
    }

    private static String text(String part) {
        String plain = NOT_IN_NAMES.matcher(part.toLowerCase(Locale.ROOT)).replaceAll("-");
        return END.matcher(plain).replaceAll("");
    }

    /** Returns whether Java has an archive of its own classes, on which each other archive is based. */
    boolean hasBaseArchive() throws IOException {
        for (String libraries : List.of("lib", "bin")) { // the second one on Windows
            Path folder = javaHome.resolve(libraries).resolve("server");
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "classes*.jsa")) {
                    if (archives.iterator().hasNext()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Returns the script of Maven. */
    Path script() {
        return mavenHome.resolve("bin").resolve("mvn");
    }

    /** Returns the program of Java. */
    public Path program() {
        return javaHome.resolve("bin").resolve("java");
    }
}
