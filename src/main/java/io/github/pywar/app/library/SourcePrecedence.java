package io.github.pywar.app.library;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.Retries;
import io.github.pywar.base.progress.Progress;
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
 * Every place that counts, when all have had their say: the build, else the requirements files, else pip and uv. Folders
 * and pages of wheels count together.
 *
 * @param supply what the build says
 * @param file what requirements files say
 * @param configuration what the machine says
 * @param indexes in the order in which they are asked, mirrors in place
 */
record SourcePrecedence(
        PackageSources supply, FilePackageSources file, Configuration configuration, List<IndexDeclaration> indexes) {

    static SourcePrecedence of(PackageSources supply, List<RequirementsOptions> options, Progress progress)
            throws IOException {
        FilePackageSources file =
                new FilePackageSources(options, supply.machine().folder());
        boolean noIndex = supply.places().noIndex() || file.isNoIndex();
        List<IndexDeclaration> said = supply.places().indexes().isEmpty()
                ? file.indexes()
                : supply.places().indexes();
        boolean isComplete = noIndex || !supply.places().indexes().isEmpty() || file.hasMainIndex();
        Configuration configuration = isComplete
                ? Configuration.readFiles(supply.machine())
                : Configuration.read(supply.machine(), supply.cache().folder());
        List<IndexDeclaration> chosen = new ArrayList<>(said);
        if (!isComplete) {
            chosen.addAll(configuration.indexes()); // a file's additional indexes replace none
        }
        if (chosen.isEmpty()) {
            supply.settings().usual().ifPresent(chosen::add);
        }
        if (noIndex || !isComplete && configuration.noIndex().isPresent()) {
            chosen = List.of();
        } else if (chosen.isEmpty()) {
            throw noIndexKnown();
        }
        List<IndexDeclaration> indexes =
                chosen.stream().map(supply.settings()::redirected).toList();
        SourcePrecedence all = new SourcePrecedence(supply, file, configuration, indexes);
        all.tell(isComplete, progress);
        new PackageSourceWarnings(all).tell(progress);
        return all;
    }

    /**
     * The same where no index is asked, and so none need be known: what counts is who is who on a server. Files of a lock
     * may lie at a mirror of an index that only pip's own default names, and no pip is asked here.
     */
    static SourcePrecedence forFiles(PackageSources supply, List<RequirementsOptions> options) throws IOException {
        FilePackageSources file =
                new FilePackageSources(options, supply.machine().folder());
        Configuration configuration = Configuration.readFiles(supply.machine());
        List<IndexDeclaration> said = new ArrayList<>(supply.places().indexes());
        said.addAll(file.indexes());
        said.addAll(configuration.indexes());
        supply.settings().usual().ifPresent(said::add);
        return new SourcePrecedence(
                supply,
                file,
                configuration,
                said.stream().map(supply.settings()::redirected).toList());
    }

    /** Who reads a log must see when another index than the usual one is asked first. */
    private void tell(boolean isDeclared, Progress progress) {
        indexes.forEach(index -> progress.detail("index " + index.describe() + ", said by " + index.saidBy()));
        if (!isDeclared && indexes.size() > 1 && !supply.places().merging()) {
            progress.step("Indexes, the first that has a project serves it: "
                    + String.join(
                            ", ",
                            indexes.stream()
                                    .map(index -> index.id() + " (" + index.saidBy() + ")")
                                    .toList()));
        }
    }

    /** @return the way to all of them; closed by the caller */
    Http http() {
        Http.Builder http = configuration.applyTo(Http.builder());
        supply.settings().proxies().ifPresent(http::proxies);
        return http.userAgent("pywar-maven-plugin")
                .offline(supply.traffic().offline())
                .connections(supply.traffic().connections())
                .retries(Retries.of(supply.traffic().retries()))
                .credentials(credentials())
                .build();
    }

    private Credentials credentials() {
        Credentials known = Credentials.NONE;
        for (IndexDeclaration index : indexes) {
            Optional<Credentials.Found> credential = supply.settings()
                    .credential(index)
                    .map(sent -> new Credentials.Found(
                            sent, Optional.of("the `<server>` `" + index.id() + "` in settings.xml")));
            known = credential.isPresent() ? known.with(index.url(), credential.get()) : known;
        }
        List<URI> named = new ArrayList<>(supply.places().findLinks());
        named.addAll(file.findLinks());
        indexes.forEach(index -> named.add(index.url()));
        return known.and(file.credentials()).and(configuration.credentials(named));
    }

    /** @return all as one index */
    PackageIndex index(Http http, PageCache pages, Progress progress) {
        IndexChain each = IndexChain.of(indexes, http, pages, progress);
        IndexChain chain = supply.places().merging() ? each.merging() : each;
        List<URI> links = findLinks();
        return links.isEmpty() ? chain : chain.withFindLinks(LocalIndex.of(links, http, pages, progress));
    }

    /** @return folders, files and pages of wheels, whoever names them */
    List<URI> findLinks() {
        List<URI> links = new ArrayList<>(supply.places().findLinks());
        links.addAll(file.findLinks());
        configuration.findLinks().forEach(place -> links.add(place.url()));
        return links;
    }

    private static UserException noIndexKnown() {
        return UserException.of("No index of Python packages is known: neither the POM names one, nor the settings of"
                        + " Maven, pip or uv, nor a pip of this machine")
                .hint("name it in the POM:"
                        + " <indexes><index><url>https://index.example.org/simple/</url></index></indexes>")
                .hint("or for this build: -Dpywar.index=https://index.example.org/simple/")
                .hint("or take wheels from a folder: <findLinks>wheels</findLinks> <noIndex>true</noIndex>");
    }
}
