package io.github.pywar.app.archive;

import io.github.pywar.app.process.ProcessType;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;

/** Manifest of a sample application. */
final class TestManifest {

    private TestManifest() {}

    static ArchiveManifest of(String python, String entry) {
        return of(
                python,
                entry,
                List.of(new ArchiveManifest.Package(
                        "flask", "3.1.3", "flask-3.1.3-py3-none-any.whl", "f4bc".repeat(16), "pypi", null)));
    }

    static ArchiveManifest of(String python, String entry, List<ArchiveManifest.Package> packages) {
        return of(python, entry, packages, List.of());
    }

    static ArchiveManifest of(
            String python, String entry, List<ArchiveManifest.Package> packages, List<ProcessType> processes) {
        PythonVersion version = PythonVersion.parse(python);
        return new ArchiveManifest(
                ArchiveManifest.FORMAT,
                "shop",
                "1.2.0",
                new ArchiveManifest.Build("", "2026-01-01T00:00:00Z", "pywar-maven-plugin 1.0.0"),
                new ArchiveManifest.Maven("com.example", "shop", "1.2.0", null),
                ArchiveManifest.Entry.of(ObjectReference.parse(entry, Protocol.WSGI)),
                ArchiveManifest.Target.of(TargetEnvironment.of(version, Platform.parse("linux-x86_64"))),
                ArchiveManifest.Layout.of(InstallLayout.of(version.majorMinor(), version.freeThreaded())),
                "waitress",
                packages,
                List.of("bin/flask"),
                processes);
    }
}
