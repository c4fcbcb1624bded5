package io.github.pywar.python.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Description of a Python installation, which CPython 3.14 and later contain as {@code build-details.json} in the folder of
 * their standard library (PEP 739).
 *
 * @param python the version in the form of a declared target, for example {@code 3.14.1} or {@code 3.14.0t}
 * @param platform in the form of a declared target, for example {@code linux-x86_64}
 * @param libc {@code musl}; empty for another C library, whose version is not in the file
 */
public record BuildDetails(String python, String platform, Optional<String> libc) {

    /** In bytes; real files have about 1 kB. */
    private static final int LARGEST = 1 << 16;

    private static final Pattern MACOS = Pattern.compile("macosx-([0-9]+\\.[0-9]+)-(\\w+)");

    /**
     * Reads a description.
     *
     * @param origin the parameter that names the file, for messages
     * @throws UserException if it is not a description of a CPython, in a version of the format that is known
     */
    public static BuildDetails read(Path file, String origin) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw UserException.of("There is no file `" + file + "`\n    from: " + origin)
                    .hint("copy `build-details.json` from the folder of the server's standard library, for example"
                            + " /usr/lib/python3.14");
        }
        if (Files.size(file) > LARGEST) {
            throw wrong(file.getFileName().toString(), "it has more than " + LARGEST + " bytes", origin);
        }
        return parse(Files.readAllBytes(file), file.getFileName().toString(), origin);
    }

    /** Parses a description; see {@link #read}. */
    public static BuildDetails parse(byte[] json, String fileName, String origin) {
        JsonNode root = Json.read(json, fileName);
        if (!root.path("schema_version").asText("").matches("1(\\.[0-9]+)?")) {
            throw wrong(fileName, "its `schema_version` is not 1", origin);
        }
        String implementation = root.path("implementation").path("name").asText("");
        if (!implementation.equals("cpython")) {
            throw wrong(
                    fileName,
                    "it describes `" + implementation.replaceAll("[^ -~]", "?") + "`, and archives run on CPython",
                    origin);
        }
        String version = version(root.path("language"))
                .orElseThrow(() -> wrong(fileName, "it has no `language.version`", origin));
        JsonNode abi = root.path("abi");
        boolean isMusl = abi.path("extension_suffix").asText("").contains("-linux-musl");
        return new BuildDetails(
                version + (isFreeThreaded(abi) ? "t" : ""),
                platform(root.path("platform").asText("")),
                isMusl ? Optional.of("musl") : Optional.empty());
    }

    /** The micro version of a pre-release is not one of a release. */
    private static Optional<String> version(JsonNode language) {
        String minor = language.path("version").asText("");
        JsonNode info = language.path("version_info");
        boolean isFinal = info.path("releaselevel").asText("").equals("final")
                && info.path("micro").isInt();
        return Optional.of(isFinal ? minor + "." + info.path("micro").asInt() : minor)
                .filter(text -> !minor.isEmpty());
    }

    private static boolean isFreeThreaded(JsonNode abi) {
        for (JsonNode flag : abi.path("flags")) {
            if (flag.asText("").equals("t")) {
                return true;
            }
        }
        return false;
    }

    private static String platform(String text) {
        Matcher macos = MACOS.matcher(text);
        return macos.matches() ? "macos-" + macos.group(1) + "-" + macos.group(2) : text;
    }

    private static UserException wrong(String fileName, String fault, String origin) {
        return UserException.of("`" + fileName + "` does not describe the Python of a server: " + fault + "\n    from: "
                        + origin)
                .hint("use `build-details.json` of a CPython 3.14 or later (PEP 739), or declare the version and"
                        + " the platform");
    }

    /** Returns whether a file has the form of a description, not of another text. */
    public static boolean isJson(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).stripLeading().startsWith("{");
    }
}
