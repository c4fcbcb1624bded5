package io.github.pywar.app.classarchive;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Lines for {@code ~/.mavenrc}, a file of the shell that the script {@code mvn} reads before it starts Java. */
final class MavenrcLines {

    /**
     * The script splits MAVEN_OPTS at spaces, and Maven 4 evaluates it once more. A colon separates two archives, and the parts
     * of -Xlog.
     */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/._+@=~,-]+");

    private MavenrcLines() {}

    /**
     * Returns the options of Java that use an archive. Java is silent about an archive of another Java, or of other class
     * paths.
     */
    static List<String> options(Path file) {
        return List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** Checks that the options can be a part of MAVEN_OPTS. */
    static void check(ClassArchiveKey key, Path file) {
        for (Path path : List.of(file, key.program(), key.script())) {
            if (!PLAIN.matcher(path.toString()).matches()) {
                throw ClassArchiveErrors.unfitPath(path);
            }
        }
    }

    /**
     * Returns the lines. Only the Java and the Maven of the archive use it. With an archive of another one, or a missing
     * one, Java would not use its own archive either. If a cleaner has removed the file, another user may have written one at
     * its place.
     */
    static List<String> of(ClassArchiveKey key, Path file) {
        return List.of(
                "pywar_classes=" + file + " pywar_java=\"${JAVA_HOME:+$JAVA_HOME/bin/java}\"",
                "[ -O \"$pywar_classes\" ] && [ \"${pywar_java:-$(command -v java)}\" -ef " + key.program() + " ] &&",
                "[ \"$0\" -ef " + key.script() + " ] &&",
                "MAVEN_OPTS=\"$MAVEN_OPTS " + String.join(" ", options(Path.of("$pywar_classes"))) + "\"");
    }
}
