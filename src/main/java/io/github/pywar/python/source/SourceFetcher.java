package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks source code for a build. Safe for concurrent use. */
public final class SourceFetcher {

    private final ArchiveSource archives;
    private final VersionControl repositories;

    /**
     * Creates a fetcher.
     *
     * @param archives for source code in archives
     * @param repositories for revisions of version control
     */
    public SourceFetcher(ArchiveSource archives, VersionControl repositories) {
        this.archives = archives;
        this.repositories = repositories;
    }

    /**
     * Unpacks an archive, copies a folder, or checks a revision out.
     *
     * @param source an archive, a folder or a revision
     * @param scratch an empty or missing folder; nothing outside of it is changed
     * @throws UserException if the source code is missing, damaged or not allowed
     */
    public SourceTree open(DistributionFile source, Path scratch) throws IOException {
        Files.createDirectories(scratch);
        Path folder = scratch.toRealPath();
        Path top = switch (source.kind()) {
            case ARCHIVE -> new ArchiveUnpacker(UnpackLimits.DEFAULT).unpack(archives.archive(source), folder);
            case FOLDER -> copied(source, folder.resolve("source"));
            case REVISION -> repositories.checkOut(source.url(), folder.resolve("source"));
            case WHEEL -> throw new IllegalArgumentException("a wheel has no source code: " + source);
        };
        return new SourceTree(source.subdirectory().isEmpty() ? top : inside(top, source));
    }

    private static Path copied(DistributionFile source, Path target) throws IOException {
        Path folder = FileUrl.path(source.url());
        if (!Files.isDirectory(folder)) {
            throw UserException.of("The folder `" + folder + "` does not exist")
                    .hint("check the path in the requirement");
        }
        FolderCopy.copy(folder, target, UnpackLimits.DEFAULT);
        return target;
    }

    private static Path inside(Path top, DistributionFile source) throws IOException {
        String text = source.subdirectory().orElseThrow();
        Path folder = PathText.parse(text)
                .map(path -> top.resolve(path).normalize())
                .filter(path -> path.startsWith(top))
                .orElseThrow(() -> subdirectory(source, "leads out of the source code"));
        if (!Files.isDirectory(folder)) {
            throw subdirectory(source, "does not exist in the source code");
        }
        if (!folder.toRealPath().startsWith(top.toRealPath())) {
            throw subdirectory(source, "leads out of the source code");
        }
        return folder;
    }

    private static UserException subdirectory(DistributionFile source, String problem) {
        return UserException.of("The subdirectory `"
                        + PathText.shown(source.subdirectory().orElse("")) + "` " + problem + "\n    source code: "
                        + Credentials.redact(source.url().toString()))
                .hint("correct `#subdirectory=` of the URL");
    }
}
