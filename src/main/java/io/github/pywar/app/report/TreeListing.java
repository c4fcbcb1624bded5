package io.github.pywar.app.report;

import io.github.pywar.base.data.Json;
import io.github.pywar.base.text.TextTree;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.ResolvedPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Dependencies of an application.
 *
 * @param application its name and version
 * @param target that the dependencies apply to
 * @param tree for the user
 * @param packages that are listed for programs
 * @param roots the requirements of the application
 * @param system a block of lines about the target's system; empty if there are no requirements
 * @param startup a block of lines about start-up code; empty if there is none
 */
public record TreeListing(
        String application,
        String target,
        TextTree tree,
        List<ResolvedPackage> packages,
        List<RootRequirement> roots,
        List<String> system,
        List<String> startup)
        implements Listing {

    public TreeListing {
        packages = List.copyOf(packages);
        roots = List.copyOf(roots);
        system = List.copyOf(system);
        startup = List.copyOf(startup);
    }

    @Override
    public List<String> text() {
        List<String> lines = new ArrayList<>(tree.lines());
        lines.addAll(system);
        lines.addAll(startup);
        return lines;
    }

    private record Document(
            String application,
            String target,
            List<Edge> requirements,
            List<Item> packages,
            List<String> system,
            List<String> startup) {}

    private record Item(String name, String version, String file, List<Edge> requires) {}

    private record Edge(String name, String requirement, String source) {}

    @Override
    public byte[] json() {
        List<Edge> declared = roots.stream()
                .map(root -> edge(root.requirement(), root.source()))
                .toList();
        Set<PackageName> listed = packages.stream().map(ResolvedPackage::name).collect(Collectors.toSet());
        List<Item> items = packages.stream()
                .map(one -> new Item(
                        one.name().value(),
                        one.version().toString(),
                        one.file().fileName(),
                        one.requirements().stream()
                                .filter(required -> !required.name().equals(one.name()))
                                .filter(required -> listed.contains(required.name()))
                                .map(required -> edge(required, one.name().value()))
                                .toList()))
                .toList();
        return Json.write(new Document(application, target, declared, items, items(system), items(startup)));
    }

    /** Returns the lines of a block without its heading. */
    private static List<String> items(List<String> block) {
        return block.stream().skip(1).map(String::strip).toList();
    }

    private static Edge edge(Requirement requirement, String source) {
        String text = Credentials.redact(requirement.withMarker(null).toString());
        return new Edge(requirement.name().value(), text, source);
    }

    @Override
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("### Dependencies of " + Markdown.text(application));
        lines.add("");
        lines.add(packages.size() + " packages for " + Markdown.text(target));
        lines.add("");
        lines.add("```text");
        lines.addAll(text());
        lines.add("```");
        return lines;
    }
}
