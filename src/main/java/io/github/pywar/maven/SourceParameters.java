package io.github.pywar.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/**
 * Parameters of an application and of a library for their own files.
 *
 * @param resources null if none are declared
 */
record SourceParameters(
        MavenSession session,
        MavenProject project,
        MavenServices services,
        File sourceDirectory,
        List<String> includes,
        List<String> excludes,
        boolean defaultExcludes,
        List<Resource> resources,
        List<String> nonFilteredFileExtensions,
        List<File> requirementsFiles,
        File outputDirectory,
        String sourceEncoding) {

    static SourceParameters of(AbstractAppMojo goal) {
        return new SourceParameters(
                goal.session,
                goal.project,
                goal.services,
                goal.sourceDirectory,
                goal.includes,
                goal.excludes,
                goal.defaultExcludes,
                goal.resources,
                goal.nonFilteredFileExtensions,
                goal.requirementsFiles,
                goal.outputDirectory,
                goal.sourceEncoding);
    }

    static SourceParameters of(AbstractLibraryMojo goal) {
        return new SourceParameters(
                goal.session,
                goal.project,
                goal.services,
                goal.sourceDirectory,
                goal.includes,
                goal.excludes,
                goal.defaultExcludes,
                goal.resources,
                goal.nonFilteredFileExtensions,
                goal.requirementsFiles,
                goal.outputDirectory,
                goal.sourceEncoding);
    }
}
