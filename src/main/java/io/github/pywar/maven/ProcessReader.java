package io.github.pywar.maven;

import io.github.pywar.app.process.DeclaredProcesses;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.app.process.Procfile;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the process types of {@code <processes>}, or of a Procfile. */
final class ProcessReader {

    private static final String NAME = "Procfile";
    private static final int MAX_BYTES = 1 << 20;

    private final AbstractAppMojo goal;

    ProcessReader(AbstractAppMojo goal) {
        this.goal = goal;
    }

    /** @throws UserException with the errors of all declarations */
    List<ProcessType> processes() throws IOException {
        if (isDeclared()) {
            return DeclaredProcesses.parse(
                    goal.processes.stream().map(ProcessElement::declaration).toList());
        }
        List<Path> files = files();
        return files.isEmpty() ? List.of() : read(files.get(0)).types();
    }

    /** Returns warnings about lines of Procfiles that have no effect, or that differ from the application. */
    List<String> warnings(AppSpec spec) throws IOException {
        List<String> warnings = new ArrayList<>();
        List<Path> files = files();
        for (Path unused : !isDeclared() && !files.isEmpty() ? files.subList(1, files.size()) : files) {
            String used = !isDeclared() ? "`" + label(files.get(0)) + "`" : "<processes>";
            warnings.add("`" + label(unused) + "` is not used: " + used + " declares the processes");
        }
        if (!isDeclared() && !files.isEmpty()) {
            Procfile procfile = read(files.get(0));
            procfile.releaseWarning().ifPresent(warnings::add);
            procfile.webWarning(spec.serverName(), spec.entry().toString()).ifPresent(warnings::add);
        }
        return warnings;
    }

    /** An empty list is declared, too: without a declaration there is no list. */
    private boolean isDeclared() {
        return goal.processes != null;
    }

    private List<Path> files() {
        Set<Path> files = new LinkedHashSet<>();
        for (Path folder : List.of(base(), goal.sourceDirectory.toPath().normalize())) {
            Path file = folder.resolve(NAME);
            if (Files.isRegularFile(file)) {
                files.add(file);
            }
        }
        return List.copyOf(files);
    }

    private Procfile read(Path file) throws IOException {
        Path checked = new ProjectScope(goal.session, goal.project).checked(file);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(checked)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw UserException.of("`" + label(file) + "` is larger than " + MAX_BYTES + " bytes");
        }
        return Procfile.parse(new String(bytes, StandardCharsets.UTF_8), label(file));
    }

    private String label(Path file) {
        return ProjectScope.label(base(), file);
    }

    private Path base() {
        return goal.project.getBasedir().toPath();
    }
}
