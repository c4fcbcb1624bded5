package io.github.pywar.base.error;

import java.util.List;
import java.util.Map;

/**
 * One action that is likely to help. A hint that names an option of the caller has only a kind and values here; the
 * caller has the text.
 *
 * @param kind decides the text
 * @param values fill the text, in this order; for example a path
 */
public record Hint(Kind kind, List<String> values) {

    private static final Kind PLAIN = () -> "%s";

    public Hint {
        values = List.copyOf(values);
    }

    /** Kind of hint; each layer has an enum of its own kinds. */
    @FunctionalInterface
    public interface Kind {

        /** @return the text for callers without options of their own, with {@code %s} for each value */
        String template();
    }

    /** @return a hint with the same text for every caller */
    public static Hint of(String text) {
        return new Hint(PLAIN, List.of(text));
    }

    /** @return a hint whose text depends on the caller */
    public static Hint of(Kind kind, String... values) {
        return new Hint(kind, List.of(values));
    }

    /**
     * Appends hints to a message, each on a line of its own.
     *
     * @param templates the caller's texts, as those of {@link Kind#template()}; may lack kinds
     */
    public static String append(String message, List<Hint> hints, Map<? extends Kind, String> templates) {
        StringBuilder text = new StringBuilder(message);
        for (Hint hint : hints) {
            text.append("\nhint: ").append(hint.text(templates));
        }
        return text.toString();
    }

    private String text(Map<? extends Kind, String> templates) {
        String own = templates.get(kind);
        return String.format(own == null ? kind.template() : own, values.toArray());
    }

    /** @return the text for callers without options of their own */
    @Override
    public String toString() {
        return text(Map.of());
    }
}
