package io.github.pywar.maven;

import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.app.target.TargetDeclaration;
import io.github.pywar.base.url.Credentials;
import java.nio.file.Path;

/**
 * Bean of {@code <target>}: one of several targets of a build. A part that it does not declare has the value beside {@code
 * <targets>}.
 */
public final class Target {

    /** Python version of the servers. */
    private String python;

    /** Operating system and architecture of the servers. */
    private String platform;

    /** Oldest C library of the servers. */
    private String libc;

    /** Classifier of the archive; derived from the target by default. The first target has none. */
    private String classifier;

    TargetDeclaration declaration(Path base) {
        return new TargetDeclaration(
                new TargetChoice(
                                AbstractPywarMojo.value(python),
                                AbstractPywarMojo.value(platform),
                                AbstractPywarMojo.value(libc))
                        .described(base),
                AbstractPywarMojo.value(classifier));
    }

    /** Returns the declared Python; null if there is none. */
    String python() {
        return python;
    }

    /** Returns the text for Maven's debug log. */
    @Override
    public String toString() {
        return Credentials.redact(python + " on " + platform + " with " + libc + ", classifier " + classifier);
    }
}
