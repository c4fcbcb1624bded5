package io.github.pywar.testing.prose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words that no text of the project uses, references to missing papers, and the longest sentence. */
public final class LanguageRules {

    /** The longest sentence of a message and of a parameter's description, in words. */
    public static final int LONGEST = 30;

    private static final Map<String, String> RETIRED = new LinkedHashMap<>();

    static {
        RETIRED.put("tells?|told|telling", "log, report, warn, print; distinguish");
        RETIRED.put("said", "declared, configured, set");
        RETIRED.put("givers?", "origin, source");
        RETIRED.put("wish|wishes|wished|wanted|wants?", "request, requested; need");
        RETIRED.put("lies?|lying|lain|stands?|stood|standing", "is, is in");
        RETIRED.put("proofs?|duty|duties|afterthoughts?", "check, policy, final check");
        RETIRED.put("places|supply(?![ -]chain)|supplies", "sources, package sources, locations");
        RETIRED.put("pass(?:es|ed|ing)?\\s++over", "skip, reject");
        RETIRED.put("(?:held|holds?|holding)(?:\\s++[\\w#]++){0,6}\\s++against", "compared with, checked against");
        RETIRED.put("whole|good", "complete, entire, verified, valid");
        RETIRED.put("persons?|(?:who|whom|that)\\s++asks?", "the user");
        RETIRED.put("nobody|whoever|whomever", "no X; any X");
        RETIRED.put("word", "token; term");
        RETIRED.put("strangers?", "other clients, untrusted client");
        RETIRED.put("believes?|believed|aloud|half-closed", "trust, use; explicitly");
        RETIRED.put("it\\s++is\\s++what|of\\s++what|for\\s++it\\s++is", "a plain sentence");
        RETIRED.put("counts?\\s++for\\s++nothing", "is ignored");
        RETIRED.put("(?-i:Gives)", "Returns");
    }

    /** References to papers that are not in the repository. Their content is on the page {@code standards.md}. */
    private static final List<String> DANGLING = List.of(
            "checklist(?:\\s++[A-Z]\\d++)?",
            "[\"']?our\\s++choices[\"']?",
            "the\\s++design(?:'s)?",
            "(?:archive-format|architecture|performance|goals|language|maven)\\.md",
            "the\\s++plan",
            "issue\\s++#?\\d++");

    /** Idioms and terms in which a retired expression is right. */
    private static final Map<String, String> ALLOWED = Map.of(
            "stands?\\s++for", "means: an abbreviation stands for its long form",
            "you\\s++want", "the user has wishes, code has none",
            "issue\\s++number", "no reference");

    private static final Pattern ALLOWED_PHRASE = anyOf(ALLOWED.keySet().stream());
    private static final Pattern DANGLING_REFERENCE = anyOf(DANGLING.stream());
    private static final Map<Pattern, String> RETIRED_WORDS = new LinkedHashMap<>();

    static {
        RETIRED.forEach((words, better) -> RETIRED_WORDS.put(anyOf(Stream.of(words)), better));
    }

    private LanguageRules() {}

    /** Returns one line for each retired expression and each dangling reference, with its file and line. */
    public static Stream<String> wordFaults(Prose prose) {
        String text = ALLOWED_PHRASE.matcher(prose.text()).replaceAll(found -> Prose.covered(found.group(), '#'));
        Stream<String> retired = RETIRED_WORDS.entrySet().stream()
                .flatMap(rule -> faults(prose, rule.getKey().matcher(text), "write: " + rule.getValue()));
        Stream<String> dangling = faults(
                prose, DANGLING_REFERENCE.matcher(text), "describe it, or link to src/site/markdown/standards.md");
        return Stream.concat(retired, dangling);
    }

    private static Stream<String> faults(Prose prose, Matcher matcher, String advice) {
        return matcher.results()
                .map(found -> prose.line(found.start()) + ": `" + found.group().replaceAll("\\s+", " ") + "` (" + advice
                        + ")");
    }

    /** Returns a pattern of the words. Inside of a name, a path or a call they are code, even without marks. */
    private static Pattern anyOf(Stream<String> words) {
        return Pattern.compile(
                "(?<![\\w.\\-/<$@=\\\\])(?:" + String.join("|", words.toList()) + ")(?![\\w\\-/>(=]|[.:]\\w)",
                Pattern.CASE_INSENSITIVE);
    }
}
