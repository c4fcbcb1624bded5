package io.github.pywar.app.image;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipFileTree;
import io.github.pywar.base.zip.ZipLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the image of an archive, to a tar file or to a registry. */
public final class BuildImage {

    /**
     * Request for the image of one archive.
     *
     * @param archive the file
     * @param base the image below
     * @param name repository and tag
     * @param declared settings
     * @param access to registries
     * @param push whether the image goes to a registry, and not to a file
     * @param output files of the image
     */
    public record Request(
            Path archive,
            BaseImage base,
            String name,
            ImageDefaults.Declared declared,
            ImageRequest.Access access,
            boolean push,
            Output output) {}

    /**
     * Files and folders of an image.
     *
     * @param tar the image
     * @param digest its digest, as text
     * @param work empty folder
     * @param cache of base images
     */
    public record Output(Path tar, Path digest, Path work, Path cache) {}

    private final ImageBuilder builder;
    private final Progress progress;

    /** @param progress receives each step */
    public BuildImage(ImageBuilder builder, Progress progress) {
        this.builder = builder;
        this.progress = progress;
    }

    /**
     * Writes the image.
     *
     * @return its digest
     */
    public String run(Request request) throws IOException {
        Path part = request.output().work().resolve("image.tar");
        ImageRequest image = image(request, part);
        String digest = builder.build(image, progress);
        if (!request.push()) {
            Files.move(part, request.output().tar(), StandardCopyOption.REPLACE_EXISTING);
        }
        AtomicFile.write(request.output().digest(), (digest + "\n").getBytes(StandardCharsets.UTF_8));
        report(request, digest);
        return digest;
    }

    private void warnOfPython(Request request) {
        if (!request.declared().python().equals(ImageDefaults.PYTHON)) {
            progress.warning("<imagePython> has no effect on the image of `"
                    + request.archive().getFileName() + "`: the archive has its own interpreter (<runtime>)");
        }
    }

    private ImageRequest image(Request request, Path part) throws IOException {
        BuiltArchive archive = BuiltArchive.open(request.archive());
        request.base().requirePython(archive);
        FileTree tree = ZipFileTree.read(request.archive(), ZipLimits.DEFAULT).files();
        Path work = request.output().work();
        ImageDefaults defaults = new ImageDefaults(archive, request.declared());
        List<ImageLayer> layers = new ArrayList<>();
        if (archive.manifest().has("runtime")) {
            warnOfPython(request);
            InterpreterLayer python = new InterpreterLayer(
                    request.archive(),
                    archive.manifest().path("runtime"),
                    Files.createDirectories(work.resolve("tree/python")));
            defaults = new ImageDefaults(archive, request.declared().python(python.program()));
            layers.add(python.layer());
        }
        layers.addAll(new ArchiveContent(tree, defaults.root(), work.resolve("tree/archive")).layers());
        return new ImageRequest(
                request.base(),
                request.name(),
                layers,
                defaults.settings(tree.get(ArchiveLayout.SBOM).isPresent()),
                request.access(),
                request.push() ? Optional.empty() : Optional.of(part),
                request.output().cache(),
                work.resolve("layers"));
    }

    private void report(Request request, String digest) {
        progress.step(
                request.push()
                        ? "Pushed " + request.name() + "@" + digest
                        : "Wrote " + request.output().tar().getFileName() + ": " + request.name() + "@" + digest);
    }
}
