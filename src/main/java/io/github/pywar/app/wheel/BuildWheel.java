package io.github.pywar.app.wheel;

import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipWriter;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Builds the wheel of a library without Python. Equal inputs give equal bytes. */
public final class BuildWheel {

    private static final Pattern COMPILED = Pattern.compile("(?i).*\\.(so|pyd|dll|dylib)");
    private static final Pattern MODULE = Pattern.compile("(?:[^/]++/)*+[^/]+\\.pyi?");

    /**
     * Request for a wheel.
     *
     * @param sources folders of modules and other files; two different files at one path are an error
     * @param time of every file
     * @param tool name and version of this plugin
     */
    public record Request(LibraryProject project, List<SourceFolder> sources, Instant time, String tool) {

        public Request {
            sources = List.copyOf(sources);
        }
    }

    private final Progress progress;

    /** @param progress receives each step */
    public BuildWheel(Progress progress) {
        this.progress = progress;
    }

    /**
     * Builds the wheel.
     *
     * @param folder the wheel is written into it
     * @return the wheel, {@code NAME-VERSION-py3-none-any.whl}
     * @throws UserException if the library has no module, or has compiled code
     */
    public Path run(Request request, Path folder) throws IOException {
        LibraryProject project = request.project();
        String name = PackageName.parse(project.name()).underscored();
        String stem = name + "-" + project.version();
        FileTree tree = tree(request, stem + ".dist-info/");
        Path wheel = folder.resolve(stem + "-py3-none-any.whl");
        AtomicFile.writeChannel(wheel, channel -> new ZipWriter(request.time()).write(tree, channel));
        progress.step("Wrote " + wheel.getFileName() + ": " + tree.entries().size() + " files, " + Files.size(wheel)
                + " bytes");
        return wheel;
    }

    private FileTree tree(Request request, String info) throws IOException {
        FileTree sources = sources(request);
        FileTree described = FileTree.union(List.of(sources, description(request, info)), Globs.of(List.of()), progress)
                .summed();
        FileTree record = FileTree.builder("the RECORD")
                .add(info + "RECORD", ByteSource.of(WheelRecord.text(described, info + "RECORD")))
                .build();
        return FileTree.union(List.of(described, record), Globs.of(List.of()), progress);
    }

    private FileTree sources(Request request) throws IOException {
        List<FileTree> trees = new ArrayList<>();
        for (SourceFolder folder : request.sources()) {
            trees.add(folder.read(progress));
        }
        FileTree sources = FileTree.union(trees, Globs.of(List.of()), progress);
        check(sources, request);
        return sources;
    }

    private static void check(FileTree sources, Request request) {
        List<String> folders =
                request.sources().stream().map(one -> "`" + one.label() + "`").toList();
        String name = request.project().name();
        if (sources.entries().keySet().stream()
                .noneMatch(path -> MODULE.matcher(path).matches())) {
            throw UserException.of("The wheel of `" + name + "` would have no Python module\n    searched: "
                            + String.join(", ", folders))
                    .hint("put the modules into `src/main/python`, or set <sourceDirectory>");
        }
        sources.entries().keySet().stream()
                .filter(path -> COMPILED.matcher(path).matches())
                .findFirst()
                .ifPresent(path -> {
                    throw UserException.of("The library `" + name + "` has compiled code: `" + path
                                    + "`. The packaging `pywhl` is for pure Python")
                            .hint("exclude the file: <excludes><exclude>" + path + "</exclude></excludes>")
                            .hint("or build this library with its own build tool, and deploy its wheels");
                });
    }

    private static FileTree description(Request request, String info) throws IOException {
        LibraryProject project = request.project();
        DescriptionFiles files = DescriptionFiles.of(project);
        FileTree.Builder tree = FileTree.builder("the metadata of the wheel")
                .add(info + "METADATA", ByteSource.of(new LibraryMetadata(project, files).bytes()))
                .add(
                        info + "WHEEL",
                        ByteSource.of("Wheel-Version: 1.0\nGenerator: " + request.tool()
                                + "\nRoot-Is-Purelib: true\nTag: py3-none-any\n"));
        Map<String, Map<String, String>> points = project.entryPoints();
        if (!points.isEmpty()) {
            tree.add(info + "entry_points.txt", ByteSource.of(text(points)));
        }
        new TreeMap<>(files.licenses())
                .forEach((name, content) -> tree.add(info + "licenses/" + name, ByteSource.of(content)));
        return tree.build();
    }

    private static String text(Map<String, Map<String, String>> groups) {
        StringBuilder text = new StringBuilder();
        groups.forEach((group, points) -> {
            text.append(text.isEmpty() ? "" : "\n").append('[').append(group).append("]\n");
            points.forEach((name, value) ->
                    text.append(name).append(" = ").append(value).append('\n'));
        });
        return text.toString();
    }
}
