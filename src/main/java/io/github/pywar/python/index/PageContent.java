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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands on a project's page, in whatever form it came: told by the Content-Type of the answer, not by what was
 * asked for (PEP 691).
 *
 * @param base what relative links stand against
 * @param rows wheels and source distributions
 * @param status the project's marker (PEP 792), if it is not active
 * @param reason why
 * @param hasOthers whether it lists files of other kinds, or such as cannot be used
 * @param newerVersion of the format, where it is later than the one known; the cache does not keep it
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
        URI page = Credentials.bare(response.uri()); // a redirect may have a key in it, and pages are kept
        return isJson(type, body, page) ? PageJson.read(body, page) : PageHtml.read(body, charset(type), page);
    }

    /** @return the page with the files that are wanted; projects in quarantine offer nothing */
    ProjectPage page(PackageName name, String indexId, Predicate<String> wanted) {
        List<DistributionFile> files = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        boolean isHeld = status.filter("quarantined"::equals).isPresent();
        for (PageRow row : isHeld ? List.<PageRow>of() : rows) {
            if (wanted.test(row.fileName())) {
                row.file(base, indexId).ifPresent(files::add);
            } else {
                leftOut.add(row.fileName());
            }
        }
        return new ProjectPage(name, files, leftOut, status, reason, indexId);
    }

    /**
     * @return whether the page says nothing of the project: repository managers answer so for projects that they do not
     *     have. A project in quarantine, or with files of other kinds only, is there.
     */
    boolean isVacant() {
        return rows.isEmpty() && !hasOthers && status.isEmpty();
    }

    /** @return all files that can be had */
    List<DistributionFile> files(String indexId) {
        return rows.stream().flatMap(row -> row.file(base, indexId).stream()).toList();
    }

    private static boolean isJson(String type, PushbackInputStream body, URI uri) throws IOException {
        String media = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        Matcher simple = SIMPLE.matcher(media);
        if (simple.matches()) {
            if (!simple.group(1).equals("1")) {
                throw UserException.of("Cannot read `" + uri + "`: it is version " + simple.group(1)
                        + " of the index format, and only version 1 is known");
            }
            return simple.group(2).equals("json");
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
