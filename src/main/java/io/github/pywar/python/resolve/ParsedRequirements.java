package io.github.pywar.python.resolve;

import io.github.pywar.python.requirement.Requirement;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * Requirements of a cached resolution, parsed when they are needed. Most builds only need the files of the packages, and
 * parsing the requirements takes longer than reading the rest. Only the checksum of the entry protects these texts: a version
 * of the resolver that parses them in another way needs another version of the entries. Safe for several threads.
 */
final class ParsedRequirements extends AbstractList<Requirement> {

    private final List<String> texts;
    private List<Requirement> parsed;

    /** @param texts the requirements in normal form */
    ParsedRequirements(List<String> texts) {
        this.texts = List.copyOf(texts);
    }

    @Override
    public Requirement get(int index) {
        return parsed().get(index);
    }

    @Override
    public int size() {
        return texts.size();
    }

    private synchronized List<Requirement> parsed() {
        if (parsed == null) {
            List<Requirement> all = new ArrayList<>();
            for (String text : texts) {
                all.add(Requirement.parse(text));
            }
            parsed = all;
        }
        return parsed;
    }
}
