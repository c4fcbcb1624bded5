package io.github.pywar.maven;

import io.github.pywar.app.ospackage.OsPackage;
import io.github.pywar.app.ospackage.PackageSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.model.Developer;
import org.apache.maven.model.License;
import org.apache.maven.project.MavenProject;

/** Reads the settings of a package for an operating system, and its description in the POM. */
record PackageReader(AbstractPackageMojo goal) {

    PackageSettings settings() {
        String name =
                value(goal.packageName).orElse(goal.project.getArtifactId().toLowerCase(Locale.ROOT));
        return new PackageSettings(
                name,
                goal.packageRevision,
                value(goal.packageUser).orElse(name),
                goal.packageBind,
                value(goal.packagePython),
                goal.packageRequires,
                description());
    }

    private OsPackage.Description description() {
        MavenProject project = goal.project;
        String licenses = project.getLicenses().stream()
                .map(License::getName)
                .filter(name -> name != null)
                .collect(Collectors.joining(" AND "));
        String summary = value(project.getDescription()).orElse(project.getName());
        return new OsPackage.Description(
                summary, maintainer(), licenses, value(project.getUrl()).orElse(""));
    }

    private String maintainer() {
        Optional<String> developer = goal.project.getDevelopers().stream()
                .filter(one -> one.getEmail() != null)
                .map(PackageReader::address)
                .findFirst();
        return value(goal.packageMaintainer).or(() -> developer).orElseThrow(PackageSettings::missingMaintainer);
    }

    private static String address(Developer developer) {
        String name = developer.getName() == null ? developer.getEmail() : developer.getName();
        return name + " <" + developer.getEmail() + ">";
    }

    private static Optional<String> value(String parameter) {
        return AbstractPywarMojo.value(parameter);
    }
}
