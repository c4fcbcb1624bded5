package io.github.pywar.python.declaration;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.declaration.SetupSections.Option;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Dependencies that setuptools reads from a {@code setup.cfg}. */
public final class SetupConfiguration {

    /** Name of the file. */
    public static final String NAME = "setup.cfg";

    private static final int MAX_BYTES = 8 << 20;
    private static final String OPTIONS = "options";
    private static final String EXTRAS = "options.extras_require";
    private static final String REQUIRES = "install_requires";
    private static final String FILE = "file:";

    private final SetupSections sections;
    private final RequirementLines files;

    private SetupConfiguration(SetupSections sections, RequirementLines files) {
        this.sections = sections;
        this.files = files;
    }

    /** Reads the file of a project. */
    public static SetupConfiguration read(Path file, FileScope project) throws IOException {
        String text = new String(project.read(file, NAME, MAX_BYTES), StandardCharsets.UTF_8);
        Path folder = file.toAbsolutePath().getParent();
        return new SetupConfiguration(SetupSections.parse(text, NAME), new RequirementLines(folder, project));
    }

    /** Returns whether it declares dependencies. */
    public boolean hasDependencies() {
        return sections.option(OPTIONS, REQUIRES).isPresent();
    }

    /** Returns the Python versions of {@code python_requires}. */
    public Optional<RequiredPython> python() {
        return sections.option(OPTIONS, "python_requires").map(option -> {
            String text = option.text();
            VersionSpecifiers versions = PoetryDependency.parsed(text, option.location(), VersionSpecifiers::parse);
            return new RequiredPython(versions, text, "python_requires in " + option.location());
        });
    }

    /**
     * Returns the dependencies of the project.
     *
     * @param extras whose dependencies are added
     */
    public List<DeclaredRequirement> requirements(Collection<ExtraName> extras) throws IOException {
        List<DeclaredRequirement> all = new ArrayList<>();
        Optional<Option> required = sections.option(OPTIONS, REQUIRES);
        if (required.isPresent()) {
            all.addAll(requirements(required.get()));
        }
        Set<ExtraName> known = new TreeSet<>();
        for (Map.Entry<String, Option> entry : sections.options(EXTRAS).entrySet()) {
            Optional<ExtraName> extra = ExtraName.tryParse(entry.getKey());
            extra.ifPresent(known::add);
            if (extra.filter(extras::contains).isPresent()) {
                all.addAll(requirements(entry.getValue()));
            }
        }
        requireKnown(extras, known);
        return all;
    }

    private static void requireKnown(Collection<ExtraName> extras, Set<ExtraName> known) {
        for (ExtraName extra : extras) {
            if (!known.contains(extra)) {
                throw UserException.of("`" + NAME + "` has no extra `" + extra + "`\n    known: "
                        + known.stream().map(ExtraName::value).collect(Collectors.joining(", ")));
            }
        }
    }

    /** Semicolons separate the requirements in a value of one line. Such a value has no markers. */
    private List<DeclaredRequirement> requirements(Option option) throws IOException {
        String text = option.text();
        if (text.startsWith(FILE)) {
            List<String> names = List.of(text.substring(FILE.length()).strip().split("[,\\s]+"));
            return files.read(names, option.location());
        }
        List<DeclaredRequirement> all = new ArrayList<>();
        ErrorList errors = new ErrorList();
        boolean isOneLine =
                option.lines().stream().filter(line -> !line.isBlank()).count() == 1
                        && !option.lines().get(0).isBlank();
        if (isOneLine) {
            for (String part : text.split(";", -1)) {
                RequirementLines.parse(new String[] {part}, option.location(), all, errors);
            }
        } else {
            SourceLocation first = option.location();
            RequirementLines.parse(option.lines().toArray(new String[0]), first, all, errors);
        }
        errors.throwIfAny();
        return all;
    }
}
