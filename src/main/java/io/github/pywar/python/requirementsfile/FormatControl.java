package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Of which projects a source build is asked for ({@code --no-binary}) and of which a wheel ({@code --only-binary}), in
 * the order in which it is said: the last word on a name counts, and a name stands before {@code :all:} (checklist G13).
 */
public final class FormatControl {

    private final List<Word> words;
    private final NameControl names = new NameControl();

    FormatControl(List<Word> words) {
        this.words = List.copyOf(words);
        for (Word word : words) {
            if (word.wantsSource) {
                names.addFirst(word.names);
            } else {
                names.addSecond(word.names);
            }
        }
    }

    /**
     * One option.
     *
     * @param wantsSource whether it is {@code --no-binary}
     * @param names its value
     */
    record Word(boolean wantsSource, String names, SourceLocation location) {

        private boolean isAbout(String name) {
            NameControl alone = new NameControl();
            alone.addFirst(names);
            return alone.first().contains(name);
        }
    }

    /** @return both, as if the other one had been said behind this */
    public FormatControl then(FormatControl later) {
        List<Word> all = new ArrayList<>(words);
        all.addAll(later.words);
        return new FormatControl(all);
    }

    /** @return where a source build of the project is asked for, if it is in the end */
    public Optional<SourceLocation> sourceAskedAt(PackageName project) {
        boolean isNamed = noBinary().contains(project.value());
        boolean isMeant =
                isNamed || noBinary().contains(NameControl.ALL) && !onlyBinary().contains(NameControl.ALL);
        if (!isMeant || onlyBinary().contains(project.value())) {
            return Optional.empty();
        }
        return words.stream()
                .filter(word -> word.wantsSource && word.isAbout(isNamed ? project.value() : NameControl.ALL))
                .map(Word::location)
                .reduce((earlier, later) -> later);
    }

    /** @return projects whose wheels are not wanted, in normal form, or {@code :all:} */
    Set<String> noBinary() {
        return names.first();
    }

    /** @return projects whose source distributions are not wanted, in normal form, or {@code :all:} */
    Set<String> onlyBinary() {
        return names.second();
    }
}
