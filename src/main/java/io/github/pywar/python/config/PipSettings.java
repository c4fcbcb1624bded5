package io.github.pywar.python.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pip's configuration of {@code pip install}, in increasing precedence: the files of the machine, the user, the virtual
 * environment and {@code PIP_CONFIG_FILE}, then the variables {@code PIP_…}. {@code [install]} takes precedence over
 * {@code [global]}. Empty values are ignored.
 *
 * @param options by name
 */
record PipSettings(Map<String, ConfiguredValue> options) {

    private static final List<String> IGNORED = List.of(
            "no-binary",
            "pre",
            "all-releases",
            "only-final",
            "constraint",
            "requirement",
            "require-hashes",
            "uploaded-prior-to",
            "no-deps",
            "ignore-requires-python",
            "config-settings");

    private static final List<String> SECTIONS = List.of("global", "install");

    static PipSettings of(BuildMachine machine) throws IOException {
        List<IniFile> files = new ArrayList<>();
        for (Path file : files(machine)) {
            files.add(IniFile.read(file));
        }
        Map<String, ConfiguredValue> options = new LinkedHashMap<>();
        for (String section : SECTIONS) {
            for (IniFile file : files) {
                options.putAll(file.section(section));
            }
        }
        for (Map.Entry<String, String> variable : machine.variables().entrySet()) {
            String name = variable.getKey();
            if (name.startsWith("PIP_") && !variable.getValue().isBlank()) {
                String option = IniFile.name(name.substring("PIP_".length()).toLowerCase(Locale.ROOT));
                options.put(option, new ConfiguredValue(variable.getValue(), name));
            }
        }
        Map<String, ConfiguredValue> filled = new LinkedHashMap<>();
        for (Map.Entry<String, ConfiguredValue> option : options.entrySet()) {
            if (!option.getValue().text().isBlank()) {
                filled.put(option.getKey(), option.getValue());
            }
        }
        return new PipSettings(Map.copyOf(filled));
    }

    Optional<ConfiguredValue> get(String... names) {
        for (String name : names) {
            if (options.containsKey(name)) {
                return Optional.of(options.get(name));
            }
        }
        return Optional.empty();
    }

    /** @return the names of set options that choose versions and files, with their origin */
    List<ConfiguredValue> ignoredOptions() {
        List<ConfiguredValue> ignored = new ArrayList<>();
        for (String name : IGNORED) {
            ConfiguredValue value = options.get(name);
            if (value != null && !ConfiguredValue.isFalse(value.text())) {
                ignored.add(new ConfiguredValue(name, value.origin()));
            }
        }
        return ignored;
    }

    /** Lists the files. PIP_CONFIG_FILE with an existing file replaces the user's file; with the null device, all files. */
    static List<Path> files(BuildMachine machine) {
        Optional<String> named = machine.variable("PIP_CONFIG_FILE");
        if (named.isPresent() && (named.get().equals("/dev/null") || named.get().equalsIgnoreCase("nul"))) {
            return List.of();
        }
        Path own = named.isPresent() ? machine.path(named.get()) : null;
        List<Path> files = new ArrayList<>(global(machine));
        if (own == null || !Files.exists(own)) {
            files.addAll(user(machine));
        }
        Optional<String> environment = machine.variable("VIRTUAL_ENV");
        if (environment.isPresent()) {
            files.add(Path.of(environment.get()).resolve(name(machine)));
        }
        if (own != null) {
            files.add(own);
        }
        return files;
    }

    private static List<Path> global(BuildMachine machine) {
        if (machine.isWindows()) {
            return machine.variable("PROGRAMDATA").map(Path::of).map(data -> data.resolve("pip/pip.ini")).stream()
                    .toList();
        }
        if (machine.isMac()) {
            return List.of(machine.root().resolve("Library/Application Support/pip/pip.conf"));
        }
        List<Path> files = new ArrayList<>();
        Optional<String> folders = machine.variable("XDG_CONFIG_DIRS");
        for (String folder : folders.isPresent() ? folders.get().split(":") : new String[0]) {
            files.add(Path.of(folder).resolve("pip/pip.conf"));
        }
        if (files.isEmpty()) {
            files.add(machine.root().resolve("etc/xdg/pip/pip.conf"));
        }
        files.add(machine.root().resolve("etc/pip.conf"));
        return files;
    }

    private static List<Path> user(BuildMachine machine) {
        Path legacy =
                machine.home().resolve(machine.isWindows() ? "pip" : ".pip").resolve(name(machine));
        if (machine.isWindows()) {
            Path data = machine.variable("APPDATA")
                    .map(Path::of)
                    .orElse(machine.home().resolve("AppData/Roaming"));
            return List.of(legacy, data.resolve("pip/pip.ini"));
        }
        Path mac = machine.home().resolve("Library/Application Support/pip");
        Path folder = machine.isMac() && Files.isDirectory(mac)
                ? mac
                : configHome(machine).resolve("pip");
        return List.of(legacy, folder.resolve("pip.conf"));
    }

    static Path configHome(BuildMachine machine) {
        Optional<String> declared = machine.variable("XDG_CONFIG_HOME");
        return declared.isPresent() ? Path.of(declared.get()) : machine.home().resolve(".config");
    }

    private static String name(BuildMachine machine) {
        return machine.isWindows() ? "pip.ini" : "pip.conf";
    }
}
