package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Repository that Maven's deploy plugin uses instead of the POM's, from the property {@code altReleaseDeploymentRepository}
 * or {@code altSnapshotDeploymentRepository}, else {@code altDeploymentRepository}.
 *
 * @param id of a {@code <server>} in settings.xml
 */
record AlternativeRepository(String id, String url) {

    private static final String FOR_ALL = "altDeploymentRepository";

    /** The older form has a layout between id and URL. */
    private static final Pattern FORM = Pattern.compile("(?<id>.+?)::(?:default::)?(?<url>.+)");

    /**
     * Returns the alternative repository, if a property names one.
     *
     * @param user properties of the command line; each takes precedence over the same property of the POM
     * @param pom properties of the project
     * @throws UserException if the property is not of the form {@code ID::URL}
     */
    static Optional<AlternativeRepository> of(Properties user, Properties pom, boolean snapshot) {
        String own = snapshot ? "altSnapshotDeploymentRepository" : "altReleaseDeploymentRepository";
        return Stream.of(own, FOR_ALL)
                .flatMap(name -> Stream.ofNullable(user.getProperty(name, pom.getProperty(name)))
                        .map(text -> parse(name, text.strip())))
                .findFirst();
    }

    private static AlternativeRepository parse(String name, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw UserException.of("The property `" + name
                            + "` is not of the form ID::URL: the repository of the archive" + " is unknown")
                    .hint("declare <extensions>true</extensions> for this plugin: it can then observe the deployment")
                    .hint("or set -Dpywar.deploy.skip");
        }
        return new AlternativeRepository(form.group("id"), form.group("url"));
    }
}
