package io.github.pywar.app.server;

import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.base.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Request to start an archive.
 *
 * @param name file name, without a suffix, of the server's log and of the record of its process
 * @param port on the loopback address, 1 to 65535; if empty, a free one
 * @param page that must answer before the server counts as started
 * @param arguments options of the server program
 * @param folder for the log and the unpacked files
 */
public record ServerRequest(
        RunnableArchive runnable,
        String name,
        OptionalInt port,
        AwaitedPage page,
        ServerEnvironment environment,
        List<String> arguments,
        Path folder) {

    /** @throws UserException if the port is out of range */
    public ServerRequest {
        port.ifPresent(BindAddress::loopback);
        arguments = List.copyOf(arguments);
        folder = folder.toAbsolutePath();
    }

    /** Returns the file that receives the output of the server. */
    public Path log() {
        return folder.resolve(name + ".log");
    }

    /** Returns the file that records the server's process while it runs. */
    Path pidFile() {
        return folder.resolve(name + ".pid");
    }

    /** Returns the folder that the archive unpacks itself into. */
    Path unpacked() {
        return folder.resolve(name);
    }
}
