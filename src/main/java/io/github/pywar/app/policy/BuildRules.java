package io.github.pywar.app.policy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.ClosestName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rules of a POM for builds from source code.
 *
 * @param policy the packages that are built
 * @param settings for the build backends of single packages, each with one or more values
 */
public record BuildRules(BuildPolicy policy, Map<PackageName, Map<String, List<String>>> settings) {

    private static final Map<String, BuildScope> SCOPES =
            Map.of("none", BuildScope.NONE, "pure", BuildScope.PURE, "native", BuildScope.NATIVE);

    public BuildRules {
        settings = Map.copyOf(settings);
    }

    /**
     * Parses the rules of a POM.
     *
     * @param scopes {@code none}, {@code pure} or {@code native}; for one package {@code NAME=SCOPE}
     * @param settings texts {@code NAME:KEY=VALUE}
     * @throws UserException if one of the texts is not valid
     */
    public static BuildRules parse(List<String> scopes, List<String> settings) {
        BuildScope all = BuildScope.PURE;
        Map<PackageName, BuildScope> single = new TreeMap<>();
        for (String text : scopes) {
            int sign = text.indexOf('=');
            BuildScope scope = scope(text.substring(sign + 1).strip());
            if (sign < 0) {
                all = scope;
            } else {
                single.put(name(text.substring(0, sign), "<buildSdists>"), scope);
            }
        }
        return new BuildRules(new BuildPolicy(all, single), settings(settings));
    }

    /**
     * Checks the Python that is named for builds. Whether it fits the target is checked by the first build.
     *
     * @return the same path
     * @throws UserException if no program is there
     */
    public static Path checkPython(Path program) {
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw UserException.of("`" + program + "` is not a program\n    from: <buildPython>")
                    .hint("write the path of a Python: <buildPython>/usr/bin/python3.11</buildPython>")
                    .hint("without <buildPython>, a Python of the PATH or of pyenv is used");
        }
        return program;
    }

    private static Map<PackageName, Map<String, List<String>>> settings(List<String> texts) {
        Map<PackageName, Map<String, List<String>>> settings = new TreeMap<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            int sign = text.indexOf('=', colon + 1);
            if (colon < 1 || sign <= colon + 1) {
                throw UserException.of("`" + text + "` is not a setting of a build backend\n    from: <buildSettings>")
                        .hint("write `NAME:KEY=VALUE`, for example `pillow:raqm=disable`");
            }
            settings.computeIfAbsent(name(text.substring(0, colon), "<buildSettings>"), key -> new TreeMap<>())
                    .computeIfAbsent(text.substring(colon + 1, sign).strip(), key -> new ArrayList<>())
                    .add(text.substring(sign + 1).strip());
        }
        return settings;
    }

    private static BuildScope scope(String text) {
        return Optional.ofNullable(SCOPES.get(text)).orElseThrow(() -> {
            UserException error =
                    UserException.of("`" + text + "` does not say what is built from source\n    from: <buildSdists>");
            return ClosestName.of(text, SCOPES.keySet())
                    .map(closest -> error.hint("did you mean `" + closest + "`?"))
                    .orElse(error)
                    .hint("write `none`, `pure` or `native`; for one package: `NAME=native`");
        });
    }

    private static PackageName name(String text, String element) {
        return PackageName.tryParse(text.strip())
                .orElseThrow(() -> UserException.of("`" + text + "` is not a package name\n    from: " + element));
    }
}
