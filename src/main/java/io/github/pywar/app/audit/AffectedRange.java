package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Range of affected versions (OSV schema 1.x, {@code affected[].ranges[]}, "Evaluation"). In doubt a version is affected: a
 * lower bound that is no version is the lowest one, an upper bound that is no version is ignored.
 *
 * @param events sorted by version
 * @param limits upper bounds; a version is in the range if it is below one of them, or there is none
 */
record AffectedRange(List<Event> events, List<Version> limits) {

    private static final String ANY = "*";
    private static final String FIRST = "0";

    /** Kinds of events, in the order in which events of one version apply. */
    private enum Kind {
        FIXED,
        INTRODUCED,
        LAST_AFFECTED
    }

    /**
     * Change at a version.
     *
     * @param version empty: before the first version
     */
    private record Event(Kind kind, Optional<Version> version) {

        private boolean isReached(Version other) {
            return version.isEmpty() || compared(other) >= 0 && kind != Kind.LAST_AFFECTED || compared(other) > 0;
        }

        private int compared(Version other) {
            return other.compareTo(version.orElseThrow());
        }
    }

    private static final Comparator<Event> BY_VERSION = Comparator.comparing(
                    (Event event) -> event.version().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Event::kind);

    AffectedRange {
        events = List.copyOf(events);
        limits = List.copyOf(limits);
    }

    /** Reads the events of a range. */
    static AffectedRange read(JsonNode events) {
        List<Event> read = new ArrayList<>();
        List<Version> limits = new ArrayList<>();
        boolean isUnlimited = false;
        for (JsonNode event : events) {
            if (event.has("introduced")) {
                String text = event.path("introduced").asText();
                read.add(new Event(Kind.INTRODUCED, text.equals(FIRST) ? Optional.empty() : Version.tryParse(text)));
            }
            upper(event, "fixed").ifPresent(version -> read.add(new Event(Kind.FIXED, Optional.of(version))));
            upper(event, "last_affected")
                    .ifPresent(version -> read.add(new Event(Kind.LAST_AFFECTED, Optional.of(version))));
            isUnlimited |= event.path("limit").asText("").equals(ANY);
            upper(event, "limit").ifPresent(limits::add);
        }
        read.sort(BY_VERSION);
        return new AffectedRange(read, isUnlimited ? List.of() : limits);
    }

    private static Optional<Version> upper(JsonNode event, String key) {
        return Optional.of(event.path(key).asText(""))
                .filter(text -> !text.isEmpty())
                .flatMap(Version::tryParse);
    }

    /** Returns whether the version is in the range. */
    boolean contains(Version version) {
        if (!limits.isEmpty() && limits.stream().allMatch(limit -> version.compareTo(limit) >= 0)) {
            return false;
        }
        boolean isAffected = false;
        for (Event event : events) {
            if (event.isReached(version)) {
                isAffected = event.kind() == Kind.INTRODUCED;
            }
        }
        return isAffected;
    }

    /** Returns the lowest later version with a fix. */
    Optional<Version> fixedAfter(Version version) {
        return events.stream()
                .filter(event -> event.kind() == Kind.FIXED)
                .flatMap(event -> event.version().stream())
                .filter(fixed -> fixed.compareTo(version) > 0)
                .min(Comparator.naturalOrder());
    }
}
