package io.github.pywar.app.jib;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import io.github.pywar.app.image.BaseImage;
import io.github.pywar.app.image.ImageBuilder;
import io.github.pywar.app.image.ImageLayer;
import io.github.pywar.app.image.ImageRequest;
import io.github.pywar.app.image.ImageSettings;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Writer of images by jib-core, without a container engine. */
public final class JibImageBuilder implements ImageBuilder {

    private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");
    private static final long MOST_SECONDS_TO_END = 30;
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");

    @Override
    public String build(ImageRequest request, Progress progress) throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(JibImageBuilder.class.getClassLoader());
        try {
            prepare(request);
            return digest(request, progress);
        } catch (InvalidImageReferenceException
                | RegistryException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new JibErrors(request).of(e);
        } catch (IOException e) {
            throw new JibErrors(request).ofNetwork(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the writing of the image was interrupted", e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static String digest(ImageRequest request, Progress progress)
            throws InvalidImageReferenceException, RegistryException, CacheDirectoryCreationException,
                    ExecutionException, IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Containerizer target = containerizer(request, progress).setExecutorService(threads);
            return image(request).containerize(target).getDigest().toString();
        } finally {
            threads.shutdownNow();
            // before the loader of their classes is closed: after an error, some of them still run
            threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        }
    }

    /** Compresses the layers before jib-core does. */
    private static void prepare(ImageRequest request) throws IOException {
        EqualLayers own = new EqualLayers(request.layerCache());
        for (ImageLayer layer : request.layers()) {
            own.add(layer(layer, request.settings().created()));
        }
        if (request.base().file().isPresent()) {
            new EqualLayers(request.baseCache()).addBase(request.base().file().get());
        }
    }

    private static JibContainerBuilder image(ImageRequest request) throws InvalidImageReferenceException {
        ImageSettings settings = request.settings();
        JibContainerBuilder image = base(request)
                .setPlatforms(Set.of(new Platform(settings.architecture(), "linux")))
                .setFormat(ImageFormat.OCI)
                .setCreationTime(settings.created())
                .setEntrypoint(settings.entrypoint())
                .setProgramArguments(settings.arguments())
                .setExposedPorts(Port.tcp(settings.port()))
                .setUser(settings.user());
        EqualOrder.of(settings.environment(), "PYWAR_IMAGE").forEach(image::addEnvironmentVariable);
        EqualOrder.of(settings.labels(), "io.github.pywar.image").forEach(image::addLabel);
        request.layers().forEach(layer -> image.addFileEntriesLayer(layer(layer, settings.created())));
        return image;
    }

    private static JibContainerBuilder base(ImageRequest request) throws InvalidImageReferenceException {
        BaseImage base = request.base();
        if (base.isScratch()) {
            return Jib.fromScratch();
        }
        Optional<Path> file = base.file();
        return file.isPresent()
                ? Jib.from(TarImage.at(file.get()))
                : Jib.from(registry(base.text(), request.access().base()));
    }

    private static RegistryImage registry(String reference, Optional<Credential> credential)
            throws InvalidImageReferenceException {
        RegistryImage image = RegistryImage.named(reference);
        credential.ifPresent(known -> image.addCredential(known.user(), known.password()));
        return image;
    }

    private static FileEntriesLayer layer(ImageLayer layer, Instant time) {
        FileEntriesLayer.Builder files = FileEntriesLayer.builder().setName(layer.name());
        for (ImageLayer.Content file : layer.files()) {
            files.addEntry(
                    file.source(), AbsoluteUnixPath.get(file.path()), file.executable() ? EXECUTABLE : PLAIN, time);
        }
        return files.build();
    }

    private static Containerizer containerizer(ImageRequest request, Progress progress)
            throws InvalidImageReferenceException {
        Optional<Path> file = request.file();
        Containerizer to = file.isPresent()
                ? Containerizer.to(TarImage.at(file.get()).named(request.name()))
                : Containerizer.to(registry(request.name(), request.access().target()));
        return to.setToolName("pywar-maven-plugin")
                .setBaseImageLayersCache(request.baseCache())
                .setApplicationLayersCache(request.layerCache())
                .setAllowInsecureRegistries(request.access().insecure())
                .setOfflineMode(request.access().offline())
                .addEventHandler(LogEvent.class, event -> report(event, progress));
    }

    private static void report(LogEvent event, Progress progress) {
        switch (event.getLevel()) {
            case ERROR, WARN -> progress.warning(event.getMessage());
            default -> progress.detail(event.getMessage());
        }
    }
}
