package io.github.pywar.app.classarchive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Command that runs Maven with the Java, the options of Java, and the settings of this run of Maven. It does not use the
 * script {@code mvn}, because the script reads a {@code ~/.mavenrc} that may name an earlier archive.
 *
 * @param java program of Java
 * @param options of Java, without those that name an archive of classes, attach an agent or configure a log
 * @param classPath of Maven's launcher
 * @param arguments of Maven, without goals
 */
public record MavenCommand(Path java, List<String> options, String classPath, List<String> arguments) {

    private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

    /** Each archive needs the options of its own run. An agent changes classes, and a debugger waits. */
    private static final List<String> NOT_PASSED = List.of(
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
        options = options.stream()
                .filter(Predicate.not(MavenCommand::isNotPassed))
                .toList();
        arguments = List.copyOf(arguments);
    }

    private static boolean isNotPassed(String option) {
        return NOT_PASSED.stream().anyMatch(option::startsWith);
    }

    /**
     * Returns the words of the command.
     *
     * @param more options of Java, after the others
     */
    List<String> words(List<String> more, String... goals) {
        List<String> words = new ArrayList<>(List.of(java.toString()));
        words.addAll(options);
        words.addAll(more);
        words.addAll(List.of("-classpath", classPath, LAUNCHER));
        Stream.of(arguments, List.of(goals)).forEach(words::addAll);
        return words;
    }
}
