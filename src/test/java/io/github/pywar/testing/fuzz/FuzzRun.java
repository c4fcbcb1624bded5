package io.github.pywar.testing.fuzz;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Jazzer on each {@link FuzzTarget}, each in a process of its own, and prints a table. The exit code is 1 if there
 * is a finding. Called by {@code mvn -Pfuzz test}.
 *
 * <p>Jazzer's inputs are kept in {@code target/fuzz/CLASS.METHOD/inputs}, so that the next run continues; a finding is
 * the file {@code crash-…} or {@code timeout-…} beside that folder.
 */
public final class FuzzRun {

    private static final Path WORK = Path.of("target/fuzz");
    private static final Pattern DONE = Pattern.compile("Done (\\d++) runs in (\\d++) second");
    private static final Pattern STATE = Pattern.compile("#\\d++\\s++\\w++\\s++cov: (\\d++) ft: (\\d++)");
    private static final String ROW = "%-60s %9s %8s %9s  %s%n";

    private final int seconds;
    private final LongAdder inputs = new LongAdder();
    private final LongAdder total = new LongAdder();
    private final LongAdder findings = new LongAdder();

    private FuzzRun(int seconds) {
        this.seconds = seconds;
    }

    /**
     * Runs the targets.
     *
     * @param arguments seconds for each target; processes at the same time; a part of the names of the targets that run,
     *     or nothing for all
     */
    public static void main(String[] arguments) throws Exception {
        FuzzRun run = new FuzzRun(Integer.parseInt(arguments[0]));
        String part = arguments.length > 2 ? arguments[2] : "";
        System.out.printf(ROW, "target", "inputs", "seconds", "features", "findings");
        ExecutorService processes = Executors.newFixedThreadPool(Integer.parseInt(arguments[1]));
        List<Future<?>> running = new ArrayList<>();
        for (Method target : targets()) {
            if (name(target).contains(part)) {
                running.add(processes.submit(() -> {
                    run.fuzz(target);
                    return target;
                }));
            }
        }
        for (Future<?> one : running) {
            one.get();
        }
        processes.shutdown();
        System.out.printf(ROW, running.size() + " targets", run.inputs, run.total, "", run.findings);
        System.exit(run.findings.sum() == 0 ? 0 : 1);
    }

    private static List<Method> targets() throws IOException, ClassNotFoundException {
        Path root = Path.of("target/test-classes");
        List<Method> targets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> each.toString().endsWith("FuzzTest.class"))
                    .sorted()
                    .toList()) {
                String type = root.relativize(file).toString().replace(File.separatorChar, '.');
                Stream.of(Class.forName(type.substring(0, type.length() - ".class".length()))
                                .getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(FuzzTarget.class))
                        .sorted(Comparator.comparing(Method::getName))
                        .forEach(targets::add);
            }
        }
        return targets;
    }

    private static String name(Method target) {
        return target.getDeclaringClass().getSimpleName() + "." + target.getName();
    }

    private void fuzz(Method target) throws IOException, InterruptedException {
        Path work = WORK.resolve(name(target)).toAbsolutePath();
        Files.createDirectories(work.resolve("inputs"));
        Files.createDirectories(work.resolve("tmp"));
        Path log = work.resolve("log.txt");
        Process process = new ProcessBuilder(command(target, work))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        Matcher done = DONE.matcher(text);
        boolean isDone = done.find();
        inputs.add(isDone ? Long.parseLong(done.group(1)) : 0);
        total.add(isDone ? Long.parseLong(done.group(2)) : 0);
        findings.add(exit == 0 ? 0 : 1);
        String features =
                STATE.matcher(text).results().map(state -> state.group(2)).reduce("", (a, b) -> b);
        System.out.printf(
                ROW,
                name(target),
                isDone ? done.group(1) : "-",
                isDone ? done.group(2) : "-",
                features,
                exit == 0 ? "0" : "see " + log);
    }

    private List<String> command(Method target, Path work) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-da:org.tomlj...", // its assertions about documents with errors do not hold
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-OmitStackTraceInFastThrow",
                "-Djava.io.tmpdir=" + work.resolve("tmp"),
                "-Dpywar.fuzz.target=" + target.getDeclaringClass().getName() + "#" + target.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(),
                "--instrumentation_includes=io.github.pywar.**",
                "--instrumentation_excludes=io.github.pywar.testing.**",
                "--custom_hook_includes=io.github.pywar.**",
                "--reproducer_path=" + work));
        command.addAll(List.of(
                "-max_total_time=" + seconds,
                "-timeout=60",
                "-rss_limit_mb=4096",
                "-max_len=8192",
                "-artifact_prefix=" + work + "/",
                work.resolve("inputs").toString(),
                FuzzSeeds.folder(target).toAbsolutePath().toString()));
        return command;
    }
}
