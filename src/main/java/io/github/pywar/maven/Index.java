package io.github.pywar.maven;

import io.github.pywar.base.url.Credentials;
import java.util.List;

/** An index of Python packages, as {@code <indexes>} declares it. */
public final class Index {

    /** What a {@code <server>} and a {@code <mirror>} of the settings name. */
    private String id = DEFAULT_ID;

    /** Where its pages are, without user and password. */
    private String url;

    /** How long a page is fresh, in Maven's words: {@code always}, {@code daily}, {@code interval:10}, {@code never}. */
    private String updatePolicy = "interval:10";

    /** Globs of the only projects that come from here, and from nowhere else; without them, all may. */
    private List<String> packages = List.of();

    /** In which form it is asked for its pages: {@code auto}, {@code json} or {@code html}. */
    private String format = "auto";

    static final String DEFAULT_ID = "pypi";

    String id() {
        return id;
    }

    String url() {
        return url;
    }

    String updatePolicy() {
        return updatePolicy;
    }

    String format() {
        return format;
    }

    List<String> packages() {
        return List.copyOf(packages);
    }

    /** Maven's debug log prints it: a password does not appear there. */
    @Override
    public String toString() {
        String named = packages.isEmpty() ? "" : " for " + packages;
        return Credentials.redact(id + " at " + url + " (" + updatePolicy + ", " + format + ")" + named);
    }
}
