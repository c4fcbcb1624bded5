package io.github.pywar.python.index;

import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.List;

/**
 * An index as somebody named it.
 *
 * @param id its name in messages and for credentials
 * @param url the part of page URLs before the project's name, without user and password; ends in {@code /}
 * @param saidBy where it was named, for example {@code PIP_INDEX_URL} or {@code /etc/pip.conf}
 * @param policy how long its pages count as fresh
 * @param scope globs of the only normalised names it is asked for; empty: all
 * @param format in which form it is asked for its pages
 */
public record IndexDeclaration(
        String id, URI url, String saidBy, UpdatePolicy policy, List<String> scope, PageFormat format) {

    public IndexDeclaration {
        String text = Credentials.withoutUserInfo(url).toString();
        url = URI.create(text.endsWith("/") ? text : text + "/");
        scope = List.copyOf(scope);
    }

    /** @return an index for all names, with the default freshness */
    public static IndexDeclaration of(String id, URI url, String saidBy) {
        return new IndexDeclaration(id, url, saidBy, UpdatePolicy.DEFAULT, List.of(), PageFormat.AUTO);
    }

    /** @return this with another freshness */
    public IndexDeclaration policy(UpdatePolicy other) {
        return new IndexDeclaration(id, url, saidBy, other, scope, format);
    }

    /** @return this for names that match one of these globs only */
    public IndexDeclaration scope(List<String> globs) {
        return new IndexDeclaration(id, url, saidBy, policy, globs, format);
    }

    /** @return this, asked for pages of that form */
    public IndexDeclaration format(PageFormat other) {
        return new IndexDeclaration(id, url, saidBy, policy, scope, other);
    }

    /** @return this somewhere else, for example at a mirror */
    public IndexDeclaration url(URI other) {
        return new IndexDeclaration(id, other, saidBy, policy, scope, format);
    }

    /** @return id and URL, for messages */
    public String describe() {
        return "`" + id + "` (" + url + ")";
    }
}
