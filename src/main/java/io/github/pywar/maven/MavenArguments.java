package io.github.pywar.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Arguments of another run of Maven, for one project of this run and with the same settings. */
final class MavenArguments {

    private static final String SKIP_TESTS = "skipTests";

    /** Maven 4 sets them itself. */
    private static final String OF_SESSION = "session.";

    private MavenArguments() {}

    /** Returns the arguments without a goal; tests are skipped. */
    static List<String> of(MavenSession session, MavenProject project) {
        MavenExecutionRequest request = session.getRequest();
        List<String> arguments = new ArrayList<>(List.of("-B"));
        add(arguments, "-s", request.getUserSettingsFile());
        add(arguments, "-gs", request.getGlobalSettingsFile());
        add(arguments, "-t", request.getUserToolchainsFile());
        if (request.isOffline()) {
            arguments.add("-o");
        }
        List<String> profiles = new ArrayList<>(request.getActiveProfiles());
        request.getInactiveProfiles().forEach(name -> profiles.add("!" + name));
        if (!profiles.isEmpty()) {
            arguments.addAll(List.of("-P", String.join(",", profiles)));
        }
        addProject(arguments, session, project);
        addProperties(arguments, session.getUserProperties());
        return arguments;
    }

    /** Maven refuses the name of a file that does not exist, even that of its own default. */
    private static void add(List<String> arguments, String option, File file) {
        if (file != null && file.isFile()) {
            arguments.addAll(List.of(option, file.getAbsolutePath()));
        }
    }

    /** A module may need other modules of the build. */
    private static void addProject(List<String> arguments, MavenSession session, MavenProject project) {
        MavenProject top = session.getTopLevelProject();
        arguments.addAll(List.of("-f", top.getFile().getAbsolutePath()));
        if (session.getProjects().size() > 1) {
            arguments.addAll(List.of("-pl", project.getGroupId() + ":" + project.getArtifactId(), "-am"));
        }
    }

    private static void addProperties(List<String> arguments, Properties user) {
        for (String name : new TreeSet<>(user.stringPropertyNames())) {
            if (!name.startsWith(OF_SESSION) && !name.equals(SKIP_TESTS)) {
                arguments.add("-D" + name + "=" + user.getProperty(name));
            }
        }
        arguments.add("-D" + SKIP_TESTS + "=true");
    }
}
