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
import java.util.stream.Stream;

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
            files.forEach(file -> options.putAll(file.section(section)));
        }
        machine.variables().forEach((name, value) -> {
            if (name.startsWith("PIP_") && !value.isBlank()) {
                String option = IniFile.name(name.substring("PIP_".length()).toLowerCase(Locale.ROOT));
                options.put(option, new ConfiguredValue(value, name));
            }
        });
        options.values().removeIf(value -> value.text().isBlank());
        return new PipSettings(Map.copyOf(options));
    }

    Optional<ConfiguredValue> get(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.ofNullable(options.get(name)))
                .findFirst();
    }

    /** @return the names of set options that choose versions and files, with their origin */
    List<ConfiguredValue> ignoredOptions() {
        return IGNORED.stream()
                .filter(name -> get(name)
                        .filter(value -> !ConfiguredValue.isFalse(value.text()))
                        .isPresent())
                .map(name -> new ConfiguredValue(name, options.get(name).origin()))
                .toList();
    }

    /** Lists the files. PIP_CONFIG_FILE with an existing file replaces the user's file; with the null device, all files. */
    static List<Path> files(BuildMachine machine) {
        Optional<String> named = machine.variable("PIP_CONFIG_FILE");
        if (named.filter(name -> name.equals("/dev/null") || name.equalsIgnoreCase("nul"))
                .isPresent()) {
            return List.of();
        }
        Optional<Path> own = named.map(machine::path);
        List<Path> files = new ArrayList<>(global(machine));
        if (own.filter(Files::exists).isEmpty()) {
            files.addAll(user(machine));
        }
        machine.variable("VIRTUAL_ENV")
                .ifPresent(folder -> files.add(Path.of(folder).resolve(name(machine))));
        own.ifPresent(files::add);
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
        for (String folder :
                machine.variable("XDG_CONFIG_DIRS").map(text -> text.split(":")).orElse(new String[] {})) {
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
        return machine.variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(machine.home().resolve(".config"));
    }

    private static String name(BuildMachine machine) {
        return machine.isWindows() ? "pip.ini" : "pip.conf";
    }
}
