package io.github.pywar.maven;

import io.github.pywar.app.spec.ObjectReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.project.MavenProject;

/**
 * The {@code <sourceDirectory>} of {@code <build>}, which this plugin does not read: in a project with two packagings it
 * is the directory of the Java sources.
 */
record BuildSourceDirectory(MavenProject project) {

    /** Returns a warning if the application's module is there, for a project without the default source directory. */
    Optional<String> warning(ObjectReference entry) {
        return Optional.ofNullable(project.getBuild().getSourceDirectory())
                .map(Path::of)
                .filter(folder -> hasModule(folder, entry.module().replaceFirst("\\..*", "")))
                .map(folder -> ProjectScope.label(project.getBasedir().toPath(), folder))
                .map(name -> "The application's module is in `" + name + "`, the <sourceDirectory> of <build>, which is"
                        + " not read. Set <sourceDirectory>" + name + "</sourceDirectory> in the <configuration> of"
                        + " pywar-maven-plugin");
    }

    private static boolean hasModule(Path folder, String module) {
        return Files.isDirectory(folder.resolve(module)) || Files.isRegularFile(folder.resolve(module + ".py"));
    }
}
