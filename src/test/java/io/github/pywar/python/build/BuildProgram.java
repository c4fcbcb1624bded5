package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Program that builds the wheel of a folder, in a process that a test can kill. */
final class BuildProgram {

    private static final int FAILED = 1;

    private BuildProgram() {}

    /** Returns the command of the program. */
    static List<String> command(TestBuilds builds, Interpreter python, DistributionFile source) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BuildProgram.class.getName(),
                builds.folder().toString(),
                python.executable().toString(),
                source.url().toString()));
        builds.links().forEach(link -> command.add(link.toString()));
        return command;
    }

    /** @param arguments the folder of the builds, the Python, the source code, then folders of build requirements */
    public static void main(String[] arguments) throws IOException {
        Interpreter python = Interpreter.probe(Path.of(arguments[1])).orElseThrow();
        List<Path> links = List.of(arguments).subList(3, arguments.length).stream()
                .map(Path::of)
                .toList();
        DistributionFile source =
                DistributionFile.builder("demo", URI.create(arguments[2])).build();
        System.out.println("begin");
        System.out.flush();
        try (Http http = Http.builder().offline(true).build();
                SourceWheels wheels = new TestBuilds(Path.of(arguments[0]), links)
                        .open(
                                http,
                                python,
                                BuildOptions.DEFAULT,
                                BuiltWheelCheck.NONE,
                                System.getenv(),
                                Progress.SILENT)) {
            Wheel wheel = wheels.wheel(source);
            wheel.verify();
            System.out.println("built " + wheel.fileName());
        } catch (UserException | IOException e) {
            System.out.println("failed " + e);
            System.exit(FAILED);
        }
    }
}
