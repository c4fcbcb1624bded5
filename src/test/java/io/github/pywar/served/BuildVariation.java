package io.github.pywar.served;

import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Circumstances of a build, each with one of two values. The number of a variation selects them so that among 16 variations
 * each two circumstances have all four pairs of values (an orthogonal array).
 *
 * @param number 0 to 15
 */
record BuildVariation(int number) {

    static final int COUNT = 16;

    /** Bits of the number whose parity selects the value; all are different. */
    private static final int JDK = 1;

    private static final int MAVEN = 2;
    private static final int FOLDER = 4;
    private static final int ZONE = 8;
    private static final int LOCALE = 3;
    private static final int UMASK = 5;
    private static final int CACHE = 6;
    private static final int THREADS = 9;
    private static final int LAST_BUILD = 10;

    private boolean second(int bits) {
        return Integer.bitCount(number & bits) % 2 == 1;
    }

    private <T> T one(int bits, T first, T second) {
        return second(bits) ? second : first;
    }

    boolean isIncremental() {
        return second(LAST_BUILD);
    }

    /** Returns the folder of the project, which does not exist. */
    String folder() {
        return "variation-" + number + one(FOLDER, "", "/a place with blanks/deep");
    }

    /** Returns the cache of downloads: one that is filled, or a new one. */
    Path cache(OpenFolder folder) {
        return one(CACHE, folder.path().resolve("filled-cache"), folder.path().resolve("cache-" + number));
    }

    /** Runs a goal in the project. */
    Tool.Result run(Path project, Path cache, String... goals) {
        MavenRun maven = new MavenRun(project)
                .on(maven())
                .with("cache", cache)
                .variable("JAVA_HOME", jdk())
                .variable("TZ", one(ZONE, "UTC", "Pacific/Chatham"))
                .variable("LC_ALL", one(LOCALE, "C.UTF-8", "tr_TR.UTF-8"))
                .variable(
                        "MAVEN_OPTS",
                        "-XX:TieredStopAtLevel=1 " + one(LOCALE, "", "-Duser.language=tr -Duser.country=TR"))
                .umask(one(UMASK, "022", "077"));
        return maven.run(Stream.concat(Stream.of("-T", one(THREADS, "1", "4")), Stream.of(goals))
                .toArray(String[]::new));
    }

    private Path maven() {
        List<Path> four = Mavens.all().stream()
                .filter(home -> home.getFileName().toString().startsWith("apache-maven-4"))
                .toList();
        return one(MAVEN, Mavens.newestThree(), four.get(0));
    }

    private Path jdk() {
        Path own = Path.of(System.getProperty("java.home"));
        return second(JDK) ? newestJdk(own) : own;
    }

    /** Returns the JDK with the highest version beside that of this build, which may be the same. */
    private static Path newestJdk(Path own) {
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return beside.filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .max(java.util.Comparator.comparingInt(BuildVariation::release))
                    .orElse(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int release(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException none) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return Stream.of(
                        "JDK " + release(jdk()),
                        maven().getFileName().toString().replace("apache-maven-", "Maven "),
                        one(FOLDER, "plain folder", "folder with blanks"),
                        one(ZONE, "UTC", "Pacific/Chatham"),
                        one(LOCALE, "C.UTF-8", "tr_TR"),
                        "umask " + one(UMASK, "022", "077"),
                        one(CACHE, "warm", "cold"),
                        one(THREADS, "1 thread", "4 threads"),
                        isIncremental() ? "incremental" : "full")
                .collect(Collectors.joining(" | "));
    }
}
