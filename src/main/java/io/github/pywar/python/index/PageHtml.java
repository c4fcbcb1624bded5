package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlHashes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/** Parser of HTML pages (PEP 503, with the attributes of PEP 592, 629, 658, 714 and 740), which reads them as a stream. */
final class PageHtml {

    private static final int LONGEST_TEXT = 1000;

    private final List<PageRow> rows = new ArrayList<>();
    private URI base;
    private boolean hasBase;
    private boolean hasOthers;
    private Optional<String> status = Optional.empty();
    private Optional<String> reason = Optional.empty();
    private Optional<String> newerVersion = Optional.empty();

    private PageHtml(URI page) {
        this.base = page;
    }

    static PageContent read(InputStream body, Optional<Charset> charset, URI page) throws IOException {
        PageHtml html = new PageHtml(page);
        try (StreamParser parser = new StreamParser(Parser.htmlParser())) {
            Reader text = new InputStreamReader(body, charset.orElse(StandardCharsets.UTF_8));
            parser.parse(new BoundedTags(new BufferedReader(text), page), "");
            for (Iterator<Element> elements = parser.iterator(); elements.hasNext(); ) {
                html.read(elements.next());
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        return new PageContent(html.base, html.rows, html.status, html.reason, html.hasOthers, html.newerVersion);
    }

    private void read(Element element) {
        switch (element.normalName()) {
            case "base" -> rebase(element);
            case "meta" -> meta(element.attr("name"), element.attr("content"));
            case "a" -> {
                anchor(element);
                element.empty(); // otherwise the tree in memory grows with the page
            }
            // A login page with status 200 must not be treated as a page without files.
            case "form", "input", "script", "iframe" -> hasOthers = true;
            default -> {
                // other content
            }
        }
    }

    private void rebase(Element element) {
        if (!hasBase && element.hasAttr("href")) {
            hasBase = true;
            base = PageLink.resolve(base, element.attr("href"))
                    .map(Credentials::bare)
                    .orElse(base);
        }
    }

    private void meta(String name, String content) {
        switch (name) {
            case "pypi:repository-version" -> checkVersion(content);
            case "pypi:project-status" -> status = Optional.of(content).filter(text -> !text.equals("active"));
            case "pypi:project-status-reason" -> reason = Optional.of(content);
            default -> {
                // other metadata
            }
        }
    }

    private void checkVersion(String version) {
        newerVersion = ApiVersion.newer(version);
        if (!ApiVersion.isReadable(version)) {
            throw UserException.of("Cannot read `" + base + "`: it uses version " + version
                    + " of the index format; only version 1 is supported");
        }
    }

    private void anchor(Element element) {
        if (!element.hasAttr("href")) {
            return;
        }
        String href = withoutLineBreaks(element.attr("href"));
        String name = PageLink.fileName(href);
        if (PageRow.isDistribution(name)) {
            PageRow row = new PageRow(
                    name,
                    href,
                    UrlHashes.of(href).byAlgorithm(),
                    value(element, "data-requires-python").orElse(null),
                    -1,
                    null,
                    value(element, "data-yanked").orElse(null),
                    value(element, "data-core-metadata")
                            .or(() -> value(element, "data-dist-info-metadata"))
                            .filter(text -> !text.equals("false"))
                            .map(PageHtml::hashes)
                            .orElse(null),
                    value(element, "data-provenance").orElse(null));
            row.addTo(rows, base);
        } else {
            hasOthers |= PageRow.isPackage(name);
        }
    }

    /** Removes tabs and line breaks, as browsers and Python do anywhere in a URL. */
    private static String withoutLineBreaks(String href) {
        boolean isOneLine = href.indexOf('\t') < 0 && href.indexOf('\n') < 0 && href.indexOf('\r') < 0;
        return isOneLine ? href : href.replaceAll("[\t\r\n]", "");
    }

    /** Returns an attribute; one without a value is ignored, as in pip. */
    private static Optional<String> value(Element element, String name) {
        return element.attributes().hasDeclaredValueForKey(name)
                ? Optional.of(shorten(element.attr(name)))
                : Optional.empty();
    }

    static String shorten(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static Map<String, String> hashes(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? Map.of() : Map.of(text.substring(0, equals), text.substring(equals + 1));
    }
}
