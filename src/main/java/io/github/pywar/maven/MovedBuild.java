package io.github.pywar.maven;

import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;

/** Build in another folder than {@code target}: a build that only records the classes that it loads. */
record MovedBuild(MavenSession session) {

    /** Moves the {@code target} of all projects; each gets a folder of its own below that folder. */
    void to(Path folder) {
        for (MavenProject project : session.getProjects()) {
            Path target = folder.resolve(project.getGroupId() + "." + project.getArtifactId());
            Build build = project.getBuild();
            build.setDirectory(target.toString());
            build.setOutputDirectory(target.resolve("classes").toString());
            build.setTestOutputDirectory(target.resolve("test-classes").toString());
        }
    }
}
