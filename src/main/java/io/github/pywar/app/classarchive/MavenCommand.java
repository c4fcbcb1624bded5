package io.github.pywar.app.classarchive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Command that runs Maven with the Java, the class path and the settings of this run of Maven. It does not use the script
 * {@code mvn}, because the script reads a {@code ~/.mavenrc} that may name an earlier archive.
 *
 * @param java program of Java
 * @param launcher properties that the script {@code mvn} sets
 * @param options of Java that the user has set, without properties, and without those that name an archive of classes, attach
 *     an agent or configure a log
 * @param classPath of Maven's launcher
 * @param arguments of Maven, without goals
 */
public record MavenCommand(
        Path java, List<String> launcher, List<String> options, String classPath, List<String> arguments) {

    private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

    private static final List<String> OF_SCRIPT = List.of(
            "-Dclassworlds.conf=",
            "-Dmaven.home=",
            "-Dmaven.mainClass=",
            "-Dlibrary.jansi.path=",
            "-Dlibrary.jline.path=",
            "--enable-native-access=");

    /** Each archive needs the options of its own run. An agent changes classes, and a debugger waits. */
    private static final List<String> NOT_PASSED = List.of(
            "-D",
            "-XX:SharedArchiveFile=",
            "-XX:ArchiveClassesAtExit=",
            "-XX:+AutoCreateSharedArchive",
            "-XX:AOT",
            "-XX:StartFlightRecording",
            "-Xshare:",
            "-Xlog",
            "-agentlib:",
            "-agentpath:",
            "-javaagent:",
            "-Xrun",
            "-Xdebug");

    public MavenCommand {
        launcher = List.copyOf(launcher);
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    /**
     * Returns the command.
     *
     * @param all options of the Java of this run
     */
    public static MavenCommand of(Path java, List<String> all, String classPath, List<String> arguments) {
        return new MavenCommand(
                java,
                all.stream().filter(option -> startsWith(option, OF_SCRIPT)).toList(),
                all.stream()
                        .filter(option -> !startsWith(option, OF_SCRIPT) && !startsWith(option, NOT_PASSED))
                        .toList(),
                classPath,
                arguments);
    }

    private static boolean startsWith(String option, List<String> beginnings) {
        return beginnings.stream().anyMatch(option::startsWith);
    }

    /**
     * Returns the words of the command.
     *
     * @param own options of Java
     * @param goals and more arguments of Maven
     */
    List<String> words(List<String> own, List<String> goals) {
        List<String> words = new ArrayList<>(List.of(java.toString()));
        words.addAll(launcher);
        words.addAll(own);
        words.addAll(List.of("-classpath", classPath, LAUNCHER));
        Stream.of(arguments, goals).forEach(words::addAll);
        return words;
    }
}
