package io.github.pywar.python.index;

import io.github.pywar.base.file.Globs;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Several indexes in search order. The first index that has a project serves it alone: otherwise an attacker could
 * publish a higher version of a private project on a public index. For the same reason an index that refuses a request
 * ends the search. A project in the scope of an index is requested from that index only. Files of find-links are added to
 * those of the indexes.
 */
public final class IndexChain implements PackageIndex {

    private final List<Member> members;
    private final Optional<PackageIndex> findLinks;
    private final boolean isMerging;

    private IndexChain(List<Member> members, Optional<PackageIndex> findLinks, boolean isMerging) {
        this.members = List.copyOf(members);
        this.findLinks = findLinks;
        this.isMerging = isMerging;
    }

    /** @return simple indexes in that order, each for its scope */
    public static IndexChain of(List<IndexDeclaration> declarations, Http http, PageCache cache, Progress progress) {
        List<Member> all = new ArrayList<>();
        for (IndexDeclaration one : declarations) {
            all.add(Member.of(SimpleIndex.of(one, http, cache).reportingTo(progress), one.scope()));
        }
        return new IndexChain(all, Optional.empty(), false);
    }

    /** @return this with files of find-links added to each project; of two files with the same name, theirs */
    public IndexChain withFindLinks(PackageIndex added) {
        return new IndexChain(members, Optional.of(added), isMerging);
    }

    /** @return this with the files of all indexes merged, as pip does */
    public IndexChain merging() {
        return new IndexChain(members, findLinks, true);
    }

    @Override
    public PackageIndex filter(Predicate<String> fileNames) {
        List<Member> filtered = new ArrayList<>();
        for (Member member : members) {
            filtered.add(new Member(member.index.filter(fileNames), member.scope));
        }
        Optional<PackageIndex> links =
                findLinks.isPresent() ? Optional.of(findLinks.get().filter(fileNames)) : Optional.empty();
        return new IndexChain(filtered, links, isMerging);
    }

    @Override
    public Optional<ProjectPage> project(PackageName name) throws IOException {
        Optional<ProjectPage> added = findLinks.isPresent() ? findLinks.get().project(name) : Optional.empty();
        Optional<ProjectPage> page = indexed(name);
        return merged(added, page);
    }

    private static Optional<ProjectPage> merged(Optional<ProjectPage> first, Optional<ProjectPage> second) {
        if (first.isPresent() && second.isPresent()) {
            return Optional.of(first.get().merge(second.get()));
        }
        return first.isPresent() ? first : second;
    }

    @Override
    public String fingerprint(PackageName name) throws IOException {
        List<String> all = new ArrayList<>();
        if (findLinks.isPresent()) {
            all.add(findLinks.get().fingerprint(name));
        }
        for (Member member : responsible(name)) {
            String one = member.index.fingerprint(name);
            all.add(one);
            if (!one.equals(ProjectPage.ABSENT) && !isMerging) {
                break;
            }
        }
        return Set.of(ProjectPage.ABSENT).containsAll(all) ? ProjectPage.ABSENT : String.join(" ", all);
    }

    private Optional<ProjectPage> indexed(PackageName name) throws IOException {
        Optional<ProjectPage> all = Optional.empty();
        for (Member member : responsible(name)) {
            Optional<ProjectPage> page = member.index.project(name);
            if (page.isPresent() && !isMerging) {
                return page;
            }
            all = merged(all, page);
        }
        return all;
    }

    private List<Member> responsible(PackageName name) {
        List<Member> scoped = new ArrayList<>();
        List<Member> general = new ArrayList<>();
        for (Member member : members) {
            if (member.scope.isEmpty()) {
                general.add(member);
            } else if (member.hasInScope(name)) {
                scoped.add(member);
            }
        }
        return scoped.isEmpty() ? general : scoped;
    }

    @Override
    public String describe() {
        return members.stream().map(member -> member.index.describe()).collect(Collectors.joining(", "));
    }

    private record Member(PackageIndex index, Optional<Globs> scope) {

        /** @param scope globs of normalised names; empty for all names that are in no scope */
        static Member of(PackageIndex index, List<String> scope) {
            return new Member(index, scope.isEmpty() ? Optional.empty() : Optional.of(Globs.of(scope)));
        }

        boolean hasInScope(PackageName name) {
            return scope.isPresent() && scope.get().matches(name.value());
        }
    }
}
