package io.github.pywar.python.build;

import io.github.pywar.base.error.FullDisk;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.install.Installation;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.install.WheelInstaller;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Isolated environment with the layout of a virtual environment, which pywar's own installer fills.
 *
 * @param root folder of the environment
 * @param layout its paths
 */
record BuildEnvironment(Path root, InstallLayout layout) {

    /** Two build requirements may have a file in common; the one that is last by name wins, as in pip. */
    private static final Globs ANY = Globs.of(List.of("**"));

    /** Creates an environment in a folder that does not exist. */
    static BuildEnvironment create(Path root, LocalPython python, List<Wheel> wheels) throws IOException {
        String series = python.interpreter().series();
        InstallLayout layout = InstallLayout.of(series, python.interpreter().freeThreaded());
        WheelInstaller installer = new WheelInstaller(layout, scripts(series), series);
        List<FileTree> trees = new ArrayList<>();
        for (Wheel wheel : wheels) {
            trees.add(installer.install(new Installation(wheel, false, Optional.empty())));
        }
        write(FileTree.union(trees, ANY, Progress.SILENT), root);
        BuildEnvironment environment = new BuildEnvironment(root, layout);
        environment.link(python, series);
        return environment;
    }

    /** Scripts are valid shell and valid Python: the shell runs them with the Python in the same folder, whatever its path. */
    private static ScriptTemplate scripts(String series) throws IOException {
        try (InputStream in = BuildEnvironment.class.getResourceAsStream("script.template")) {
            return ScriptTemplate.of(new String(in.readAllBytes(), StandardCharsets.UTF_8), series);
        }
    }

    /** Links the interpreter. Python finds its own library through the file {@code pyvenv.cfg}. */
    private void link(LocalPython python, String series) throws IOException {
        Files.createDirectories(libraries());
        Files.createDirectories(programs());
        for (String name : List.of("python", "python3", "python" + series)) {
            Files.createSymbolicLink(programs().resolve(name), python.program());
        }
        String home = python.program().getParent().toString();
        Path file = root.resolve("pyvenv.cfg");
        String text = "home = " + home + "\ninclude-system-site-packages = false\nversion = "
                + python.interpreter().version() + "\n";
        FullDisk.naming(file, () -> Files.writeString(file, text));
    }

    private static void write(FileTree tree, Path root) throws IOException {
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            Path target = root.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            try (InputStream in = file.getValue().content().open()) {
                FullDisk.naming(target, () -> Files.copy(in, target));
            }
            if (file.getValue().executable()) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** Returns the folder of modules. */
    Path libraries() {
        return root.resolve(layout.libraries());
    }

    /** Returns the folder of programs. */
    Path programs() {
        return root.resolve(layout.scripts());
    }

    /** Returns its Python. */
    Path python() {
        return programs().resolve("python");
    }
}
