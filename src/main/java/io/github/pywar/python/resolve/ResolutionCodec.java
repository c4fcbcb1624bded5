package io.github.pywar.python.resolve;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.SolverStatistics;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Binary form of a resolution in the cache. */
final class ResolutionCodec {

    private static final CacheFormat FORMAT = new CacheFormat(0x70795205);

    /**
     * Cached resolution.
     *
     * @param pages the fingerprint of each page that the resolution depends on
     */
    record Entry(Map<PackageName, String> pages, Resolution resolution) {}

    private ResolutionCodec() {}

    static byte[] write(String key, Map<PackageName, String> pages, Resolution resolution) {
        CacheWriter out = new CacheWriter();
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (Map.Entry<PackageName, String> page : pages.entrySet()) {
            fingerprints.put(page.getKey().value(), page.getValue());
        }
        out.map(fingerprints).integer(resolution.packages().size());
        for (ResolvedPackage resolved : resolution.packages()) {
            write(out, resolved);
        }
        SolverStatistics cost = resolution.statistics();
        out.texts(resolution.warnings())
                .texts(resolution.notes())
                .integer(cost.rounds())
                .integer(cost.decisions())
                .integer(cost.conflicts())
                .integer(cost.promotions());
        return FORMAT.of(key).write(out);
    }

    /** Returns the entry; empty if the entry is damaged, of another version or of another key */
    static Optional<Entry> read(String key, byte[] entry, List<RootRequirement> roots) {
        return FORMAT.of(key).read(entry, in -> entry(in, roots));
    }

    private static Entry entry(CacheReader in, List<RootRequirement> roots) {
        Map<PackageName, String> pages = new LinkedHashMap<>();
        for (Map.Entry<String, String> page : in.map().entrySet()) {
            pages.put(PackageName.parse(page.getKey()), page.getValue());
        }
        List<ResolvedPackage> packages = new ArrayList<>();
        for (int left = in.integer(); left > 0; left--) {
            packages.add(resolved(in));
        }
        List<String> warnings = in.texts();
        List<String> notes = in.texts();
        SolverStatistics cost = new SolverStatistics(in.integer(), in.integer(), in.integer(), in.integer());
        return new Entry(pages, new Resolution(roots, packages, warnings, notes, cost));
    }

    private static void write(CacheWriter out, ResolvedPackage resolved) {
        out.text(resolved.name().value()).text(resolved.version().toString());
        write(out, resolved.file());
        out.text(resolved.requiresPython().toString())
                .texts(texts(resolved.extras()))
                .texts(texts(resolved.requirements()))
                .flag(resolved.direct())
                .text(text(resolved.olderWithWheel()));
    }

    private static List<String> texts(Collection<?> values) {
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(value.toString());
        }
        return texts;
    }

    private static String text(Optional<?> value) {
        return value.isPresent() ? value.get().toString() : null;
    }

    private static ResolvedPackage resolved(CacheReader in) {
        PackageName name = PackageName.parse(in.text());
        Version version = Version.parse(in.text());
        DistributionFile file = file(in);
        VersionSpecifiers python = VersionSpecifiers.parse(in.text());
        TreeSet<ExtraName> extras = new TreeSet<>();
        for (String extra : in.texts()) {
            extras.add(ExtraName.parse(extra));
        }
        List<Requirement> requirements = new ParsedRequirements(in.texts());
        boolean isDirect = in.flag();
        String older = in.text();
        return new ResolvedPackage(name, version, file, python, extras, requirements, isDirect, version(older));
    }

    private static Optional<Version> version(String text) {
        return text == null ? Optional.empty() : Optional.of(Version.parse(text));
    }

    private static void write(CacheWriter out, DistributionFile file) {
        out.text(file.fileName())
                .text(file.url().toString())
                .map(file.hashes())
                .text(file.requiresPython().orElse(null))
                .longInteger(file.size().orElse(-1))
                .text(file.uploaded().orElse(null))
                .text(file.yanked().orElse(null))
                .map(file.coreMetadata().orElse(null))
                .text(file.indexId())
                .text(file.subdirectory().orElse(null))
                .text(text(file.provenance()));
    }

    private static DistributionFile file(CacheReader in) {
        String fileName = in.text();
        URI url = URI.create(in.text());
        Map<String, String> hashes = in.map();
        Optional<String> requiresPython = Optional.ofNullable(in.text());
        long size = in.longInteger();
        Optional<String> uploaded = Optional.ofNullable(in.text());
        Optional<String> yanked = Optional.ofNullable(in.text());
        Optional<Map<String, String>> metadata = Optional.ofNullable(in.map());
        String indexId = in.text();
        Optional<String> subdirectory = Optional.ofNullable(in.text());
        String provenance = in.text();
        return new DistributionFile(
                fileName,
                url,
                hashes,
                requiresPython,
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                uploaded,
                yanked,
                metadata,
                indexId,
                subdirectory,
                provenance == null ? Optional.empty() : Optional.of(URI.create(provenance)));
    }
}
