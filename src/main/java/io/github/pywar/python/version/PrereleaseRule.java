package io.github.pywar.python.version;

import java.util.List;
import java.util.Optional;

/** Which of the fitting items stay, by PEP 440, "Handling of pre-releases": a rule over the list, not over one item. */
final class PrereleaseRule {

    private PrereleaseRule() {}

    /** @param rule true for all, false for none, empty for pre-releases only where there is nothing else */
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
