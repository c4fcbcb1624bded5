package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlHashes;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.wheel.WheelName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Projects of which a URL says the one wheel ({@code name @ URL}); it holds for whoever needs the project. The wheels'
 * own direct references count as well.
 */
final class DirectReferences {

    private final ResolveRequest request;
    private final Fetcher fetcher;
    private final Map<PackageName, RootRequirement> sources = new LinkedHashMap<>();
    private final Map<PackageName, Releases> releases = new LinkedHashMap<>();
    private final Deque<RootRequirement> open = new ArrayDeque<>();

    private DirectReferences(ResolveRequest request, Fetcher fetcher) {
        this.request = request;
        this.fetcher = fetcher;
    }

    /** @throws UserException where a reference is no wheel for the target, or two contradict each other */
    static Map<PackageName, Releases> read(ResolveRequest request, Fetcher fetcher) {
        DirectReferences references = new DirectReferences(request, fetcher);
        request.constraints().forEach(references.open::add);
        request.requirements().forEach(references.open::add);
        request.overrides().forEach(references.open::add);
        while (!references.open.isEmpty()) {
            RootRequirement next = references.open.poll();
            if (next.requirement().url().isPresent() && references.counts(next.requirement(), Set.of())) {
                references.add(next);
            }
        }
        return references.releases;
    }

    private boolean counts(Requirement requirement, Set<ExtraName> extras) {
        return !request.exclusions().contains(requirement.name())
                && requirement.appliesTo(request.target().markers(), extras);
    }

    private void add(RootRequirement reference) {
        PackageName name = reference.requirement().name();
        DistributionFile wheel = wheel(reference);
        RootRequirement known = sources.putIfAbsent(name, reference);
        if (known != null) {
            if (!link(known).equals(link(reference))) {
                throw UserException.of("Two different files are asked for as `" + name + "`\n    " + known + "\n    "
                                + reference)
                        .hint("name one of them, or both alike, with the same hash or none");
            }
        } else {
            WheelName file = WheelName.parse(wheel.fileName());
            releases.put(name, Releases.only(Release.of(file.version(), wheel)));
        }
        if (!request.constraints().contains(reference)) {
            follow(reference, wheel);
        }
    }

    private void follow(RootRequirement reference, DistributionFile wheel) {
        Fetcher.await(fetcher.metadata(wheel))
                .metadata()
                .ifPresent(metadata -> metadata.requiresDist().stream()
                        .filter(needed -> needed.url().isPresent() && !sources.containsKey(needed.name()))
                        .filter(needed -> counts(needed, reference.requirement().extras()))
                        .map(needed -> new RootRequirement(needed.withMarker(null), "`" + wheel.fileName() + "`"))
                        .forEach(open::add));
    }

    private DistributionFile wheel(RootRequirement reference) {
        String url = reference.requirement().url().orElseThrow();
        URI uri = uri(reference, url);
        String path = uri.getPath() == null ? "" : uri.getPath();
        String fileName = path.substring(path.lastIndexOf('/') + 1);
        if (!fileName.endsWith(".whl")) {
            throw UserException.of("Only a wheel can be asked for by URL, and this is none: " + reference)
                    .hint("build a wheel of it and name that, or put it on an index");
        }
        WheelName name = WheelName.parse(fileName);
        if (!name.name().equals(reference.requirement().name())) {
            throw UserException.of("The wheel `" + fileName + "` is not of `"
                    + reference.requirement().name() + "`: " + reference);
        }
        if (request.target().tags().best(name.tags()).isEmpty()) {
            throw UserException.of("The wheel `" + fileName + "` does not fit " + request.target() + ": " + reference);
        }
        return file(uri, fileName);
    }

    private static DistributionFile file(URI uri, String fileName) {
        String text = uri.toString();
        int hash = text.indexOf('#');
        DistributionFile.Builder file =
                DistributionFile.builder(fileName, URI.create(hash < 0 ? text : text.substring(0, hash)));
        UrlHashes.of(text).strong().byAlgorithm().forEach(file::hash);
        return file.build();
    }

    private static DirectLink link(RootRequirement reference) {
        return DirectLink.of(uri(reference, reference.requirement().url().orElseThrow()));
    }

    private static URI uri(RootRequirement reference, String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            if (scheme.equals("file")) {
                FileUrl.path(uri);
            }
            if (Set.of("http", "https", "file").contains(scheme)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw UserException.of("`" + UrlText.shown(url) + "` is no URL: " + reference);
        }
        throw UserException.of("`" + Credentials.redact(url)
                        + "` cannot be fetched: only http, https and file URLs of wheels can: " + reference)
                .hint("build a wheel of it and name that, or put it on an index");
    }
}
