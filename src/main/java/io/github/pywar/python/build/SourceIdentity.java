package io.github.pywar.python.build;

import io.github.pywar.base.file.PathText;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.SourceTree;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Identity of source code: its name for messages, its project, and its content.
 *
 * @param file the source code
 */
record SourceIdentity(DistributionFile file) {

    /** Returns the project, if the file has the name of a source distribution. */
    Optional<PackageName> project() {
        return file.kind() == DistributionFile.Kind.ARCHIVE
                ? SdistName.tryParse(file.fileName()).map(SdistName::name)
                : Optional.empty();
    }

    /** Returns its name in a chain of build requirements: that of the project, if it is known. */
    String link() {
        return project().map(PackageName::value).orElse(toString());
    }

    /** Returns a text that identifies the content; empty if only the unpacked source code shows it. */
    Optional<String> content() {
        return switch (file.kind()) {
            case REVISION ->
                Optional.of(Credentials.redact(file.url().toString())
                        + file.subdirectory().map(" "::concat).orElse(""));
            case ARCHIVE ->
                file.sha256()
                        .map(sum -> sum.hex() + " " + file.fileName()
                                + file.subdirectory().map(" "::concat).orElse(""));
            default -> Optional.empty();
        };
    }

    /** Returns a text that identifies the content of the unpacked source code, with the files outside of its subfolder. */
    String content(SourceTree tree) throws IOException {
        String subfolder = file.subdirectory().orElse("");
        Sha256 hash = new SourceTree(top(tree.root(), subfolder)).hash();
        return "tree " + hash.hex() + " " + subfolder;
    }

    /** The build of a subfolder can read the files beside it. */
    private static Path top(Path root, String subfolder) {
        Path top = root;
        for (Path name : PathText.require(subfolder, "subdirectory").normalize()) {
            top = name.toString().isEmpty() ? top : top.getParent();
        }
        return top;
    }

    /**
     * Returns whether a wheel has the name and version of the file name. The names of other files than those of an index
     * are free.
     */
    boolean accepts(WheelName wheel) {
        if (file.indexId().isEmpty() || file.kind() != DistributionFile.Kind.ARCHIVE) {
            return true;
        }
        Optional<Version> version =
                SdistName.tryParse(file.fileName(), wheel.name()).map(SdistName::version);
        return version.isPresent() && version.get().equals(wheel.version());
    }

    /** Returns the name of a log file. */
    String logName() {
        return file.fileName()
                        .replaceFirst("\\.(tar\\.[a-z0-9]{1,4}|tgz|zip)$", "")
                        .replaceAll("[^\\w.+-]", "_") + ".log";
    }

    @Override
    public String toString() {
        return file.fileName();
    }
}
