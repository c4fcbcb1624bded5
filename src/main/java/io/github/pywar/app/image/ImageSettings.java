package io.github.pywar.app.image;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of an image.
 *
 * @param entrypoint the command of the container, without the arguments that users replace
 * @param arguments of the command, unless the user gives others
 * @param environment of the container
 * @param labels in the names of the OCI annotations
 * @param port that the server listens on
 * @param user that runs the command
 * @param created time of the image and of every file in it
 * @param architecture in Go's words, for example {@code amd64}
 */
public record ImageSettings(
        List<String> entrypoint,
        List<String> arguments,
        SortedMap<String, String> environment,
        SortedMap<String, String> labels,
        int port,
        String user,
        Instant created,
        String architecture) {

    public ImageSettings {
        entrypoint = List.copyOf(entrypoint);
        arguments = List.copyOf(arguments);
        environment = new TreeMap<>(environment);
        labels = new TreeMap<>(labels);
    }

    /** Returns the same settings with these labels in addition; a label without text is removed. */
    public ImageSettings labelled(Map<String, String> more) {
        TreeMap<String, String> all = new TreeMap<>(labels);
        all.putAll(more);
        all.values().removeIf(String::isEmpty);
        return new ImageSettings(entrypoint, arguments, environment, all, port, user, created, architecture);
    }
}
