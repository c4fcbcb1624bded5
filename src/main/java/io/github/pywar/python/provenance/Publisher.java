package io.github.pywar.python.provenance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Identity of the publisher of a file: mostly a workflow of a repository.
 *
 * @param claims the parts of the identity by name; {@code kind} is always among them
 */
public record Publisher(Map<String, String> claims) {

    /** The claims that messages show, in this order. */
    private static final List<String> SHOWN =
            List.of("repository", "workflow", "workflow_filepath", "environment", "email", "sub");

    public Publisher {
        claims = Collections.unmodifiableMap(new TreeMap<>(claims));
    }

    /** @return {@code GitHub acme/shop, workflow release.yml}, in printable ASCII */
    @Override
    public String toString() {
        List<String> rest = SHOWN.stream()
                .flatMap(name -> Optional.ofNullable(claims.get(name))
                        .map(value -> name.equals("repository") ? value : name + " " + value)
                        .stream())
                .toList();
        String text = Stream.concat(
                        Stream.of(claims.getOrDefault("kind", "unknown")),
                        rest.stream().limit(1))
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
        String all = rest.size() < 2 ? text : text + ", " + String.join(", ", rest.subList(1, rest.size()));
        return all.replaceAll("[^ -~]|`", "?");
    }
}
