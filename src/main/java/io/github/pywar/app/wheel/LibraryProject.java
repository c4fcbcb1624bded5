package io.github.pywar.app.wheel;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.metadata.EntryPoint;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Library that is packed as a wheel.
 *
 * @param name the name of the distribution, as written
 * @param version the version of the POM, as a Python version
 * @param folder with README and licence files
 * @param scope folders that links to these files may lead to, beside the folder itself
 * @param pom description of the POM; {@code pyproject.toml} has precedence
 * @param pyProject its {@code pyproject.toml}
 * @param requiresPython the supported versions of Python; any version if it is not declared
 * @param requirements for all targets
 * @param scripts console commands of the POM: names and {@code module:attribute}
 */
public record LibraryProject(
        String name,
        Version version,
        Path folder,
        FileScope scope,
        PomDescription pom,
        Optional<PyProject> pyProject,
        VersionSpecifiers requiresPython,
        List<DeclaredRequirement> requirements,
        Map<String, String> scripts) {

    /** Library in one folder. */
    public LibraryProject(
            String name,
            Version version,
            Path folder,
            PomDescription pom,
            Optional<PyProject> pyProject,
            VersionSpecifiers requiresPython,
            List<DeclaredRequirement> requirements,
            Map<String, String> scripts) {
        this(name, version, folder, FileScope.NONE, pom, pyProject, requiresPython, requirements, scripts);
    }

    public LibraryProject {
        requirements = List.copyOf(requirements);
        scripts = new TreeMap<>(scripts);
    }

    /** Returns the entry points by group: those of {@code pyproject.toml}, and the scripts of the POM. */
    Map<String, Map<String, String>> entryPoints() {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        pyProject.ifPresent(project -> {
            project.entryPoints().forEach((group, points) -> groups.put(group, new TreeMap<>(points)));
            groups.put("gui_scripts", new TreeMap<>(project.guiScripts()));
            groups.put("console_scripts", new TreeMap<>(project.scripts()));
        });
        groups.computeIfAbsent("console_scripts", name -> new TreeMap<>()).putAll(scripts);
        groups.values().removeIf(Map::isEmpty);
        groups.forEach((group, points) -> points.forEach((name, value) -> check(new EntryPoint(group, name, value))));
        return groups;
    }

    private static void check(EntryPoint point) {
        if (point.group().equals("console_scripts") || point.group().equals("gui_scripts")) {
            point.requireScript();
        }
    }
}
