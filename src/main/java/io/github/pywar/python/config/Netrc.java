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
 * Users and passwords by host, as in the file {@code netrc}: the one that the variable {@code NETRC} names, else
 * {@code ~/.netrc}, else {@code ~/_netrc}. Macros are passed over.
 *
 * @param machines by host
 * @param standard of the entry {@code default}, if there is one
 */
record Netrc(Map<String, Credential> machines, Optional<Credential> standard) {

    /** Between quotes a word has blanks; behind a backslash anything stands for itself. */
    private static final Pattern WORD = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|(?:[^\\s\\\\]|\\\\.)++");

    static Netrc of(BuildMachine machine) throws IOException {
        List<Path> places = machine.variable("NETRC")
                .map(name -> List.of(machine.path(name)))
                .orElse(List.of(machine.home().resolve(".netrc"), machine.home().resolve("_netrc")));
        Optional<Path> file = places.stream().filter(Files::isReadable).findFirst();
        return parse(file.isPresent() ? new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8) : "");
    }

    static Netrc parse(String text) {
        Deque<String> words = words(text);
        Map<String, Credential> machines = new LinkedHashMap<>();
        Optional<Credential> standard = Optional.empty();
        while (!words.isEmpty()) {
            switch (words.pop()) {
                case "machine" -> {
                    String host = words.isEmpty() ? "" : words.pop();
                    machines.putIfAbsent(host, entry(words));
                }
                case "default" -> standard = standard.or(() -> Optional.of(entry(words)));
                default -> {
                    // a word that belongs to nothing
                }
            }
        }
        return new Netrc(machines, standard);
    }

    /** @return the credential for the host, with its origin */
    static Credentials.Found found(String host, Credential credential) {
        return new Credentials.Found(credential, Optional.of("`" + host + "` in netrc"));
    }

    private static Credential entry(Deque<String> words) {
        String user = "";
        String password = "";
        while (!words.isEmpty() && !List.of("machine", "default").contains(words.peek())) {
            String key = words.pop();
            String value = words.isEmpty() ? "" : words.pop();
            switch (key) {
                case "login", "user" -> user = value;
                case "password" -> password = value;
                default -> {
                    // account, and what nobody knows
                }
            }
        }
        return new Credential(user, password);
    }

    private static Deque<String> words(String text) {
        Deque<String> words = new ArrayDeque<>();
        boolean inMacro = false;
        for (String line : text.split("\r?\n")) {
            inMacro = inMacro ? !line.isBlank() : line.stripLeading().startsWith("macdef");
            if (!inMacro && !line.stripLeading().startsWith("#")) {
                WORD.matcher(line)
                        .results()
                        .map(MatchResult::group)
                        .map(Netrc::unquote)
                        .forEach(words::add);
            }
        }
        return words;
    }

    private static String unquote(String word) {
        boolean quoted = word.length() >= 2 && word.startsWith("\"") && word.endsWith("\"");
        String text = quoted ? word.substring(1, word.length() - 1) : word;
        return text.replaceAll("\\\\(.)", "$1");
    }
}
