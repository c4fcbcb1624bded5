package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Content of a project's page. Its format is that of the response's Content-Type, which can differ from the requested one
 * (PEP 691).
 *
 * @param base URL for relative links
 * @param rows wheels and source distributions
 * @param status the project's marker (PEP 792), if it is not active
 * @param reason of the status
 * @param hasOthers whether it lists files of other kinds, or unusable files
 * @param newerVersion of the format, if it is later than the supported one; not cached
 */
record PageContent(
        URI base,
        List<PageRow> rows,
        Optional<String> status,
        Optional<String> reason,
        boolean hasOthers,
        Optional<String> newerVersion) {

    private static final Pattern SIMPLE = Pattern.compile("application/vnd\\.pypi\\.simple\\.v([0-9]+)\\+(json|html)");
    private static final Pattern CHARSET = Pattern.compile("(?i).*;\\s*charset=\"?([^\\s;\"]+)\"?.*");

    static PageContent of(HttpResponse response) throws IOException {
        String type = response.header("Content-Type").orElse("");
        PushbackInputStream body = new PushbackInputStream(response.body());
        URI page = Credentials.bare(response.uri()); // the target of a redirect may have a key, and pages are cached
        return isJson(type, body, page) ? PageJson.read(body, page) : PageHtml.read(body, charset(type), page);
    }

    /**
     * Returns the page with the accepted files; a project in quarantine has no files.
     *
     * @param warnings for files that are ignored
     */
    ProjectPage page(PackageName name, String indexId, Predicate<String> accepted, Consumer<String> warnings) {
        List<DistributionFile> files = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<PageRow> ignored = new ArrayList<>();
        boolean isQuarantined = status.isPresent() && status.get().equals("quarantined");
        for (PageRow row : isQuarantined ? List.<PageRow>of() : rows) {
            if (accepted.test(row.fileName())) {
                Optional<DistributionFile> file = row.file(base, indexId);
                if (file.isPresent()) {
                    files.add(file.get());
                } else {
                    ignored.add(row);
                }
            } else {
                others.add(row.fileName());
            }
        }
        if (!ignored.isEmpty()) {
            warnings.accept(ignored.size() + (ignored.size() == 1 ? " file" : " files") + " of `" + name
                    + "` on index `" + indexId + "` ignored: the link of `"
                    + ignored.get(0).fileName() + "` does not lead to a web server");
        }
        return new ProjectPage(name, files, others, status, reason, indexId);
    }

    /**
     * Returns whether the page is empty. Repository managers answer with an empty page for projects that they do not have.
     * A project in quarantine, or with files of other kinds only, is not missing.
     */
    boolean isVacant() {
        return rows.isEmpty() && !hasOthers && status.isEmpty();
    }

    /** @return all files with a usable link */
    List<DistributionFile> files(String indexId) {
        return rows.stream().flatMap(row -> row.file(base, indexId).stream()).toList();
    }

    private static boolean isJson(String type, PushbackInputStream body, URI uri) throws IOException {
        String media = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        Matcher simple = SIMPLE.matcher(media);
        if (simple.matches()) {
            if (!simple.group(1).equals("1")) {
                throw UserException.of("Cannot read `" + uri + "`: it uses version " + simple.group(1)
                        + " of the index format; only version 1 is supported");
            }
            return simple.group(2).equals("json") && isNotHtml(body, uri);
        }
        return switch (media) {
            case "text/html", "application/xhtml+xml" -> false;
            case "" -> firstCharacter(body) == '{'; // some repository managers send no type
            default ->
                throw UserException.of("Cannot read `" + uri + "`: it is `" + media
                                + "`, neither a JSON nor an HTML page of a package index")
                        .hint("an index URL ends before the project's name, often in `/simple/`");
        };
    }

    /** Login pages and proxies replace the body of a response, but not always its Content-Type. */
    private static boolean isNotHtml(PushbackInputStream body, URI uri) throws IOException {
        if (firstCharacter(body) == '<') {
            throw UserException.of("Cannot read `" + uri + "`: it is HTML, although the server declares JSON")
                    .hint("a login page or a proxy may answer instead of the index: open the URL in a browser");
        }
        return true;
    }

    private static int firstCharacter(PushbackInputStream body) throws IOException {
        int first = body.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = body.read();
        }
        if (first >= 0) {
            body.unread(first);
        }
        return first;
    }

    private static Optional<Charset> charset(String type) {
        Matcher charset = CHARSET.matcher(type);
        try {
            return charset.matches() ? Optional.of(Charset.forName(charset.group(1))) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
