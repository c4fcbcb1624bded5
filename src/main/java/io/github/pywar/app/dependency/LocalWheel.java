package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Wheels of Maven repositories, as requirements. */
public final class LocalWheel {

    private static final String SUFFIX = ".whl";
    private static final String TAG = "Tag:";

    private LocalWheel() {}

    /**
     * Copies a wheel to a file with a valid wheel name, and returns a requirement on that file. The name in a repository
     * has no tags, so the name is built from METADATA and WHEEL. The requirement has the file's hash: Maven has checked
     * the file, so it is accepted where hashes are required. A lock becomes stale when a snapshot changes.
     *
     * @param folder of the copy
     * @param coordinates the name of the wheel in messages
     */
    public static DeclaredRequirement ofArtifact(Path file, Path folder, String coordinates) throws IOException {
        Path copy = copy(file, folder, coordinates);
        WheelName name = WheelName.parse(copy.getFileName().toString());
        DeclaredRequirement named = DeclaredRequirement.parse(
                name.name() + " @ " + copy.toUri(), SourceLocation.of("dependency " + coordinates));
        Map<String, Set<String>> hash = Map.of("sha256", Set.of(Sha256.of(copy).hex()));
        return new DeclaredRequirement(named.requirement(), named.location(), hash);
    }

    /**
     * Returns a requirement on the version of a wheel, or a later one.
     *
     * @param coordinates the name of the wheel in messages
     */
    public static DeclaredRequirement minimum(Path file, String coordinates) throws IOException {
        WheelName name = name(file, coordinates);
        return DeclaredRequirement.parse(
                name.name() + ">=" + name.version().publicVersion(), SourceLocation.of("dependency " + coordinates));
    }

    /**
     * Copies a wheel to a file with a valid wheel name.
     *
     * @param folder of the copy
     * @param coordinates the name of the wheel in messages
     * @return the copy
     */
    public static Path copy(Path file, Path folder, String coordinates) throws IOException {
        Path copy = folder.toAbsolutePath()
                .normalize()
                .resolve(name(file, coordinates).fileName());
        AtomicFile.write(copy, out -> Files.copy(file, out));
        return copy;
    }

    private static WheelName name(Path file, String coordinates) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Metadata metadata = Metadata.parse(bytes(zip, "METADATA", coordinates));
            String wheel = new String(bytes(zip, "WHEEL", coordinates), StandardCharsets.UTF_8);
            Set<WheelTag> tags = wheel.lines()
                    .filter(line -> line.startsWith(TAG))
                    .flatMap(line ->
                            WheelTag.parseSet(line.substring(TAG.length()).strip()).stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return WheelName.parse(metadata.name().underscored() + "-" + metadata.version() + "-"
                    + part(tags, WheelTag::python) + "-" + part(tags, WheelTag::abi) + "-"
                    + part(tags, WheelTag::platform) + SUFFIX);
        } catch (ZipException e) {
            throw notAWheel(coordinates, "it is not a zip file");
        }
    }

    private static String part(Set<WheelTag> tags, Function<WheelTag, String> part) {
        return tags.stream().map(part).distinct().collect(Collectors.joining("."));
    }

    private static byte[] bytes(ZipFile zip, String name, String coordinates) throws IOException {
        Optional<? extends ZipEntry> entry = zip.stream()
                .filter(one -> one.getName().matches("[^/]+\\.dist-info/" + name))
                .findFirst();
        if (entry.isEmpty()) {
            throw notAWheel(coordinates, "it has no " + name);
        }
        return zip.getInputStream(entry.get()).readAllBytes();
    }

    private static UserException notAWheel(String coordinates, String why) {
        return UserException.of("The dependency `" + coordinates + "` is not a wheel: " + why)
                .hint("depend on an artifact of the type `whl` that a Python build made");
    }
}
