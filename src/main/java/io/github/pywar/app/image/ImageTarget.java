package io.github.pywar.app.image;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import java.util.Map;

/** Platform of an image in the words of OCI, which are those of Go. */
final class ImageTarget {

    private static final Map<String, String> ARCHITECTURES = Map.of(
            "x86_64", "amd64",
            "aarch64", "arm64",
            "i686", "386",
            "armv7l", "arm",
            "ppc64le", "ppc64le",
            "s390x", "s390x",
            "riscv64", "riscv64",
            "loongarch64", "loong64");
    private static final String LINUX = "linux-";

    private ImageTarget() {}

    /** @throws UserException if the archive is not for Linux */
    static String architecture(BuiltArchive archive) {
        String platform = archive.target().path("platform").asText();
        if (!platform.startsWith(LINUX)) {
            throw UserException.of(
                            "There are no images for the platform `" + platform + "` of `" + archive.name() + "`")
                    .hint("select a target for Linux: -Dpywar.target=NAME");
        }
        return ARCHITECTURES.getOrDefault(platform.substring(LINUX.length()), platform.substring(LINUX.length()));
    }
}
