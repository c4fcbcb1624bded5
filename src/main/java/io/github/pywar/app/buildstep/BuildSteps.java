package io.github.pywar.app.buildstep;

import io.github.pywar.app.environment.HostTarget;
import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.library.Library;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Build steps of an application. Each runs in a new copy of the application's files, with the files of the steps before it.
 * The result of a step is kept, and used again as long as nothing that it depends on has changed.
 *
 * @param declared the steps, in their order
 * @param python that runs them
 * @param project folder of the project and of this build
 * @param handling of the steps
 */
public record BuildSteps(List<StepDeclaration> declared, StepPython python, Folders project, Handling handling) {

    /**
     * Folders.
     *
     * @param base of the project
     * @param scope folders that the files of a step may be in
     * @param work for the copies, the logs and the results of the steps; one for each archive
     */
    public record Folders(Path base, FileScope scope, Path work) {

        public Folders {
            base = base.toAbsolutePath().normalize();
            work = work.toAbsolutePath().normalize();
        }
    }

    /** Ways to handle declared steps. */
    public enum Handling {
        /** A step runs if something that it depends on has changed. */
        CHANGED,
        /** Each step runs. */
        ALWAYS,
        /** No step runs, and the archive does not have their files. */
        SKIP
    }

    private static final Globs ALL = Globs.of(List.of("**"));

    public BuildSteps {
        declared = List.copyOf(declared);
    }

    /**
     * Finds a Python for steps: one that can run the libraries of the archive, else the first one of this machine.
     *
     * @throws io.github.pywar.base.error.UserException if there is none
     */
    public static HostTarget host(Interpreters pythons, TargetEnvironment archive) {
        if (pythons.first().isEmpty()) {
            String searched = pythons.selected().map(Path::toString).orElse("PATH and pyenv");
            throw StepErrors.noPython(archive.python().majorMinor(), searched);
        }
        return HostTarget.find(pythons, archive);
    }

    /**
     * Runs the steps.
     *
     * @param sources the application's own files, without the folder {@code app/}
     * @param libraries of the archive
     * @return the sources and the files that the steps wrote; a file of a step replaces one of the sources
     * @throws io.github.pywar.base.error.UserException if a step fails, or writes no file that it declares
     */
    public FileTree run(FileTree sources, List<Library> libraries, Progress progress) throws IOException {
        if (declared.isEmpty()) {
            return sources;
        }
        if (handling == Handling.SKIP) {
            progress.warning("Skipped " + count() + ": the archive does not have the files that they write; remove"
                    + " -Dpywar.skipBuildSteps to run them");
            return sources;
        }
        return new Run(libraries, progress).all(sources);
    }

    private String count() {
        return declared.size() == 1 ? "1 build step" : declared.size() + " build steps";
    }

    /** Run of all steps. The environment is prepared for the first step that has no result. */
    private final class Run {

        private final List<Library> libraries;
        private final Progress progress;
        private final StepResults results = new StepResults(project.work().resolve("results"));
        private Optional<VirtualEnvironment> environment = Optional.empty();

        Run(List<Library> libraries, Progress progress) {
            this.libraries = libraries;
            this.progress = progress;
        }

        FileTree all(FileTree sources) throws IOException {
            HostTarget host = python.host(progress);
            host.difference().ifPresent(progress::warning);
            FileTree files = sources.summed();
            List<String> keys = new ArrayList<>();
            for (StepDeclaration step : declared) {
                StepInput input = StepInput.of(step, project, files);
                String key = input.key(host.python(), libraries);
                keys.add(key);
                FileTree written = written(input, key, project.work().resolve("step-" + keys.size() + ".log"));
                files = FileTree.union(List.of(files, written), ALL, Progress.SILENT)
                        .summed();
            }
            results.retain(keys);
            return files;
        }

        private FileTree written(StepInput input, String key, Path log) throws IOException {
            Optional<FileTree> kept =
                    handling == Handling.ALWAYS ? Optional.empty() : results.read(key, input.step(), progress);
            if (kept.isPresent()) {
                progress.step(line(input, kept.get()) + " of an earlier run: nothing has changed");
                return kept.get();
            }
            StepWork work = new StepWork(project.work().resolve("work"));
            try {
                work.prepare(input);
                StepOutputs outputs = new StepRun(input, work, log, progress).run(environment());
                new MachinePaths(List.of(work.root(), project.base())).warn(input.step(), outputs, progress);
                results.write(key, outputs);
            } finally {
                work.delete();
            }
            FileTree written = results.read(key, input.step(), progress).orElseThrow();
            progress.step(line(input, written));
            return written;
        }

        private VirtualEnvironment environment() throws IOException {
            if (environment.isEmpty()) {
                environment = Optional.of(python.prepare(libraries, progress));
            }
            return environment.get();
        }

        private String line(StepInput input, FileTree written) {
            int files = written.entries().size();
            return "Build step `" + input.step().command() + "`: " + files + (files == 1 ? " file" : " files");
        }
    }
}
