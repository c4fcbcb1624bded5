package io.github.pywar.app.ansible;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.sign.SignArchive;
import io.github.pywar.app.sign.SignProvenance;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ansible collection of one archive.
 *
 * @param name of the collection
 * @param archive that it deploys
 * @param hasArchive whether the archive is in the collection; else it comes from a Maven repository or from the controller
 */
public record AnsibleCollection(CollectionName name, BuiltArchive archive, boolean hasArchive) {

    private static final String ORIGIN = "the Ansible collection";
    private static final String FILES = "roles/pywar/files/";

    /** Returns the time of the archive's build, for the files of the collection. */
    public Instant time() {
        return Instant.parse(archive.manifest().at("/build/timestamp").asText());
    }

    /** Returns the folder of the collection below {@code ansible_collections}. */
    public String folder() {
        return name.namespace() + "/" + name.name();
    }

    /**
     * Returns all files, as {@code ansible-galaxy} installs them.
     *
     * @param fileName of the packed collection, for its page
     */
    public FileTree tree(String fileName) throws IOException {
        TreeMap<String, ByteSource> files = new TreeMap<>();
        Map<String, String> values = values(fileName);
        for (String file : CollectionTemplate.FILES) {
            files.put(file, ByteSource.of(CollectionTemplate.filled(file, values)));
        }
        if (hasArchive) {
            addArchive(files);
        }
        CollectionManifest manifest = CollectionManifest.of(files);
        FileTree.Builder tree = FileTree.builder(ORIGIN);
        files.forEach(tree::add);
        tree.add("FILES.json", ByteSource.of(manifest.files()));
        tree.add("MANIFEST.json", ByteSource.of(manifest.manifest(name, maven("version"), values.get("description"))));
        return tree.build();
    }

    /** Returns the folders of a collection's files, which {@code ansible-galaxy} expects as entries of the packed file. */
    public static List<String> folders(FileTree tree) {
        return CollectionManifest.folders(tree.entries().keySet());
    }

    private void addArchive(Map<String, ByteSource> files) {
        files.put(FILES + archive.name(), ByteSource.of(archive.file()));
        for (String extension : new String[] {SignArchive.EXTENSION, "asc", SignProvenance.EXTENSION}) {
            Path signature = archive.file().resolveSibling(archive.name() + "." + extension);
            if (Files.exists(signature)) {
                files.put(FILES + signature.getFileName(), ByteSource.of(signature));
            }
        }
    }

    private Map<String, String> values(String fileName) throws IOException {
        return Map.ofEntries(
                Map.entry("collection", name.toString()),
                Map.entry("namespace", name.namespace()),
                Map.entry("name", maven("artifactId")),
                Map.entry("version", archive.plainVersion()),
                Map.entry("description", "Deployment of " + maven("artifactId") + " " + maven("version")),
                Map.entry("python", archive.series()),
                Map.entry("archive", archive.name()),
                Map.entry("sha256", Sha256.of(archive.file()).hex()),
                Map.entry("path", path()),
                Map.entry("file", fileName));
    }

    /** Returns the path of the archive in a Maven repository. */
    private String path() {
        String classifier = archive.manifest().at("/maven/classifier").asText("");
        return maven("groupId").replace('.', '/') + "/" + maven("artifactId") + "/" + maven("version") + "/"
                + maven("artifactId") + "-" + maven("version")
                + (classifier.isEmpty() || classifier.equals("null") ? "" : "-" + classifier) + ".pywar";
    }

    private String maven(String part) {
        return archive.manifest().at("/maven/" + part).asText();
    }
}
