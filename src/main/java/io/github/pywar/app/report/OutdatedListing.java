package io.github.pywar.app.report;

import io.github.pywar.app.report.OutdatedPackage.Change;
import io.github.pywar.base.data.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Outdated packages, in groups: patch, minor and major versions.
 *
 * @param application its name and version
 * @param total number of all packages
 * @param isLocked whether the current versions are those of a lock
 * @param outdated the packages with newer versions, sorted by name
 */
public record OutdatedListing(String application, int total, boolean isLocked, List<OutdatedPackage> outdated)
        implements Listing {

    private static final String ROW = "%-32s %-16s %-16s %-16s %s";

    public OutdatedListing {
        outdated = List.copyOf(outdated);
    }

    @Override
    public List<String> text() {
        if (outdated.isEmpty()) {
            return List.of("All " + total + " packages have their newest version");
        }
        List<String> lines = new ArrayList<>();
        lines.add(row("package", current(), "allowed", "newest", "held back by"));
        for (Change change : Change.values()) {
            List<OutdatedPackage> group = group(change);
            if (!group.isEmpty()) {
                lines.add(text(change) + ":");
                group.forEach(one -> lines.add(row(
                        "  " + one.name(),
                        one.current().toString(),
                        one.allowed().toString(),
                        one.newest().toString(),
                        one.reason())));
            }
        }
        if (outdated.stream().anyMatch(one -> !one.allowed().equals(one.current()))) {
            lines.add("To upgrade to the `allowed` versions: pywar:lock -Dpywar.upgrade=all");
        }
        return lines;
    }

    private String current() {
        return isLocked ? "locked" : "chosen";
    }

    private List<OutdatedPackage> group(Change change) {
        return outdated.stream().filter(one -> one.change() == change).toList();
    }

    private static String text(Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    private static String row(String name, String current, String allowed, String newest, String reason) {
        return String.format(Locale.ROOT, ROW, name, current, allowed, newest, reason)
                .stripTrailing();
    }

    private record Document(String application, int packages, boolean locked, List<Item> outdated) {}

    private record Item(
            String name,
            String current,
            String allowed,
            String newest,
            String change,
            boolean heldBack,
            List<String> heldBackBy) {}

    @Override
    public byte[] json() {
        List<Item> items = outdated.stream()
                .map(one -> new Item(
                        one.name().value(),
                        one.current().toString(),
                        one.allowed().toString(),
                        one.newest().toString(),
                        text(one.change()),
                        one.isHeldBack(),
                        one.heldBackBy()))
                .toList();
        return Json.write(new Document(application, total, isLocked, items));
    }

    @Override
    public List<String> markdown() {
        if (outdated.isEmpty()) {
            return List.of(
                    "All " + total + " packages of " + Markdown.text(application) + " have their newest version.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("### Outdated packages of " + Markdown.text(application));
        for (Change change : Change.values()) {
            List<OutdatedPackage> group = group(change);
            if (!group.isEmpty()) {
                lines.add("");
                lines.add("**" + text(change) + "** (" + group.size() + ")");
                lines.add("");
                lines.add("| package | " + current() + " | allowed | newest | held back by |");
                lines.add("|---|---|---|---|---|");
                group.forEach(one -> lines.add(markdown(one)));
            }
        }
        return lines;
    }

    private static String markdown(OutdatedPackage one) {
        return "| " + Markdown.text(one.name().value()) + " | " + one.current() + " | " + one.allowed() + " | "
                + one.newest() + " | " + Markdown.text(one.reason()) + " |";
    }
}
