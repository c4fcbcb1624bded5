package io.github.pywar.maven;

import io.github.pywar.app.classarchive.ClassArchiveKey;
import io.github.pywar.app.classarchive.ClassArchiveRequest;
import io.github.pywar.app.classarchive.MavenCommand;
import io.github.pywar.base.error.UserException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/** Reads which archive of classes is written: this run of Maven, its Java, and the project that is built for it. */
record ClassArchiveReader(ArchiveClassesMojo goal) {

    /** Returns whether no other module of this build has written the archive. */
    boolean isFirst() {
        return goal.session.getRepositorySession().getData().set(ClassArchiveReader.class, null, true);
    }

    /**
     * Reads the request.
     *
     * @throws UserException if the project cannot be built for it
     */
    ClassArchiveRequest request() {
        checkProject();
        ClassArchiveKey key = new ClassArchiveKey(
                property("maven.version"),
                Path.of(property("maven.home")),
                Runtime.version().feature(),
                property("java.vendor"),
                Path.of(property("java.home")));
        MavenCommand command = new MavenCommand(
                key.program(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                property("java.class.path"),
                MavenArguments.of(goal.session, goal.project));
        return new ClassArchiveRequest(
                goal.session.getTopLevelProject().getBasedir().toPath(),
                command,
                goal.cacheFolder().orElseThrow(),
                key);
    }

    /** Only an extension of the build can move {@code target}. */
    private void checkProject() {
        MavenProject project = goal.project;
        Plugin declared = project.getPlugin(goal.execution.getPlugin().getKey());
        if (declared == null || !declared.isExtensions() || !ProjectArchive.isBuiltBy(project, declared)) {
            throw UserException.of("The project `" + project.getArtifactId()
                            + "` builds no archive with this plugin and" + " <extensions>true</extensions>")
                    .hint("run the goal in a project with <packaging>pywar</packaging>")
                    .hint("or write one: mvn io.github.pywar:pywar-maven-plugin:init");
        }
    }

    private String property(String name) {
        return goal.session.getSystemProperties().getProperty(name);
    }
}
