package io.github.pywar.python.install;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * How a console script looks that runs wherever its folder lies: the first lines are shell and Python at once and hand
 * the script to the Python beside it.
 *
 * @param head those lines: the first is the shebang, the rest one string to Python
 * @param body what calls an entry point, with {@code @module@} and {@code @attribute@}
 */
public record ScriptTemplate(String head, String body) {

    private static final String END = "':'''\n";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*+");
    private static final Pattern ENCODING = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*[-\\w.]+.*");

    /**
     * @param text both parts, the head ending in a line {@code ':'''}; {@code @python@} is the version
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
            throw new IllegalArgumentException("no entry point: " + module + ":" + attribute);
        }
        String text = head + body.replace("@module@", module).replace("@attribute@", attribute);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Replaces the first line of a wheel's own script.
     *
     * @param script its bytes, beginning with {@code #!python}
     */
    byte[] around(byte[] script) {
        int rest = afterLine(script, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int firstLine = head.indexOf('\n') + 1;
        out.writeBytes(head.substring(0, firstLine).getBytes(StandardCharsets.UTF_8));
        int second = afterLine(script, rest);
        String line = new String(script, rest, second - rest, StandardCharsets.ISO_8859_1).stripTrailing();
        if (ENCODING.matcher(line).matches()) {
            // Python looks for a declared encoding in the first two lines only.
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
