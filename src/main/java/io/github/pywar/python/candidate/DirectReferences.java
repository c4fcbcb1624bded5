package io.github.pywar.python.candidate;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.WheelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reader of direct references ({@code name @ URL}). A reference fixes the file of its project for all packages that
 * depend on it. The direct references in the metadata of these files are followed, because pip accepts them there as well.
 */
public final class DirectReferences {

    private final ResolveRequest request;
    private final Fetcher fetcher;
    private final Map<PackageName, RootRequirement> sources = new LinkedHashMap<>();
    private final Map<PackageName, DistributionFile> files = new LinkedHashMap<>();
    private final Map<PackageName, Releases> releases = new LinkedHashMap<>();
    private final Deque<RootRequirement> open = new ArrayDeque<>();

    private DirectReferences(ResolveRequest request, Fetcher fetcher) {
        this.request = request;
        this.fetcher = fetcher;
    }

    /**
     * Returns the one candidate of each project with a direct reference.
     *
     * @throws UserException if a reference cannot be used for the target, or two of a project differ
     */
    public static Map<PackageName, Releases> read(ResolveRequest request, Fetcher fetcher) {
        DirectReferences references = new DirectReferences(request, fetcher);
        references.open.addAll(request.constraints());
        references.open.addAll(request.requirements());
        references.open.addAll(request.overrides());
        references.requireBuilds(references.open);
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
        RootRequirement known = sources.putIfAbsent(name, reference);
        if (known != null) {
            if (!link(known).equals(link(reference))) {
                throw UserException.of("`" + name + "` has two different direct references\n    " + known + "\n    "
                                + reference)
                        .hint("keep one of them, or make them equal, including the hash");
            }
            follow(reference, files.get(name));
            return;
        }
        DistributionFile file = file(reference);
        files.put(name, file);
        releases.put(name, Releases.only(Release.of(version(reference, file), file)));
        follow(reference, file);
    }

    /** A wheel has its version in its name; for source code it is read from its metadata. */
    private Version version(RootRequirement reference, DistributionFile file) {
        if (file.isWheel()) {
            return WheelName.parse(file.fileName()).version();
        }
        Fetcher.MetadataResult result = Fetcher.await(fetcher.metadata(file));
        Metadata metadata = result.metadata().orElseThrow(() -> result.fault().orElseThrow());
        if (!metadata.name().equals(reference.requirement().name())) {
            throw UserException.of("The source code is of `" + metadata.name() + "`, not of `"
                            + reference.requirement().name() + "`: " + reference)
                    .hint("correct the name in the requirement, or its URL");
        }
        return metadata.version();
    }

    private void follow(RootRequirement reference, DistributionFile file) {
        if (request.constraints().contains(reference)) {
            return;
        }
        Fetcher.await(fetcher.metadata(file))
                .metadata()
                .ifPresent(metadata -> metadata.requiresDist().stream()
                        .filter(dependency -> dependency.url().isPresent() && !sources.containsKey(dependency.name()))
                        .filter(dependency ->
                                applies(dependency, reference.requirement().extras()))
                        .map(dependency ->
                                new RootRequirement(dependency.withMarker(null), "`" + file.fileName() + "`"))
                        .forEach(open::add));
    }

    private DistributionFile file(RootRequirement reference) {
        String url = reference.requirement().url().orElseThrow();
        requireBuilds(List.of(reference));
        DistributionFile file = fetcher.referenced(url, reference.toString());
        if (!file.isWheel()) {
            return file;
        }
        WheelName name = WheelName.parse(file.fileName());
        if (!name.name().equals(reference.requirement().name())) {
            throw UserException.of("The wheel `" + file.fileName() + "` is not a wheel of `"
                    + reference.requirement().name() + "`: " + reference);
        }
        if (request.target().tags().best(name.tags()).isEmpty()) {
            throw UserException.of(
                    "The wheel `" + file.fileName() + "` does not fit " + request.target() + ": " + reference);
        }
        return file;
    }

    /** @throws UserException with all references to source code that must not be built */
    private void requireBuilds(Collection<RootRequirement> references) {
        List<String> refused = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>();
        for (RootRequirement reference : references) {
            PackageName name = reference.requirement().name();
            boolean isAllowed = request.formats().builds().of(name) != BuildScope.NONE;
            if (!isAllowed && isSource(reference) && names.add(name.value())) {
                refused.add("`" + name + "` is source code, and wheels are not built from source: " + reference);
            }
        }
        if (!refused.isEmpty()) {
            throw UserException.of(String.join("\n", refused))
                    .hint(request.formats().builds().hints().ofPure(names))
                    .hint("or build a wheel of it, and refer to its path or URL, or upload it to an index");
        }
    }

    private boolean isSource(RootRequirement reference) {
        Requirement requirement = reference.requirement();
        if (requirement.url().isEmpty() || !applies(requirement, Set.of())) {
            return false;
        }
        String path = ReferencedFile.uri(requirement.url().get(), reference.toString())
                .getPath();
        return path == null || !path.endsWith(".whl");
    }

    private static DirectLink link(RootRequirement reference) {
        return DirectLink.of(ReferencedFile.uri(reference.requirement().url().orElseThrow(), reference.toString()));
    }
}
