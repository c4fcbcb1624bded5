package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.source.BuildPolicy;
import java.util.List;

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
        dependencies
                .hashPolicy()
                .allowed()
                .byPackage()
                .forEach((name, allowed) -> allowed.forEach(hash -> request.hash(name, hash)));
        dependencies.prereleasePolicy().addTo(request);
        rules.uploadedBefore().ifPresent(limit -> request.uploadedBefore(limit.time()));
        return request;
    }

    private static List<RootRequirement> roots(List<DeclaredRequirement> declared) {
        return declared.stream()
                .map(one ->
                        new RootRequirement(one.requirement(), one.location().toString()))
                .toList();
    }
}
