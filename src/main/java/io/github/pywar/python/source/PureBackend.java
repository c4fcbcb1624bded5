package io.github.pywar.python.source;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Build backends whose wheels {@link PureWheel} builds. Earlier versions than these put licence files into another folder
 * (PEP 639), or have other defaults.
 */
enum PureBackend {
    FLIT("flit_core.buildapi", "flit-core", "3.11", List.of("LICEN[CS]E*", "COPYING*")),
    HATCHLING("hatchling.build", "hatchling", "1.27", List.of("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*")),
    PDM("pdm.backend", "pdm-backend", "2.4", List.of("LICEN[CS]E*", "COPYING*", "NOTICE*")),
    POETRY("poetry.core.masonry.api", "poetry-core", "2.2", List.of("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*")),
    UV("uv_build", "uv-build", "0.7", List.of("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*")),
    SETUPTOOLS("setuptools.build_meta", "setuptools", "77", List.of("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"));

    private final String module;
    private final PackageName packageName;
    private final Version oldest;
    private final List<String> licenseFiles;

    PureBackend(String module, String packageName, String oldest, List<String> licenseFiles) {
        this.module = module;
        this.packageName = new PackageName(packageName);
        this.oldest = Version.parse(oldest);
        this.licenseFiles = licenseFiles;
    }

    /** Finds the backend, if the project needs nothing else for its build. The newest version that is allowed counts. */
    static Optional<PureBackend> of(BuildSystem system) {
        if (!system.backendPath().isEmpty()) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(backend -> backend.module.equals(system.backend()))
                .filter(backend ->
                        system.requires().stream().allMatch(declared -> backend.isOwn(declared.requirement())))
                .findFirst();
    }

    private boolean isOwn(io.github.pywar.python.requirement.Requirement requirement) {
        if (this == SETUPTOOLS && requirement.name().value().equals("wheel")) {
            return true;
        }
        return requirement.name().equals(packageName)
                && requirement.extras().isEmpty()
                && requirement.url().isEmpty()
                && !requirement.specifiers().range().isDisjoint(VersionRange.atLeast(oldest));
    }

    /** @return its name in WHEEL */
    String generator() {
        return packageName.value();
    }

    /** @return patterns of the licence files of a project that declares none */
    List<String> licenseFiles() {
        return licenseFiles;
    }

    /** @return whether the backend has no settings in the file that change the wheel, besides those that are handled */
    boolean hasPlainSettings(TomlFields document) {
        Optional<TomlFields> tool = document.tableIfAny("tool");
        return tool.isEmpty()
                || switch (this) {
                    case FLIT -> only(tool.get(), "flit", Set.of("module", "sdist"));
                    case HATCHLING -> hatch(tool.get());
                    case PDM -> only(tool.get(), "pdm", Set.of("dev-dependencies", "scripts", "source", "resolution"));
                    case POETRY -> only(tool.get(), "poetry", Set.of("group", "requires-poetry", "source"));
                    case UV ->
                        tool.get()
                                .tableIfAny("uv")
                                .filter(uv -> uv.has("build-backend"))
                                .isEmpty();
                    case SETUPTOOLS ->
                        only(tool.get(), "setuptools", Set.of("packages", "zip-safe", "include-package-data"));
                };
    }

    private static boolean hatch(TomlFields tool) {
        Optional<TomlFields> build = tool.tableIfAny("hatch").flatMap(hatch -> hatch.tableIfAny("build"));
        return only(tool, "hatch", Set.of("build", "envs", "publish", "version", "metadata"))
                && build.stream().allMatch(table -> table.keys().equals(List.of("targets")) && onlyTargets(table));
    }

    private static boolean onlyTargets(TomlFields build) {
        return only(build, "targets", Set.of("sdist", "wheel"))
                && only(build.table("targets").orElseThrow(), "wheel", Set.of("packages"));
    }

    private static boolean only(TomlFields tables, String name, Set<String> keys) {
        return tables.tableIfAny(name)
                .map(table -> keys.containsAll(table.keys()))
                .orElse(!tables.has(name));
    }
}
