package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Allowed formats by project: source distributions ({@code --no-binary}) and wheels ({@code --only-binary}). The last
 * option for a name decides, and an option with a name has precedence over {@code :all:} ({@code standards.md}, "Rules
 * of requirements files", "Options with names").
 */
public final class FormatControl {

    /** Stands for all projects. */
    public static final String ALL = ExclusiveNames.ALL;

    private final List<Option> options;
    private final ExclusiveNames names = new ExclusiveNames();

    FormatControl(List<Option> options) {
        this.options = List.copyOf(options);
        for (Option option : options) {
            if (option.isNoBinary) {
                names.addFirst(option.names);
            } else {
                names.addSecond(option.names);
            }
        }
    }

    /**
     * One option.
     *
     * @param isNoBinary whether it is {@code --no-binary}, else {@code --only-binary}
     * @param names the value of the option
     */
    record Option(boolean isNoBinary, String names, SourceLocation location) {

        private boolean contains(String name) {
            ExclusiveNames alone = new ExclusiveNames();
            alone.addFirst(names);
            return alone.first().contains(name);
        }
    }

    /** @return the options of both; those of {@code later} have precedence */
    public FormatControl then(FormatControl later) {
        List<Option> all = new ArrayList<>(options);
        all.addAll(later.options);
        return new FormatControl(all);
    }

    /** @return the location of the option that requests a source build of the project; empty if none does */
    public Optional<SourceLocation> sourceRequestedAt(PackageName project) {
        boolean isNamed = noBinary().contains(project.value());
        boolean isSelected = isNamed
                || noBinary().contains(ExclusiveNames.ALL) && !onlyBinary().contains(ExclusiveNames.ALL);
        if (!isSelected || onlyBinary().contains(project.value())) {
            return Optional.empty();
        }
        return options.stream()
                .filter(option -> option.isNoBinary && option.contains(isNamed ? project.value() : ExclusiveNames.ALL))
                .map(Option::location)
                .reduce((earlier, later) -> later);
    }

    /** @return projects without wheels, in normal form, or {@link #ALL} */
    public Set<String> noBinary() {
        return names.first();
    }

    /** @return projects without source distributions, in normal form, or {@link #ALL} */
    public Set<String> onlyBinary() {
        return names.second();
    }
}
