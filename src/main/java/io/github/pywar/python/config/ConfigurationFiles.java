package io.github.pywar.python.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files from which {@link Configuration} is read. */
public final class ConfigurationFiles {

    private ConfigurationFiles() {}

    /** @return the files of pip, of uv and of netrc; they need not exist */
    public static List<Path> of(BuildMachine machine) {
        return Stream.of(PipSettings.files(machine), UvSettings.files(machine), Netrc.files(machine))
                .flatMap(List::stream)
                .toList();
    }
}
