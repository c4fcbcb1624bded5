package io.github.pywar.app.archive;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.NextZip;
import io.github.pywar.base.zip.WrittenZip;
import io.github.pywar.base.zip.WrittenZip.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Archive of the last build, for a build in which only the application's own files have changed. The new archive gets all its
 * other files from the last one, without reading them: their hashes are in its RECORD, their descriptions in its manifest.
 * Wherever this class is not sure, there is no new archive, and all parts must be assembled.
 */
public final class LastArchive {

    /** In bytes, of the manifest and of RECORD. */
    private static final int MAX_BYTES = 64 << 20;

    private static final String ORIGIN = "the build";
    private static final String APPLICATION = ArchiveLayout.APPLICATION + "/";

    private final WrittenZip zip;
    private final List<Member> kept = new ArrayList<>();
    private final List<String> executables = new ArrayList<>();
    private final LastManifest manifest;
    private final Optional<LastRecord> record;

    private LastArchive(WrittenZip zip) throws IOException {
        this.zip = zip;
        byte[] json = {};
        byte[] rows = {};
        for (Member member : zip.members()) {
            if (member.path().equals(ArchiveLayout.MANIFEST)) {
                json = zip.content(member, MAX_BYTES);
            } else if (member.path().equals(ArchiveLayout.RECORD)) {
                rows = zip.content(member, MAX_BYTES);
            } else if (!member.path().startsWith(APPLICATION)) {
                kept.add(member);
            } else if (member.isExecutable()) {
                executables.add(member.path());
            }
        }
        this.manifest = new LastManifest(new String(json, StandardCharsets.UTF_8));
        this.record = LastRecord.of(new String(rows, StandardCharsets.UTF_8), kept);
    }

    /**
     * Reads an archive. Its hashes are not computed again: the caller has checked that the file has not changed.
     *
     * @return empty if it cannot be used
     */
    public static Optional<LastArchive> read(Path file) {
        try {
            Optional<WrittenZip> zip = WrittenZip.read(file);
            return zip.isEmpty() ? Optional.empty() : Optional.of(new LastArchive(zip.get()));
        } catch (IOException | UserException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether a file or a folder of the libraries may be a module with one of these names.
     *
     * @param libraries the folder of the libraries
     */
    public boolean mayHave(Set<String> modules, String libraries) {
        int start = libraries.length() + 1;
        for (Member member : kept) {
            String path = member.path();
            if (path.startsWith(libraries + "/")) {
                int end = start;
                while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '.') {
                    end++;
                }
                if (modules.contains(path.substring(start, end))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Writes the new archive. All sizes are known before the build id, so most files are already copied while it is computed.
     *
     * @param sources all files of the application, without its folder
     * @param target new file, which is committed
     * @param progress receives warnings of the sources
     * @return the number of files; empty if all parts must be assembled
     */
    public Optional<Integer> write(
            FileTree sources, ArchiveManifest.Build build, Instant time, AtomicFile target, Progress progress)
            throws IOException {
        FileTree application = ArchiveAssembler.application(sources, progress);
        Optional<String> unidentified = manifest.withoutBuild();
        if (unidentified.isEmpty() || record.isEmpty() || !executables.equals(executables(application))) {
            return Optional.empty();
        }
        SortedMap<String, Long> sizes = NextZip.sizes(described(application, manifest.with(build, BuildId.UNKNOWN)));
        try (NextZip next = zip.next(kept, sizes, target.part())) {
            String id = id(application, unidentified.get());
            FileTree others = described(application, manifest.with(build, id));
            Optional<Integer> files = next.write(others, time, target.channel());
            if (files.isPresent()) {
                target.commit();
            }
            return files;
        } catch (IOException failure) {
            throw target.named(failure);
        }
    }

    private String id(FileTree application, String manifest) throws IOException {
        List<byte[]> lines = record.get().idLines();
        lines.addAll(BuildId.lines(application));
        return BuildId.of(lines, manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the files of the application, the manifest and RECORD. */
    private FileTree described(FileTree application, String manifest) throws IOException {
        FileTree others = union(application, file(ArchiveLayout.MANIFEST, manifest));
        return union(others, file(ArchiveLayout.RECORD, record.get().with(others)));
    }

    private static FileTree file(String path, String text) {
        return FileTree.builder(ORIGIN).add(path, ByteSource.of(text)).build();
    }

    private static FileTree union(FileTree one, FileTree other) throws IOException {
        return FileTree.union(List.of(one, other), Globs.NONE, Progress.SILENT);
    }

    private static List<String> executables(FileTree application) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : application.entries().entrySet()) {
            if (file.getValue().executable()) {
                paths.add(file.getKey());
            }
        }
        return paths;
    }
}
