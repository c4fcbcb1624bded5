package io.github.pywar.maven;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.config.BuildMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Files that belong to a project, for links and includes: everything below the top folder of its multi-module project. The
 * top folder has {@code .mvn}, or is the highest one above the POM with the POM of a parent. It is never a home folder.
 */
final class ProjectScope {

    private final MavenSession session;
    private final MavenProject project;

    ProjectScope(MavenSession session, MavenProject project) {
        this.session = session;
        this.project = project;
    }

    /** Returns the top folder and the folder of the POM. */
    FileScope files() throws IOException {
        Path base = project.getBasedir().toPath();
        return FileScope.of(List.of(top(base), base));
    }

    /**
     * Checks that a file of the project is not a link to a file outside the project.
     *
     * @return the file, which need not exist
     * @throws io.github.pywar.base.error.UserException if it is such a link
     */
    Path checked(Path file) throws IOException {
        if (Files.exists(file)) {
            files().with(file.toAbsolutePath().getParent()).real(file, label(base(), file));
        }
        return file;
    }

    /** Returns a path as messages show it: relative to the project, if it is in the project. */
    static String label(Path base, Path path) {
        boolean isInside = path.startsWith(base) && !path.equals(base);
        return (isInside ? base.relativize(path) : path).toString().replace('\\', '/');
    }

    private Path base() {
        return project.getBasedir().toPath();
    }

    private Path top(Path base) throws IOException {
        Path real = base.toRealPath();
        Path home = BuildMachine.home(System.getProperty("user.home"), real.getRoot());
        Path top = base;
        for (File folder : folders()) {
            Path candidate = folder.toPath().toRealPath();
            boolean isAbove = real.startsWith(candidate) && !home.startsWith(candidate);
            if (isAbove && (top.equals(base) || candidate.getNameCount() < top.getNameCount())) {
                top = candidate;
            }
        }
        return top;
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
