package io.github.pywar.app.library;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import io.github.pywar.python.requirementsfile.RequirementsOptions.OptionValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Package sources that option lines of requirements files configure.
 *
 * @param options of the files, in their order
 * @param folder of the project; relative paths begin there, not in the current directory
 */
record RequirementsFileSources(List<RequirementsOptions> options, Path folder) {

    private static final String MAIN = "pypi";

    /** Returns the indexes, additional ones before the main one. */
    List<IndexDeclaration> indexes() {
        List<IndexDeclaration> indexes = new ArrayList<>();
        for (RequirementsOptions one : options) {
            for (OptionValue extra : one.extraIndexUrls()) {
                indexes.add(declaration("extra-" + (indexes.size() + 1), extra));
            }
        }
        Optional<OptionValue> main = Optional.empty();
        for (RequirementsOptions one : options) {
            main = one.indexUrl().isPresent() ? one.indexUrl() : main;
        }
        if (main.isPresent()) {
            indexes.add(declaration(MAIN, main.get()));
        }
        return indexes;
    }

    /** Returns whether one of the files replaces the default index. */
    boolean hasMainIndex() {
        for (RequirementsOptions one : options) {
            if (one.indexUrl().isPresent()) {
                return true;
            }
        }
        return false;
    }

    boolean isNoIndex() {
        for (RequirementsOptions one : options) {
            if (one.isNoIndex()) {
                return true;
            }
        }
        return false;
    }

    List<URI> findLinks() {
        List<URI> links = new ArrayList<>();
        for (RequirementsOptions one : options) {
            for (OptionValue link : one.findLinks()) {
                links.add(location(link));
            }
        }
        return List.copyOf(links);
    }

    /** Returns the credentials in the URLs of the files. */
    Credentials credentials() {
        Credentials all = Credentials.NONE;
        for (RequirementsOptions one : options) {
            for (URI url : urls(one)) {
                Optional<Credential> credential = Credential.of(url);
                all = credential.isPresent() ? all.with(url, credential.get()) : all;
            }
        }
        return all;
    }

    private List<URI> urls(RequirementsOptions one) {
        List<URI> urls = new ArrayList<>();
        for (OptionValue extra : one.extraIndexUrls()) {
            urls.add(url(extra));
        }
        if (one.indexUrl().isPresent()) {
            urls.add(url(one.indexUrl().get()));
        }
        for (OptionValue link : one.findLinks()) {
            urls.add(location(link));
        }
        return urls;
    }

    private static IndexDeclaration declaration(String id, OptionValue given) {
        return IndexDeclaration.of(id, url(given), given.location().toString());
    }

    private URI location(OptionValue given) {
        return given.value().matches("[A-Za-z]{2,}:.*")
                ? url(given)
                : folder.resolve(
                                PathText.require(given.value(), given.location().toString()))
                        .toUri();
    }

    private static URI url(OptionValue given) {
        return UrlText.parse(given.value())
                .orElseThrow(() -> UserException.of(
                                "`" + UrlText.shown(given.value()) + "` is not a URL (" + given.location() + ")")
                        .hint("in a password, write `%23` for `#`, `%25` for `%`, `%2F` for `/` and `%40` for `@`"));
    }
}
