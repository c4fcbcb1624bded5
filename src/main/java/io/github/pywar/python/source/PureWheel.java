package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.zip.ZipWriter;
import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Wheel of a project whose files and metadata are declared statically: it is built without Python. Only configurations
 * whose result is certain are handled. The wheel is reproducible.
 *
 * <p>All projects: a static {@code [project]} table, no {@code setup.py}, no build requirement but the backend, no links,
 * no compiled code. A licence is a common SPDX expression or one line of text. A readme is Markdown, reStructuredText or
 * plain text. The other conditions:
 *
 * <ul>
 *   <li>flit_core 3.11: the module of the project or of {@code [tool.flit.module]}, in the folder or in {@code src}; version
 *       and description may be plain strings of the module; {@code license.file}
 *   <li>hatchling 1.27: the module of the project or listed {@code packages}; no build hook, no file that
 *       {@code .gitignore} may match, no extra that requires an extra of the project; a dynamic version, if PKG-INFO has it
 *   <li>pdm-backend 2.4: the module of the project is the only package; no {@code [tool.pdm.build]}
 *   <li>poetry-core 2.2: the module of the project; no {@code packages}, {@code include} or {@code exclude}
 *   <li>uv_build 0.7: the module of the project in {@code src}; no {@code [tool.uv.build-backend]}
 *   <li>setuptools 77: one package in the folder, all of {@code src}, or listed {@code packages}; no data files that a
 *       MANIFEST.in or an earlier build may add; a {@code setup.cfg} of other tools only
 * </ul>
 */
public final class PureWheel {

    private static final Instant TIME = Instant.parse("2020-02-02T00:00:00Z");

    private final PureProject project;
    private final Map<String, Path> files;
    private final PureMetadata metadata;

    private PureWheel(PureProject project, Map<String, Path> files, PureMetadata metadata) {
        this.project = project;
        this.files = files;
        this.metadata = metadata;
    }

    /**
     * Builds the wheel that the project's backend would build.
     *
     * @param folder the wheel is written into it
     * @return the wheel; empty if the configuration is not one that this class handles, and the backend must build it
     */
    public static Optional<Path> build(SourceTree source, Path folder) throws IOException {
        try {
            Optional<PureWheel> wheel = of(source);
            return wheel.isPresent() ? Optional.of(wheel.get().write(folder)) : Optional.empty();
        } catch (UserException unusual) {
            return Optional.empty(); // the backend may accept it, or has a better message
        }
    }

    private static Optional<PureWheel> of(SourceTree source) throws IOException {
        Optional<PureProject> project = PureProject.of(source);
        if (project.isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, Path>> files = project.get().backend() == PureBackend.SETUPTOOLS
                ? SetuptoolsFiles.of(project.get())
                : ModuleFiles.of(project.get());
        Optional<PureMetadata> metadata = PureMetadata.of(project.get());
        boolean isHandled = files.isPresent() && metadata.isPresent() && !isFiltered(project.get(), files.get());
        return isHandled ? Optional.of(new PureWheel(project.get(), files.get(), metadata.get())) : Optional.empty();
    }

    private static boolean isFiltered(PureProject project, Map<String, Path> files) throws IOException {
        List<String> paths = files.values().stream()
                .map(file -> project.root().relativize(file).toString().replace('\\', '/'))
                .toList();
        return project.backend() == PureBackend.HATCHLING && IgnoreRules.mayIgnore(project.root(), paths);
    }

    private Path write(Path folder) throws IOException {
        String stem = project.parsed().name().orElseThrow().underscored() + "-" + project.version();
        FileTree tree = tree(stem + ".dist-info/");
        Path wheel = folder.resolve(stem + "-py3-none-any.whl");
        AtomicFile.writeChannel(wheel, channel -> new ZipWriter(TIME).write(tree, channel));
        return wheel;
    }

    private FileTree tree(String info) throws IOException {
        FileTree.Builder tree = FileTree.builder(project.parsed().writtenName());
        for (Map.Entry<String, Path> file : files.entrySet()) {
            boolean isExecutable = project.backend() != PureBackend.SETUPTOOLS && Files.isExecutable(file.getValue());
            tree.add(file.getKey(), ByteSource.of(file.getValue()), isExecutable);
        }
        for (Map.Entry<String, Path> license : metadata.licenses().entrySet()) {
            tree.add(info + "licenses/" + license.getKey(), ByteSource.of(license.getValue()));
        }
        tree.add(info + "METADATA", ByteSource.of(metadata.bytes()));
        tree.add(info + "WHEEL", ByteSource.of(wheelText()));
        metadata.entryPoints().ifPresent(text -> tree.add(info + "entry_points.txt", ByteSource.of(text)));
        if (project.backend() == PureBackend.SETUPTOOLS) {
            tree.add(info + "top_level.txt", ByteSource.of(topLevel()));
        }
        FileTree content = tree.build().summed();
        tree.add(info + "RECORD", ByteSource.of(WheelRecord.text(content, info + "RECORD")));
        return tree.build();
    }

    private String wheelText() {
        return "Wheel-Version: 1.0\nGenerator: pywar (" + project.backend().generator()
                + ")\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
    }

    private String topLevel() {
        TreeSet<String> names = new TreeSet<>();
        files.keySet().forEach(path -> names.add(path.replaceFirst("/.*", "").replaceFirst("\\.pyi?$", "")));
        return String.join("\n", names) + "\n";
    }
}
