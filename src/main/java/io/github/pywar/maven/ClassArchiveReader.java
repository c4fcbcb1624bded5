package io.github.pywar.maven;

import io.github.pywar.app.classarchive.ClassArchiveKey;
import io.github.pywar.app.classarchive.ClassArchiveRequest;
import io.github.pywar.app.classarchive.MavenCommand;
import io.github.pywar.app.classarchive.PluginVersion;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.MojoExecution;

/** Reads which archive of classes is written: this run of Maven, its Java, and its plugin. */
record ClassArchiveReader(ArchiveClassesMojo goal) {

    /** Reads the request. */
    ClassArchiveRequest request() {
        ClassArchiveKey key = new ClassArchiveKey(
                property("maven.version"),
                Path.of(property("maven.home")),
                Runtime.version().feature(),
                property("java.vendor"),
                Path.of(property("java.home")));
        MavenCommand command = MavenCommand.of(
                key.program(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                property("java.class.path"),
                arguments());
        MojoExecution execution = goal.execution;
        return new ClassArchiveRequest(
                new PluginVersion(execution.getGroupId(), execution.getArtifactId(), execution.getVersion()),
                command,
                goal.session.getRequest().isOffline(),
                goal.cacheFolder().orElseThrow(),
                key);
    }

    /** Returns the standard output: Maven 4 redirects {@code System.out} to its log. */
    PrintStream output() {
        return new PrintStream(
                new FileOutputStream(FileDescriptor.out),
                false,
                Charset.forName(System.getProperty("native.encoding")));
    }

    /** Returns the arguments of another run of Maven with the same settings and the same local repository. */
    private List<String> arguments() {
        MavenExecutionRequest request = goal.session.getRequest();
        List<String> arguments = new ArrayList<>(List.of("-B", "-DskipTests", "-Dstyle.color=never"));
        arguments.add("-Dmaven.repo.local="
                + goal.session.getRepositorySession().getLocalRepository().getBasedir());
        add(arguments, "-s", request.getUserSettingsFile());
        add(arguments, "-gs", request.getGlobalSettingsFile());
        return arguments;
    }

    /** Maven refuses the name of a file that does not exist, even that of its own default. */
    private static void add(List<String> arguments, String option, File file) {
        if (file != null && file.isFile()) {
            arguments.addAll(List.of(option, file.getAbsolutePath()));
        }
    }

    private String property(String name) {
        return goal.session.getSystemProperties().getProperty(name);
    }
}
