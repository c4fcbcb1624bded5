package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fixture: an index in memory, and a resolver for it. */
abstract class ResolverFixture {

    final MemoryIndex index = new MemoryIndex();

    final ResolveRequest.Builder request = ResolveRequest.builder(
            "shop", TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64")));

    void source(String name, String version) {
        index.file(PackageName.parse(name), name + "-" + version + ".tar.gz", file -> file);
    }

    Resolution resolve(String... requirements) throws IOException {
        List<RootRequirement> all = new ArrayList<>();
        for (int i = 0; i < requirements.length; i++) {
            all.add(new RootRequirement(Requirement.parse(requirements[i]), "requirements.txt:" + (i + 1)));
        }
        ResolveRequest options = request.build();
        ResolveRequest complete = new ResolveRequest(
                options.root(),
                options.target(),
                all,
                options.constraints(),
                options.overrides(),
                options.exclusions(),
                options.preferences(),
                options.prereleases(),
                options.prereleasesOf(),
                options.hashes(),
                options.uploadedBefore(),
                options.coolDown(),
                options.formats());
        return resolver().resolve(complete);
    }

    Resolver resolver() {
        return new Resolver(index, index, Progress.SILENT);
    }

    List<String> chosen(String... requirements) throws IOException {
        return releases(resolve(requirements));
    }

    List<String> warnings(String... requirements) throws IOException {
        return resolve(requirements).warnings();
    }

    static List<String> releases(Resolution resolution) {
        return resolution.packages().stream()
                .map(one -> one.name() + " " + one.version())
                .toList();
    }

    void assertError(String golden, String... requirements) {
        assertThatThrownBy(() -> resolve(requirements))
                .isInstanceOf(UserException.class)
                .satisfies(e -> Golden.assertMatches("resolve/" + golden + ".txt", e.getMessage()));
    }
}
