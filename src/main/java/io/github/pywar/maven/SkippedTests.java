package io.github.pywar.maven;

import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Properties of Maven's own test plugins that skip integration tests. */
record SkippedTests(MavenSession session, MavenProject project) {

    private static final List<String> PROPERTIES =
            List.of("skipTests", "skipITs", "maven.test.skip", "maven.test.skip.exec");

    /** Returns which property skips them, for a message; empty if they run. */
    Optional<String> reason() {
        return PROPERTIES.stream()
                .filter(this::isTrue)
                .map(name -> name + " is set")
                .findFirst();
    }

    /** As for surefire: {@code -DskipTests} without a value is {@code true}, and the command line wins over the POM. */
    private boolean isTrue(String name) {
        String user = session.getUserProperties().getProperty(name);
        return Boolean.parseBoolean(user == null ? project.getProperties().getProperty(name) : user);
    }
}
