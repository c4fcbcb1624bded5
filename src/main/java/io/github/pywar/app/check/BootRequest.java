package io.github.pywar.app.check;

import io.github.pywar.python.interpreter.CleanEnvironment;
import java.nio.file.Path;
import java.util.Map;

/**
 * Request to start an archive and to get one page from it.
 *
 * @param page the page, and what its answer must be
 * @param parent environment of the build; the application gets few of these variables, see {@link CleanEnvironment}
 * @param environment variables of the application
 * @param folder that the archive may unpack itself into
 */
public record BootRequest(
        Path archive, AwaitedPage page, Map<String, String> parent, Map<String, String> environment, Path folder) {}
