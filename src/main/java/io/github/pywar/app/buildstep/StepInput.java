package io.github.pywar.app.buildstep;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Input of one build step.
 *
 * @param step the step
 * @param application files of the application, with those of earlier steps; each has a known checksum
 * @param directory files of the step's own folder; empty for a step that works in the application's files
 */
record StepInput(StepDeclaration step, FileTree application, FileTree directory) {

    /** Part of each key, so that a change of the product's own rules makes no old result valid. */
    private static final String RULES = "1";

    /** Folder of the packages of a front end; it is linked into the copy, because it is large. */
    static final String LINKED = "node_modules";

    /**
     * Reads the files of the step's folder.
     *
     * @param project its scope is that of the folder and of links in it; the folder of the build is not copied
     */
    static StepInput of(StepDeclaration step, BuildSteps.Folders project, FileTree application) throws IOException {
        if (step.directory().isEmpty()) {
            return new StepInput(step, application, FileTree.empty());
        }
        Path folder = step.directory().get();
        String label = project.base().relativize(folder).toString();
        if (!Files.isDirectory(folder)) {
            throw UserException.of("The folder `" + label + "` of " + step.label()
                            + " does not exist\n    from: <workingDirectory>")
                    .hint("the folder is relative to the folder of the POM");
        }
        List<String> excludes = new ArrayList<>(List.of(LINKED + "/", ".git/"));
        if (project.work().startsWith(folder)) {
            excludes.add(folder.relativize(project.work()).getName(0) + "/");
        }
        SourceFolder.Patterns patterns = new SourceFolder.Patterns(List.of(), excludes, false);
        FileTree files = new SourceFolder(folder, label, "", patterns, project.scope()).read(Progress.SILENT);
        return new StepInput(step, application, files.summed());
    }

    /** Returns a checksum of everything that the result of the step depends on. */
    String key(Interpreter python, List<Library> libraries) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : List.of(
                RULES,
                step.command(),
                String.join("\n", step.outputs()),
                step.directory().map(Path::toString).orElse(""),
                step.targetPath(),
                step.environment().toString(),
                String.valueOf(step.limits().isNetworkAllowed()),
                python.toString(),
                System.getenv().getOrDefault("PATH", ""))) {
            text.append(part).append('\0');
        }
        libraries.forEach(one -> text.append(one.sha256()).append('\n'));
        append(text, application);
        append(text.append('\0'), directory);
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static void append(StringBuilder text, FileTree tree) {
        tree.entries()
                .forEach((path, file) -> text.append(path)
                        .append('\0')
                        .append(file.content().knownSha256().orElseThrow())
                        .append(file.executable() ? " x\n" : "\n"));
    }
}
