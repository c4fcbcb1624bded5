package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that belong to a multi-module project. */
class ProjectScopeTest {

    @TempDir
    Path folder;

    private Path module;

    @BeforeEach
    void createModule() throws IOException {
        module = Files.createDirectories(folder.resolve("home/root/group/module"));
        for (String name : new String[] {"home/.netrc", "home/root/base.txt", "home/root/group/base.txt"}) {
            Files.writeString(folder.resolve(name), "x");
        }
    }

    @Test
    void hasOnlyTheFolderOfASingleProject() throws IOException {
        FileScope scope = scope(null, project(module, null)).files();

        assertThat(scope.has(module)).isTrue();
        assertThat(scope.has(folder.resolve("home/root/group/base.txt"))).isFalse();
    }

    @Test
    void hasTheFolderOfTheHighestParent() throws IOException {
        MavenProject root = project(folder.resolve("home/root"), null);
        MavenProject group = project(folder.resolve("home/root/group"), root);
        FileScope scope = scope(null, project(module, group)).files();

        assertThat(scope.has(folder.resolve("home/root/base.txt"))).isTrue();
        assertThat(scope.has(folder.resolve("home/.netrc"))).isFalse();
    }

    @Test
    void hasTheFolderOfTheMultiModuleProject() throws IOException {
        FileScope scope =
                scope(folder.resolve("home/root"), project(module, null)).files();

        assertThat(scope.has(folder.resolve("home/root/base.txt"))).isTrue();
        assertThat(scope.has(folder.resolve("home/.netrc"))).isFalse();
    }

    @Test
    void hasNoFolderBesideTheProject() throws IOException {
        Path beside = Files.createDirectories(folder.resolve("home/other"));
        FileScope scope = scope(beside, project(module, project(beside, null))).files();

        assertThat(scope.has(beside)).isFalse();
    }

    @Test
    void hasNoHomeFolder() throws IOException {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.resolve("home").toString());
        try {
            FileScope scope =
                    scope(folder.resolve("home"), project(module, null)).files();

            assertThat(scope.has(folder.resolve("home/.netrc"))).isFalse();
            assertThat(scope.has(module)).isTrue();
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void rejectsALinkOutOfTheProject() throws IOException {
        Path lock = Files.createSymbolicLink(module.resolve("pylock.toml"), folder.resolve("home/.netrc"));
        ProjectScope scope = scope(null, project(module, null));

        assertThatThrownBy(() -> scope.checked(lock))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("`pylock.toml` is a symbolic link that points outside the project");
        assertThat(scope.checked(module.resolve("none.toml"))).isEqualTo(module.resolve("none.toml"));
    }

    @SuppressWarnings("deprecation")
    private static ProjectScope scope(Path multiModule, MavenProject project) {
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setMultiModuleProjectDirectory(multiModule == null ? null : multiModule.toFile());
        MavenSession session = new MavenSession(null, (RepositorySystemSession) null, request, null);
        return new ProjectScope(session, project);
    }

    private static MavenProject project(Path folder, MavenProject parent) {
        MavenProject project = new MavenProject();
        project.setFile(folder.resolve("pom.xml").toFile());
        project.setParent(parent);
        return project;
    }
}
