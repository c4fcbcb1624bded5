package io.github.pywar.app.rpm;

import io.github.pywar.app.ospackage.OsPackage;
import io.github.pywar.app.ospackage.PackageFile;
import io.github.pywar.app.ospackage.PackageScripts;
import io.github.pywar.app.ospackage.PackageWriter;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.packager.rpm.FileFlags;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.FileInformation;
import org.eclipse.packager.rpm.build.RpmBuilder;
import org.eclipse.packager.rpm.deps.RpmDependencyFlags;

/** Writer of {@code .rpm} files by Eclipse Packager. */
public final class RpmWriter implements PackageWriter {

    private static final long LAST_SECOND = (1L << Integer.SIZE) - 1;

    private static final Pattern COMPARED =
            Pattern.compile("(?<name>[^\\s(]\\S*)\\s+(?<comparison>[<>]=?|=)\\s+(?<version>\\S+)");

    @Override
    public void write(OsPackage content, Path target) throws IOException {
        OsPackage.Identity identity = content.identity();
        RpmVersion version = new RpmVersion(null, identity.version(), identity.revision());
        BuilderOptions options = new BuilderOptions();
        options.setFileNameProvider(
                (name, of, architecture) -> target.getFileName().toString());
        try (RpmBuilder builder =
                new RpmBuilder(identity.name(), version, identity.architecture(), target.getParent(), options)) {
            builder.setInformation(information(content.description()));
            content.requirements().forEach(text -> addRequirement(builder, text));
            addScripts(builder, content.scripts());
            BuilderContext files = builder.newContext();
            for (PackageFile file : content.files()) {
                add(files, file, content);
            }
            int time = time(content);
            builder.setHeaderCustomizer(header -> header.putInt(RpmTag.BUILDTIME, time));
            builder.build();
        }
    }

    /** Returns the seconds since 1970. rpm reads the 32 bits without a sign: until 2106. */
    private static int time(OsPackage content) {
        long seconds = content.time().getEpochSecond();
        if (seconds < 0 || seconds > LAST_SECOND) {
            throw UserException.of("The time `" + content.time() + "` cannot be in a package of rpm\n"
                            + "    from: `project.build.outputTimestamp`")
                    .hint("use a time from 1970 to 2106");
        }
        return (int) seconds;
    }

    private static RpmBuilder.PackageInformation information(OsPackage.Description description) {
        RpmBuilder.PackageInformation information = new RpmBuilder.PackageInformation();
        information.setSummary(line(description.summary()));
        information.setDescription(line(description.summary()));
        information.setPackager(line(description.maintainer()));
        information.setLicense(description.license().isBlank() ? "unknown" : line(description.license()));
        information.setUrl(description.url().isBlank() ? null : line(description.url()));
        information.setBuildHost("localhost"); // the same bytes on each machine
        return information;
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s++", " ");
    }

    /** A name, or a name with a comparison: {@code postgresql >= 14}. */
    private static void addRequirement(RpmBuilder builder, String text) {
        Matcher compared = COMPARED.matcher(text.strip());
        if (compared.matches()) {
            RpmDependencyFlags[] flags = compared.group("comparison")
                    .chars()
                    .mapToObj(RpmWriter::flag)
                    .toArray(RpmDependencyFlags[]::new);
            builder.addRequirement(compared.group("name"), compared.group("version"), flags);
        } else if (text.strip().matches("\\S+|\\(.+\\)")) {
            builder.addRequirement(text.strip(), null);
        } else {
            throw UserException.of("`" + text + "` is not a requirement of rpm\n    from: <packageRequires>")
                    .hint("write a name, or a name with a comparison: `postgresql >= 14`");
        }
    }

    private static RpmDependencyFlags flag(int sign) {
        return sign == '<'
                ? RpmDependencyFlags.LESS
                : sign == '>' ? RpmDependencyFlags.GREATER : RpmDependencyFlags.EQUAL;
    }

    private static void addScripts(RpmBuilder builder, PackageScripts scripts) {
        builder.setPreInstallationScript(scripts.beforeInstall());
        builder.setPostInstallationScript(scripts.afterInstall());
        builder.setPreRemoveScript(scripts.beforeRemove());
        builder.setPostRemoveScript(scripts.afterRemove());
    }

    private static void add(BuilderContext files, PackageFile file, OsPackage content) throws IOException {
        if (file.link().isPresent()) {
            files.addSymbolicLink(file.path(), file.link().get(), info -> complete(info, file, content));
        } else if (file.content().isEmpty()) {
            files.addDirectory(file.path(), info -> complete(info, file, content));
        } else {
            try (InputStream in = file.content().get().open()) {
                files.addFile(file.path(), in, info -> complete(info, file, content));
            }
        }
    }

    private static void complete(FileInformation info, PackageFile file, OsPackage content) {
        info.setTimestamp(content.time());
        info.setUser(BuilderContext.DEFAULT_USER);
        info.setGroup(BuilderContext.DEFAULT_GROUP);
        if (file.link().isEmpty()) {
            info.setMode((short) file.mode());
        }
        if (file.isConfiguration()) {
            info.setFileFlags(EnumSet.copyOf(Set.of(FileFlags.CONFIGURATION, FileFlags.NOREPLACE)));
        }
    }
}
