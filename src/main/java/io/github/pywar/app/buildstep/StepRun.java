package io.github.pywar.app.buildstep;

import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.BuildCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Run of one build step in its copies.
 *
 * @param work the copies
 * @param log file for the output
 */
record StepRun(StepInput input, StepWork work, Path log, Progress progress) {

    /** Variable with the folder of the application's files, for steps that work in another folder. */
    private static final String APPLICATION = "PYWAR_APP";

    /**
     * Runs the command.
     *
     * @return the files that it wrote
     * @throws io.github.pywar.base.error.UserException if it fails, or writes no file that it declares
     */
    StepOutputs run(VirtualEnvironment environment) throws IOException {
        StepDeclaration step = input.step();
        Path working = work.working(step);
        progress.detail("Running " + step.label() + " in " + working);
        BuildCommand command = new BuildCommand(
                environment.base().executable(),
                step.words(),
                variables(environment),
                step.limits().timeout(),
                step.limits().isNetworkAllowed());
        BuildCommand.Folders folders =
                new BuildCommand.Folders(working, work.scratch(), List.of(environment.scripts()));
        BuildCommand.End end = command.run(folders, log, progress);
        StepErrors errors = new StepErrors(step, log);
        if (end.status() != 0) {
            throw errors.failed(end);
        }
        StepOutputs outputs = outputs(step, working);
        outputs.check(errors, end.lines(), progress);
        warnOfChanges();
        return outputs;
    }

    /** The Python of the environment imports the libraries; the application's files come first, as on a server. */
    private Map<String, String> variables(VirtualEnvironment environment) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("VIRTUAL_ENV", environment.folder().toString());
        variables.put("PYTHONPATH", work.application().toString());
        variables.put(APPLICATION, work.application().toString());
        variables.putAll(input.step().environment());
        return variables;
    }

    private StepOutputs outputs(StepDeclaration step, Path working) throws IOException {
        FileTree before = step.directory().isPresent() ? input.directory() : input.application();
        SourceFolder.Patterns patterns =
                new SourceFolder.Patterns(step.outputs(), List.of(StepInput.LINKED + "/"), false);
        FileTree declared = new SourceFolder(working, step.label(), "", patterns).read(Progress.SILENT);
        return new StepOutputs(step, before, declared, others(step, working, before));
    }

    /** Returns the new files that the step does not declare. */
    private static List<String> others(StepDeclaration step, Path working, FileTree before) throws IOException {
        Globs declared = Globs.of(step.outputs());
        try (Stream<Path> files = Files.walk(working)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> working.relativize(file).toString())
                    .filter(path -> before.get(path).isEmpty() && !declared.matches(path))
                    .sorted()
                    .toList();
        }
    }

    /** Reports changes of own files that the archive does not have. A step in another folder declares none of them. */
    private void warnOfChanges() throws IOException {
        StepDeclaration step = input.step();
        Globs outputs = step.directory().isPresent() ? Globs.NONE : Globs.of(step.outputs());
        List<String> changed = StepChanges.undeclared(input.application(), work.application(), outputs);
        if (!changed.isEmpty()) {
            progress.warning(
                    "The build step `" + step.command() + "` changes or removes files that it does not declare,"
                            + " and the archive has them as they were: " + StepOutputs.shown(changed)
                            + "; add changed files to its <outputs>");
        }
    }
}
