package io.github.pywar.maven;

import io.github.pywar.base.file.FileScope;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * The files that belong to a project, wherever a link or an include leads: everything below the top folder of its
 * multi-module project. That is the folder with {@code .mvn}, or the highest one above the POM that has the POM of a
 * parent. A home folder is never one.
 */
final class ProjectScope {

    private final MavenSession session;
    private final MavenProject project;

    ProjectScope(MavenSession session, MavenProject project) {
        this.session = session;
        this.project = project;
    }

    FileScope files() throws IOException {
        Path base = project.getBasedir().toPath();
        return FileScope.of(List.of(top(base), base));
    }

    /**
     * Checks a file of the project that is read later.
     *
     * @throws io.github.pywar.base.error.UserException if it is a link out of the project
     */
    Path checked(Path file) throws IOException {
        if (Files.exists(file)) {
            files().with(file.toAbsolutePath().getParent()).real(file, FilteredResources.label(base(), file));
        }
        return file;
    }

    private Path base() {
        return project.getBasedir().toPath();
    }

    private Path top(Path base) throws IOException {
        Path home = Path.of(System.getProperty("user.home")).toAbsolutePath();
        Path real = base.toRealPath();
        List<Path> candidates = new ArrayList<>();
        for (File folder : folders()) {
            Path candidate = folder.toPath().toRealPath();
            if (real.startsWith(candidate) && !home.startsWith(candidate)) {
                candidates.add(candidate);
            }
        }
        return candidates.stream()
                .min(Comparator.comparingInt(Path::getNameCount))
                .orElse(base);
    }

    private List<File> folders() {
        List<File> folders = new ArrayList<>();
        File multiModule = session.getRequest().getMultiModuleProjectDirectory();
        if (multiModule != null && multiModule.isDirectory()) {
            folders.add(multiModule);
        }
        for (MavenProject parent = project.getParent(); parent != null; parent = parent.getParent()) {
            if (parent.getFile() != null && parent.getBasedir().isDirectory()) {
                folders.add(parent.getBasedir());
            }
        }
        return folders;
    }
}
