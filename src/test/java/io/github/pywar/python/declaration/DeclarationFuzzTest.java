package io.github.pywar.python.declaration;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies that Poetry, PDM, Pipenv and setuptools declare. */
class DeclarationFuzzTest {

    @TempDir
    Path folder;

    @FuzzTarget
    void readsProjects(FuzzInput input) throws Exception {
        input.read(() -> {
            PyProject project = PyProject.parse(input.bytes(), "pyproject.toml");
            Optional<PoetryDeclaration> poetry = PoetryDeclaration.of(project, folder);
            if (poetry.isPresent()) {
                poetry.get().hasDependencies();
                poetry.get().python();
                poetry.get().select(List.of(ExtraName.parse("db")));
                poetry.get().groups().forEach(poetry.get()::group);
            }
            PdmDeclaration.of(project, folder).ifPresent(pdm -> pdm.groups().forEach(pdm::group));
            Optional<SetuptoolsDynamic> dynamic = SetuptoolsDynamic.of(project, folder, FileScope.NONE.with(folder));
            if (dynamic.isPresent()) {
                dynamic.get().dependencies();
            }
        });
    }

    @FuzzTarget
    void readsPipfiles(FuzzInput input) throws Exception {
        input.read(() -> {
            Pipfile pipfile = Pipfile.parse(input.bytes(), folder);
            pipfile.python();
            pipfile.packages();
            pipfile.groups().forEach(pipfile::group);
        });
    }

    @FuzzTarget
    void readsSetupCfg(FuzzInput input) throws Exception {
        Path file = Files.write(folder.resolve("setup.cfg"), input.bytes());
        input.read(() -> {
            SetupConfiguration read = SetupConfiguration.read(file, FileScope.NONE.with(folder));
            read.hasDependencies();
            read.python();
            read.requirements(List.of(ExtraName.parse("db"), ExtraName.parse("all")));
        });
    }

    @FuzzTarget
    void readsConstraints(FuzzInput input) throws Exception {
        input.read(() -> {
            String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
            VersionConstraint.parse(text).range();
            EnvironmentMarkers.ofPython(text);
        });
    }
}
