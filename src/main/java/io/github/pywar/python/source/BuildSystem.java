package io.github.pywar.python.source;

import io.github.pywar.python.requirement.DeclaredRequirement;
import java.nio.file.Path;
import java.util.List;

/**
 * The program that builds a project ({@code [build-system]} of {@code pyproject.toml}, PEP 517 and 518).
 *
 * @param requires the packages that it needs
 * @param backend the module, perhaps with {@code :object}
 * @param backendPath folders of the source code from which it is imported, absolute; mostly none
 */
public record BuildSystem(List<DeclaredRequirement> requires, String backend, List<Path> backendPath) {

    /** The backend of a project that declares none. */
    public static final String LEGACY = "setuptools.build_meta:__legacy__";

    public BuildSystem {
        requires = List.copyOf(requires);
        backendPath = List.copyOf(backendPath);
    }
}
