package io.github.pywar.python.source;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Repositories of Git and Mercurial, read through the programs of this machine. Commits that were read before are in a
 * cache and need no network.
 */
public final class VersionControl implements Revisions {

    private final CheckoutCache cache;
    private final boolean isOffline;
    private final Progress progress;

    /**
     * Creates an access to repositories.
     *
     * @param cache folder for checkouts; it need not exist
     * @param isOffline whether only the cache and repositories of this machine are used
     * @param progress for the log
     */
    public VersionControl(Path cache, boolean isOffline, Progress progress) {
        this.cache = new CheckoutCache(cache);
        this.isOffline = isOffline;
        this.progress = progress;
    }

    @Override
    public String commit(URI repository, Optional<String> revision) throws IOException {
        RepositoryUrl url = RepositoryUrl.parse(repository);
        Optional<String> name = revision.or(url::revision).map(RepositoryUrl::checked);
        if (name.filter(GitRepository.COMMIT.asMatchPredicate()).isPresent()) {
            return name.get();
        }
        requireNetwork(url);
        return cache.inScratch(scratch -> of(url, scratch).commit(name));
    }

    /**
     * Checks a revision out into a new folder, with its repository, from which some backends read the version.
     *
     * @param revision a URL with a complete commit id
     * @param target a missing folder
     * @return the target
     */
    Path checkOut(URI revision, Path target) throws IOException {
        RepositoryUrl url = RepositoryUrl.parse(revision);
        String commit = url.revision()
                .filter(GitRepository.COMMIT.asMatchPredicate())
                .orElseThrow(() -> new IllegalArgumentException("not a complete commit id: " + url.revision()));
        Optional<Path> cached = cache.find(url, commit);
        FolderCopy.copyAll(cached.isPresent() ? cached.get() : fetched(url, commit), target, UnpackLimits.DEFAULT);
        return target;
    }

    private Path fetched(RepositoryUrl url, String commit) throws IOException {
        requireNetwork(url);
        progress.step("Fetching " + url + " at " + commit);
        return cache.inScratch(scratch -> {
            Path checkout = Files.createDirectory(scratch.resolve("checkout"));
            of(url, scratch).checkOut(commit, checkout);
            return cache.add(url, commit, checkout);
        });
    }

    private void requireNetwork(RepositoryUrl url) {
        if (isOffline && !"file".equals(url.url().getScheme())) {
            throw RepositoryErrors.offline(url);
        }
    }

    private static SourceRepository of(RepositoryUrl url, Path scratch) throws IOException {
        return url.system().equals("git") ? new GitRepository(url, scratch) : new HgRepository(url, scratch, "hg");
    }
}
