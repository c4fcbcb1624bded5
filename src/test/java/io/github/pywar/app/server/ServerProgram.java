package io.github.pywar.app.server;

import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.app.check.ExpectedStatus;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Program that starts a server and waits until its input is closed, in a process that a test can kill. */
final class ServerProgram {

    private ServerProgram() {}

    /** Returns the command of the program. */
    static List<String> command(Path archive, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProgram.class.getName(),
                archive.toString(),
                folder.toString());
    }

    /** @param arguments the archive, and the folder of the server */
    public static void main(String[] arguments) throws IOException {
        ServerRequest request = request(Path.of(arguments[0]), Path.of(arguments[1]), Map.of());
        RunningServer server = new StartServer(request, Progress.SILENT).run();
        System.out.println(server.port());
        System.out.flush();
        while (System.in.read() >= 0) {
            continue;
        }
    }

    static ServerRequest request(Path archive, Path folder, Map<String, String> variables) throws IOException {
        Interpreters pythons = Interpreters.of(System.getenv());
        return new ServerRequest(
                RunnableArchive.first(List.of(archive), pythons),
                "start-shop",
                OptionalInt.empty(),
                new AwaitedPage("/", ExpectedStatus.OF_ANY_PAGE, Duration.ofSeconds(60)),
                new ServerEnvironment(System.getenv(), variables, Optional.empty()),
                List.of(),
                folder);
    }
}
