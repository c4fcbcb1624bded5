package io.github.pywar.app.library;

import io.github.pywar.app.dependency.NamedSources;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.http.Retries;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.config.Configuration;
import io.github.pywar.python.index.IndexChain;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.LocalIndex;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Package sources that a build uses, after precedence: the build, else the requirements files, else the configuration of
 * pip and uv. Folders and pages of wheels are used from all of them.
 *
 * @param sources configured by the build
 * @param file configured by requirements files
 * @param configuration of the machine
 * @param indexes in the order in which they are queried, with mirrors applied
 */
record SourcePrecedence(
        PackageSources sources,
        RequirementsFileSources file,
        Configuration configuration,
        List<IndexDeclaration> indexes) {

    static SourcePrecedence of(PackageSources sources, List<RequirementsOptions> options, Progress progress)
            throws IOException {
        RequirementsFileSources file =
                new RequirementsFileSources(options, sources.machine().folder());
        boolean noIndex = sources.options().noIndex() || file.isNoIndex();
        List<IndexDeclaration> declared = sources.options().indexes().isEmpty()
                ? file.indexes()
                : sources.options().indexes();
        boolean isComplete = noIndex || !sources.options().indexes().isEmpty() || file.hasMainIndex();
        Configuration configuration = isComplete
                ? Configuration.readFiles(sources.machine())
                : Configuration.read(sources.machine(), sources.cache().folder());
        List<IndexDeclaration> chosen = new ArrayList<>(declared);
        if (!isComplete) {
            chosen.addAll(configuration.indexes()); // --extra-index-url of a file does not replace the main index
        }
        Optional<IndexDeclaration> usual = chosen.isEmpty() ? sources.settings().usual() : Optional.empty();
        if (usual.isPresent()) {
            chosen.add(usual.get());
        }
        if (noIndex || !isComplete && configuration.noIndex().isPresent()) {
            chosen = List.of();
        } else if (chosen.isEmpty()) {
            throw noIndexConfigured();
        }
        SourcePrecedence effective = new SourcePrecedence(sources, file, configuration, redirected(chosen, sources));
        effective.report(isComplete, progress);
        new PackageSourceWarnings(effective).warn(progress);
        return effective;
    }

    private static List<IndexDeclaration> redirected(List<IndexDeclaration> declared, PackageSources sources) {
        List<IndexDeclaration> indexes = new ArrayList<>();
        for (IndexDeclaration index : declared) {
            indexes.add(sources.settings().redirected(index));
        }
        return List.copyOf(indexes);
    }

    /** Returns the same sources with packages that must come from single indexes. */
    SourcePrecedence assigned(NamedSources named, Progress progress) {
        AssignedIndexes assigned = new AssignedIndexes(indexes, named);
        assigned.report(progress);
        return new SourcePrecedence(sources, file, configuration, assigned.all());
    }

    /**
     * Returns the sources for files at known URLs. No index is queried, so none has to be configured, and pip's default
     * index is not looked up. The indexes are used for the credentials of their servers only.
     */
    static SourcePrecedence forFiles(PackageSources sources, List<RequirementsOptions> options) throws IOException {
        RequirementsFileSources file =
                new RequirementsFileSources(options, sources.machine().folder());
        Configuration configuration = Configuration.readFiles(sources.machine());
        List<IndexDeclaration> declared = new ArrayList<>(sources.options().indexes());
        declared.addAll(file.indexes());
        declared.addAll(configuration.indexes());
        Optional<IndexDeclaration> usual = sources.settings().usual();
        if (usual.isPresent()) {
            declared.add(usual.get());
        }
        return new SourcePrecedence(sources, file, configuration, redirected(declared, sources));
    }

    /** An index that the project does not declare is reported, because it changes what is built. */
    private void report(boolean isDeclared, Progress progress) {
        for (IndexDeclaration index : indexes) {
            progress.detail("index " + index.describe() + ", configured by " + index.origin());
        }
        if (!isDeclared && indexes.size() > 1 && !sources.options().merging()) {
            progress.step("Indexes, the first that has a package serves it: "
                    + String.join(
                            ", ",
                            indexes.stream()
                                    .map(index -> index.id() + " (" + index.origin() + ")")
                                    .toList()));
        }
    }

    /** Returns an HTTP client for all sources. The caller closes it. */
    Http http() {
        Http.Builder http = configuration.applyTo(Http.builder());
        Optional<HttpProxy.Rules> proxies = sources.settings().proxies();
        if (proxies.isPresent()) {
            http.proxies(proxies.get());
        }
        return http.userAgent("pywar-maven-plugin")
                .offline(sources.traffic().offline())
                .connections(sources.traffic().connections())
                .timeout(sources.traffic().waits().silence())
                .retries(Retries.of(sources.traffic().retries())
                        .pausing(sources.traffic().waits().pause()))
                .credentials(credentials())
                .build();
    }

    private Credentials credentials() {
        Credentials known = Credentials.NONE;
        for (IndexDeclaration index : indexes) {
            Optional<Credential> sent = sources.settings().credential(index);
            if (sent.isPresent()) {
                String origin = "the `<server>` `" + index.id() + "` in settings.xml";
                known = known.with(index.url(), new Credentials.Found(sent.get(), Optional.of(origin)));
            }
        }
        List<URI> named = new ArrayList<>(sources.options().findLinks());
        named.addAll(file.findLinks());
        for (IndexDeclaration index : indexes) {
            named.add(index.url());
        }
        return known.and(file.credentials()).and(configuration.credentials(named));
    }

    /** Returns all sources as one index. */
    PackageIndex index(Http http, PageCache pages, Progress progress) {
        IndexChain each = IndexChain.of(indexes, http, pages, progress);
        IndexChain chain = sources.options().merging() ? each.merging() : each;
        List<URI> links = findLinks();
        return links.isEmpty() ? chain : chain.withFindLinks(LocalIndex.of(links, http, pages, progress));
    }

    /** Returns the folders, files and pages of wheels from all configurations. */
    List<URI> findLinks() {
        List<URI> links = new ArrayList<>(sources.options().findLinks());
        links.addAll(file.findLinks());
        for (Configuration.FindLink place : configuration.findLinks()) {
            links.add(place.url());
        }
        return links;
    }

    /** Returns everything that lists packages, except for indexes on servers. */
    List<URI> locations() {
        List<URI> all = findLinks();
        for (IndexDeclaration index : indexes) {
            if ("file".equals(index.url().getScheme())) {
                all.add(index.url());
            }
        }
        return all;
    }

    private static UserException noIndexConfigured() {
        return UserException.of(
                        "No package index is configured: not in the POM, not in the settings of Maven, pip or uv,"
                                + " and not by a pip on this machine")
                .hint("configure one in the POM:"
                        + " <indexes><index><url>https://index.example.org/simple/</url></index></indexes>")
                .hint("or for this build: -Dpywar.index=https://index.example.org/simple/")
                .hint("or use the wheels in a folder: <findLinks>wheels</findLinks> <noIndex>true</noIndex>");
    }
}
