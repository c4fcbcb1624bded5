package io.github.pywar.python.requirement;

import io.github.pywar.base.url.UrlParameters;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * URL of source code in a version control system, in pip's form: {@code git+https://host/path@REVISION#subdirectory=FOLDER}.
 *
 * @param repository without revision and fragment, with the version control system in its scheme
 * @param revision a branch, a tag or a commit; empty for the default branch
 * @param subdirectory the folder of the project; empty for the top folder
 */
public record RevisionReference(URI repository, Optional<String> revision, Optional<String> subdirectory) {

    private static final Pattern SUPPORTED = Pattern.compile("(git|hg)\\+(https?|ssh|file|git|static-http)");

    /** @return the reference; empty if the text is not the URL of a repository of Git or Mercurial */
    public static Optional<RevisionReference> parse(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            if (!SUPPORTED.matcher(scheme).matches() || uri.getRawPath() == null) {
                return Optional.empty();
            }
            String text = url.replaceFirst("#.*", "");
            String path = uri.getRawPath();
            int at = path.lastIndexOf('@');
            int end = text.length() - (at < 0 ? 0 : path.length() - at);
            Optional<String> revision = at < 0
                    ? Optional.empty()
                    : Optional.of(uri.getPath().substring(uri.getPath().lastIndexOf('@') + 1));
            return Optional.of(new RevisionReference(
                    new URI(text.substring(0, end)),
                    revision.filter(name -> !name.isEmpty()),
                    UrlParameters.ofFragment(url).get("subdirectory")));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** @return the version control system: {@code git} or {@code hg} */
    public String system() {
        return repository.getScheme().substring(0, repository.getScheme().indexOf('+'));
    }

    /** @return the URL of the repository as its version control system takes it */
    public URI url() {
        return URI.create(repository.toString().substring(system().length() + 1));
    }

    /** @return the last part of the repository's path, without the suffix {@code .git} */
    public String name() {
        String path = repository.getPath().replaceFirst("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.git$", "");
    }

    /** @return the URL of one commit of the repository */
    public URI at(String commit) {
        return URI.create(repository + "@" + commit);
    }
}
