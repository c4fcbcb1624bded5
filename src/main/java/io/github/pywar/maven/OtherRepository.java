package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A repository that takes the place of the POM's, as Maven's deploy plugin has it: the properties {@code
 * altReleaseDeploymentRepository} or {@code altSnapshotDeploymentRepository}, then {@code altDeploymentRepository}.
 *
 * @param id as the settings know it
 * @param url where it is
 */
record OtherRepository(String id, String url) {

    private static final String FOR_ALL = "altDeploymentRepository";

    /** The older form has a layout in between. */
    private static final Pattern FORM = Pattern.compile("(?<id>.+?)::(?:default::)?(?<url>.+)");

    /**
     * @param user what the command line says; wins over the POM, name by name
     * @param pom the project's properties
     * @throws UserException where it cannot be read
     */
    static Optional<OtherRepository> of(Properties user, Properties pom, boolean snapshot) {
        String own = snapshot ? "altSnapshotDeploymentRepository" : "altReleaseDeploymentRepository";
        return Stream.of(own, FOR_ALL)
                .flatMap(name -> Stream.ofNullable(user.getProperty(name, pom.getProperty(name)))
                        .map(text -> parse(name, text.strip())))
                .findFirst();
    }

    private static OtherRepository parse(String name, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw UserException.of("Cannot tell where `" + name + "` sent the archive: it is not of the form ID::URL")
                    .hint("add <extensions>true</extensions> to the plugin: deployments are seen then")
                    .hint("or set -Dpywar.deploy.skip");
        }
        return new OtherRepository(form.group("id"), form.group("url"));
    }
}
