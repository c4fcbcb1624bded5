package io.github.pywar.app.task;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.IndexChain;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.LocalIndex;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.index.SimpleIndex;
import io.github.pywar.python.install.NetworkSource;
import io.github.pywar.python.install.WheelStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Libraries from the places that a build names: indexes, and folders or pages of wheels. What requirements files say of
 * places counts where the build itself says nothing.
 *
 * @param places where to look
 * @param network how servers are reached
 * @param cache what is kept
 */
public record Supply(Places places, Network network, Cache cache) implements LibrarySource {

    /**
     * Where to look.
     *
     * @param indexes in the order in which they are asked
     * @param findLinks folders, files and pages
     * @param noIndex whether no index is asked, whoever names one
     */
    public record Places(List<IndexDeclaration> indexes, List<URI> findLinks, boolean noIndex) {

        public Places {
            indexes = List.copyOf(indexes);
            findLinks = List.copyOf(findLinks);
        }
    }

    /**
     * What is kept from build to build.
     *
     * @param folder of everything
     * @param isRefreshing whether pages that were read before do not count
     */
    public record Cache(Path folder, boolean isRefreshing) {}

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        FilePlaces said = new FilePlaces(spec.dependencies().options());
        Places all = said.joined(places);
        if (spec.dependencies().requirements().isEmpty()) {
            return List.of();
        }
        try (Http http = network.open(said.credentials())) {
            PageCache pages =
                    new PageCache(cache.folder().resolve("pages"), Clock.systemDefaultZone(), cache.isRefreshing());
            WheelStore store = new WheelStore(cache.folder().resolve("wheels"), new NetworkSource(http), progress);
            MetadataSource metadata = new MetadataSource(
                    http,
                    cache.folder().resolve("metadata"),
                    pages,
                    file -> store.fetch(file).file());
            PackageIndex index = chain(all, http, pages, progress);
            int connections = network.traffic().connections();
            return new ResolvedLibraries(index, metadata::metadata, store, connections).libraries(spec, progress);
        }
    }

    private static PackageIndex chain(Places all, Http http, PageCache pages, Progress progress) {
        IndexChain chain = IndexChain.empty();
        if (!all.noIndex()) {
            if (all.indexes().isEmpty()) {
                throw noIndexKnown();
            }
            for (IndexDeclaration one : all.indexes()) {
                progress.detail("index " + one.describe() + ", said by " + one.saidBy());
                chain = chain.then(SimpleIndex.of(one, http, pages), one.scope());
            }
        }
        return all.findLinks().isEmpty() ? chain : chain.withFindLinks(LocalIndex.of(all.findLinks(), http, progress));
    }

    private static UserException noIndexKnown() {
        return UserException.of(
                        "No index of Python packages is known: neither the POM names one, nor the settings of Maven,"
                                + " pip or uv, nor a pip of this machine")
                .hint("name it in the POM:"
                        + " <indexes><index><url>https://index.example.org/simple/</url></index></indexes>")
                .hint("or for this build: -Dpywar.index=https://index.example.org/simple/")
                .hint("or take wheels from a folder: <findLinks>wheels</findLinks> <noIndex>true</noIndex>");
    }
}
