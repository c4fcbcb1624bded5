package io.github.pywar.python.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files from which {@link Configuration} is read. */
public final class ConfigurationFiles {

    private ConfigurationFiles() {}

    /** @return the files of pip, of uv and of netrc; they need not exist */
    public static List<Path> of(BuildMachine machine) {
        List<Path> files = new ArrayList<>(PipSettings.files(machine));
        files.addAll(UvSettings.files(machine));
        files.addAll(Netrc.files(machine));
        return files;
    }
}
