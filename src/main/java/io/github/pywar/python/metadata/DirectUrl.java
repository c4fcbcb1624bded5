package io.github.pywar.python.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Content of {@code direct_url.json} (PEP 610): the origin of a distribution that does not come from an index. The URL has
 * no credentials, except for those in the form {@code ${VARIABLE}}.
 */
public final class DirectUrl {

    private static final List<String> KINDS = List.of("vcs_info", "archive_info", "dir_info");
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)@([^/?#@]*)(.*)");
    private static final Pattern KEPT_USER = Pattern.compile("git|\\$\\{[A-Za-z0-9_-]+\\}(:\\$\\{[A-Za-z0-9_-]+\\})?");
    private static final Pattern FILE = Pattern.compile("(?i)file:(//([^/]*))?+(/.*)");

    private final ObjectNode json;

    private DirectUrl(ObjectNode json) {
        this.json = json;
    }

    /** @param hashes hexadecimal digests by algorithm, for example {@code sha256} */
    public static DirectUrl archive(String url, Map<String, String> hashes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("url", url);
        ObjectNode all = json.putObject("archive_info").putObject("hashes");
        new TreeMap<>(hashes).forEach(all::put);
        return from(json);
    }

    /**
     * Returns the origin of a revision of a repository.
     *
     * @param system the version control system, for example {@code git}
     * @param commit the complete commit id
     * @param requested the revision as it is declared; empty for the default branch
     */
    public static DirectUrl revision(String url, String system, String commit, Optional<String> requested) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("url", url);
        ObjectNode info = json.putObject("vcs_info");
        info.put("vcs", system);
        requested.ifPresent(revision -> info.put("requested_revision", revision));
        info.put("commit_id", commit);
        return from(json);
    }

    /** @return the same origin, with the folder of the project */
    public DirectUrl withSubdirectory(String folder) {
        ObjectNode other = json.deepCopy();
        other.put("subdirectory", folder);
        return from(other);
    }

    /** @throws UserException if the content does not follow the standard */
    public static DirectUrl from(JsonNode given) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("url", withThreeSlashes(withoutCredentials(text(given, "url", true))));
        List<String> kinds = KINDS.stream().filter(given::hasNonNull).toList();
        if (kinds.size() != 1) {
            throw error("exactly one of `vcs_info`, `archive_info` and `dir_info` is required");
        }
        JsonNode info = given.get(kinds.get(0));
        if (!info.isObject()) {
            throw error("`" + kinds.get(0) + "` is not an object");
        }
        switch (kinds.get(0)) {
            case "vcs_info" -> vcs(json.putObject("vcs_info"), info);
            case "archive_info" -> archive(json.putObject("archive_info"), info);
            default -> directory(json, info);
        }
        String subdirectory = text(given, "subdirectory", false);
        if (subdirectory != null) {
            json.put("subdirectory", subdirectory);
        }
        return new DirectUrl(json);
    }

    private static void vcs(ObjectNode json, JsonNode info) {
        json.put("vcs", text(info, "vcs", true));
        json.put("commit_id", text(info, "commit_id", true));
        String revision = text(info, "requested_revision", false);
        if (revision != null) {
            json.put("requested_revision", revision);
        }
    }

    private static void archive(ObjectNode json, JsonNode info) {
        Map<String, String> hashes = new TreeMap<>();
        JsonNode given = info.path("hashes");
        if (info.hasNonNull("hashes") && !given.isObject()) {
            throw error("`hashes` is not an object");
        }
        given.properties().forEach(hash -> hashes.put(hash.getKey(), text(given, hash.getKey(), true)));
        String old = text(info, "hash", false);
        if (old != null) {
            String[] parts = old.split("=", 2);
            if (parts.length != 2) {
                throw error("the syntax of `hash` is `algorithm=digits`");
            }
            if (!info.hasNonNull("hashes")) {
                hashes.put(parts[0], parts[1]);
            } else if (!parts[1].equals(hashes.get(parts[0]))) {
                throw error("`hash` and `hashes` are different");
            }
        }
        if (old != null || info.hasNonNull("hashes")) {
            hashes.forEach(json.putObject("hashes")::put);
        }
    }

    private static void directory(ObjectNode json, JsonNode info) {
        if (!FILE.matcher(json.get("url").asText()).matches()) {
            throw error("a directory needs an absolute `file` URL");
        }
        ObjectNode directory = json.putObject("dir_info");
        JsonNode editable = info.path("editable");
        if (editable.isBoolean()) {
            directory.put("editable", editable.asBoolean());
        } else if (!editable.isMissingNode() && !editable.isNull()) {
            throw error("`editable` is not a boolean");
        }
    }

    private static String text(JsonNode node, String key, boolean required) {
        JsonNode value = node.path(key);
        if (value.isTextual()) {
            return value.asText();
        }
        if (required || !value.isMissingNode() && !value.isNull()) {
            throw error("`" + key + "` is " + (value.isMissingNode() ? "missing" : "not a string"));
        }
        return null;
    }

    /** Java writes {@code file:/wheels}, Python {@code file:///wheels}. */
    private static String withThreeSlashes(String url) {
        Matcher file = FILE.matcher(url);
        return file.matches() ? "file://" + (file.group(2) == null ? "" : file.group(2)) + file.group(3) : url;
    }

    /** The last {@code @} ends the credentials, because a password can contain one. */
    private static String withoutCredentials(String url) {
        Matcher matcher = AUTHORITY.matcher(url);
        boolean secret =
                matcher.matches() && !KEPT_USER.matcher(matcher.group(2)).matches();
        return secret ? matcher.group(1) + matcher.group(3) + matcher.group(4) : url;
    }

    private static UserException error(String why) {
        return UserException.of("`direct_url.json` is not valid: " + why);
    }

    /** @return the URL, without credentials */
    public String url() {
        return json.get("url").asText();
    }

    /** @return the content of the file, without credentials */
    public JsonNode toJson() {
        return json.deepCopy();
    }
}
