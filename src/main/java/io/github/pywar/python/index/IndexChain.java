package io.github.pywar.python.index;

import io.github.pywar.base.file.Globs;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Several indexes as one. The first that has a name serves it alone, so that nobody can put a higher version of a
 * private project on a public index; an index that refuses ends the search, and no other is asked in its place. A name
 * that an index was declared for is asked for there only. Files of find-links stand beside what the indexes have.
 */
public final class IndexChain implements PackageIndex {

    private final List<Member> links;
    private final Optional<PackageIndex> findLinks;
    private final boolean isMerging;

    private IndexChain(List<Member> links, Optional<PackageIndex> findLinks, boolean isMerging) {
        this.links = List.copyOf(links);
        this.findLinks = findLinks;
        this.isMerging = isMerging;
    }

    /** @return simple indexes in that order, each for the names it was declared for */
    public static IndexChain of(List<IndexDeclaration> declarations, Http http, PageCache cache, Progress progress) {
        List<Member> members = declarations.stream()
                .map(one -> Member.of(SimpleIndex.of(one, http, cache).telling(progress), one.scope()))
                .toList();
        return new IndexChain(members, Optional.empty(), false);
    }

    /** @return this with files of plain places beside every project; of two with the same name, theirs */
    public IndexChain withFindLinks(PackageIndex places) {
        return new IndexChain(links, Optional.of(places), isMerging);
    }

    /** @return this with all indexes asked for every name and their files put together, as pip does */
    public IndexChain merging() {
        return new IndexChain(links, findLinks, true);
    }

    @Override
    public PackageIndex keeping(Predicate<String> wanted) {
        List<Member> kept = links.stream()
                .map(link -> new Member(link.index.keeping(wanted), link.scope))
                .toList();
        return new IndexChain(kept, findLinks.map(places -> places.keeping(wanted)), isMerging);
    }

    @Override
    public Optional<ProjectPage> project(PackageName name) throws IOException {
        Optional<ProjectPage> beside = findLinks.isPresent() ? findLinks.get().project(name) : Optional.empty();
        Optional<ProjectPage> page = indexed(name);
        return beside.isPresent() && page.isPresent()
                ? Optional.of(beside.get().merge(page.get()))
                : beside.or(() -> page);
    }

    @Override
    public String fingerprint(PackageName name) throws IOException {
        List<String> all = new ArrayList<>();
        if (findLinks.isPresent()) {
            all.add(findLinks.get().fingerprint(name));
        }
        for (Member link : askedFor(name)) {
            String one = link.index.fingerprint(name);
            all.add(one);
            if (!one.equals(ProjectPage.ABSENT) && !isMerging) {
                break;
            }
        }
        return all.stream().allMatch(ProjectPage.ABSENT::equals) ? ProjectPage.ABSENT : String.join(" ", all);
    }

    private Optional<ProjectPage> indexed(PackageName name) throws IOException {
        Optional<ProjectPage> all = Optional.empty();
        for (Member link : askedFor(name)) {
            Optional<ProjectPage> page = link.index.project(name);
            if (page.isPresent() && !isMerging) {
                return page;
            }
            all = all.isPresent() && page.isPresent() ? Optional.of(all.get().merge(page.get())) : all.or(() -> page);
        }
        return all;
    }

    private List<Member> askedFor(PackageName name) {
        List<Member> scoped =
                links.stream().filter(link -> link.isDeclaredFor(name)).toList();
        return scoped.isEmpty()
                ? links.stream().filter(link -> link.scope.isEmpty()).toList()
                : scoped;
    }

    @Override
    public String describe() {
        return links.stream().map(link -> link.index.describe()).collect(Collectors.joining(", "));
    }

    private record Member(PackageIndex index, Optional<Globs> scope) {

        /** @param scope globs of normalised names that it is for; empty: all that no other index is for */
        static Member of(PackageIndex index, List<String> scope) {
            return new Member(index, scope.isEmpty() ? Optional.empty() : Optional.of(Globs.of(scope)));
        }

        boolean isDeclaredFor(PackageName name) {
            return scope.filter(globs -> globs.matches(name.value())).isPresent();
        }
    }
}
