package io.github.pywar.testing.prose;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Separation of prose from code for one kind of file. */
public enum Syntax {
    /** Comments. In the product also literals of several words, because they are printed. */
    JAVA(
            "/\\*[\\s\\S]*?\\*/|//[^\\n]*+|\"\"\"(?:(?!\"\"\")(?:[^\\\\]|\\\\[\\s\\S]))*+\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*+\""
                    + "|'(?:[^'\\\\\\n]|\\\\.)++'",
            "/\\*++|\\*++/|(?m)^\\s*+\\*|//|\"++|\\\\[nt\"]"),

    /** Comments and documentation strings. In the product also literals of several words. */
    PYTHON(
            "#[^\\n]*+|\"\"\"(?:(?!\"\"\")(?:[^\\\\]|\\\\[\\s\\S]))*+\"\"\"|'''(?:(?!''')(?:[^\\\\]|\\\\[\\s\\S]))*+'''"
                    + "|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+'",
            "#++|\"++|\\\\[nt\"']"),

    /** All but examples and the targets of links. */
    MARKDOWN("[\\s\\S]++", "(?ms)^ *```.*?^ *```|(?<=\\n\\n)(?: {4}[^\\n]*+\\n)++|(?<=\\])\\([^)\\s]*+\\)"),

    /** Comments, descriptions and names. */
    XML("<!--[\\s\\S]*?-->|<description>[^<]*+|<name>[^<]*+|name=\"[^\"]*+\"", "<!--|-->|<\\w++>|name=|\""),

    /** Comments of scripts and properties. */
    HASH("(?m)(?:^|(?<=\\s))#[^\\n]*+", "#++"),

    /** Messages: all of the text. */
    TEXT("[\\s\\S]++", "(?!)"),

    /** No prose. */
    DATA("(?!)", "(?!)");

    private static final Path PRODUCT = Path.of("src", "main");
    private static final Pattern SEVERAL_WORDS = Pattern.compile("\\S\\s++\\S++\\s++\\S");

    private final Pattern parts;
    private final Pattern marks;

    Syntax(String parts, String marks) {
        this.parts = Pattern.compile(parts);
        this.marks = Pattern.compile(marks);
    }

    /** Returns the syntax that a file's name implies. */
    public static Syntax of(Path file) {
        String name = "/" + file;
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        if (name.contains("/golden/")) {
            return suffix.equals("txt") ? TEXT : DATA;
        }
        return switch (suffix) {
            case "java", "groovy" -> JAVA;
            case "py" -> PYTHON;
            case "md" -> MARKDOWN;
            case "xml" -> XML;
            case "sh", "properties", "toml", "conf" -> HASH;
            default -> name.endsWith(".ci/run") ? HASH : DATA;
        };
    }

    /** Returns the parts of a file's content that are prose, with their marks. */
    Stream<MatchResult> prose(Path file, String source) {
        boolean isProduct = file.startsWith(PRODUCT);
        return parts.matcher(source).results().filter(part -> isProse(part.group(), isProduct));
    }

    /** Returns the marks of prose, such as the slashes of a comment. They are no prose themselves. */
    Pattern marks() {
        return marks;
    }

    private boolean isProse(String part, boolean isProduct) {
        return switch (this) {
            case JAVA -> part.startsWith("/") || isProduct && isPrinted(part);
            case PYTHON ->
                part.startsWith("#")
                        || part.startsWith("\"\"\"")
                        || part.startsWith("'''")
                        || isProduct && isPrinted(part);
            default -> true;
        };
    }

    private static boolean isPrinted(String literal) {
        return SEVERAL_WORDS.matcher(literal).find();
    }
}
