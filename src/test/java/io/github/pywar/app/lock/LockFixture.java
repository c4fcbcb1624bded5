package io.github.pywar.app.lock;

import io.github.pywar.app.library.Library;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Index with an application that is locked from it. */
public abstract class LockFixture {

    @TempDir
    protected Path folder;

    protected TestIndex index;
    protected LockProject project;

    @BeforeEach
    void start() {
        index = TestIndex.start().with(Manner.METADATA);
        project = new LockProject(folder, index);
    }

    @AfterEach
    void stop() {
        index.close();
    }

    /** Adds a web framework and its dependency. */
    protected void addWeb() {
        add("six", "1.0", "");
        add("web", "1.0", "Requires-Dist: six>=1\nRequires-Python: >=3.8");
    }

    protected static List<String> described(List<Library> libraries) {
        return libraries.stream()
                .map(library -> library.wheel().fileName() + " " + library.sha256() + " " + library.index() + " "
                        + library.requested() + " "
                        + library.directUrl()
                                .map(url -> "direct " + url.toJson())
                                .orElse(""))
                .toList();
    }

    protected void add(String name, String version, String metadata) {
        TestWheel wheel = TestWheel.of(name, version).file(name + ".py", "");
        if (!metadata.isEmpty()) {
            wheel.metadata(metadata);
        }
        add(wheel);
    }

    protected void add(TestWheel wheel) {
        index.add(wheel.fileName(), wheel.bytes());
    }
}
