package io.github.pywar.maven;

import io.github.pywar.app.policy.UploadLimit;
import io.github.pywar.python.request.CoolDown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Parameters of the goals that choose new versions. */
abstract class AbstractUpgradeMojo extends AbstractAppMojo {

    /**
     * Wait before a new release is chosen: a duration before the build, or {@code none}. Releases that were uploaded since
     * are reported and not chosen. A version in the lock is kept, and a version that a requirement pins with {@code ==} is
     * chosen, whatever its age. If an index reports no upload times, all its files may be chosen.
     *
     * <p>Default: {@code 7 days}. Example: {@code <coolDown>14 days</coolDown>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.coolDown", defaultValue = "7 days")
    String coolDown;

    /**
     * Packages whose new releases are chosen without the wait of {@code coolDown}, for example because a release closes a
     * security hole.
     *
     * <p>Default: none. Example: {@code -Dpywar.coolDownExcept=jinja2,urllib3}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.coolDownExcept")
    List<String> coolDownExcept = new ArrayList<>();

    AbstractUpgradeMojo(MavenServices services) {
        super(services);
    }

    /** Returns the wait before a new release is chosen; empty if there is none. */
    Optional<CoolDown> coolDown() {
        return UploadLimit.coolDown(
                coolDown, coolDownExcept, session.getStartTime().toInstant());
    }
}
