package io.github.pywar.python.candidate;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlHashes;
import io.github.pywar.base.url.UrlParameters;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.requirement.RevisionReference;
import io.github.pywar.python.source.Revisions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Reader of the URL of a direct reference: a wheel, an archive of source code, a folder, or a revision of version control.
 * A branch or a tag is replaced by the commit that it names now.
 *
 * @param revisions the commits of repositories
 */
public record ReferencedFile(Revisions revisions) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    /**
     * Returns what a URL refers to.
     *
     * @param url the URL, perhaps with credentials
     * @param origin the declared requirement with its place, for messages
     * @throws UserException if it is none of the supported URLs
     */
    public DistributionFile read(String url, String origin) throws IOException {
        Optional<RevisionReference> revision = RevisionReference.parse(url);
        if (revision.isPresent()) {
            return revision(revision.get());
        }
        URI uri = uri(url, origin);
        URI location = URI.create(uri.toString().replaceFirst("#.*", ""));
        if (location.getScheme().equals("file") && Files.isDirectory(FileUrl.path(location))) {
            Path folder = FileUrl.path(location).toAbsolutePath().normalize();
            String name = folder.getFileName() == null
                    ? "source"
                    : folder.getFileName().toString();
            return with(url, DistributionFile.builder(name, withSlash(folder.toUri())));
        }
        String path = location.getPath() == null ? "" : location.getPath();
        DistributionFile.Builder file = DistributionFile.builder(path.substring(path.lastIndexOf('/') + 1), location);
        UrlHashes.of(url).strong().byAlgorithm().forEach(file::hash);
        return with(url, file);
    }

    private DistributionFile revision(RevisionReference reference) throws IOException {
        String commit = revisions.commit(reference.repository(), reference.revision());
        DistributionFile.Builder file = DistributionFile.builder(reference.name(), reference.at(commit));
        reference.subdirectory().ifPresent(file::subdirectory);
        return file.build();
    }

    private static DistributionFile with(String url, DistributionFile.Builder file) {
        UrlParameters.ofFragment(url).get("subdirectory").ifPresent(file::subdirectory);
        return file.build();
    }

    private static URI withSlash(URI folder) {
        return folder.toString().endsWith("/") ? folder : URI.create(folder + "/");
    }

    /**
     * Returns the URL of a file or a folder.
     *
     * @throws UserException if it is not valid, or of another machine
     */
    static URI uri(String url, String origin) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            if (scheme.equals("file")) {
                FileUrl.path(uri);
            }
            if (SCHEMES.contains(scheme) || RevisionReference.parse(url).isPresent()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw UserException.of("`" + UrlText.shown(url) + "` is not a valid URL: " + origin);
        }
        throw UserException.of("The URL of a direct reference is not supported: " + Credentials.redact(origin))
                .hint("use the URL of a file (https, http, file), of a Git repository (git+https, git+ssh), or of a"
                        + " Mercurial repository (hg+https, hg+ssh)");
    }
}
