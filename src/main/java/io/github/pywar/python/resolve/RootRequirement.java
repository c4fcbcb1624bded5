package io.github.pywar.python.resolve;

import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.requirement.Requirement;

/**
 * What somebody wrote down.
 *
 * @param requirement what is asked for
 * @param source where it is written, for a person, for example {@code requirements.txt:4}
 */
public record RootRequirement(Requirement requirement, String source) {

    /** @return requirement and source as one text for messages, without the credentials of a URL */
    @Override
    public String toString() {
        return "`" + Credentials.redact(requirement.toString()) + "` (" + source + ")";
    }
}
