package io.github.pywar.python.resolve;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.tag.TagPreference;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.WheelName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** From a project's page to what can be chosen of it: one wheel a version, versions in the order of preference. */
final class ReleaseChoice {

    private final ReleaseRules rules;
    private final TagPreference tags;

    ReleaseChoice(ReleaseRules rules, TagPreference tags) {
        this.rules = rules;
        this.tags = tags;
    }

    /** @param pins what somebody fixes the version to: yanked files count there, behind all others */
    Releases of(ProjectPage page, Set<VersionSpecifiers> pins) {
        Map<Version, VersionFiles> files = new TreeMap<>(Comparator.reverseOrder());
        for (DistributionFile file : page.files()) {
            add(files, page.name(), file);
        }
        Map<Version, Release> all = new LinkedHashMap<>();
        Map<Version, Release> yanked = new LinkedHashMap<>();
        List<PassedOver> passedOver = new ArrayList<>();
        for (VersionFiles version : inOrder(page.name(), files)) {
            Optional<PassedOver> reason = ruledOut(page.name(), version, pins);
            if (reason.isPresent()) {
                passedOver.add(reason.get());
            } else {
                Release release = Release.of(version.version(), version.best().get());
                boolean last = release.yanked().isPresent() && !isPreferred(page.name(), version.version());
                (last ? yanked : all).put(version.version(), release);
            }
        }
        all.putAll(yanked);
        return new Releases(true, all, passedOver);
    }

    private void add(Map<Version, VersionFiles> files, PackageName project, DistributionFile file) {
        Optional<WheelName> wheel =
                WheelName.tryParse(file.fileName()).filter(name -> name.name().equals(project));
        if (wheel.isPresent()) {
            VersionFiles version = files.computeIfAbsent(wheel.get().version(), VersionFiles::new);
            version.add(
                    file, wheel.get(), tags.best(wheel.get().tags()), rules.pythonNeeded(file), refusal(project, file));
        } else if (!file.isWheel()) {
            SdistName.tryParse(file.fileName(), project)
                    .ifPresent(sdist -> files.computeIfAbsent(sdist.version(), VersionFiles::new)
                            .addSource(file));
        }
    }

    private Optional<PassedOver.Reason> refusal(PackageName project, DistributionFile file) {
        if (!rules.isHashAllowed(project, file)) {
            return Optional.of(PassedOver.Reason.HASH);
        }
        return rules.isTooNew(file) ? Optional.of(PassedOver.Reason.TOO_NEW) : Optional.empty();
    }

    private List<VersionFiles> inOrder(PackageName project, Map<Version, VersionFiles> files) {
        List<VersionFiles> order = new ArrayList<>(files.values());
        if (rules.prereleases(project) != PrereleaseMode.ALWAYS) {
            order.sort(Comparator.comparing(version -> version.version().isPrerelease()));
        }
        rules.preferred(project).map(files::get).ifPresent(kept -> {
            order.remove(kept);
            order.add(0, kept);
        });
        return order;
    }

    private Optional<PassedOver> ruledOut(PackageName project, VersionFiles files, Set<VersionSpecifiers> pins) {
        Version version = files.version();
        Optional<RootRequirement> constraint = rules.ruledOutBy(project, version);
        if (constraint.isPresent()) {
            return Optional.of(files.passedOver(
                    PassedOver.Reason.CONSTRAINT, "is ruled out by the constraint " + constraint.get()));
        }
        if (version.isPrerelease() && rules.prereleases(project) == PrereleaseMode.NEVER) {
            return Optional.of(files.passedOver(PassedOver.Reason.PRERELEASE, "is a pre-release"));
        }
        if (files.best().isEmpty()) {
            return Optional.of(files.misfit());
        }
        boolean admitted = isPreferred(project, version) || pins.stream().anyMatch(pin -> pin.accepts(version));
        return files.best()
                .get()
                .yanked()
                .filter(reason -> !admitted)
                .map(reason -> files.passedOver(
                        PassedOver.Reason.YANKED,
                        "was yanked" + (reason.isBlank() ? "" : " (" + reason.strip() + ")")));
    }

    boolean isPreferred(PackageName project, Version version) {
        return rules.preferred(project).filter(version::equals).isPresent();
    }
}
