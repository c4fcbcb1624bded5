package io.github.pywar.python.config;

import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Users and passwords by host of a {@code netrc} file: the file of the variable {@code NETRC}, else {@code ~/.netrc},
 * else {@code ~/_netrc}. Macros are skipped.
 *
 * @param machines by host
 * @param standard the entry {@code default}, if there is one
 */
record Netrc(Map<String, Credential> machines, Optional<Credential> standard) {

    /** A token: in quotes it can have spaces; a backslash escapes the next character. */
    private static final String TOKEN = "\"(?:[^\"\\\\]|\\\\.)*+\"|(?:[^\\s\\\\]|\\\\.)++";

    static Netrc of(BuildMachine machine) throws IOException {
        for (Path file : files(machine)) {
            if (Files.isReadable(file)) {
                return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return new Netrc(Map.of(), Optional.empty());
    }

    /** Lists the files; the first that is there counts. */
    static List<Path> files(BuildMachine machine) {
        Optional<String> named = machine.variable("NETRC");
        return named.isPresent()
                ? List.of(machine.path(named.get()))
                : List.of(machine.home().resolve(".netrc"), machine.home().resolve("_netrc"));
    }

    static Netrc parse(String text) {
        Deque<String> tokens = tokens(text);
        Map<String, Credential> machines = new LinkedHashMap<>();
        Optional<Credential> standard = Optional.empty();
        while (!tokens.isEmpty()) {
            switch (tokens.pop()) {
                case "machine" -> {
                    String host = tokens.isEmpty() ? "" : tokens.pop();
                    machines.putIfAbsent(host, entry(tokens));
                }
                case "default" -> standard = standard.or(() -> Optional.of(entry(tokens)));
                default -> {
                    // not part of an entry
                }
            }
        }
        return new Netrc(machines, standard);
    }

    /** @return the credential for the host, with its origin */
    static Credentials.Found found(String host, Credential credential) {
        return new Credentials.Found(credential, Optional.of("`" + host + "` in netrc"));
    }

    private static Credential entry(Deque<String> tokens) {
        String user = "";
        String password = "";
        while (!tokens.isEmpty() && !List.of("machine", "default").contains(tokens.peek())) {
            String key = tokens.pop();
            String value = tokens.isEmpty() ? "" : tokens.pop();
            switch (key) {
                case "login", "user" -> user = value;
                case "password" -> password = value;
                default -> {
                    // account, and unknown keys
                }
            }
        }
        return new Credential(user, password);
    }

    private static Deque<String> tokens(String text) {
        Deque<String> tokens = new ArrayDeque<>();
        boolean inMacro = false;
        Pattern token = Pattern.compile(TOKEN);
        for (String line : text.split("\r?\n")) {
            inMacro = inMacro ? !line.isBlank() : line.stripLeading().startsWith("macdef");
            if (!inMacro && !line.stripLeading().startsWith("#")) {
                token.matcher(line)
                        .results()
                        .map(MatchResult::group)
                        .map(Netrc::unquote)
                        .forEach(tokens::add);
            }
        }
        return tokens;
    }

    private static String unquote(String token) {
        boolean quoted = token.length() >= 2 && token.startsWith("\"") && token.endsWith("\"");
        String text = quoted ? token.substring(1, token.length() - 1) : token;
        return text.replaceAll("\\\\(.)", "$1");
    }
}
