package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.solver.SolverStatistics;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** Binary format of a cached resolution: a format number, a checksum, then the parts. */
final class ResolutionCodec {

    private static final int FORM = 0x70795201;
    private static final int HEAD = Integer.BYTES + Long.BYTES;

    /**
     * Entry of the cache.
     *
     * @param pages the fingerprint of each page that the resolution depends on
     */
    record Entry(Map<PackageName, String> pages, Resolution resolution) {}

    private ResolutionCodec() {}

    static byte[] write(Map<PackageName, String> pages, Resolution resolution) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORM);
        out.writeLong(0);
        Map<String, String> sums = new LinkedHashMap<>();
        pages.forEach((name, sum) -> sums.put(name.value(), sum));
        map(out, sums);
        out.writeInt(resolution.packages().size());
        for (ResolvedPackage chosen : resolution.packages()) {
            chosen(out, chosen);
        }
        texts(out, resolution.warnings());
        texts(out, resolution.notes());
        SolverStatistics cost = resolution.statistics();
        for (int part : new int[] {cost.rounds(), cost.decisions(), cost.conflicts(), cost.promotions()}) {
            out.writeInt(part);
        }
        byte[] all = bytes.toByteArray();
        ByteBuffer.wrap(all).putLong(Integer.BYTES, sum(all));
        return all;
    }

    /** Returns the entry; empty if the bytes are damaged or have another format number. */
    static Optional<Entry> read(byte[] bytes, List<RootRequirement> roots) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD || head.getInt() != FORM || head.getLong() != sum(bytes)) {
            return Optional.empty();
        }
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, HEAD, bytes.length - HEAD));
            Map<PackageName, String> pages = new LinkedHashMap<>();
            map(in).forEach((name, sum) -> pages.put(PackageName.parse(name), sum));
            List<ResolvedPackage> packages = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                packages.add(chosen(in));
            }
            List<String> warnings = texts(in);
            List<String> notes = texts(in);
            SolverStatistics cost = new SolverStatistics(in.readInt(), in.readInt(), in.readInt(), in.readInt());
            return Optional.of(new Entry(pages, new Resolution(roots, packages, warnings, notes, cost)));
        } catch (IOException | RuntimeException damaged) { // a checksum of four bytes may miss damage
            return Optional.empty();
        }
    }

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, HEAD, bytes.length - HEAD);
        return sum.getValue();
    }

    private static void chosen(DataOutputStream out, ResolvedPackage chosen) throws IOException {
        text(out, chosen.name().value());
        text(out, chosen.version().toString());
        file(out, chosen.wheel());
        text(out, chosen.requiresPython().toString());
        texts(out, chosen.extras().stream().map(ExtraName::value).toList());
        texts(out, chosen.requirements().stream().map(Requirement::toString).toList());
        out.writeBoolean(chosen.direct());
    }

    private static ResolvedPackage chosen(DataInputStream in) throws IOException {
        PackageName name = PackageName.parse(text(in));
        Version version = Version.parse(text(in));
        DistributionFile wheel = file(in);
        VersionSpecifiers python = VersionSpecifiers.parse(text(in));
        TreeSet<ExtraName> extras = new TreeSet<>();
        texts(in).forEach(extra -> extras.add(ExtraName.parse(extra)));
        List<Requirement> requirements =
                texts(in).stream().map(Requirement::parse).toList();
        return new ResolvedPackage(name, version, wheel, python, extras, requirements, in.readBoolean());
    }

    private static void file(DataOutputStream out, DistributionFile file) throws IOException {
        text(out, file.fileName());
        text(out, file.url().toString());
        map(out, file.hashes());
        optional(out, file.requiresPython());
        out.writeLong(file.size().orElse(-1));
        optional(out, file.uploaded());
        optional(out, file.yanked());
        out.writeBoolean(file.coreMetadata().isPresent());
        map(out, file.coreMetadata().orElse(Map.of()));
        text(out, file.indexId());
    }

    private static DistributionFile file(DataInputStream in) throws IOException {
        String fileName = text(in);
        URI url = URI.create(text(in));
        Map<String, String> hashes = map(in);
        Optional<String> requiresPython = optional(in);
        long size = in.readLong();
        Optional<String> uploaded = optional(in);
        Optional<String> yanked = optional(in);
        boolean isAdvertised = in.readBoolean();
        Map<String, String> metadata = map(in);
        return new DistributionFile(
                fileName,
                url,
                hashes,
                requiresPython,
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                uploaded,
                yanked,
                isAdvertised ? Optional.of(metadata) : Optional.empty(),
                text(in));
    }

    private static void map(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    private static Map<String, String> map(DataInputStream in) throws IOException {
        Map<String, String> map = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            map.put(text(in), text(in));
        }
        return map;
    }

    private static void texts(DataOutputStream out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
        texts(out, text.stream().toList());
    }

    private static Optional<String> optional(DataInputStream in) throws IOException {
        return texts(in).stream().findFirst();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
