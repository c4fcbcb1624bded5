package io.github.pywar.app.ansible;

import io.github.pywar.app.writer.DirectoryWriter;
import io.github.pywar.app.writer.TarGzWriter;
import io.github.pywar.app.writer.UnpackedFileCache;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the Ansible collection of an archive: as a folder, and as the file that {@code ansible-galaxy} installs. */
public final class CollectionWriter {

    private final Progress progress;

    /** @param progress receives the names of both */
    public CollectionWriter(Progress progress) {
        this.progress = progress;
    }

    /**
     * Writes the collection.
     *
     * @param collections folder of collections, as Ansible searches it; only that of this collection is replaced
     * @param packed the file
     */
    public void write(AnsibleCollection collection, Path collections, Path packed) throws IOException {
        FileTree tree = collection.tree(packed.getFileName().toString());
        Path folder = collections.resolve("ansible_collections").resolve(collection.folder());
        DirectoryWriter.write(tree, folder, new UnpackedFileCache(collections.resolve("cache")));
        new TarGzWriter(collection.time()).write(tree, AnsibleCollection.folders(tree), packed);
        progress.step("Wrote the Ansible collection " + collection.name() + ": " + packed.getFileName() + ", "
                + tree.entries().size() + " files");
    }
}
