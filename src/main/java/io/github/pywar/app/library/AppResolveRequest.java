package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.source.BuildPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conversion of an application's dependencies to a request for the resolver. */
final class AppResolveRequest {

    private AppResolveRequest() {}

    /**
     * Returns the request.
     *
     * @param dependencies of the application, in which every requirement has a name
     */
    static ResolveRequest.Builder of(AppSpec spec, DeclaredDependencies dependencies, BuildPolicy builds) {
        DependencyRules rules = dependencies.rules();
        ResolveRequest.Builder request = ResolveRequest.builder(spec.identity().artifactId(), spec.target())
                .requirements(roots(dependencies.requirements()))
                .constraints(roots(dependencies.constraints()))
                .overrides(roots(rules.overrides()))
                .exclusions(rules.exclusions())
                .formats(dependencies.formatPolicy().rules(builds));
        addHashes(dependencies, request);
        dependencies.prereleasePolicy().addTo(request);
        if (rules.uploadedBefore().isPresent()) {
            request.uploadedBefore(rules.uploadedBefore().get().time());
        }
        return request;
    }

    private static void addHashes(DeclaredDependencies dependencies, ResolveRequest.Builder request) {
        Map<PackageName, Set<String>> allowed =
                dependencies.hashPolicy().allowed().byPackage();
        for (Map.Entry<PackageName, Set<String>> one : allowed.entrySet()) {
            for (String hash : one.getValue()) {
                request.hash(one.getKey(), hash);
            }
        }
    }

    private static List<RootRequirement> roots(List<DeclaredRequirement> declared) {
        List<RootRequirement> roots = new ArrayList<>();
        for (DeclaredRequirement one : declared) {
            roots.add(new RootRequirement(one.requirement(), one.location().toString()));
        }
        return roots;
    }
}
