package io.github.pywar.python.build;

import io.github.pywar.python.interpreter.CleanEnvironment;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Environment variables of a build backend: no secrets of the build, no settings of the user, and values that make the
 * result independent of time and folder.
 *
 * @param values all variables
 */
record BuildVariables(Map<String, String> values) {

    /** 2000-01-01, after the oldest time that a zip can have. */
    static final long EPOCH = 946_684_800L;

    /** A folder of the PATH is kept if it has one of these programs. */
    private static final List<String> PROGRAMS = List.of(
            "sh",
            "cc",
            "gcc",
            "clang",
            "c++",
            "g++",
            "clang++",
            "ld",
            "make",
            "cmake",
            "ninja",
            "meson",
            "gfortran",
            "cargo",
            "rustc",
            "go",
            "pkg-config",
            "pg_config",
            "mysql_config",
            "mariadb_config",
            "xml2-config",
            "xslt-config",
            "curl-config",
            "krb5-config",
            "gdal-config",
            "geos-config",
            "llvm-config",
            "nvcc",
            "git",
            "swig",
            "protoc",
            "zig",
            "node",
            "javac");

    /** Where the network is allowed, these lead to it. */
    private static final Set<String> OF_NETWORK = Set.of(
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "all_proxy",
            "ssl_cert_file",
            "ssl_cert_dir",
            "requests_ca_bundle",
            "cargo_http_cainfo",
            "curl_ca_bundle");

    /**
     * Returns the variables.
     *
     * @param parent the variables of this process
     * @param scratch the folder of the build
     * @param programs the folder of the programs of the isolated environment
     */
    static BuildVariables of(
            Map<String, String> parent, Path scratch, Path programs, BuildOptions options, CompilerFlags flags) {
        Map<String, String> own = new TreeMap<>();
        own.put("PATH", programs + File.pathSeparator + path(parent.getOrDefault("PATH", "")));
        own.put("TMPDIR", scratch.resolve("tmp").toString());
        own.put("LANG", "C.UTF-8");
        own.put("LC_ALL", "C.UTF-8");
        own.put("TZ", "UTC");
        own.put("SOURCE_DATE_EPOCH", Long.toString(EPOCH));
        own.put("PYTHONHASHSEED", "0");
        own.put("PYTHONNOUSERSITE", "1");
        own.put("PYTHONPYCACHEPREFIX", scratch.resolve("pycache").toString());
        own.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        own.putAll(rust(parent));
        own.putAll(flags.variables(scratch));
        own.putAll(options.isNetworkAllowed() ? ofNetwork(parent) : NetworkIsolation.VARIABLES);
        own.putAll(options.variables());
        return new BuildVariables(
                CleanEnvironment.of(parent, scratch.resolve("home"), own).variables());
    }

    /** Returns the same variables with defaults for more of them. */
    BuildVariables with(Map<String, String> defaults) {
        Map<String, String> all = new TreeMap<>(defaults);
        all.putAll(values);
        return new BuildVariables(all);
    }

    private static String path(String parent) {
        return Interpreters.folders(parent).stream()
                .filter(Path::isAbsolute)
                .filter(folder -> PROGRAMS.stream().anyMatch(name -> Files.isExecutable(folder.resolve(name))))
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The programs of rustup find the compiler in the user's home folder, which a build does not have. */
    private static Map<String, String> rust(Map<String, String> parent) {
        String home = parent.getOrDefault("HOME", "");
        String rustup = parent.getOrDefault("RUSTUP_HOME", home.isEmpty() ? "" : home + "/.rustup");
        return rustup.isEmpty() || Files.notExists(Path.of(rustup)) ? Map.of() : Map.of("RUSTUP_HOME", rustup);
    }

    private static Map<String, String> ofNetwork(Map<String, String> parent) {
        Map<String, String> kept = new HashMap<>();
        parent.forEach((name, value) -> {
            if (OF_NETWORK.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /** Returns the folders of programs that the variables name, in their order. */
    static Stream<Path> programs(Map<String, String> parent) {
        return Interpreters.folders(path(parent.getOrDefault("PATH", ""))).stream();
    }
}
