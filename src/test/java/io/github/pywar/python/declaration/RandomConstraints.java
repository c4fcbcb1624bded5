package io.github.pywar.python.declaration;

import java.util.List;
import java.util.Random;

/** Generated version constraints of Poetry: most are valid, some are damaged. */
final class RandomConstraints {

    private static final List<String> OPERATORS =
            List.of("^", "^", "^", "~", "~", "~=", "==", "=", "!=", "<", "<=", ">", ">=", ">=", "<", "");
    private static final List<String> SUFFIXES = List.of(
            "", "", "", "", "", "", "", "a1", "b2", "rc1", ".dev1", ".post1", "-1", "-alpha.1", "rc", ".post2.dev1");
    private static final List<String> SEPARATORS = List.of(",", ", ", " ", " , ", ",", ", ");
    private static final List<String> ALTERNATIVES = List.of("||", " || ", "|", " | ");
    private static final List<String> ANY = List.of("*", "x", "X", "*.*", "v*");
    private static final String DAMAGE = " ,|^~=<>!*.1ax-";

    private final Random random;

    RandomConstraints(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        StringBuilder text = new StringBuilder(alternative());
        while (random.nextInt(4) == 0) {
            text.append(one(ALTERNATIVES)).append(alternative());
        }
        if (random.nextInt(10) == 0) {
            damage(text);
        }
        return text.toString();
    }

    /** Returns a constraint on Python, which is valid. */
    String nextPython() {
        StringBuilder text = new StringBuilder(python());
        while (random.nextInt(3) == 0) {
            text.append(one(random.nextInt(3) == 0 ? ALTERNATIVES : SEPARATORS)).append(python());
        }
        return text.toString();
    }

    private String python() {
        String minor = random.nextInt(8) == 0 ? "2.7" : "3." + (6 + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0 -> one(List.of("", "==", "!=")) + minor + ".*";
            case 1 -> one(List.of("^", "~", ">=", "<", "<=", ">", "==", "!=")) + minor + "." + random.nextInt(4);
            case 2 -> random.nextInt(3) == 0 ? one(List.of("*", "^3", "<4", ">=3")) : ">=" + minor + ",<4.0";
            default -> one(List.of("^", "^", "~", ">=", "<", "<=", ">", "")) + minor;
        };
    }

    private String alternative() {
        StringBuilder text = new StringBuilder(clause());
        while (random.nextInt(3) == 0) {
            text.append(one(SEPARATORS)).append(clause());
        }
        return random.nextInt(25) == 0 ? text + "," : text.toString();
    }

    private String clause() {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(4) == 0 ? one(ANY) : release() + ".*";
            case 1 -> one(List.of("==", "!=", "")) + release() + ".*";
            case 2 -> one(List.of("==", "!=", "")) + release() + "+" + one(List.of("local", "cu118.1"));
            default -> one(OPERATORS) + (random.nextInt(6) == 0 ? " " : "") + version();
        };
    }

    private String version() {
        String prefix = random.nextInt(20) == 0 ? "v" : random.nextInt(30) == 0 ? "1!" : "";
        return prefix + release() + one(SUFFIXES);
    }

    private String release() {
        StringBuilder text = new StringBuilder().append(random.nextInt(4));
        for (int more = random.nextInt(4); more > 0; more--) {
            text.append('.').append(random.nextInt(3));
        }
        return text.toString();
    }

    private void damage(StringBuilder text) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean() && text.length() > 1) {
            text.deleteCharAt(at);
        } else {
            text.insert(at, DAMAGE.charAt(random.nextInt(DAMAGE.length())));
        }
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
