package io.github.pywar.app.init;

import io.github.pywar.app.spec.Protocol;
import io.github.pywar.python.interpreter.Interpreters;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Request to write a POM.
 *
 * @param folder of the project
 * @param application as {@code <application>} names it; default: the one that is found
 * @param protocol its interface; default: that of the application
 * @param framework of a new application; default: Flask
 * @param python version in the POM; default: {@link FoundPython}
 * @param groupId in the POM
 * @param artifactId in the POM
 * @param version in the POM
 * @param pluginVersion version of this plugin
 * @param machine Pythons of this machine
 */
public record InitRequest(
        Path folder,
        Optional<String> application,
        Optional<Protocol> protocol,
        Optional<Framework> framework,
        Optional<String> python,
        Optional<String> groupId,
        Optional<String> artifactId,
        Optional<String> version,
        String pluginVersion,
        Interpreters machine) {}
