package io.github.pywar.app.task;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.Wanted;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Takes the newest fitting wheel of each project from folders. */
public record WheelFolders(List<Path> folders) implements LibrarySource {

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        SortedMap<PackageName, Library> chosen = new TreeMap<>();
        Deque<Requirement> open = new ArrayDeque<>();
        spec.allWanted().stream().map(Wanted::requirement).forEach(open::add);
        int roots = open.size();
        for (int i = 0; !open.isEmpty(); i++) {
            Requirement next = open.remove();
            if (!chosen.containsKey(next.name()) && next.appliesTo(spec.target().markers(), next.extras())) {
                Wheel wheel = best(next, spec);
                wheel.verify();
                chosen.put(
                        next.name(), new Library(wheel, Sha256.of(wheel.file()).hex(), Optional.empty(), i < roots));
                Metadata.parse(wheel.metadata()).requiresDist().stream()
                        .filter(need -> need.appliesTo(spec.target().markers(), next.extras()))
                        .forEach(open::add);
            }
        }
        return new ArrayList<>(chosen.values());
    }

    private Wheel best(Requirement wanted, AppSpec spec) throws IOException {
        List<Path> fitting = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                fitting.addAll(files.filter(file -> fits(file, wanted, spec)).toList());
            }
        }
        return Wheel.open(fitting.stream()
                .max(Comparator.comparing(file -> name(file).orElseThrow().version()))
                .orElseThrow(() -> UserException.of("No wheel of `" + wanted + "` fits " + spec.target())));
    }

    private static boolean fits(Path file, Requirement wanted, AppSpec spec) {
        return name(file)
                .filter(name -> name.name().equals(wanted.name()))
                .filter(name -> wanted.specifiers().accepts(name.version()))
                .filter(name -> spec.target().tags().best(name.tags()).isPresent())
                .isPresent();
    }

    private static Optional<WheelName> name(Path file) {
        return WheelName.tryParse(file.getFileName().toString());
    }
}
