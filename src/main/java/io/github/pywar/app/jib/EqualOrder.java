package io.github.pywar.app.jib;

import java.util.Map;
import java.util.TreeMap;

/**
 * Labels and variables whose order in an image is the same with every JDK. jib-core puts them into a {@code HashMap} by {@code
 * putAll}. Since JDK 19, the table of such a map is half as large if it has 3, 6, 12, 24 ... entries, so their order differs.
 */
final class EqualOrder {

    private EqualOrder() {}

    /**
     * Returns the entries; if their number is one of these, with one more entry.
     *
     * @param name of the additional entry
     */
    static Map<String, String> of(Map<String, String> entries, String name) {
        TreeMap<String, String> all = new TreeMap<>(entries);
        if (hasTwoOrders(all.size())) {
            all.putIfAbsent(name, "1");
        }
        return all;
    }

    private static boolean hasTwoOrders(int size) {
        return size > 0 && size % 3 == 0 && Integer.bitCount(size / 3) == 1;
    }
}
