package io.github.pywar.testing.prose;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Search for sentences that are too long. The number of words decides, and a literal is one of them. */
public final class Sentences {

    /** A sentence ends before a paragraph, a list item and a {@code Default:}. A colon also ends it. */
    private static final Pattern SENTENCE = Pattern.compile("(?:(?![.!?:](?:\\s|$)|\\n\\s*\\n)[\\s\\S])++");

    private static final Pattern LINE = Pattern.compile("[^\\n]++");
    private static final Pattern WORD = Pattern.compile("[^\\s]*[\\w#][^\\s]*");

    /** Documentation comments of parameters: with a default, or with the annotation behind them. */
    private static final Pattern PARAMETER = Pattern.compile(
            "/\\*\\*(?:(?!\\*/)[\\s\\S])*+\\*/(?=\\s*+@Parameter)|/\\*\\*(?:(?!\\*/|Default:)[\\s\\S])*+Default:(?:(?!\\*/)[\\s\\S])*+\\*/");

    private Sentences() {}

    /** Returns one line for each sentence of a message that is too long. A line of a message ends a sentence. */
    public static Stream<String> faultsOfMessage(Prose prose) {
        return tooLong(prose, LINE);
    }

    /** Returns one line for each sentence of a parameter's documentation that is too long. */
    public static Stream<String> faultsOfParameters(Prose prose) {
        return PARAMETER.matcher(prose.source()).results().flatMap(comment -> tooLong(prose, comment, SENTENCE));
    }

    private static Stream<String> tooLong(Prose prose, Pattern unit) {
        return unit.matcher(prose.text()).results().flatMap(line -> tooLong(prose, line, SENTENCE));
    }

    private static Stream<String> tooLong(Prose prose, MatchResult part, Pattern unit) {
        return unit.matcher(prose.text())
                .region(part.start(), part.end())
                .results()
                .filter(sentence -> words(sentence.group()) > LanguageRules.LONGEST)
                .map(sentence ->
                        prose.line(sentence.start()) + ": a sentence of " + words(sentence.group()) + " words");
    }

    private static long words(String sentence) {
        return WORD.matcher(sentence).results().count();
    }
}
