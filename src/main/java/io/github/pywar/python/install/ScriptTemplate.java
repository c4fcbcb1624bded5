package io.github.pywar.python.install;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Template of a relocatable console script. Its first lines are valid shell and valid Python: the shell runs the script
 * with the Python in the same folder.
 *
 * @param head these lines: the shebang, then lines that are one string literal in Python
 * @param body the call of an entry point, with {@code @module@} and {@code @attribute@}
 */
public record ScriptTemplate(String head, String body) {

    private static final String END = "':'''\n";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*+");
    private static final Pattern ENCODING = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*[-\\w.]+.*");

    /**
     * Parses a template.
     *
     * @param text head and body; the head ends with a line {@code ':'''}; {@code @python@} is replaced by the version
     * @param majorMinor for example {@code 3.11}
     */
    public static ScriptTemplate of(String text, String majorMinor) {
        int end = text.indexOf(END);
        if (!text.startsWith("#!") || end < 0) {
            throw new IllegalArgumentException("a script template begins with a shebang and a head");
        }
        String filled = text.replace("@python@", majorMinor);
        int split = filled.indexOf(END) + END.length();
        return new ScriptTemplate(filled.substring(0, split), filled.substring(split));
    }

    /** @return a script that calls {@code module:attribute} */
    public byte[] calling(String module, String attribute) {
        if (!PLACEHOLDER.matcher(module).matches()
                || !PLACEHOLDER.matcher(attribute).matches()) {
            throw new IllegalArgumentException("not an entry point: " + module + ":" + attribute);
        }
        String text = head + body.replace("@module@", module).replace("@attribute@", attribute);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Replaces the first line of a script of a wheel.
     *
     * @param script its bytes, which begin with {@code #!python}
     */
    byte[] withHead(byte[] script) {
        int rest = afterLine(script, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int firstLine = head.indexOf('\n') + 1;
        out.writeBytes(head.substring(0, firstLine).getBytes(StandardCharsets.UTF_8));
        int second = afterLine(script, rest);
        String line = new String(script, rest, second - rest, StandardCharsets.ISO_8859_1).stripTrailing();
        if (ENCODING.matcher(line).matches()) {
            // Python reads a declared encoding only in the first two lines.
            out.writeBytes((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes(head.substring(firstLine).getBytes(StandardCharsets.UTF_8));
        out.write(script, rest, script.length - rest);
        return out.toByteArray();
    }

    private static int afterLine(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, text.length);
    }
}
