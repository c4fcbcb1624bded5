package io.github.pywar.app.archive;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.nio.file.Path;

/** The POM and its coordinates, with the paths that every Maven archive uses for them. */
public final class PomFiles {

    private PomFiles() {}

    /** Returns {@code pom.xml} and {@code pom.properties}, with their paths in the archive. */
    public static FileTree tree(ArchiveManifest.Maven maven, Path pom) {
        String folder = ArchiveLayout.maven(maven.groupId(), maven.artifactId());
        String properties = "artifactId=" + maven.artifactId() + "\ngroupId=" + maven.groupId() + "\nversion="
                + maven.version() + "\n";
        return FileTree.builder("the POM")
                .add(folder + "/pom.xml", ByteSource.of(pom))
                .add(folder + "/pom.properties", ByteSource.of(properties))
                .build();
    }
}
