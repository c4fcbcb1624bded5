package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.PageFormat;
import io.github.pywar.python.index.UpdatePolicy;
import java.util.List;
import java.util.Optional;

/** Bean of {@code <index>}: an index of Python packages. */
public final class Index {

    /** Id that a {@code <server>} or a {@code <mirror>} of settings.xml refers to. */
    private String id = DEFAULT_ID;

    /** URL of the index, without user name and password. */
    private String url;

    /** Maven's update policy for pages: {@code always}, {@code daily}, {@code interval:MINUTES} or {@code never}. */
    private String updatePolicy = "interval:10";

    /** Globs of the packages that come only from this index; if empty, any package may come from it. */
    private List<String> packages = List.of();

    /** Format of the pages: {@code auto}, {@code json} or {@code html}. */
    private String format = "auto";

    static final String DEFAULT_ID = "pypi";

    /** Sets the URL: Maven calls this for an element with a text, {@code <index>URL</index>}. */
    public void set(String text) {
        url = text;
    }

    private static final String FROM = "<indexes>";

    /**
     * Returns the index with the default id and the default policy.
     *
     * @param from property or element, for messages
     * @throws UserException if the URL is invalid or contains a password
     */
    static IndexDeclaration ofUrl(String url, String from) {
        return declaration(DEFAULT_ID, url, from);
    }

    /** @throws UserException if the URL is missing, is invalid or contains a password */
    IndexDeclaration declaration() {
        Optional<String> text = AbstractPywarMojo.value(url);
        if (text.isEmpty()) {
            throw UserException.of("The index `" + id + "` of " + FROM + " has no <url>")
                    .hint("add it: <url>https://index.example.org/simple/</url>");
        }
        return declaration(id, text.get(), FROM)
                .policy(UpdatePolicy.parse(updatePolicy))
                .scope(packages)
                .format(PageFormat.parse(format, "<format> of the index `" + id + "`"));
    }

    private static IndexDeclaration declaration(String id, String url, String from) {
        return IndexDeclaration.of(id, ConfiguredUrl.parse(url, from).ofIndex("the index `" + id + "`", id), from);
    }

    /** Returns the text for Maven's debug log, without a password. */
    @Override
    public String toString() {
        String named = packages.isEmpty() ? "" : " for " + packages;
        return Credentials.redact(id + " at " + url + " (" + updatePolicy + ", " + format + ")" + named);
    }
}
