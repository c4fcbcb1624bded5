package io.github.pywar.app.dependency;

import io.github.pywar.python.declaration.SourceName;
import io.github.pywar.python.name.PackageName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Package sources that a declaration of another tool names. Only their names are used: URLs come from the configuration of
 * the build.
 *
 * @param ofPackages the source that a package must come from
 * @param defined sources that the declaration defines
 */
public record NamedSources(Map<PackageName, SourceName> ofPackages, List<SourceName> defined) {

    /** No sources. */
    public static final NamedSources NONE = new NamedSources(Map.of(), List.of());

    public NamedSources {
        ofPackages = Collections.unmodifiableMap(new TreeMap<>(ofPackages));
        defined = List.copyOf(defined);
    }

    NamedSources and(NamedSources other) {
        Map<PackageName, SourceName> all = new TreeMap<>(other.ofPackages);
        all.putAll(ofPackages);
        List<SourceName> both = new ArrayList<>(defined);
        both.addAll(other.defined);
        return new NamedSources(all, both.stream().distinct().toList());
    }
}
