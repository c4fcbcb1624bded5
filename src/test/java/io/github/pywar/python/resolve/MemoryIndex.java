package io.github.pywar.python.resolve;

import io.github.pywar.python.candidate.CandidateMetadata;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Index of a test, which records the requests. */
final class MemoryIndex implements PackageIndex, CandidateMetadata {

    private static final Pattern EXTRA = Pattern.compile("extra [!=]= '([^']+)'");

    private final Map<PackageName, List<DistributionFile>> files = new ConcurrentHashMap<>();
    private final Map<String, String> metadata = new ConcurrentHashMap<>();
    private final List<String> pages = Collections.synchronizedList(new ArrayList<>());
    private final List<String> reads = Collections.synchronizedList(new ArrayList<>());

    /** Adds a pure wheel with these requirements. It declares the extras that occur in their markers. */
    MemoryIndex wheel(String name, String version, String... requiresDist) {
        return wheel(name, version, "py3-none-any", file -> file, List.of(requiresDist));
    }

    MemoryIndex wheel(
            String name,
            String version,
            String tag,
            UnaryOperator<DistributionFile.Builder> with,
            List<String> requiresDist) {
        PackageName project = PackageName.parse(name);
        String fileName = project.underscored() + "-" + version + "-" + tag + ".whl";
        StringBuilder text = new StringBuilder("Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        requiresDist.forEach(line -> text.append("Requires-Dist: ").append(line).append('\n'));
        String all = String.join("\n", requiresDist);
        EXTRA.matcher(all)
                .results()
                .forEach(extra ->
                        text.append("Provides-Extra: ").append(extra.group(1)).append('\n'));
        return file(project, fileName, with).metadata(fileName, text.toString());
    }

    /** Adds a source distribution with metadata. */
    MemoryIndex sdist(
            String name, String version, UnaryOperator<DistributionFile.Builder> with, String... requiresDist) {
        String fileName = name + "-" + version + ".tar.gz";
        StringBuilder text = new StringBuilder("Metadata-Version: 2.2\nName: " + name + "\nVersion: " + version + "\n");
        List.of(requiresDist)
                .forEach(line -> text.append("Requires-Dist: ").append(line).append('\n'));
        return file(PackageName.parse(name), fileName, with).metadata(fileName, text.toString());
    }

    MemoryIndex file(PackageName project, String fileName, UnaryOperator<DistributionFile.Builder> with) {
        URI url = URI.create("https://files.example.org/" + fileName);
        files.computeIfAbsent(project, unknown -> new ArrayList<>())
                .add(with.apply(DistributionFile.builder(fileName, url)).build());
        return this;
    }

    MemoryIndex metadata(String fileName, String text) {
        metadata.put(fileName, text);
        return this;
    }

    List<String> pages() {
        return pages;
    }

    List<String> reads() {
        return reads;
    }

    @Override
    public Optional<ProjectPage> project(PackageName name) {
        pages.add(name.value());
        return Optional.ofNullable(files.get(name)).map(all -> ProjectPage.of(name, all, "memory"));
    }

    @Override
    public byte[] metadata(DistributionFile wheel) {
        reads.add(wheel.fileName());
        return metadata.get(wheel.fileName()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String describe() {
        return "memory";
    }
}
