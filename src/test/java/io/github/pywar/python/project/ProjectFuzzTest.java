package io.github.pywar.python.project;

import io.github.pywar.python.name.ExtraName;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.util.List;

class ProjectFuzzTest {

    @FuzzTarget
    void readsProjects(FuzzInput input) throws Exception {
        input.read(() -> {
            PyProject project = PyProject.parse(input.bytes(), "pyproject.toml");
            project.unreadTables();
            project.requirements(List.of(ExtraName.parse("db")));
            project.groups().resolve(ExtraName.parse("dev"));
        });
    }
}
