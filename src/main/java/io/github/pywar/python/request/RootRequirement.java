package io.github.pywar.python.request;

import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.requirement.Requirement;

/**
 * Requirement, constraint or override that the user declared.
 *
 * @param requirement the requirement
 * @param source where it is declared, for messages, for example {@code requirements.txt:4}
 */
public record RootRequirement(Requirement requirement, String source) {

    /** Returns requirement and source as one text for messages, without the credentials of a URL. */
    @Override
    public String toString() {
        return "`" + Credentials.redact(requirement.toString()) + "` (" + source + ")";
    }
}
