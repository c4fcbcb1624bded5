package io.github.pywar.python.candidate;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.url.UrlHashes;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
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
 * Reader of direct references ({@code name @ URL}). A reference fixes the wheel of its project for all packages that
 * depend on it. The wheels' own direct references are followed, because pip accepts them there as well.
 */
public final class DirectReferences {

    private static final String BUILD_WHEEL = "build a wheel, and refer to its URL or upload it to an index";

    private final ResolveRequest request;
    private final Fetcher fetcher;
    private final Map<PackageName, RootRequirement> sources = new LinkedHashMap<>();
    private final Map<PackageName, Releases> releases = new LinkedHashMap<>();
    private final Deque<RootRequirement> open = new ArrayDeque<>();

    private DirectReferences(ResolveRequest request, Fetcher fetcher) {
        this.request = request;
        this.fetcher = fetcher;
    }

    /**
     * Returns the one candidate of each project with a direct reference.
     *
     * @throws UserException if a reference is not a wheel for the target, or two of a project differ
     */
    public static Map<PackageName, Releases> read(ResolveRequest request, Fetcher fetcher) {
        DirectReferences references = new DirectReferences(request, fetcher);
        request.constraints().forEach(references.open::add);
        request.requirements().forEach(references.open::add);
        request.overrides().forEach(references.open::add);
        while (!references.open.isEmpty()) {
            RootRequirement next = references.open.poll();
            if (next.requirement().url().isPresent() && references.applies(next.requirement(), Set.of())) {
                references.add(next);
            }
        }
        return references.releases;
    }

    private boolean applies(Requirement requirement, Set<ExtraName> extras) {
        return !request.exclusions().contains(requirement.name())
                && requirement.appliesTo(request.target().markers(), extras);
    }

    private void add(RootRequirement reference) {
        PackageName name = reference.requirement().name();
        DistributionFile wheel = wheel(reference);
        RootRequirement known = sources.putIfAbsent(name, reference);
        if (known != null) {
            if (!link(known).equals(link(reference))) {
                throw UserException.of("`" + name + "` has two different direct references\n    " + known + "\n    "
                                + reference)
                        .hint("keep one of them, or make them equal, including the hash");
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
                        .filter(dependency -> dependency.url().isPresent() && !sources.containsKey(dependency.name()))
                        .filter(dependency ->
                                applies(dependency, reference.requirement().extras()))
                        .map(dependency ->
                                new RootRequirement(dependency.withMarker(null), "`" + wheel.fileName() + "`"))
                        .forEach(open::add));
    }

    private DistributionFile wheel(RootRequirement reference) {
        String url = reference.requirement().url().orElseThrow();
        URI uri = uri(reference, url);
        String path = uri.getPath() == null ? "" : uri.getPath();
        String fileName = path.substring(path.lastIndexOf('/') + 1);
        if (!fileName.endsWith(".whl")) {
            throw UserException.of("A direct reference must be the URL of a wheel: " + reference)
                    .hint(BUILD_WHEEL);
        }
        WheelName name = WheelName.parse(fileName);
        if (!name.name().equals(reference.requirement().name())) {
            throw UserException.of("The wheel `" + fileName + "` is not a wheel of `"
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
            throw UserException.of("`" + UrlText.shown(url) + "` is not a valid URL: " + reference);
        }
        throw UserException.of("Only http, https and file URLs are supported in a direct reference: " + reference)
                .hint(BUILD_WHEEL);
    }
}
