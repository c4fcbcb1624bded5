package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.candidate.ReferencedFile;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of the names of source code that requirements refer to without a name.
 *
 * @param open the package sources, which read its metadata
 * @param target of the archive
 */
record ProjectNames(OpenPackageSources open, TargetEnvironment target) {

    /** Returns the same dependencies, in which every requirement has a name. */
    DeclaredDependencies name(DeclaredDependencies declared, Progress progress) throws IOException {
        List<DeclaredRequirement> named = new ArrayList<>();
        for (UnnamedRequirement one : declared.unnamed()) {
            PackageName name = name(one);
            progress.detail("The source code " + one + " is of `" + name + "`");
            named.add(one.named(name));
        }
        return declared.withNames(named);
    }

    private PackageName name(UnnamedRequirement one) throws IOException {
        if (!open.builds().policy().allowsAny()) {
            throw UserException.of(one + " is source code, and wheels are not built from source")
                    .hint(PythonHint.ALLOW_PURE_BUILDS)
                    .hint("or build a wheel of it, and refer to its path or URL, or upload it to an index");
        }
        DistributionFile source = new ReferencedFile(open.builds().revisions()).read(one.url(), one.toString());
        return Metadata.parse(open.metadata(source, target)).name();
    }
}
