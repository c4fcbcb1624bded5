package io.github.pywar.python.version;

import java.util.List;
import java.util.Optional;

/**
 * Selection of pre-releases (PEP 440, "Handling of pre-releases"). The rule applies to the list: a single item does not
 * decide it.
 */
final class PrereleaseRule {

    private PrereleaseRule() {}

    /** @param rule true to keep pre-releases, false to remove them, empty to keep them only if there is no final release */
    static List<String> apply(List<String> items, Optional<Boolean> rule) {
        if (rule.isPresent() && rule.get()) {
            return items;
        }
        List<String> others = items.stream().filter(item -> !isPrerelease(item)).toList();
        boolean anyFinal =
                others.stream().anyMatch(item -> Version.tryParse(item).isPresent());
        return rule.isPresent() || anyFinal ? others : items;
    }

    private static boolean isPrerelease(String item) {
        return Version.tryParse(item).filter(Version::isPrerelease).isPresent();
    }
}
