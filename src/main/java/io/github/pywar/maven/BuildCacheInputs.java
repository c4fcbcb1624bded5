package io.github.pywar.maven;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/** Inputs of an archive for {@link BuildCacheExtension}, which reads them from properties of the project. */
final class BuildCacheInputs {

    static final String PLUGIN = "io.github.pywar:pywar-maven-plugin";

    /** Prefix of the names of the properties; the number of the input follows. */
    static final String INPUT = "maven.build.cache.input.pywar.";

    private static final String OWN = "pywar.";
    private static final String GLOB = "maven.build.cache.input.glob";
    private static final String EXCLUDED = "maven.build.cache.exclude.%s.pywar.%s";

    /** Properties that do not change the archive. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("pywar.cacheDirectory", "pywar.connections", "pywar.retries");

    /** Folder in the local repository for files with the digest of a build's options. */
    private static final String OPTIONS = ".cache/pywar/v1/options";

    private static final String NOISE = "{__pycache__,node_modules,venv,*.egg-info}";
    private static final String COMPILED = "*.{pyc,pyo}";

    private final MavenSession session;
    private final Path folder;

    BuildCacheInputs(MavenSession session) {
        this.session = session;
        this.folder = session.getRepositorySession()
                .getLocalRepository()
                .getBasedir()
                .toPath()
                .resolve(OPTIONS);
    }

    /** Declares the inputs of a project. */
    void declare(MavenProject project) throws IOException {
        Properties properties = project.getProperties();
        List<String> inputs = inputs(project);
        for (int at = 0; at < inputs.size(); at++) {
            properties.setProperty(INPUT + at, inputs.get(at));
        }
        properties.putIfAbsent(GLOB, "*");
        exclude(properties, "noise", NOISE, "DIRECTORY");
        exclude(properties, "compiled", COMPILED, "FILE");
        Map<String, String> options = options(project);
        if (!options.isEmpty()) {
            properties.setProperty(INPUT + "options", digestFile(options).toString());
        }
    }

    private static void exclude(Properties properties, String name, String glob, String kind) {
        properties.setProperty(EXCLUDED.formatted("value", name), ".");
        properties.setProperty(EXCLUDED.formatted("glob", name), glob);
        properties.setProperty(EXCLUDED.formatted("entryType", name), kind);
        properties.setProperty(EXCLUDED.formatted("matcherType", name), "FILENAME");
    }

    /** Returns the base directory, of which the extension reads only the files, and each folder, which it reads completely. */
    private static List<String> inputs(MavenProject project) throws IOException {
        Path base = project.getBasedir().toPath();
        Set<Path> others = Stream.concat(
                        project.getModules().stream(),
                        Stream.of(project.getBuild().getDirectory()))
                .map(name -> base.resolve(name).normalize())
                .collect(Collectors.toSet());
        try (Stream<Path> children = Files.list(base)) {
            Stream<String> folders = children.filter(Files::isDirectory)
                    .filter(folder -> !others.contains(folder))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted();
            return Stream.concat(Stream.of("."), folders).toList();
        }
    }

    /** Returns the options of the build: the extension hashes the declaration of plugins, but no properties. */
    private Map<String, String> options(MavenProject project) {
        Map<String, String> all = new TreeMap<>();
        boolean isAnyUsed = isFiltering(project.getPlugin(PLUGIN));
        for (Properties some : List.of(project.getProperties(), session.getUserProperties())) {
            for (String name : some.stringPropertyNames()) {
                boolean isOwn = name.startsWith(OWN) && !WITHOUT_EFFECT.contains(name);
                if (isOwn || isAnyUsed && !name.startsWith("maven.build.cache.") && !name.startsWith(OWN)) {
                    all.put(name, some.getProperty(name));
                }
            }
        }
        return all;
    }

    /** A filtered resource may contain the value of any property. */
    private static boolean isFiltering(Plugin plugin) {
        return String.valueOf(plugin.getConfiguration()).contains("<filtering>true</filtering>")
                || plugin.getExecutions().stream()
                        .anyMatch(
                                one -> String.valueOf(one.getConfiguration()).contains("<filtering>true</filtering>"));
    }

    /** Writes a digest, because values may be secret. Its name is the digest, so that equal options are equal inputs. */
    private Path digestFile(Map<String, String> options) throws IOException {
        StringBuilder text = new StringBuilder();
        options.forEach((name, value) -> text.append(name + "\0" + value + "\0"));
        String digest =
                Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
        Path file = folder.resolve(digest);
        if (Files.notExists(file)) {
            AtomicFile.write(file, (digest + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
