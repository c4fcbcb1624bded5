package io.github.pywar.python.index;

import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.List;

/**
 * Declared or configured index.
 *
 * @param id its name in messages and for credentials
 * @param url the part of page URLs before the project's name, without user and password; ends in {@code /}
 * @param origin of the declaration, for example {@code PIP_INDEX_URL} or {@code /etc/pip.conf}
 * @param policy how long its pages are fresh
 * @param scope globs of the only normalised names that it serves; empty for all
 * @param format requested format of its pages
 */
public record IndexDeclaration(
        String id, URI url, String origin, UpdatePolicy policy, List<String> scope, PageFormat format) {

    public IndexDeclaration {
        String text = Credentials.withoutUserInfo(url).toString();
        url = URI.create(text.endsWith("/") ? text : text + "/");
        scope = List.copyOf(scope);
    }

    /** @return an index for all names, with the default update policy */
    public static IndexDeclaration of(String id, URI url, String origin) {
        return new IndexDeclaration(id, url, origin, UpdatePolicy.DEFAULT, List.of(), PageFormat.AUTO);
    }

    /** @return this with another update policy */
    public IndexDeclaration policy(UpdatePolicy other) {
        return new IndexDeclaration(id, url, origin, other, scope, format);
    }

    /** @return this with only names that match one of these globs */
    public IndexDeclaration scope(List<String> globs) {
        return new IndexDeclaration(id, url, origin, policy, globs, format);
    }

    /** @return this with another format of pages */
    public IndexDeclaration format(PageFormat other) {
        return new IndexDeclaration(id, url, origin, policy, scope, other);
    }

    /** @return this with another URL, for example of a mirror */
    public IndexDeclaration url(URI other) {
        return new IndexDeclaration(id, other, origin, policy, scope, format);
    }

    /** @return id and URL, for messages */
    public String describe() {
        return "`" + id + "` (" + url + ")";
    }
}
