package io.github.pywar.testing.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Check of a command line of Maven: its options, phases, goals of the plugin, and properties {@code pywar.*}. */
final class MavenCommand {

    private static final Set<String> PHASES = Set.of(
            "clean",
            "validate",
            "initialize",
            "process-resources",
            "compile",
            "test-compile",
            "test",
            "package",
            "pre-integration-test",
            "integration-test",
            "post-integration-test",
            "verify",
            "install",
            "deploy",
            "site");

    /** Options, with a value in the next argument or without. */
    private static final Set<String> OPTIONS = Set.of(
            "-B",
            "--batch-mode",
            "-ntp",
            "--no-transfer-progress",
            "-e",
            "--errors",
            "-o",
            "-q",
            "-U",
            "-X",
            "-N",
            "-am",
            "-amd",
            "-fae",
            "-fn",
            "-v",
            "--version",
            "-V",
            "-nsu");

    private static final Set<String> OPTIONS_WITH_VALUE =
            Set.of("-s", "-t", "-f", "-pl", "-rf", "-T", "-P", "--settings", "--file", "-gs", "--encrypt-password");

    /** Prefixes of Maven's and MojoHaus' plugins that pages name. */
    private static final Set<String> OTHER_PLUGINS = Set.of(
            "archetype",
            "dependency",
            "deploy",
            "install",
            "help",
            "versions",
            "release",
            "flatten",
            "gpg",
            "enforcer",
            "wrapper",
            "site",
            "spotless",
            "assembly",
            "clean",
            "resources",
            "surefire",
            "failsafe");

    private static final Pattern OURS =
            Pattern.compile("(?:io\\.github\\.pywar:pywar-maven-plugin(?::([^:]+))?|pywar):([\\w-]+)");
    private static final Pattern PROPERTY = Pattern.compile("-D(pywar\\.[\\w.]+).*", Pattern.DOTALL);

    /** Files that declare properties of the plugin's own build. */
    private static final List<Path> OWN_BUILD =
            List.of(Path.of("pom.xml"), Path.of("src/test/java"), Path.of("src/it"));

    private final PluginVocabulary known;
    private final List<String> faults;

    private MavenCommand(PluginVocabulary known, List<String> faults) {
        this.known = known;
        this.faults = faults;
    }

    /**
     * Adds the faults of a command line.
     *
     * @param words its arguments after {@code mvn}
     */
    static void check(List<String> words, PluginVocabulary known, List<String> faults) throws IOException {
        MavenCommand command = new MavenCommand(known, faults);
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (OPTIONS_WITH_VALUE.contains(word)) {
                at++;
            } else if (word.startsWith("-D")) {
                command.property(word);
            } else if (!word.startsWith("-P") && !word.startsWith("-T")) {
                command.word(word);
            }
        }
    }

    /** Adds a fault if an argument {@code -Dpywar.NAME} names a property that neither the plugin nor its own build has. */
    void property(String word) throws IOException {
        var found = PROPERTY.matcher(word);
        if (found.matches() && !known.properties().contains(found.group(1)) && !isOfOwnBuild(found.group(1))) {
            faults.add("no goal has a property " + found.group(1));
        }
    }

    static void checkProperty(String word, PluginVocabulary known, List<String> faults) throws IOException {
        new MavenCommand(known, faults).property(word);
    }

    private void word(String word) {
        var ours = OURS.matcher(word);
        if (ours.matches()) {
            goal(word, ours.group(1), ours.group(2));
        } else if (word.startsWith("-")) {
            report(OPTIONS.contains(word), "Maven has no option " + word);
        } else if (word.contains(":")) {
            report(OTHER_PLUGINS.contains(word.split(":")[0]) || word.startsWith("org."), "unknown plugin: " + word);
        } else {
            report(PHASES.contains(word) || isPlaceholder(word), "Maven has no phase " + word);
        }
    }

    private void goal(String word, String version, String goal) {
        report(isPlaceholder(goal) || known.goals().contains(goal), "the plugin has no goal " + word);
        report(version == null || version.equals(ThisBuild.version()), "another version of the plugin: " + word);
    }

    /** Returns whether the reader replaces the text: {@code GOAL}, {@code …}. */
    private static boolean isPlaceholder(String word) {
        return word.matches("[A-Z]+|\\.\\.\\.|…");
    }

    private void report(boolean valid, String fault) {
        if (!valid) {
            faults.add(fault);
        }
    }

    private static boolean isOfOwnBuild(String property) throws IOException {
        for (Path place : OWN_BUILD) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(one -> one.toString().matches(".*\\.(java|xml|properties)"))
                        .toList()) {
                    String text = Files.readString(file);
                    if (text.contains("\"" + property + "\"") || text.contains("<" + property + ">")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
